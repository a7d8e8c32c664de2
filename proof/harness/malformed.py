"""Requests that are wrong in some way: what phones send, mutated, and requests by a grammar of wrong parts. Begin with `Writer`."""

from __future__ import annotations

import random
from dataclasses import dataclass

FORGED = "FORGED"
"""Stands in what might become a line of the log."""

NOISE = (
    b"\0", b"\r", b"\n", b"\r\n", b"\r\n\r\n", b"\t", b" ", b":", b";", b",", b"\x1b[2J\x1b[31m", b"\xe2\x80\xae",
    b"\xe2\x80\xa8", b"\xc2\x85", b"\xff\xfe", b"\x80",
    b"%00", b"%0d%0a", b"%2e%2e%2f", b"%252f", b"%", b"%zz", b"%c0%af", b"%ed%a0%80", b"..", b"/", b"//", b"\\", b"?",
    b"#", b"*", b"${jndi:ldap://127.0.0.1/x}", b"{}",
    b"%n%s%x", b"'\"<script>", b"-1", b"99999999999999999999",
    b"\r\n2026-01-01T00:00:00.000Z INFO  strongroom." + FORGED.encode(), b"A" * 300, b"\x7f",
    b"%0a2026-01-01T00:00:00.000Z%20INFO%20" + FORGED.encode(), b"HTTP/1.1", b"Content-Length: 5\r\n",
    b"Transfer-Encoding: chunked\r\n",
)

METHODS = (b"GET", b"HEAD", b"PUT", b"DELETE", b"POST", b"OPTIONS", b"TRACE", b"PATCH", b"PROPFIND", b"MKCOL", b"get",
    b"", b"PRI", b"G\xe4T", b"FORGED")
VERSIONS = (b"HTTP/1.1",) * 12 + (b"HTTP/1.0", b"HTTP/2.0", b"HTTP/0.9", b"HTTP/1.1 ", b"http/1.1", b"HTTP/9", b"",
    b"ICAP/1.0")
NAMES = (
    b"Host", b"Accept", b"User-Agent", b"Content-Type", b"Content-Length", b"Transfer-Encoding", b"Connection",
    b"Expect", b"Range", b"If-Match", b"If-None-Match", b"Cookie",
    b"X-Forwarded-For", b"Forwarded", b"Authorization", b"Upgrade", b"Accept-Encoding", b"Origin",
    b"Access-Control-Request-Method", b"X-Request-Id", b"Content-Encoding", b"TE",
    b"X-HTTP-Method-Override", b"Sec-WebSocket-Version", b"HTTP2-Settings", b"Content-Range", b"Trailer", b"Date",
    b"Via", b"",
)
VALUES = (
    b"*/*", b"application/json", b"application/octet-stream", b"application/octet-stream; charset=x-none", b"Threema",
    b"Threema/6.2A", b"close", b"keep-alive", b"100-continue",
    b"bytes=0-5", b"bytes=-1", b"gzip, deflate", b"chunked", b"identity", b"0", b"40", b"-1", b"18446744073709551616",
    b"127.0.0.1, FORGED", b"for=127.0.0.1", b"h2c", b"websocket",
    b"Basic", b"Basic Og==", b"Token FORGED", b"Basic !!!", b"*", b"null", b"a=b; c=\"", b"", b"en-GB",
)


@dataclass
class Writer:
    """Writes one wrong request after the other, as the seed determines. `authorization` goes into a share of them."""

    choice: random.Random
    authorization: str

    def request(self) -> bytes:
        shape = self.choice.random()
        if shape < 0.45:
            return self.mutated(self.recorded(), self.choice.randint(1, 4))
        if shape < 0.5:
            return self.choice.randbytes(self.choice.randint(1, 400)) + b"\r\n\r\n"
        return self.by_grammar()

    def recorded(self) -> bytes:
        """What the apps send (safe-protocol 2)."""
        path = b"/backups/" + self.choice.randbytes(32).hex().encode()
        login = self.login()
        body = self.choice.randbytes(self.choice.choice((0, 39, 40, 100)))
        agent, length = b"User-Agent: Threema/6.2A\r\n", b"Content-Length: %d\r\n" % len(body)
        android = b"Connection: Keep-Alive\r\nAccept-Encoding: gzip\r\n" + agent
        iphone = b"Accept-Language: en-GB\r\nAccept-Encoding: gzip, deflate\r\nConnection: keep-alive\r\nUser-Agent: Threema\r\n"
        host = b" HTTP/1.1\r\nHost: 127.0.0.1\r\n" + login
        return self.choice.choice((
            b"GET /config" + host + b"Accept: application/json\r\n" + android + b"\r\n",
            b"GET " + path + host + b"Accept: application/octet-stream\r\n" + iphone + b"\r\n",
            b"PUT " + path + host + b"Content-Type: application/octet-stream\r\n" + length + android + b"\r\n" + body,
            b"PUT " + path + host + b"Content-Type: application/octet-stream\r\n" + length + iphone + b"\r\n" + body,
            b"DELETE " + path + host + b"Content-Length: 0\r\n" + android + b"\r\n",
        ))

    def login(self) -> bytes:
        return b"Authorization: " + self.authorization.encode() + b"\r\n" if self.choice.random() < 0.1 else b""

    def mutated(self, request: bytes, times: int) -> bytes:
        wrong = bytearray(request)
        for _ in range(times):
            at = self.choice.randrange(len(wrong)) if wrong else 0
            match self.choice.randrange(5):
                case 0 if wrong:
                    wrong[at] ^= 1 << self.choice.randrange(8)
                case 1:
                    wrong[at:at] = self.choice.choice(NOISE)
                case 2:
                    del wrong[at:at + self.choice.randint(1, 8)]
                case 3:
                    wrong[at:at] = wrong[at:at + self.choice.randint(1, 60)]
                case _:
                    wrong[at:at + 1] = self.choice.choice(NOISE)
        return bytes(wrong)

    def by_grammar(self) -> bytes:
        pick = self.choice.choice
        lines = [pick(METHODS) + b" " + self.path() + b" " + pick(VERSIONS)]
        if self.choice.random() < 0.9:
            lines.append(b"Host: 127.0.0.1")
        for _ in range(self.choice.randrange(6)):
            value = pick(VALUES) if self.choice.random() < 0.7 else self.mutated(pick(VALUES), 2)
            lines.append(pick(NAMES) + pick((b": ", b":", b" : ", b"")) + value)
        body = self.choice.randbytes(pick((0, 0, 5, 40)))
        if body and self.choice.random() < 0.8:
            lines.append(b"Content-Length: %d" % len(body))
        end = b"\r\n" if self.choice.random() < 0.95 else b"\n"
        return end.join(lines) + end + self.login() + end + body

    def path(self) -> bytes:
        parts = [b"config", b"backups", b"default", self.choice.randbytes(32).hex().encode(), b"a" * 63, b"G" * 64,
            b"xx", b"watched", *self.choice.sample(NOISE, 3)]
        path = b"/" + b"/".join(self.choice.sample(parts, self.choice.randint(1, 4)))
        return path.replace(b"\n", b"").replace(b"\r", b"") if self.choice.random() < 0.8 else path
