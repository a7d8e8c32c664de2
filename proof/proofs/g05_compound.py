"""G5: a second fault while the server recovers from a first one.

A round kills the server under load, or tears a write of it first; starts it again with the k-th file operation of the recovery failing; and
starts it once more in peace. Whether the start in the middle succeeds does not matter; what was acknowledged before and in it does.
"""

from __future__ import annotations

import errno
import subprocess
from collections.abc import Callable
from pathlib import Path

from harness.faulted_server import DISK_FAILED
from harness.inspection import DATABASE, inspect, is_intact
from harness.ledger import Ledger, Uploaders, Verdict
from harness.packaged import DidNotStart, Server
from harness.phone import basic
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene
from harness.shim import COMPILER, FAIL, TORN, WRITE, Fault, Shim

UPLOADERS = 8
MOST = 45
"""Recovery and the first checkpoint make fewer file operations than this; some rounds hit none."""


def hold(scene: Scene) -> Outcome:
    return fault_twice(scene, lambda data: None)


def loses_the_log(scene: Scene) -> Outcome:
    return fault_twice(scene, lambda data: (data / (DATABASE + "-wal")).unlink(missing_ok=True))


def fault_twice(scene: Scene, between: Callable[[Path], None]) -> Outcome:
    data = scene.directory / "data"
    shim, ledger, verdict = Shim(data), Ledger(), Verdict()
    failures: list[str] = []
    first = second = refused = corrupt = 0
    try:
        for number in range(scene.rounds):
            choice = scene.random("round", number)
            server = Server(data, environment=shim.environment())
            verdict.add(ledger.judge(server.url))
            uploaders = Uploaders(
                ledger, server.url, basic(server.login()), choice, count=UPLOADERS, tolerated=frozenset({503, 507}),
            ).start()
            uploaders.wait_for(choice.randint(1, 80))
            if number % 2:
                shim.arm(Fault(errno.EIO, TORN, True, WRITE), choice.randint(1, 40))
                uploaders.wait_for(uploaders.acknowledged + 5, 0.5)
                first += min(shim.injected, 1)
            server.kill()
            shim.disarm()
            uploaders.join()
            failures += uploaders.failures
            between(data)
            with shim.armed(a_fault(choice.choice((FAIL, TORN)), choice.choice((errno.EIO, errno.ENOSPC)), bool(choice.getrandbits(1))),
                            choice.randint(1, MOST)):
                refused += not recovers(data, shim)
            second += min(shim.injected, 1)
            contents = inspect(data)
            corrupt += contents is None or not contents.whole
        with Server(data) as server:
            verdict.add(ledger.judge(server.url))
    except DidNotStart as refusal:
        failures.append(f"a start in peace was refused: {refusal}")
    intact = is_intact(data)
    figures = {
        "pairs": scene.rounds, "torn before the kill": first, "hit in recovery": second, "starts that were refused": refused,
        "acknowledged": ledger.acknowledged, "looked at": verdict.ok + verdict.broken, "missing": verdict.missing, "older": verdict.old,
        "torn": verdict.torn, "unanswered": verdict.refused, "corrupt databases": corrupt, "audit log whole": intact,
    }
    return Outcome(verdict.broken == 0 and corrupt == 0 and intact and second > 0 and not failures, figures, failures)


def a_fault(way: int, error: int, repeat: bool) -> Fault:
    return Fault(error, way, repeat, WRITE) if way == TORN else Fault(error, way, repeat)


def recovers(data: Path, shim: Shim) -> bool:
    """Starts the server with the fault waiting, lets it come to its first idle checkpoint, and kills it."""
    try:
        server = Server(data, environment=shim.environment())
    except DidNotStart:
        return False
    try:
        server.process.wait(1.5)  # real time: an idle server moves its log after a second
    except subprocess.TimeoutExpired:
        pass
    ended = server.process.poll()
    server.kill()
    return ended in (None, DISK_FAILED)


PROOF = Proof(
    name="compound",
    goal="G5",
    promise="A second fault while recovering from a first one corrupts nothing and loses nothing that was acknowledged.",
    round="pairs of faults",
    rounds=Rounds(ci=10, release=200),
    hold=hold,
    controls=(Control("the write-ahead log", loses_the_log, Rounds(ci=6, release=10)),),
    needs=Needs(packages=COMPILER),
)
