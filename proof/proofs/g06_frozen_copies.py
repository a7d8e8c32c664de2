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
from harness.phone import Broken, basic
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
class Copies:
    """Copies that are made of servers under load, one after the other, and what they were like."""

    scene: Scene
    copying: Copying
    until_it_breaks: bool = False
    made: int = 0
    acknowledged: int = 0
    with_log: int = 0
    unopened: int = 0
    damaged: int = 0
    verdict: Verdict = field(default_factory=Verdict)
    failures: list[str] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """What shows in any copy. That something is torn shows only where nothing was stored between the book and the copy."""
        return self.unopened + self.damaged + self.verdict.broken - self.verdict.torn

    @property
    def enough(self) -> bool:
        return self.made == self.scene.rounds or (self.until_it_breaks and self.lost > 0)

    def outcome(self) -> Outcome:
        while not self.enough:
            data = self.scene.directory / f"data-{self.made}"
            with Server(data) as server:
                self._of_one_server(server)
            self.scene.say(f"{self.made} copies, {self.acknowledged:,} acknowledged, {self.verdict.broken} broken")
            shutil.rmtree(data)
        figures = {
            "copies": self.made, "with changes in the log": self.with_log, "uploaders": UPLOADERS, "acknowledged": self.acknowledged,
            "not opened": self.unopened, "damaged": self.damaged, "looked at": self.verdict.ok + self.verdict.broken,
            "missing": self.verdict.missing, "older": self.verdict.old, "torn": self.verdict.torn, "refused": self.verdict.refused,
        }
        if self.until_it_breaks:
            return Outcome(not self.lost, figures)
        return Outcome(not (self.lost or self.verdict.torn or self.failures), figures, self.failures)

    def _of_one_server(self, server: Server) -> None:
        ledger = Ledger()
        for _ in range(COPIES_A_SERVER):
            if self.enough:
                break
            choice = self.scene.random("copy", self.made)
            copy = self.scene.directory / f"copy-{self.made}"
            copy.mkdir(mode=0o700)
            _copy(server.data, copy, "key")
            uploaders = Uploaders(ledger, server.url, basic(server.login()), choice, count=UPLOADERS).start()
            uploaders.wait_for(choice.randint(1, MOST_ACKNOWLEDGED))
            time.sleep(choice.random() * 0.02)
            book = self.copying(server, copy, ledger)
            uploaders.stop()
            self.failures += uploaders.failures
            self.made += 1
            self.with_log += (copy / LOG).exists() and (copy / LOG).stat().st_size > 0
            if self._is_whole(copy, book):
                shutil.rmtree(copy)
                copy.with_name(copy.name + ".log").unlink()
        self.acknowledged += ledger.acknowledged

    def _is_whole(self, copy: Path, book: Ledger) -> bool:
        """Opens the copy as a server does, compares it with the book, and has SQLite look at every page."""
        try:
            server = Server(copy)
        except DidNotStart as refusal:
            self.unopened += 1
            self.failures.append(f"{copy.name}: {refusal}")
            return False
        try:
            found = book.judge(server.url)
            self.verdict.add(found)
            answers = True
        except Broken:
            # A server whose database proves to be damaged ends at once.
            found, answers = Verdict(), False
        finally:
            server.kill()
        sound = answers and is_sound(copy / DATABASE)
        self.damaged += not sound
        return sound and not found.broken


def is_sound(database: Path) -> bool:
    """What SQLite says of every page; with some damage it raises an error instead of saying so."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            return connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        return False


def until_one_is_broken(copying: Copying) -> Attack:
    return lambda scene: Copies(scene, copying, until_it_breaks=True).outcome()


FEW = Rounds(ci=20, release=20)

PROOF = Proof(
    name="frozen-copies",
    goal="G6",
    promise="A copy of the database with its log, made while the server stands still, is a whole store with all that was acknowledged.",
    round="copies",
    rounds=Rounds(ci=10, release=500),
    hold=lambda scene: Copies(scene, copy_frozen).outcome(),
    controls=(
        Control("standing still (file by file under load)", until_one_is_broken(copy_file_by_file), FEW),
        Control("the log (the database alone)", until_one_is_broken(copy_without_the_log), FEW),
    ),
)
