"""Proofs that need time to be moved run the real parts in one Java process; what they counted comes back as one line of JSON."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from harness.packaged import test_main, weakened

DEADLINE = 7_200


def figures(main_class: str, directory: Path, *arguments: object, without: str | None = None) -> dict[str, Any]:
    """Runs a main class of `src/test/java/strongroom/proof` on a fresh directory, perhaps with one protection taken out."""
    name = f"strongroom.proof.{main_class}"
    directory.mkdir(parents=True)
    command = weakened(without, "--main", name) if without else test_main(name)
    with open(directory / "log", "wb") as log:
        done = subprocess.run(
            [*command, str(directory), *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
            timeout=DEADLINE,
        )
    if done.returncode:
        raise RuntimeError(f"{main_class} ended with {done.returncode}: {(directory / 'log').read_text()[-800:]}")
    return json.loads(done.stdout.decode().splitlines()[-1])
