"""Phones: HTTP/1.1 over plain sockets, so that what is on the wire, and when, is the caller's to say.

`Phone` keeps its connection and opens a new one when the server closed it. A broken connection is `Broken`, told apart from every answer.
"""

from __future__ import annotations

import base64
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from harness.packaged import Login


class Broken(Exception):
    """The connection ended before a whole answer was read; what was asked for may or may not have happened."""


@dataclass(frozen=True)
class Answer:
    """An answer that was read to its end; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def closes(self) -> bool:
        return self.headers.get("connection", "").lower() == "close"


def basic(login: Login, charset: str = "utf-8") -> str:
    """The value of an Authorization header."""
    return "Basic " + base64.b64encode(f"{login.user}:{login.password}".encode(charset)).decode("ascii")


class Phone:
    """One client with one connection at a time; not for several threads.

    `source` is the loopback address it comes from, `tls` a context or None, `timeout` in seconds for each read and write.
    `authority` is what it takes for the server's name; another one may be set.
    """

    def __init__(self, url: str, *, source: str = "127.0.0.1", tls: ssl.SSLContext | None = None, timeout: float = 30.0):
        parts = urlsplit(url)
        self.host = parts.hostname or "127.0.0.1"
        self.port = parts.port or (443 if parts.scheme == "https" else 80)
        self.authority = f"{self.host}:{self.port}"
        self.prefix = parts.path.rstrip("/")
        self.source = source
        self.timeout = timeout
        self.tls = tls if tls or parts.scheme != "https" else unverified()
        self._socket: socket.socket | None = None
        self._unread = b""

    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        pieces: int = 0,
        pause: float = 0.0,
    ) -> Answer:
        """Sends one request and reads its answer.

        With `pieces` the body goes out in pieces of so many bytes with `pause` seconds between them, and nothing is read before the last
        one is out, as iPhones do. Raises Broken.
        """
        try:
            return self._ask(method, path, headers or {}, body, pieces, pause)
        except (OSError, ValueError) as failure:
            self.close()
            raise Broken(f"{type(failure).__name__}: {failure}") from failure

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes | None, pieces: int, pause: float) -> Answer:
        head = self.head(method, path, headers, body)
        connection = self.connect()
        if body is None or not pieces:
            connection.sendall(head + (body or b""))
        else:
            connection.sendall(head)
            for begin in range(0, len(body), pieces):
                connection.sendall(body[begin:begin + pieces])
                if pause:
                    time.sleep(pause)
        answer = self.read_answer(method)
        if answer.closes:
            self.close()
        return answer

    def head(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> bytes:
        """The request's head as it goes on the wire."""
        lines = [f"{method} {self.prefix}{path} HTTP/1.1", f"Host: {self.authority}", "User-Agent: Threema"]
        if body is not None:
            lines.append(f"Content-Length: {len(body)}")
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def connect(self) -> socket.socket:
        """The open connection; a new one if there is none."""
        if self._socket is None:
            plain = socket.create_connection((self.host, self.port), self.timeout, (self.source, 0))
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket = self.tls.wrap_socket(plain, server_hostname="localhost") if self.tls else plain
            self._unread = b""
        return self._socket

    def read_answer(self, method: str = "GET") -> Answer:
        """Reads one answer from the open connection, passing over interim ones. Raises OSError or ValueError."""
        while True:
            head = self._read_until(b"\r\n\r\n").decode("latin-1").split("\r\n")
            status = int(head[0].split(" ", 2)[1])
            if status >= 200:
                break
        headers = {}
        for line in head[1:]:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        if method == "HEAD" or status in (204, 304):
            return Answer(status, headers, b"")
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return Answer(status, headers, self._read_chunks())
        return Answer(status, headers, self._read_exactly(int(headers.get("content-length", "0"))))

    def _read_chunks(self) -> bytes:
        body = b""
        while size := int(self._read_until(b"\r\n").split(b";")[0], 16):
            body += self._read_exactly(size)
            self._read_until(b"\r\n")
        self._read_until(b"\r\n")
        return body

    def _read_until(self, mark: bytes) -> bytes:
        while mark not in self._unread:
            self._receive()
        found, self._unread = self._unread.split(mark, 1)
        return found

    def _read_exactly(self, count: int) -> bytes:
        while len(self._unread) < count:
            self._receive()
        found, self._unread = self._unread[:count], self._unread[count:]
        return found

    def _receive(self) -> None:
        assert self._socket is not None
        got = self._socket.recv(262_144)
        if not got:
            raise OSError("the server closed the connection")
        self._unread += got

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def config(self, authorization: str | None = None) -> Answer:
        return self.ask("GET", "/config", headers=_with({"Accept": "application/json"}, authorization))

    def get(self, backup: str, authorization: str | None = None) -> Answer:
        return self.ask("GET", f"/backups/{backup}", headers=_with({"Accept": "application/octet-stream"}, authorization))

    def put(self, backup: str, body: bytes, authorization: str | None = None, *, pieces: int = 0, pause: float = 0.0) -> Answer:
        headers = _with({"Content-Type": "application/octet-stream"}, authorization)
        return self.ask("PUT", f"/backups/{backup}", headers=headers, body=body, pieces=pieces, pause=pause)

    def delete(self, backup: str, authorization: str | None = None) -> Answer:
        return self.ask("DELETE", f"/backups/{backup}", headers=_with({}, authorization))

    def __enter__(self) -> Phone:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _with(headers: dict[str, str], authorization: str | None) -> dict[str, str]:
    return headers if authorization is None else {**headers, "Authorization": authorization}


def unverified() -> ssl.SSLContext:
    """A context for the self-made certificates of a proof."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
