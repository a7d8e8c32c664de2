"""Clients that take their time, thousands in one process of their own: `Crowd` opens them, holds them and says when each was gone."""

from __future__ import annotations

import multiprocessing
import selectors
import socket
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

FORK = multiprocessing.get_context("fork")
AT_A_TIME = 200
DRIP_EVERY = 2.0


@dataclass(frozen=True)
class Manner:
    """What one client sends at first, and what it sends every two seconds after that (nothing keeps it silent)."""

    name: str
    first: bytes
    drip: bytes = b""


@dataclass
class Seen:
    """What became of a crowd: seconds until each was gone, those that never went, first lines of answers, failures to connect."""

    gone_after: list[float] = field(default_factory=list)
    still_there: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)
    not_connected: int = 0

    @property
    def slowest(self) -> float:
        return round(max(self.gone_after, default=0.0), 1)


class Crowd:
    """A process that holds `count` connections, their manners in turn, from the sources in turn, until all are gone or time is up."""

    def __init__(self, address: tuple[str, int], manners: list[Manner], count: int, sources: list[str], deadline: float):
        self._result, theirs = FORK.Pipe(duplex=False)
        self._open = FORK.Event()
        self._process = FORK.Process(target=_run, args=(theirs, self._open, address, manners, count, sources, deadline), daemon=True)
        self._process.start()
        theirs.close()

    def wait_until_open(self, deadline: float = 60.0) -> bool:
        """Waits until every client has connected and sent its first bytes; False if that took too long."""
        return self._open.wait(deadline)

    def is_there(self) -> bool:
        return not self._result.poll()

    def seen(self) -> Seen:
        """What became of it; waits for the end."""
        found = self._result.recv()
        self._process.join()
        return found

    def leave(self) -> None:
        """Ends the process and with it every connection."""
        self._process.kill()
        self._process.join()


@dataclass
class _Client:
    manner: Manner
    since: float


def _run(
    result: Connection, opened: multiprocessing.synchronize.Event, address: tuple[str, int], manners: list[Manner], count: int,
    sources: list[str], deadline: float,
) -> None:
    result.send(_Loop(address, manners, sources).hold(count, opened, deadline))


class _Loop:
    """One thread that looks after all connections."""

    def __init__(self, address: tuple[str, int], manners: list[Manner], sources: list[str]):
        self.address = address
        self.manners = manners
        self.sources = sources
        self.selector = selectors.DefaultSelector()
        self.clients: dict[socket.socket, _Client] = {}
        self.seen = Seen()

    def hold(self, count: int, opened: multiprocessing.synchronize.Event, deadline: float) -> Seen:
        for number in range(count):
            self._open(number)
            if number % AT_A_TIME == 0:
                self._look(0)
        opened.set()
        until = time.monotonic() + deadline
        next_drip = time.monotonic() + DRIP_EVERY
        while self.clients and time.monotonic() < until:
            self._look(0.1)
            if time.monotonic() >= next_drip:
                next_drip += DRIP_EVERY
                self._drip()
        self.seen.still_there.update(client.manner.name for client in self.clients.values())
        return self.seen

    def _open(self, number: int) -> None:
        manner = self.manners[number % len(self.manners)]
        try:
            connection = socket.create_connection(self.address, 20, (self.sources[number % len(self.sources)], 0))
            connection.setblocking(False)
            connection.send(manner.first)
        except OSError:
            self.seen.not_connected += 1
            return
        self.clients[connection] = _Client(manner, time.monotonic())
        self.selector.register(connection, selectors.EVENT_READ)

    def _look(self, seconds: float) -> None:
        for key, _ in self.selector.select(seconds):
            connection = key.fileobj
            assert isinstance(connection, socket.socket)
            try:
                got = connection.recv(4096)
            except OSError:
                got = b""
            if got.startswith(b"HTTP/1.1 "):
                self.seen.answers[int(got[9:12])] += 1
            if not got:
                self._gone(connection)

    def _drip(self) -> None:
        for connection, client in list(self.clients.items()):
            if client.manner.drip:
                try:
                    connection.send(client.manner.drip)
                except OSError:
                    self._gone(connection)

    def _gone(self, connection: socket.socket) -> None:
        client = self.clients.pop(connection)
        self.seen.gone_after.append(time.monotonic() - client.since)
        self.selector.unregister(connection)
        connection.close()
