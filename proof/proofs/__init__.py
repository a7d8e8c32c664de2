"""The proofs, one module each, named after the goal that it proves. A module without `PROOF` is shared by several."""
