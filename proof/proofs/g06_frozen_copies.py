"""G6: the database and its log are copied while the server is frozen in the middle of uploads, and every copy is a whole store.

A copy is what a snapshot of the file system or of the virtual machine holds: the process stands still, nothing is told to it. The
controls copy as people do who do not know: file by file while the server works, and the database without its log.
"""

from __future__ import annotations

import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from harness.ledger import Ledger, Uploaders, Verdict
from harness.packaged import DidNotStart, Server
from harness.phone import basic
from harness.proof import Attack, Control, Outcome, Proof, Rounds, Scene

UPLOADERS = 16
MOST_ACKNOWLEDGED = 200
"""A copy is made after one to so many changes."""

COPIES_A_SERVER = 50
DATABASE, LOG = "strongroom.db", "strongroom.db-wal"
HEADER_OF_THE_LOG = 32
FREEZE_DEADLINE = 10.0
REWIND_DEADLINE = 120.0

Copying = Callable[[Server, Path, Ledger], Ledger]
"""Copies the database, and what else is thought of, to a folder; returns the book that holds for the copy."""


def copy_frozen(server: Server, to: Path, ledger: Ledger) -> Ledger:
    with _standing(server):
        # Not earlier: what is begun and stored between book and copy would stand in the copy alone.
        book = ledger.as_it_stands()
        _copy(server.data, to, DATABASE, LOG)
    return book


def copy_file_by_file(server: Server, to: Path, ledger: Ledger) -> Ledger:
    """The database, and the log after the server has begun it anew: a big database takes as long to copy."""
    book = ledger.as_it_stands()
    before = _header_of_the_log(server.data)
    _copy(server.data, to, DATABASE)
    until = time.monotonic() + REWIND_DEADLINE
    while _header_of_the_log(server.data) == before:
        if time.monotonic() > until:
            raise TimeoutError("the server did not begin its log anew under load")
        time.sleep(0.02)
    _copy(server.data, to, LOG)
    return book


def copy_without_the_log(server: Server, to: Path, ledger: Ledger) -> Ledger:
    with _standing(server):
        book = ledger.as_it_stands()
        _copy(server.data, to, DATABASE)
    return book


@contextmanager
def _standing(server: Server) -> Iterator[None]:
    server.signal(signal.SIGSTOP)
    try:
        _wait_until_it_stands(server)
        yield
    finally:
        server.signal(signal.SIGCONT)


def _copy(data: Path, to: Path, *names: str) -> None:
    for name in names:
        if (data / name).exists():
            shutil.copy(data / name, to / name)


def _header_of_the_log(data: Path) -> bytes:
    """Changes with its salt each time that the log is begun anew; empty while there is none."""
    try:
        with open(data / LOG, "rb") as log:
            return log.read(HEADER_OF_THE_LOG)
    except FileNotFoundError:
        return b""


def _wait_until_it_stands(server: Server) -> None:
    """A signal stops one thread after the other."""
    until = time.monotonic() + FREEZE_DEADLINE
    while any(state != "T" for state in _states_of_threads(server.pid)):
        if time.monotonic() > until:
            raise TimeoutError("the server did not stand still")
        time.sleep(0.001)


def _states_of_threads(process: int) -> list[str]:
    return [(task / "stat").read_text().rpartition(") ")[2][0] for task in Path(f"/proc/{process}/task").iterdir()]


@dataclass
class Count:
    """What the copies were like."""

    copies: int = 0
    acknowledged: int = 0
    with_log: int = 0
    unopened: int = 0
    damaged: int = 0
    verdict: Verdict = field(default_factory=Verdict)

    @property
    def lost(self) -> int:
        """What shows in any copy. That something is torn shows only where nothing was stored between the book and the copy."""
        return self.unopened + self.damaged + self.verdict.broken - self.verdict.torn

    def outcome(self, failures: list[str], *, until_it_breaks: bool) -> Outcome:
        figures = {
            "copies": self.copies, "with changes in the log": self.with_log, "uploaders": UPLOADERS, "acknowledged": self.acknowledged,
            "not opened": self.unopened, "integrity_check failed": self.damaged, "looked at": self.verdict.ok + self.verdict.broken,
            "missing": self.verdict.missing, "older": self.verdict.old, "torn": self.verdict.torn, "refused": self.verdict.refused,
        }
        if until_it_breaks:
            return Outcome(not self.lost, figures)
        return Outcome(not (self.lost or self.verdict.torn or failures), figures, failures)


def copy_again_and_again(scene: Scene, copying: Copying, *, until_it_breaks: bool = False) -> Outcome:
    count = Count()
    failures: list[str] = []
    for begin in range(0, scene.rounds, COPIES_A_SERVER):
        data = scene.directory / f"data-{begin}"
        with Server(data) as server:
            _copy_one_server(scene, server, range(begin, min(begin + COPIES_A_SERVER, scene.rounds)), copying, count, failures, until_it_breaks)
        scene.say(f"{count.copies} copies, {count.acknowledged:,} acknowledged, {count.verdict.broken} broken")
        shutil.rmtree(data)
    return count.outcome(failures, until_it_breaks=until_it_breaks)


def _copy_one_server(
    scene: Scene, server: Server, numbers: range, copying: Copying, count: Count, failures: list[str], until_it_breaks: bool
) -> None:
    ledger = Ledger()
    for number in numbers:
        if until_it_breaks and count.lost:
            break
        choice = scene.random("copy", number)
        copy = scene.directory / f"copy-{number}"
        copy.mkdir(mode=0o700)
        _copy(server.data, copy, "key")
        uploaders = Uploaders(ledger, server.url, basic(server.login()), choice, count=UPLOADERS).start()
        uploaders.wait_for(choice.randint(1, MOST_ACKNOWLEDGED))
        time.sleep(choice.random() * 0.02)
        book = copying(server, copy, ledger)
        uploaders.stop()
        failures += uploaders.failures
        count.copies += 1
        count.with_log += (copy / LOG).exists() and (copy / LOG).stat().st_size > 0
        if _is_whole(copy, book, count, failures):
            shutil.rmtree(copy)
            copy.with_name(copy.name + ".log").unlink()
    count.acknowledged += ledger.acknowledged


def _is_whole(copy: Path, book: Ledger, count: Count, failures: list[str]) -> bool:
    """Opens the copy as a server does, compares it with the book, and has SQLite look at every page."""
    found = Verdict()
    try:
        server = Server(copy)
    except DidNotStart as refusal:
        count.unopened += 1
        failures.append(f"{copy.name}: {refusal}")
        return False
    try:
        found = book.judge(server.url)
    finally:
        server.kill()
    count.verdict.add(found)
    with closing(sqlite3.connect(copy / DATABASE)) as database:
        sound = database.execute("pragma integrity_check").fetchall() == [("ok",)]
    count.damaged += not sound
    return sound and not found.broken


def until_one_is_broken(copying: Copying) -> Attack:
    return lambda scene: copy_again_and_again(scene, copying, until_it_breaks=True)


FEW = Rounds(ci=20, release=20)

PROOF = Proof(
    name="frozen-copies",
    goal="G6",
    promise="A copy of the database with its log, made while the server stands still, is a whole store with all that was acknowledged.",
    round="copies",
    rounds=Rounds(ci=10, release=500),
    hold=lambda scene: copy_again_and_again(scene, copy_frozen),
    controls=(
        Control("standing still (file by file under load)", until_one_is_broken(copy_file_by_file), FEW),
        Control("the log (the database alone)", until_one_is_broken(copy_without_the_log), FEW),
    ),
)
