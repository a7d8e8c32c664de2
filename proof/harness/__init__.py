"""What the proofs stand on: the server as a process, phones, the ledger, disks, neighbours, results.

Begin with `proof.py`, which says what a proof is. Nothing here is part of the shipped program, and nothing here asks the server what it
stored except in the way a phone does.
"""
