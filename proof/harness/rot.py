"""Bits that flip in the files of a stopped store: which pages of the database hold what, and one flip in a chosen part.

Begin with `Parts.of`: it reads the database's own page map (sqlite_dbpage is not at hand, so b-trees are walked from their roots).
"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

HEADER_BYTES = 100
LEAF_TABLE, INNER_TABLE, LEAF_INDEX, INNER_INDEX = 13, 5, 10, 2


@dataclass(frozen=True)
class Stretch:
    """Bytes of a file that hold one kind of thing."""

    file: str
    begin: int
    end: int


@dataclass
class Parts:
    """The stretches of a database's files by what they hold; `blobs` maps each stored blob's bytes to its handle and revision."""

    stretches: dict[str, list[Stretch]] = field(default_factory=dict)
    blobs: list[tuple[Stretch, bytes, int]] = field(default_factory=list)

    @staticmethod
    def of(database: Path) -> Parts:
        """Looks at a stopped database; whatever is in its log is another part, `log`."""
        parts = Parts()
        content = database.read_bytes()
        size = int.from_bytes(content[16:18], "big")
        parts._add("header", Stretch(database.name, 0, HEADER_BYTES))
        for name, root in _roots(database):
            for page in _pages(content, size, root):
                begin = (page - 1) * size + (HEADER_BYTES if page == 1 else 0)
                parts._add(name, Stretch(database.name, begin, page * size))
        for page in _free_pages(content, size):
            parts._add("free pages", Stretch(database.name, (page - 1) * size, page * size))
        parts._find_blobs(database, content)
        return parts

    def _add(self, part: str, stretch: Stretch) -> None:
        self.stretches.setdefault(part, []).append(stretch)

    def _find_blobs(self, database: Path, content: bytes) -> None:
        """Blobs short enough to lie in one piece; their bytes are random, so they are found by what they are."""
        with closing(sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)) as connection:
            for handle, revision, blob in connection.execute("select handle, revision, bytes from sealed"):
                begin = content.find(blob)
                if begin >= 0:
                    stretch = Stretch(database.name, begin, begin + len(blob))
                    self.blobs.append((stretch, handle, revision))
                    self._add("blobs", stretch)


def flip(directory: Path, stretch: Stretch, choice: random.Random) -> None:
    """Flips one bit of a stretch."""
    at = choice.randrange(stretch.begin, stretch.end)
    with open(directory / stretch.file, "r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1 << choice.randrange(8)]))


def _roots(database: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)) as connection:
        rows = connection.execute("select type, name, rootpage from sqlite_master where rootpage > 0").fetchall()
    kinds = {"sealed": "rows of blobs", "revision": "rows", "backup": "rows", "wrapped_key": "keys"}
    named = [("indexes" if kind == "index" else kinds.get(name, "other rows"), root) for kind, name, root in rows]
    return [("schema", 1), *named]


def _pages(content: bytes, size: int, root: int) -> list[int]:
    """The pages of a b-tree from its root, without overflow pages."""
    found, waiting = [], [root]
    while waiting:
        page = waiting.pop()
        found.append(page)
        begin = (page - 1) * size
        head = begin + (HEADER_BYTES if page == 1 else 0)
        if content[head] in (INNER_TABLE, INNER_INDEX):
            cells = int.from_bytes(content[head + 3:head + 5], "big")
            waiting.append(int.from_bytes(content[head + 8:head + 12], "big"))
            for cell in range(cells):
                at = begin + int.from_bytes(content[head + 12 + 2 * cell:head + 14 + 2 * cell], "big")
                waiting.append(int.from_bytes(content[at:at + 4], "big"))
    return found


def _free_pages(content: bytes, size: int) -> list[int]:
    found = []
    trunk = int.from_bytes(content[32:36], "big")
    while trunk:
        found.append(trunk)
        begin = (trunk - 1) * size
        count = int.from_bytes(content[begin + 4:begin + 8], "big")
        found += [int.from_bytes(content[begin + 8 + 4 * leaf:begin + 12 + 4 * leaf], "big") for leaf in range(count)]
        trunk = int.from_bytes(content[begin:begin + 4], "big")
    return found
