"""G2: the power is cut at random instants while phones upload, overwrite and delete, on ext4 and on XFS.

One cut: the file system is shut down under load, the server killed, the file system mounted anew, the server started, every backup compared
with the book. In one of ten the power goes again while the server starts. A disk lasts for many cuts, so each cut meets what the ones before
it left. The controls are columns of the same table: what people use today, and the same server with SQLite's usual setting. Begin with
`pull_the_plug`.

What is acknowledged once the cut has begun binds nobody: with the power the server would be gone, too. While ext4 is being shut down, Linux
6.18 lets syncs succeed whose data the shutdown then drops: a program that did nothing but write and sync met that in 75 of 250 cuts.
"""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness.disk import EXT4, PACKAGES, XFS, Disk, FileSystem
from harness.ledger import Ledger, Uploaders, Verdict
from harness.neighbours import DidNotAnswer, Neighbour, apache_store, nginx_store
from harness.packaged import LAUNCHER, DidNotStart, Server, strongroom, weakened
from harness.phone import Broken, basic
from harness.proof import Attack, Control, Needs, Outcome, Proof, Rounds, Scene

UPLOADERS = 16
MOST_ACKNOWLEDGED = 200
"""A cut comes after one to so many changes."""

CUTS_A_DISK = 25
DOUBLE_EVERY, DOUBLE_AT = 10, 4
COMMAND_EVERY = 5
COMMANDS = ("scrub", "sweep")
COMMAND_DEADLINE = 30.0
AFTER_THE_CUT = frozenset({500, 503})
"""What a change that the cut meets under way may be refused with."""


@dataclass(frozen=True)
class Standing:
    """A store that was started: where it answers, and the login that it asks for."""

    process: Server | Neighbour
    authorization: str | None = None

    @property
    def url(self) -> str:
        return self.process.url


class Column:
    """A store to be tried. `scratch` is for what it needs besides its disk and may lose."""

    def start(self, disk: Path, scratch: Path) -> Standing:
        raise NotImplementedError

    def begin_to_start(self, disk: Path, scratch: Path) -> Server | Neighbour:
        """Comes back at once if it can, before the store answers."""
        return self.start(disk, scratch).process

    @contextmanager
    def command_at_work(self, disk: Path, name: str) -> Iterator[None]:
        """While the context lasts, a command of the operator has the store open, if it knows such commands."""
        yield

    def wrong_with(self, disk: Path) -> list[str]:
        """What is wrong with what lies on the disk, besides what phones can see. Nobody else uses it."""
        return []


class Strongroom(Column):
    """The packaged server, or a weakened one."""

    def __init__(self, command: list[str] | None = None):
        self.command = command

    def start(self, disk: Path, scratch: Path) -> Standing:
        server = Server(disk / "data", command=self.command, log=scratch / "server.log")
        return Standing(server, basic(server.login()))

    def begin_to_start(self, disk: Path, scratch: Path) -> Server:
        return Server(disk / "data", command=self.command, log=scratch / "server.log", wait=False)

    @contextmanager
    def command_at_work(self, disk: Path, name: str) -> Iterator[None]:
        command = [str(LAUNCHER), name, "--data", str(disk / "data")]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            until = time.monotonic() + COMMAND_DEADLINE
            while process.poll() is None and not _has_open(process.pid, disk) and time.monotonic() < until:
                time.sleep(0.005)
            yield
        finally:
            process.kill()
            process.wait()

    def wrong_with(self, disk: Path) -> list[str]:
        wrong = []
        for command in (["scrub"], ["audit", "verify"]):
            ran = strongroom(*command, "--data", str(disk / "data"))
            if ran.code:
                wrong.append(f"{' '.join(command)} ended with {ran.code}: {(ran.out + ran.err)[-300:]}")
        return wrong


