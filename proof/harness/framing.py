"""Requests whose end is a matter of opinion. Each carries a second request that nobody may ever carry out.

A reader that takes the wrong end takes the second request for one of its own, and from then on everybody behind the same connection gets
another's answer. `cases` lists them all; a case is bytes with places for what differs from run to run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Filling:
    """What is put into a case: where it goes, and the request that it carries."""

    host: str
    authorization: str
    carrier: str
    smuggled: bytes


@dataclass(frozen=True)
class Case:
    """One request. `unfinished`: a right reader still waits for the rest, so nothing can follow it on its connection."""

    name: str
    write: Callable[[Filling], bytes]
    unfinished: bool = False
    method: str = "PUT"


def cases() -> list[Case]:
    return [*lengths(), *lying(), *both(), *codings(), *chunk_sizes(), *chunk_ends(), *trailers(), *targets(), *heads(),
        *connections()]


def request(filling: Filling, headers: bytes, body: bytes, line: bytes | None = None, *,
    host: bytes | None = None) -> bytes:
    """A request with a login; `headers` are whole lines, just as they shall go out."""
    first = line if line is not None else b"PUT " + target(filling) + b" HTTP/1.1"
    hosts = b"Host: " + filling.host.encode() + b"\r\n" if host is None else host
    login = b"Authorization: " + filling.authorization.encode() + b"\r\nContent-Type: application/octet-stream\r\n"
    return first + b"\r\n" + hosts + login + headers + b"\r\n" + body


def target(filling: Filling) -> bytes:
    return b"/backups/" + filling.carrier.encode()


def chunk(content: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(content), content)


LAST = b"0\r\n\r\n"


def with_length(name: str, line: str, **more: bool) -> Case:
    """The second request is the body; `line` has N for its true length."""
    return Case(name, lambda f: request(f, line.replace("N", str(len(f.smuggled))).encode("latin-1"), f.smuggled),
        **more)


def lengths() -> Iterator[Case]:
    """Content-Length in every wrong spelling."""
    for name, value in {
        "signed": "+N", "negative": "-N", "padded left": "   N", "padded right": "N   ", "leading zeros": "000N",
        "list of equals": "N,N",
        "list with blank": "N, N", "list of unequals": "N, 0", "list from zero": "0, N", "hexadecimal": "0xN",
        "decimal point": "N.0", "exponent": "Ne0",
        "two words": "N N", "empty": "", "word": "abc", "parameter": "N;q=1", "other digits": "\u00b2N",
        "NUL behind": "N\0", "vertical tab": "\x0bN",
        "2^31": "2147483648", "2^63": "9223372036854775808", "2^64+N": "18446744073709551616N", "underscore": "1_0",
        "quoted": '"N"',
    }.items():
        yield with_length(f"length {name}", f"Content-Length: {value}\r\n", unfinished=name == "2^31")
    for name, lines in {
        "twice equal": "Content-Length: N\r\nContent-Length: N\r\n",
        "twice unequal": "Content-Length: N\r\nContent-Length: 0\r\n",
        "twice from zero": "Content-Length: 0\r\nContent-Length: N\r\n", "blank before colon": "Content-Length : N\r\n",
        "tab before colon": "Content-Length\t: N\r\n", "folded": "Content-Length:\r\n N\r\n",
        "folded zero": "Content-Length: 0\r\n N\r\n",
        "behind a bare LF": "X: x\nContent-Length: N\r\n",
        "behind a bare CR": "Content-Length: N\r\nX: x\rContent-Length: 0\r\n",
        "named by underscore": "Content-Length: N\r\nContent_Length: 0\r\n",
        "NUL in its name": "Content-Length: N\r\nContent-\0Length: 0\r\n",
        "lower case": "content-length: N\r\n", "after an empty name": ": x\r\nContent-Length: N\r\n",
        "after no colon": "nothing\r\nContent-Length: N\r\n",
    }.items():
        yield with_length(f"length {name}", lines)


def lying() -> Iterator[Case]:
    """Content-Length absent, or other than what comes."""
    junk = b"\x01" * 64
    yield Case("length absent", lambda f: request(f, b"", junk))
    yield Case("length absent, GET", lambda f: request(f, b"", junk, b"GET " + target(f) + b" HTTP/1.1"), method="GET")
    yield Case("length too short", lambda f: request(f, b"Content-Length: 40\r\n", junk))
    yield Case("length too long", lambda f: request(f, b"Content-Length: 5000\r\n", f.smuggled), unfinished=True)


def both() -> Iterator[Case]:
    """Content-Length and Transfer-Encoding at once: the second request is outside for one reader and inside for the other."""
    for name, coding in TRANSFER_CODINGS.items():
        yield Case(f"{name}, length covers all", lambda f, coding=coding: _length_covers_all(f, coding))
        if name not in LENGTH_RULES:
            yield Case(f"{name}, length covers the first size", lambda f, coding=coding: _length_covers_size(f, coding))
    yield Case("length before coding", lambda f: request(f, b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        LAST + f.smuggled))


TRANSFER_CODINGS = {
    "chunked": b"Transfer-Encoding: chunked\r\n", "CHUNKED": b"Transfer-Encoding: CHUNKED\r\n",
    "chunked twice": b"Transfer-Encoding: chunked, chunked\r\n",
    "chunked, identity": b"Transfer-Encoding: chunked, identity\r\n",
    "identity, chunked": b"Transfer-Encoding: identity, chunked\r\n",
    "identity": b"Transfer-Encoding: identity\r\n",
    "two headers": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
    "two headers turned": b"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
    "xchunked": b"Transfer-Encoding: xchunked\r\n",
    "padded": b"Transfer-Encoding:  chunked \r\n", "parameter": b"Transfer-Encoding: chunked;q=1\r\n",
    "quoted": b'Transfer-Encoding: "chunked"\r\n',
    "vertical tab": b"Transfer-Encoding: \x0bchunked\r\n", "NUL": b"Transfer-Encoding: chunked\0\r\n",
    "comma": b"Transfer-Encoding: chunked,\r\n",
    "blank before colon": b"Transfer-Encoding : chunked\r\n", "folded": b"Transfer-Encoding:\r\n chunked\r\n",
    "unknown header": b"Transfer_Encoding: chunked\r\n",
    "behind a bare LF": b"X: x\nTransfer-Encoding: chunked\r\n",
    "blank before name": b"X: x\r\n Transfer-Encoding: chunked\r\n",
    "gzip": b"Transfer-Encoding: gzip, chunked\r\n",
}

# By every reading these name no coding: what follows the first size is a request in its own right.
LENGTH_RULES = frozenset({"unknown header", "blank before name"})


def _length_covers_all(filling: Filling, coding: bytes) -> bytes:
    body = LAST + filling.smuggled
    return request(filling, coding + b"Content-Length: %d\r\n" % len(body), body)


def _length_covers_size(filling: Filling, coding: bytes) -> bytes:
    body = chunk(filling.smuggled)
    return request(filling, coding + b"Content-Length: %d\r\n" % (body.index(b"\n") + 1), body + LAST)


def codings() -> Iterator[Case]:
    """Codings that do not end in chunked, and no length: what follows has no known end."""
    for value in (b"identity", b"xchunked", b"chunked, identity", b"gzip", b"chunked;x=y", b""):
        headers = b"Transfer-Encoding: " + value + b"\r\n"
        yield Case(f"coding {value.decode() or 'empty'} alone", lambda f,
            headers=headers: request(f, headers, f.smuggled))


def chunk_sizes() -> Iterator[Case]:
    """Sizes that one reader takes for the size of the second request, and another for nothing."""
    for name, written in {
        "signed": b"+%x\r\n", "negative": b"-%x\r\n", "0x": b"0x%x\r\n", "blank before": b" %x\r\n",
        "tab behind": b"%x\t\r\n", "underscore": b"0_%x\r\n",
        "2^64 more": b"10000000000000%04x\r\n", "bare LF": b"%x\n", "bare CR": b"%x\r", "NUL": b"%x\0\r\n",
        "quoted": b'"%x"\r\n', "point": b"%x.0\r\n",
        "leading zeros": b"0000000%x\r\n", "extension": b"%x;a=b\r\n", "empty extension": b"%x;\r\n",
        "extension with bare LF": b"%x;a\n",
        "extension quoted LF": b'%x;a="\n"\r\n', "extension quoted CR": b'%x;a="\r"\r\n',
        "long extension": b"%x;" + b"a" * 9000 + b"\r\n",
    }.items():
        yield chunked(f"chunk size {name}", lambda f,
            written=written: written % len(f.smuggled) + f.smuggled + b"\r\n" + LAST)
    yield chunked("chunk size empty", lambda f: b"\r\n" + f.smuggled + b"\r\n" + LAST)
    yield chunked("chunk size word", lambda f: b"xyz\r\n" + f.smuggled + b"\r\n" + LAST)


def chunk_ends() -> Iterator[Case]:
    """What stands where a chunk must end."""
    data = b"x" * 40
    yield chunked("chunk without its end", lambda f: b"28\r\n" + data + chunk(f.smuggled) + LAST)
    yield chunked("chunk longer than its size", lambda f: b"28\r\n" + data + b"xx\r\n" + chunk(f.smuggled) + LAST)
    yield chunked("chunk ended by LF", lambda f: b"28\r\n" + data + b"\n" + chunk(f.smuggled) + LAST)
    yield chunked("chunk ended by two bytes", lambda f: b"28\r\n" + data + b"zz" + chunk(f.smuggled) + LAST)
    yield chunked("chunk's size shorter by its end", lambda f: b"26\r\n" + data + b"\r\n" + chunk(f.smuggled) + LAST)
    yield chunked("chunks unfinished", lambda f: chunk(f.smuggled), unfinished=True)
    yield chunked("chunked and whole", lambda f: chunk(f.smuggled) + LAST)
    yield chunked("quoted line end in an extension", lambda f: b'28;a="\r\n' + chunk(f.smuggled) + b'"\r\n' + LAST)


def trailers() -> Iterator[Case]:
    """Trailers that would change the request they end, or hide the second one."""
    whole = chunk(b"x" * 40) + b"0\r\n"
    yield chunked("trailer with a length", lambda f: whole + b"Content-Length: 5\r\n\r\n")
    yield chunked("trailer with a coding", lambda f: whole + b"Transfer-Encoding: identity\r\n\r\n")
    yield chunked("trailer with a host and a login",
        lambda f: whole + b"Host: elsewhere\r\nAuthorization: Basic Og==\r\n\r\n")
    yield chunked("trailer folded", lambda f: whole + b"X: x\r\n y\r\n\r\n")
    yield chunked("trailer without colon", lambda f: whole + b"nothing\r\n\r\n")
    yield chunked("trailer of 20 KiB", lambda f: whole + b"X: " + b"x" * 20_480 + b"\r\n\r\n")
    yield chunked("trailer that is a request", lambda f: whole + f.smuggled.replace(b"HTTP/1.1", b"HTTP/1.1:", 1))


def chunked(name: str, body: Callable[[Filling], bytes], *, unfinished: bool = False) -> Case:
    return Case(name, lambda f: request(f, b"Transfer-Encoding: chunked\r\n", body(f)), unfinished)


def targets() -> Iterator[Case]:
    """Request lines; the second request is always the body of the first."""
    for name, line in {
        "absolute form": b"PUT http://%h%t HTTP/1.1", "absolute form elsewhere": b"PUT http://elsewhere%t HTTP/1.1",
        "absolute form ftp": b"PUT ftp://%h%t HTTP/1.1",
        "asterisk": b"OPTIONS * HTTP/1.1", "asterisk of GET": b"GET * HTTP/1.1",
        "query with a line": b"PUT %t?a=\x0bb HTTP/1.1",
        "fragment": b"PUT %t#x HTTP/1.1", "two blanks": b"PUT  %t  HTTP/1.1", "tabs": b"PUT\t%t\tHTTP/1.1",
        "blank in the path": b"PUT /backups/ x HTTP/1.1",
        "no version": b"PUT %t", "HTTP/1.2": b"PUT %t HTTP/1.2", "HTTP/2.0": b"PUT %t HTTP/2.0",
        "HTTP/0.9": b"PUT %t HTTP/0.9", "http/1.1": b"PUT %t http/1.1",
        "HTTP/1.10": b"PUT %t HTTP/1.10", "HTTP/1.0": b"PUT %t HTTP/1.0", "method in lower case": b"put %t HTTP/1.1",
        "method with a colon": b"PUT: %t HTTP/1.1",
        "NUL in the path": b"PUT %t\0 HTTP/1.1", "bare CR in the line": b"PUT %t\r HTTP/1.1",
        "line end before": b"\r\nPUT %t HTTP/1.1", "bare LF before": b"\nPUT %t HTTP/1.1",
        "GET with a body": b"GET %t HTTP/1.1", "DELETE with a body": b"DELETE %t HTTP/1.1",
        "TRACE": b"TRACE %t HTTP/1.1", "unknown method": b"BREW %t HTTP/1.1",
    }.items():
        yield Case(f"line {name}", lambda f, line=line: request(f, _length(f), f.smuggled, _line(line, f)),
            method=line.split()[0].decode())
    # A CONNECT has no content: bytes behind it would be a request in their own right.
    yield Case("line authority form", lambda f: request(f, b"", b"", _line(b"CONNECT %h HTTP/1.1", f)),
        method="CONNECT")
    yield Case("line of HTTP/0.9", lambda f: b"GET " + target(f) + b"\r\n", method="GET")
    yield Case("HEAD with a body", lambda f: request(f, _length(f), f.smuggled, b"HEAD " + target(f) + b" HTTP/1.1"),
        method="HEAD")
    yield Case("all lines ended by LF", lambda f: request(f, _length(f), b"").replace(b"\r\n", b"\n") + f.smuggled)


def _line(line: bytes, filling: Filling) -> bytes:
    return line.replace(b"%h", filling.host.encode()).replace(b"%t", target(filling))


def _length(filling: Filling) -> bytes:
    return b"Content-Length: %d\r\n" % len(filling.smuggled)


def heads() -> Iterator[Case]:
    """Other headers, and heads that are too large."""
    for name, lines in {
        "8 KiB": b"X: " + b"x" * 8_192, "20 KiB": b"X: " + b"x" * 20_480,
        "400 headers": b"\r\n".join(b"X-%d: x" % n for n in range(400)), "NUL in a value": b"X: a\0b",
        "NUL in a name": b"X\0: a", "bare CR in a value": b"X: a\rb", "blank line of LF": b"X: a\n",
        "8 bit name": b"X\xe4: a", "8 bit value": b"X: \xe4\xff",
        "ESC in a value": b"X: \x1b[31m", "folded": b"X: a\r\n\tb", "second host": b"Host: elsewhere",
        "host in lower case": b"host: elsewhere",
        "method override": b"X-HTTP-Method-Override: DELETE",
        "rewritten URL": b"X-Original-URL: /config\r\nX-Rewrite-URL: /config",
        "forwarded": b"X-Forwarded-For: 203.0.113.7, a, b\r\nX-Forwarded-Host: elsewhere",
    }.items():
        yield Case(f"head {name}", lambda f, lines=lines: request(f, _length(f) + lines + b"\r\n", f.smuggled))
    for name, host in {"no host": b"", "host with a path": b"Host: a/b\r\n", "empty host": b"Host:\r\n",
        "host with a user": b"Host: a@b\r\n",
                       "host with a blank": b"Host: a b\r\n", "host list": b"Host: a, b\r\n"}.items():
        yield Case(f"head {name}", lambda f, host=host: request(f, _length(f), f.smuggled, host=host))


def connections() -> Iterator[Case]:
    """Headers that say what becomes of the connection."""
    for name, lines in {
        "Expect 100": b"Expect: 100-continue", "Expect 100 twice": b"Expect: 100-continue\r\nExpect: 100-continue",
        "Expect something": b"Expect: x",
        "names the length": b"Connection: Content-Length", "names the coding": b"Connection: Transfer-Encoding",
        "names the login": b"Connection: Authorization",
        "close and keep-alive": b"Connection: close, keep-alive",
        "upgrade to h2c": b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
        "upgrade to websocket": b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        "upgrade to something": b"Connection: Upgrade\r\nUpgrade: x",
        "TE trailers": b"TE: trailers\r\nTrailer: Content-Length",
    }.items():
        yield Case(f"connection {name}", lambda f, lines=lines: request(f, _length(f) + lines + b"\r\n", f.smuggled))
    yield Case("connection kept with HTTP/1.0", lambda f: request(f, _length(f) + b"Connection: keep-alive\r\n",
        f.smuggled, b"PUT " + target(f) + b" HTTP/1.0"))
    yield Case("HTTP/1.0 and chunked", lambda f: request(f, b"Transfer-Encoding: chunked\r\n", chunk(f.smuggled) + LAST,
        b"PUT " + target(f) + b" HTTP/1.0"))
    yield Case("preface of HTTP/2 within", lambda f: request(f, _length(f), f.smuggled, b"PRI * HTTP/2.0"),
        method="PRI")
