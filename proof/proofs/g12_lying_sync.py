"""G12: syncs that do nothing are noticed at the start: under libeatmydata, and on a file system in memory.

Every round starts a server on each of them and one on a disk, which must be silent. `status` is asked as well.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from harness.packaged import HOME, Server, strongroom, weakened
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene

WARNING = "quicker than a disk can"
CODE = "syncs-unbelievable"
LIBRARY = next(iter(sorted(Path("/usr/lib").glob("*/libeatmydata.so*"))), Path("/usr/lib/libeatmydata.so"))
MEMORY = Path("/dev/shm")


def hold(scene: Scene) -> Outcome:
    return start_on_liars(scene, None)


def believes_all(scene: Scene) -> Outcome:
    return start_on_liars(scene, weakened("believes-every-sync"))


def start_on_liars(scene: Scene, command: Sequence[str] | None) -> Outcome:
    warned = told = alarms = 0
    lying = {"LD_PRELOAD": str(LIBRARY)}
    for number in range(scene.rounds):
        data = scene.directory / f"preloaded-{number}"
        warned += WARNING in said(data, command, lying)
        told += tells(data, lying)
        with tempfile.TemporaryDirectory(prefix="proof-memory-", dir=MEMORY) as memory:
            data = Path(memory) / "data"
            warned += WARNING in said(data, command, {})
            told += tells(data, {})
        with tempfile.TemporaryDirectory(prefix="disk-", dir=HOME / "target") as disk:
            data = Path(disk) / "data"
            alarms += (WARNING in said(data, command, {})) + tells(data, {})
    liars = 2 * scene.rounds
    figures = {
        "starts on a liar": liars, "warned at the start": warned, "told by status": told, "starts on a disk": scene.rounds,
        "false alarms": alarms,
    }
    return Outcome((warned, told, alarms) == (liars, liars, 0), figures)


def said(data: Path, command: Sequence[str] | None, environment: dict[str, str]) -> str:
    with Server(data, command=command, environment=environment) as server:
        return server.said()


def tells(data: Path, environment: dict[str, str]) -> bool:
    shown = json.loads(strongroom("status", "--json", "--data", str(data), environment=environment).out)
    return not shown["store"]["keepsWhatIsSynced"] and CODE in json.dumps(shown)


PROOF = Proof(
    name="lying-sync",
    goal="G12",
    promise="A disk that only pretends to sync is named at the start and by status; an honest one is not.",
    round="starts on each",
    rounds=Rounds(ci=2, release=20),
    hold=hold,
    controls=(Control("measuring a sync", believes_all, Rounds(ci=1, release=2)),),
    needs=Needs(packages={"libeatmydata1": str(LIBRARY)}),
)