def _has_open(process: int, folder: Path) -> bool:
    """Whether the process has a file below the folder open."""
    try:
        return any(file.readlink().is_relative_to(folder) for file in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return False  # It has just ended, or closed one.


class WebDav(Column):
    """A web server that keeps what it is sent in files."""

    def __init__(self, store: Callable[..., Neighbour]):
        self.store = store

    def start(self, disk: Path, scratch: Path) -> Standing:
        return Standing(self.store(scratch / "neighbour", files=disk / "files"))


@dataclass
class Count:
    """What became of the cuts on one file system."""

    cuts: int = 0
    double: int = 0
    acknowledged: int = 0
    verdict: Verdict = field(default_factory=Verdict)

    def figures(self, system: str) -> dict[str, Any]:
        counted = {
            "cuts": self.cuts, "double cuts": self.double, "acknowledged": self.acknowledged,
            "looked at": self.verdict.ok + self.verdict.broken, "ok": self.verdict.ok, "lost": self.verdict.missing,
            "old version": self.verdict.old, "torn": self.verdict.torn, "refused": self.verdict.refused,
        }
        return {f"{system} {name}": number for name, number in counted.items()}


class Plug:
    """One column on one disk after the other of one file system, and the hand on the plug."""

    def __init__(self, scene: Scene, system: FileSystem, column: Column):
        self.scene = scene
        self.system = system
        self.column = column
        self.count = Count()
        self.failures: list[str] = []
        self._seconds_to_start = 1.0

    def pull(self, cuts: int) -> None:
        for begin in range(0, cuts, CUTS_A_DISK):
            broken, failed = self.count.verdict.broken, len(self.failures)
            with Disk(self.scene.directory, self.system) as disk:
                self._wear(disk, range(begin, min(begin + CUTS_A_DISK, cuts)))
            if (self.count.verdict.broken, len(self.failures)) != (broken, failed):
                disk.keep(f"lost-after-{self.count.cuts}-cuts")
            else:
                disk.remove()
            self.scene.say(
                f"{self.system.name}: {self.count.cuts} cuts, {self.count.acknowledged:,} acknowledged, {self.count.verdict.broken} broken"
            )

    def _wear(self, disk: Disk, numbers: range) -> None:
        """Cuts the power of one disk again and again."""
        ledger = Ledger()
        standing = self.column.start(disk.path, self.scene.directory)
        try:
            disk.sync()
            for number in numbers:
                self._cut_under_load(disk, ledger, standing, number)
                if number % DOUBLE_EVERY == DOUBLE_AT:
                    self._cut_in_recovery(disk, self.scene.random("again", self.system.name, number))
                begun = time.monotonic()
                standing = self.column.start(disk.path, self.scene.directory)
                self._seconds_to_start = time.monotonic() - begun
                self.count.verdict.add(ledger.judge(standing.url))
        except (DidNotStart, DidNotAnswer, Broken) as failure:
            self.failures.append(f"{self.system.name}, after cut {self.count.cuts}: {failure}")
            return
        finally:
            standing.process.kill()
            self.count.acknowledged += ledger.acknowledged
        self.failures += self.column.wrong_with(disk.path)

    def _cut_under_load(self, disk: Disk, ledger: Ledger, standing: Standing, number: int) -> None:
        choice = self.scene.random("cut", self.system.name, number)
        uploaders = Uploaders(
            ledger, standing.url, standing.authorization, choice, count=UPLOADERS, tolerated=AFTER_THE_CUT,
        ).start()
        try:
            if number % COMMAND_EVERY == COMMAND_EVERY - 1:
                with self.column.command_at_work(disk.path, choice.choice(COMMANDS)):
                    self._cut_at_some_instant(disk, uploaders, choice)
            else:
                self._cut_at_some_instant(disk, uploaders, choice)
        finally:
            standing.process.kill()
            uploaders.join()
            ledger.power_is_back()
        self.failures += uploaders.failures
        self.count.cuts += 1
        disk.power_on()

    @staticmethod
    def _cut_at_some_instant(disk: Disk, uploaders: Uploaders, choice: random.Random) -> None:
        uploaders.wait_for(uploaders.acknowledged + choice.randint(1, MOST_ACKNOWLEDGED))
        time.sleep(choice.random() * 0.02)
        uploaders.ledger.power_is_gone()
        disk.cut()

    def _cut_in_recovery(self, disk: Disk, choice: random.Random) -> None:
        """The instants lie around the part of the start that recovers; before it, Java itself starts."""
        process = self.column.begin_to_start(disk.path, self.scene.directory)
        try:
            time.sleep(self._seconds_to_start * choice.uniform(0.3, 1.1))
            disk.cut()
        finally:
            process.kill()
        self.count.double += 1
        disk.power_on()


def pull_the_plug(scene: Scene, column: Column) -> Outcome:
    """Half of the cuts on ext4, the other half on XFS."""
    figures: dict[str, Any] = {"uploaders": UPLOADERS}
    failures: list[str] = []
    broken = 0
    for system, cuts in ((EXT4, (scene.rounds + 1) // 2), (XFS, scene.rounds // 2)):
        plug = Plug(scene, system, column)
        plug.pull(cuts)
        figures |= plug.count.figures(system.name)
        failures += plug.failures
        broken += plug.count.verdict.broken
    return Outcome(broken == 0 and not failures, figures, failures)


def column(which: Callable[[], Column]) -> Attack:
    return lambda scene: pull_the_plug(scene, which())


FEW = Rounds(ci=2, release=20)

PROOF = Proof(
    name="power-cut",
    goal="G2",
    promise="What a phone has read a 2xx for is there after the power was cut, byte for byte, on ext4 and on XFS.",
    round="cuts",
    rounds=Rounds(ci=10, release=500),
    hold=column(Strongroom),
    controls=(
        Control("SQLite's synchronous=FULL (column NORMAL)", column(lambda: Strongroom(weakened("normal-sync"))), Rounds(ci=6, release=20)),
        Control("a sync of its own (nginx WebDAV)", column(lambda: WebDav(nginx_store)), FEW),
        Control("a sync of its own (Apache WebDAV)", column(lambda: WebDav(apache_store)), FEW),
    ),
    needs=Needs(root=True, packages={**PACKAGES, "nginx-light": "nginx", "apache2": "apache2"}),
)
