"""Asks a running Java process what `jcmd` asks it, over the same socket, without the second Java that `jcmd` is."""

from __future__ import annotations

import os
import re
import signal
import socket
import tempfile
import time
from pathlib import Path

DEADLINE = 60.0


class DidNotAnswer(Exception):
    """The process does not open its socket, or refuses the command."""


def diagnose(pid: int, command: str) -> str:
    """The answer to one diagnostic command, such as `GC.class_histogram`. Raises DidNotAnswer."""
    with _connected(pid) as connection:
        connection.sendall(b"\0".join((b"1", b"jcmd", command.encode(), b"", b"", b"")))
        answer = b""
        while got := connection.recv(65_536):
            answer += got
    code, _, text = answer.decode("utf-8", "replace").partition("\n")
    if code.strip() != "0":
        raise DidNotAnswer(f"{command}: {code} {text[:200]}")
    return text


def live_heap(pid: int) -> int:
    """Bytes of all objects that a full collection leaves."""
    found = re.search(r"^Total\s+\d+\s+(\d+)", diagnose(pid, "GC.class_histogram"), re.MULTILINE)
    if not found:
        raise DidNotAnswer("the histogram has no total")
    return int(found.group(1))


def _connected(pid: int) -> socket.socket:
    door = Path(tempfile.gettempdir()) / f".java_pid{pid}"
    if not door.exists():
        _open(pid, door)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(DEADLINE)
    connection.connect(str(door))
    return connection


def _open(pid: int, door: Path) -> None:
    """Java opens the socket when it gets a QUIT and finds this file in its directory; without the file it would dump its threads."""
    request = Path(f"/proc/{pid}/cwd/.attach_pid{pid}")
    request.touch(mode=0o600)
    try:
        until = time.monotonic() + DEADLINE
        os.kill(pid, signal.SIGQUIT)
        while not door.exists():
            if time.monotonic() > until:
                raise DidNotAnswer(f"process {pid} opens no socket")
            time.sleep(0.02)
    finally:
        request.unlink(missing_ok=True)
