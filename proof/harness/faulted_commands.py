"""Commands with a fault in the midst: each runs on a fresh copy of one directory, and its exit code must be true of what then lies there.

Begin with `Commands.attempt`. The judge is Python's own SQLite on a copy; `audit verify` is asked wherever anything changed.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from harness.inspection import DATABASE, Contents, inspect, is_intact
from harness.ledger import backup_id
from harness.packaged import DidNotStart, Login, Ran, Server, strongroom
from harness.phone import Phone, basic
from harness.shim import Fault, Shim
from harness.tally import CORRUPT, HALF, STUCK, WRONG, Cell, Tally

QUICK_START = {"STRONGROOM_JAVA_OPTS": "-XX:TieredStopAtLevel=1"}
"""A command lives for a second: with the quick compiler alone it costs half."""

PATIENCE = 180.0
"""Seconds for a server to start that no promise is made on: a busy machine is no fault of the server's."""

LIVE, TRASHED = 4, 2
"""Backups in the directory that is copied."""

QUESTIONS = {
    "new accounts": "select count(*) from account where name = 'new'",
    "live": "select count(*) from backup where state = 'live'",
    "trashed": "select count(*) from backup where state = 'trashed'",
    "damaged": "select count(*) from backup where state = 'damaged'",
    "tenant generations": "select max(generation) from wrapped_key where tenant <> zeroblob(16)",
    "keys in use": "select count(distinct keyring_id) from wrapped_key",
    "tenants": "select count(*) from tenant",
    "audited": "select count(*) from audit",
}


@dataclass(frozen=True)
class Command:
    """A command as an operation: what makes a directory ready for it, and how what it does is seen.

    `done` compares what lay there with what lies there now. `begun` does the same for a change that is made in several transactions,
    each of which is whole: after a failure either is well, as is no change at all.
    """

    name: str
    words: tuple[str, ...]
    done: Callable[[dict[str, int], dict[str, int]], bool]
    codes: tuple[int, ...] = (0,)
    begun: Callable[[dict[str, int], dict[str, int]], bool] = lambda before, after: False
    prepare: Callable[[Path], None] = lambda data: None
    sets_up: bool = False


def _age(data: Path) -> None:
    """Moves the retention clock on, so that every backup has outlived its time."""
    with closing(sqlite3.connect(data / DATABASE)) as database, database:
        database.execute("update retention_clock set seconds = seconds + 400 * 86400")


def _damage(data: Path) -> None:
    with closing(sqlite3.connect(data / DATABASE)) as database, database:
        database.execute(
            "update sealed set bytes = zeroblob(length(bytes)) where handle = (select min(handle) from backup where state = 'live')"
        )


def _remove(data: Path) -> None:
    shutil.rmtree(data)


def commands(handle: str) -> list[Command]:
    """The operations that are commands; `handle` names a backup in the trash."""
    return [
        Command("account add", ("account", "add", "new"), lambda _, after: after["new accounts"] == 1),
        Command("trash restore", ("trash", "restore", handle), lambda _, after: after["live"] == LIVE + 1),
        Command(
            "sweep", ("sweep", "--confirm", str(LIVE)),
            lambda _, after: (after["live"], after["trashed"]) == (0, LIVE), prepare=_age,
            begun=lambda _, after: after["live"] in (0, LIVE) and LIVE <= after["live"] + after["trashed"] <= LIVE + TRASHED,
        ),
        Command("scrub", ("scrub",), lambda _, after: after["damaged"] == 1, codes=(3,), prepare=_damage),
        Command(
            "key rotate", ("key", "rotate"), lambda before, after: after["keys in use"] == 1 and after["audited"] > before["audited"],
        ),
        Command("key rotate of a tenant", ("key", "rotate", "--tenant", "default"), lambda _, after: after["tenant generations"] == 2),
        Command("init", ("init",), lambda _, after: after["tenants"] == 1, prepare=_remove, sets_up=True),
    ]


