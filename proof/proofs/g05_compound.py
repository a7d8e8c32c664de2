"""G5: a second fault while the server recovers from a first one.

A round kills the server under load, or tears a write of it first; starts it again with the k-th file operation of the recovery failing; and
starts it once more in peace. Whether the start in the middle succeeds does not matter; what was acknowledged before and in it does.
"""

from __future__ import annotations

import errno
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

from harness.faulted_server import DISK_FAILED
from harness.inspection import DATABASE, inspect, is_intact
from harness.ledger import Ledger, Uploaders, Verdict
from harness.packaged import DidNotStart, Server
from harness.phone import Broken, basic
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene
from harness.shim import COMPILER, FAIL, TORN, WRITE, Fault, Shim

UPLOADERS = 8
MOST = 45
"""Recovery and the first checkpoint make fewer file operations than this; some rounds hit none."""


def hold(scene: Scene) -> Outcome:
    return Pairs(scene, lambda data: None).outcome()


def loses_the_log(scene: Scene) -> Outcome:
    return Pairs(scene, lambda data: (data / (DATABASE + "-wal")).unlink(missing_ok=True)).outcome()


class Pairs:
    """Pairs of faults that one store goes through, and what was seen meanwhile."""

    def __init__(self, scene: Scene, between: Callable[[Path], None]):
        self.scene = scene
        self.between = between
        self.data = scene.directory / "data"
        self.shim = Shim(self.data)
        self.ledger = Ledger()
        self.verdict = Verdict()
        self.failures: list[str] = []
        self.first = self.second = self.refused = self.corrupt = 0

    def outcome(self) -> Outcome:
        try:
            for number in range(self.scene.rounds):
                self._pair(number, self.scene.random("round", number))
            with Server(self.data) as server:
                self.verdict.add(self.ledger.judge(server.url))
        except DidNotStart as refusal:
            self.failures.append(f"a start in peace was refused: {refusal}")
        except Broken as failure:
            self.failures.append(f"a server that started in peace did not answer: {failure}")
        intact = is_intact(self.data)
        figures = {
            "pairs": self.scene.rounds, "torn before the kill": self.first, "hit in recovery": self.second,
            "starts that were refused": self.refused, "acknowledged": self.ledger.acknowledged,
            "looked at": self.verdict.ok + self.verdict.broken, "missing": self.verdict.missing, "older": self.verdict.old,
            "torn": self.verdict.torn, "unanswered": self.verdict.refused, "corrupt databases": self.corrupt, "audit log whole": intact,
        }
        held = self.verdict.broken == 0 and self.corrupt == 0 and intact and self.second > 0 and not self.failures
        return Outcome(held, figures, self.failures)

    def _pair(self, number: int, choice: random.Random) -> None:
        self._first_fault(choice, is_torn=number % 2 == 1)
        self.between(self.data)
        way, error, repeat = choice.choice((FAIL, TORN)), choice.choice((errno.EIO, errno.ENOSPC)), bool(choice.getrandbits(1))
        with self.shim.armed(a_fault(way, error, repeat), choice.randint(1, MOST)):
            self.refused += not recovers(self.data, self.shim)
        self.second += min(self.shim.injected, 1)
        contents = inspect(self.data)
        self.corrupt += contents is None or not contents.whole

    def _first_fault(self, choice: random.Random, *, is_torn: bool) -> None:
        """Kills the server under load, and tears a write of it before that if asked to."""
        server = Server(self.data, environment=self.shim.environment())
        try:
            self.verdict.add(self.ledger.judge(server.url))
            uploaders = Uploaders(
                self.ledger, server.url, basic(server.login()), choice, count=UPLOADERS, tolerated=frozenset({503, 507}),
            ).start()
            uploaders.wait_for(choice.randint(1, 80))
            if is_torn:
                self.shim.arm(Fault(errno.EIO, TORN, True, WRITE), choice.randint(1, 40))
                uploaders.wait_for(uploaders.acknowledged + 5, 0.5)
                self.first += min(self.shim.injected, 1)
        finally:
            server.kill()
        self.shim.disarm()
        uploaders.join()
        self.failures += uploaders.failures


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
