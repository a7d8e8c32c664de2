#!/usr/bin/env python3
"""A store that makes the mistakes of HTTP servers written in an afternoon: a control for attacks on the wire.

    naive.py PORT           a store of its own
    naive.py PORT UPSTREAM  a reverse proxy before the store at that port

The store believes Content-Length before Transfer-Encoding and shows whoever asks how it failed; the proxy does it the other way round and
passes on what it read over one connection for all. Both write what they were asked to standard error as it came, so that a client can forge
lines. Begin with `serve`.
"""

from __future__ import annotations

import re
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

MOST = 1 << 22


@dataclass
class Stream:
    """A connection that is read by mark and by count."""

    socket: socket.socket
    unread: bytes = b""

    def until(self, mark: bytes) -> bytes:
        while mark not in self.unread:
            self._receive()
        found, self.unread = self.unread.split(mark, 1)
        return found + mark

    def exactly(self, count: int) -> bytes:
        while len(self.unread) < count:
            self._receive()
        found, self.unread = self.unread[:count], self.unread[count:]
        return found

    def _receive(self) -> None:
        got = self.socket.recv(65_536)
        if not got or len(self.unread) > MOST:
            raise ConnectionError("the other side closed")
        self.unread += got


@dataclass
class Store:
    """Backups by path."""

    backups: dict[str, bytes] = field(default_factory=dict)

    def answer(self, stream: Stream) -> bytes:
        head = stream.until(b"\r\n\r\n")
        length = re.search(rb"content-length:\s*(\d+)", head, re.IGNORECASE)
        if length:
            body = stream.exactly(min(int(length.group(1)), MOST))
        else:
            body = chunks(stream) if b"chunked" in head.lower() else b""
        try:
            return self._change(head, body)
        except Exception:
            return http(500, traceback.format_exc().encode())

    def _change(self, head: bytes, body: bytes) -> bytes:
        method, path, _ = head.split(b"\r\n")[0].decode().split(" ")
        print(f"{method} {path}", file=sys.stderr, flush=True)
        if path.endswith("/config"):
            return http(200, b"{}")
        if method == "PUT":
            self.backups[path] = body
            return http(201)
        if method == "DELETE":
            return http(204 if self.backups.pop(path, None) is not None else 404)
        return http(200, self.backups[path]) if path in self.backups else http(404)


def chunks(stream: Stream) -> bytes:
    """The body of a chunked request."""
    return unchunked(raw_chunks(stream))


def raw_chunks(stream: Stream) -> list[bytes]:
    found = []
    while True:
        line = stream.until(b"\r\n")
        size = int(line.split(b";")[0], 16)
        found.append(line + stream.exactly(size + 2))
        if size == 0:
            return found


def unchunked(raw: list[bytes]) -> bytes:
    return b"".join(one.split(b"\r\n", 1)[1][:-2] for one in raw)


@dataclass
class Proxy:
    """Reads a request by its Transfer-Encoding, passes it on as it came, and gives back the next answer."""

    upstream: int
    pooled: Stream | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, stream: Stream) -> bytes:
        head = stream.until(b"\r\n\r\n")
        length = re.search(rb"content-length:\s*(\d+)", head, re.IGNORECASE)
        if b"chunked" in head.lower():
            body = b"".join(raw_chunks(stream))
        else:
            body = stream.exactly(min(int(length.group(1)), MOST)) if length else b""
        with self.lock:
            return self._ask(head + body)

    def _ask(self, request: bytes) -> bytes:
        if self.pooled is None:
            self.pooled = Stream(socket.create_connection(("127.0.0.1", self.upstream), 2))
        try:
            self.pooled.socket.sendall(request)
            head = self.pooled.until(b"\r\n\r\n")
            length = re.search(rb"Content-Length: (\d+)", head)
            return head + self.pooled.exactly(int(length.group(1)) if length else 0)
        except OSError:
            self.pooled.socket.close()
            self.pooled = None
            raise


def http(status: int, body: bytes = b"") -> bytes:
    return f"HTTP/1.1 {status} Naive\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def serve(port: int, answer: Callable[[Stream], bytes]) -> None:
    """Answers each connection on a thread of its own, until the process is ended."""
    with socket.create_server(("127.0.0.1", port), backlog=1024) as listener:
        print(f"listening on http://127.0.0.1:{port}", flush=True)
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=converse, args=(connection, answer), daemon=True).start()


def converse(connection: socket.socket, answer: Callable[[Stream], bytes]) -> None:
    with connection:
        connection.settimeout(10)
        stream = Stream(connection)
        try:
            while True:
                connection.sendall(answer(stream))
        except (OSError, ValueError):
            pass  # What cannot be read any further is hung up on.


def main() -> None:
    port = int(sys.argv[1])
    serve(port, Proxy(int(sys.argv[2])).answer if len(sys.argv) > 2 else Store().answer)


if __name__ == "__main__":
    main()
