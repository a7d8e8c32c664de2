"""The field: Strongroom and nginx, all started on one machine with one login and the same backups, plain and with TLS.

Strongroom runs as `bin/strongroom` starts it; its tenant asks for the login to read, too, since nginx does. Nobody logs requests: what
Strongroom's log of them costs is measured apart.
"""

from __future__ import annotations

import random
import time
from contextlib import ExitStack
from pathlib import Path

from cells import APR1, BCRYPT, OPEN, SIZES, STRONGROOM, Cell
from generators import Generators, Target, backup_ids
from harness.certificate import Pem, self_signed
from harness.neighbours import Guard, Hashing, Neighbour, nginx_store
from harness.packaged import Login, Server, strongroom
from harness.phone import Phone, basic

THREADS_OF_WRK = 2
CHANGE_DEADLINE = 20.0


class Field:
    """Everybody who races, ready to answer. Ends them when it is left."""

    def __init__(self, directory: Path, choice: random.Random):
        self.directory = directory
        self._choice = choice
        self._stack = ExitStack()
        self._targets: dict[tuple[str, bool], Target] = {}
        self.strongrooms: dict[bool, Server] = {}
        try:
            self._start(self_signed(directory / "pem"))
        except BaseException:
            self._stack.close()
            raise

    def _start(self, pem: Pem) -> None:
        for tls in (False, True):
            server = self._stack.enter_context(self.strongroom(f"strongroom{'-tls' if tls else ''}", pem if tls else None))
            login = server.login()
            self.strongrooms[tls] = server
            self._targets[STRONGROOM, tls] = Target(server.url, basic(login))
            for racer, guard in guards(login).items():
                name = racer.replace(", ", "-") + ("-tls" if tls else "")
                store = self._stack.enter_context(nginx_store(self.directory / name, guard=guard, tls=pem if tls else None))
                self.fill_files(store)
                self._targets[racer, tls] = Target(store.url, basic(login) if guard else None)
            for racer in (STRONGROOM, *guards(login)):
                check(self._targets[racer, tls])

    def strongroom(self, name: str, pem: Pem | None = None, heap: str = "256m", log: str = "warn") -> Server:
        """A server with a directory of its own that holds the backups of all cells. At `info` its log tells of each request."""
        extra = ("--tls-cert", str(pem.certificate), "--tls-key", str(pem.key)) if pem else ()
        server = Server(self.directory / name, extra=extra, environment={"STRONGROOM_HEAP": heap, "STRONGROOM_LOG_LEVEL": log})
        try:
            target = Target(server.url, basic(server.login()))
            self.upload(target)
            set_reading(server, target, "required", 401)
        except BaseException:
            server.stop()
            raise
        return server

    def upload(self, target: Target) -> None:
        with Phone(target.url) as phone:
            for backup, body in self._backups():
                answer = phone.put(backup, body, target.authorization)
                if answer.status not in (201, 204):
                    raise RuntimeError(f"a backup could not be laid down: {answer.status}")

    def fill_files(self, store: Neighbour) -> None:
        assert store.files is not None
        for backup, body in self._backups():
            (store.files / "backups" / backup).write_bytes(body)

    def _backups(self) -> list[tuple[str, bytes]]:
        wanted = [(size, backup_ids("GET", size)) for size in SIZES]
        wanted += [(size, backup_ids("PUT", size, part)) for size in SIZES for part in range(THREADS_OF_WRK)]
        return [(backup, self._choice.randbytes(size)) for size, backups in wanted for backup in backups]

    def target(self, racer: str, tls: bool) -> Target:
        return self._targets[racer, tls]

    def warm_up(self, generators: Generators, seconds: float) -> None:
        """Lets Java compile what it runs often; nginx needs no such thing."""
        for tls in (False, True):
            for method, size in (("config", 0), ("GET", SIZES[1]), ("PUT", SIZES[1])):
                generators.race(Cell(method, size, 64, tls), self.target(STRONGROOM, tls), seconds / 3)

    def read_without_login(self) -> None:
        """From now on the Strongroom with TLS gives backups to whoever knows their ID, as it does by default."""
        set_reading(self.strongrooms[True], self.target(STRONGROOM, True), "open", 200)

    def __enter__(self) -> Field:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def guards(login: Login) -> dict[str, Guard | None]:
    return {OPEN: None, APR1: Guard(login, Hashing.APR1), BCRYPT: Guard(login, Hashing.BCRYPT_10)}


def check(target: Target) -> None:
    """That a racer does what the cells ask for, and asks for the login if it has one; before anything is counted."""
    headers = {"Authorization": target.authorization} if target.authorization else {}
    with Phone(target.url) as phone:
        for size in SIZES:
            answer = phone.ask("GET", "/backups/" + backup_ids("GET", size)[0], headers=headers)
            if answer.status != 200 or len(answer.body) != size:
                raise RuntimeError(f"{target.url} answered {answer.status} with {len(answer.body)} bytes instead of 200 with {size}")
        without = phone.ask("GET", "/backups/" + backup_ids("GET", SIZES[0])[0]).status
        if without != (401 if target.authorization else 200):
            raise RuntimeError(f"{target.url} answered {without} to a reader without a login")


def set_reading(server: Server, target: Target, login: str, status: int) -> None:
    """Lets readers need the login, or not, and waits until a reader without one is answered with the status."""
    done = strongroom("tenant", "set", "--data", str(server.data), "default", f"restore-login={login}")
    if done.code:
        raise RuntimeError(f"the tenant could not be changed: {done.err}")
    until = time.monotonic() + CHANGE_DEADLINE
    with Phone(target.url) as phone:
        while phone.get(backup_ids("GET", SIZES[0])[0]).status != status:
            if time.monotonic() > until:
                raise RuntimeError("the server did not take the change in time")
            time.sleep(0.05)
