"""Injected faults: the preload shim `proof/shim/fault.c`, built where it is older than its source, and steered while a program runs.

Begin with `Shim`: make one for a data directory, start the server or a command with its `environment`, and `arm` it.
"""

from __future__ import annotations

import errno
import mmap
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from harness.packaged import HOME

SOURCE = HOME / "proof" / "shim" / "fault.c"
BUILT = HOME / "target" / "proof" / "libfault.so"
COMPILER = {"gcc": "gcc"}
"""The Debian package that a proof with this shim needs."""

WRITE, SYNC, OPEN, RENAME, UNLINK, TRUNCATE, ALLOCATE, LINK, MAKE = (1 << bit for bit in range(9))
ANY = (1 << 9) - 1
KINDS = {
    WRITE: "write", SYNC: "sync", OPEN: "open", RENAME: "rename", UNLINK: "unlink", TRUNCATE: "truncate", ALLOCATE: "allocate",
    LINK: "link", MAKE: "make a directory",
}

FAIL, SHORT, TORN, LIE = range(4)

_HEAD = struct.Struct("=8I256s")
_NOTE = struct.Struct("=2I56s")
_NOTES = 64
_SEEN, _INJECTED = 5 * 4, 7 * 4


@dataclass(frozen=True)
class Fault:
    """What happens to the operation that is hit; `repeat` means every one from there on."""

    error: int = errno.EIO
    way: int = FAIL
    repeat: bool = False
    kinds: int = ANY
    names: str = ""

    def __str__(self) -> str:
        what = {FAIL: errno.errorcode.get(self.error, ""), SHORT: "short write", TORN: "torn write", LIE: "lie"}[self.way]
        return f"{what} {'for ever' if self.repeat else 'once'}"


@dataclass(frozen=True)
class Hit:
    """An operation that was hit: its number since the shim was armed, its kind, and the file's name in the directory."""

    number: int
    kind: int
    name: str

    def __str__(self) -> str:
        return f"{KINDS[self.kind]} {self.number} of {self.name}"


class Shim:
    """The shim for the files under one directory. The control file lies beside it, and outlives the processes that use it."""

    def __init__(self, directory: Path):
        build()
        self.directory = directory
        self._file = directory.with_name(directory.name + ".faults")
        size = _HEAD.size + _NOTES * _NOTE.size
        self._file.write_bytes(bytes(size))
        with open(self._file, "r+b") as file:
            self._map = mmap.mmap(file.fileno(), size)

    def environment(self) -> dict[str, str]:
        """What a program needs in its environment to be under the shim."""
        return {"LD_PRELOAD": str(BUILT), "FAULT_DIRECTORY": str(self.directory), "FAULT_CONTROL": str(self._file)}

    def arm(self, fault: Fault, at: int) -> None:
        """Counts from now on, and hits the operation with the number `at`; 0 only counts."""
        self.disarm()
        self._map[:] = bytes(len(self._map))
        names = fault.names.encode("ascii")
        _HEAD.pack_into(self._map, 0, 0, fault.kinds, fault.error, fault.way, int(fault.repeat), 0, at, 0, names)
        struct.pack_into("=I", self._map, 0, 1)

    def disarm(self) -> None:
        """Lets everything pass; what was counted can still be read."""
        struct.pack_into("=I", self._map, 0, 0)

    @contextmanager
    def armed(self, fault: Fault, at: int) -> Iterator[None]:
        self.arm(fault, at)
        try:
            yield
        finally:
            self.disarm()

    @property
    def seen(self) -> int:
        """Operations of the kinds and names asked for, since it was armed."""
        return self._number(_SEEN)

    @property
    def injected(self) -> int:
        return self._number(_INJECTED)

    def hits(self) -> list[Hit]:
        """The first operations that were hit."""
        notes = (_NOTE.unpack_from(self._map, _HEAD.size + which * _NOTE.size) for which in range(min(self.injected, _NOTES)))
        return [Hit(number, kind, name.split(b"\0")[0].decode()) for kind, number, name in notes if kind]

    def _number(self, offset: int) -> int:
        return int(struct.unpack_from("=I", self._map, offset)[0])


def build() -> None:
    """Compiles the shim if it is missing or older than its source."""
    if BUILT.exists() and BUILT.stat().st_mtime >= SOURCE.stat().st_mtime:
        return
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    fresh = BUILT.with_name(f"libfault.{os.getpid()}.so")
    subprocess.run(["gcc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", fresh, SOURCE, "-ldl"], check=True)
    fresh.replace(BUILT)
