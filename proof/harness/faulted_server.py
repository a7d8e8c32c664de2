"""A server with a fault in the midst of a request: what it answers must be true, then and after a restart without faults.

Begin with `FaultedServer.attempt`. The server goes on from one fault to the next; where a sync failed it must stop, and is started again.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from harness.inspection import DATABASE, inspect, is_intact
from harness.ledger import ABSENT, Ledger, backup_id, digest, source
from harness.packaged import Server
from harness.phone import Answer, Broken, Phone, basic
from harness.shim import SYNC, Fault, Shim
from harness.tally import CORRUPT, HALF, STUCK, WRONG, Cell, Tally

DISK_FAILED = 74
"""What a process ends with whose disk did not confirm a sync."""

PATIENCE = 180.0
"""Seconds for what must come but has no promise on when: a busy machine is no fault of the server's."""

PUT_NEW, PUT_OVER, DELETE, CHECKPOINT = "PUT of a new backup", "PUT over a backup", "DELETE", "idle checkpoint"
REQUESTS = (PUT_NEW, PUT_OVER, DELETE, CHECKPOINT)
GOOD = (200, 201, 204)


class FaultedServer:
    """One data directory, the server on it under the shim, and the book of what it acknowledged."""

    def __init__(self, data: Path, tally: Tally, choice: random.Random, command: Sequence[str] | None = None):
        self.data = data
        self.tally = tally
        self.choice = choice
        self.command = command
        self.shim = Shim(data)
        self.ledger = Ledger()
        self.restarts = 0
        self._trials = 0
        self.server = self._start()
        self.login = basic(self.server.login())

    def _start(self) -> Server:
        server = Server(self.data, command=self.command, environment=self.shim.environment(), wait=False)
        server.wait_until_it_listens(PATIENCE)
        return server

    def length(self, operation: str) -> int:
        """How many file operations it makes untouched; the fewest of three, since an idle checkpoint may come between."""
        counts = []
        for _ in range(3):
            answer = self._carry_out(Cell(operation, Fault(), 0))
            if answer is None or answer.status not in GOOD:
                raise RuntimeError(f"{operation} failed without any fault")
            counts.append(self.shim.seen)
        return min(counts)

    def attempt(self, cell: Cell) -> None:
        """Makes one request with the fault, and looks whether its answer is true and the next one works."""
        answer = self._carry_out(cell)
        self.tally.note(cell.operation, self.shim.injected, str(answer.status) if answer else "cut off")
        if self._must_stop():
            self._see_it_stop(cell)
        self._look(cell)

    def _carry_out(self, cell: Cell) -> Answer | None:
        self._trials += 1
        backup = backup_id(self._trials, 0)
        with Phone(self.server.url, source=source(self._trials)) as phone:
            if cell.operation != PUT_NEW:
                self._change(phone, backup, self._body())
            with self.shim.armed(cell.fault, cell.at):
                if cell.operation == CHECKPOINT:
                    return self._checkpoint(phone, backup)
                return self._change(phone, backup, None if cell.operation == DELETE else self._body())

    def _body(self) -> bytes:
        return self.choice.randbytes(8_000)

    def _change(self, phone: Phone, backup: str, body: bytes | None) -> Answer | None:
        """Uploads, or deletes if there is no body, and keeps the book."""
        state = ABSENT if body is None else digest(body)
        self.ledger.begin(backup, state)
        try:
            answer = phone.delete(backup, self.login) if body is None else phone.put(backup, body, self.login)
        except Broken:
            return None
        if answer.status in GOOD:
            self.ledger.acknowledge(backup, state)
        return answer

    def _checkpoint(self, phone: Phone, backup: str) -> Answer | None:
        """Waits until the log was moved into the database, or that was hit; then asks for what was uploaded before."""
        log = self.data / (DATABASE + "-wal")
        _wait(lambda: self.shim.injected > 0 or log.stat().st_size == 0 or not self.server.is_alive(), 10)
        try:
            return phone.get(backup, self.login)
        except Broken:
            return None

    def _must_stop(self) -> bool:
        """Whether a sync of the database or its log was failed; directories are synced for names alone."""
        return any(hit.kind == SYNC and hit.name.startswith(DATABASE) for hit in self.shim.hits())

    def _see_it_stop(self, cell: Cell) -> None:
        code = self.server.wait(PATIENCE / 3)
        if code != DISK_FAILED:
            self.tally.fail(STUCK, cell, self.shim.hits(), f"a sync failed, and the server ended with {code} instead of {DISK_FAILED}")
        self.restart()

    def restart(self) -> None:
        if self.server.is_alive():
            self.server.stop()
        self.server = self._start()
        self.restarts += 1

    def _look(self, cell: Cell) -> None:
        backup = backup_id(self._trials, 0)
        try:
            with Phone(self.server.url, source=source(self._trials)) as phone:
                verdict = self.ledger.judge_one(backup, phone.get(backup, self.login))
                following = phone.put(backup, self._body(), self.login)
                self.ledger.begin(backup, ABSENT)
                cleared = phone.delete(backup, self.login)
        except Broken as broken:
            self.tally.fail(STUCK, cell, self.shim.hits(), f"the server does not answer: {broken}")
            self.restart()
            return
        self._say(cell, verdict.missing + verdict.old, verdict.torn)
        if verdict.refused or following.status not in GOOD or cleared.status not in GOOD:
            self.tally.fail(STUCK, cell, self.shim.hits(), f"the next requests are answered with {following.status} and {cleared.status}")
            self.restart()

    def _say(self, cell: Cell, lost: int, torn: int) -> None:
        if lost:
            self.tally.fail(WRONG, cell, self.shim.hits(), "what was acknowledged is not there")
        if torn:
            self.tally.fail(HALF, cell, self.shim.hits(), "what is there was never uploaded")

    def finish(self, operation: str) -> None:
        """Starts once more without the shim, judges everything, and looks at the files."""
        cell = Cell(operation, Fault(), 0)
        self.server.stop()
        with Server(self.data, command=self.command) as server:
            verdict = self.ledger.judge(server.url)
        self._say(cell, verdict.missing + verdict.old, verdict.torn)
        contents = inspect(self.data)
        if contents is None or not contents.whole or not is_intact(self.data):
            self.tally.fail(CORRUPT, cell, [], "the database or its audit log is not whole after all faults")


def _wait(condition: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True