@dataclass
class Commands:
    """The directory that is copied, and the trials on the copies. Several threads may try at once."""

    scratch: Path
    tally: Tally
    template: Path = field(init=False)
    by_name: dict[str, Command] = field(init=False)

    def __post_init__(self) -> None:
        self.template = self.scratch / "template"
        with Server(self.template) as server, Phone(server.url) as phone:
            login = basic(server.login())
            for number in range(LIVE + TRASHED):
                phone.put(backup_id(0, number), bytes([number]) * 5_000, login)
            for number in range(TRASHED):
                phone.delete(backup_id(0, number), login)
        with closing(sqlite3.connect(self.template / DATABASE)) as database:
            (handle,) = database.execute("select hex(handle) from backup where state = 'trashed'").fetchone()
        self.by_name = {command.name: command for command in commands(handle.lower())}

    def length(self, name: str) -> int:
        """How many file operations the command makes untouched."""
        command = self.by_name[name]
        with tempfile.TemporaryDirectory(prefix="count-", dir=self.scratch) as place:
            data, shim = self._ready(command, Path(place))
            with shim.armed(Fault(), 0):
                ran = self._run(command, data, shim)
            if ran.code not in command.codes:
                raise RuntimeError(f"{command.name} ended with {ran.code} without any fault: {ran.err[-300:]}")
            return shim.seen

    def _ready(self, command: Command, place: Path) -> tuple[Path, Shim]:
        data = place / "data"
        shutil.copytree(self.template, data)
        command.prepare(data)
        return data, Shim(data)

    @staticmethod
    def _run(command: Command, data: Path, shim: Shim) -> Ran:
        return strongroom(*command.words, "--data", str(data), environment={**shim.environment(), **QUICK_START}, deadline=300)

    def attempt(self, cell: Cell) -> Ran:
        """Runs the command once with the fault and judges what then lies there."""
        command = self.by_name[cell.operation]
        with tempfile.TemporaryDirectory(prefix="try-", dir=self.scratch) as place:
            data, shim = self._ready(command, Path(place))
            before = inspect(data, QUESTIONS)
            with shim.armed(cell.fault, cell.at):
                ran = self._run(command, data, shim)
            self.tally.note(cell.operation, shim.injected, f"exit {ran.code}")
            self._judge(cell, shim, before, ran, data)
            return ran

    def _judge(self, cell: Cell, shim: Shim, before: Contents | None, ran: Ran, data: Path) -> None:
        command = self.by_name[cell.operation]
        after = inspect(data, QUESTIONS)
        said = ran.err.strip().splitlines()[-1:] or [""]
        if after is not None and not after.whole:
            self.tally.fail(CORRUPT, cell, shim.hits(), f"exit {ran.code}, and the database is not whole")
            return
        answered_well = ran.code in command.codes
        done = after is not None and bool(after.answers) and command.done(before.answers if before else {}, after.answers)
        if answered_well and not done:
            self.tally.fail(WRONG, cell, shim.hits(), f"exit {ran.code}, but it was not done")
        if not answered_well and not shim.injected:
            self.tally.fail(STUCK, cell, [], f"exit {ran.code} without a fault: {said}")
        if command.sets_up:
            self._judge_set_up(cell, shim, ran, data)
        elif after is None or after != before:
            self._judge_change(cell, shim, before, after, done, data)
        if "nothing was changed" in ran.err and after != before and not command.sets_up:
            self.tally.fail(WRONG, cell, shim.hits(), f"said that nothing was changed, but something was: {said}")

    def _judge_change(
        self, cell: Cell, shim: Shim, before: Contents | None, after: Contents | None, done: bool, data: Path
    ) -> None:
        command = self.by_name[cell.operation]
        if before is None or after is None or not (done or command.begun(before.answers, after.answers)):
            self.tally.fail(HALF, cell, shim.hits(), f"neither done nor undone: {after.answers if after else 'no database'}")
        if not is_intact(data):
            self.tally.fail(CORRUPT, cell, shim.hits(), "audit verify does not find it intact")

    def _judge_set_up(self, cell: Cell, shim: Shim, ran: Ran, data: Path) -> None:
        """A login that was shown must work. However else setting up ended, `serve` must go on from there, and a login can be had."""
        shown = dict(re.findall(r"^(\w+): (.*)$", ran.out, re.MULTILINE))
        try:
            with Server(data, environment=QUICK_START, wait=False) as server:
                server.wait_until_it_listens(PATIENCE)
                login = Login(shown["account"], shown["password"]) if ran.code == 0 else _some_login(server)
                with Phone(server.url) as phone:
                    status = phone.put(backup_id(0, 0), bytes(100), basic(login)).status
            if status != 201:
                self.tally.fail(WRONG, cell, shim.hits(), f"exit {ran.code}, and the login is answered with {status}")
        except (DidNotStart, KeyError) as failure:
            self.tally.fail(STUCK, cell, shim.hits(), f"serve does not go on from there: {type(failure).__name__}: {str(failure)[-200:]}")
        if not is_intact(data):
            self.tally.fail(CORRUPT, cell, shim.hits(), "audit verify does not find it intact")


def _some_login(server: Server) -> Login:
    """The first login where it was written; a new password for it where setting up had ended just before that."""
    if (server.data / "first-login").exists():
        return server.login()
    shown = json.loads(strongroom("account", "rotate", "phones", "--json", "--data", str(server.data)).out)
    return Login("phones", shown["password"])
