"""A data directory seen from outside: Python's own SQLite reads a copy of the database, so that looking changes nothing.

Begin with `inspect`.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from harness.packaged import strongroom

DATABASE = "strongroom.db"
_COPIED = (DATABASE, DATABASE + "-wal")

_PASSING = {"retention_clock", "probe"}
"""Tables that a server writes by itself."""


@dataclass(frozen=True)
class Contents:
    """What lies in a database: whether SQLite finds it whole, the answers to questions, and a digest of all rows."""

    whole: bool
    answers: dict[str, int]
    digest: str


def inspect(data: Path, questions: dict[str, str] | None = None) -> Contents | None:
    """Reads a copy of a database that nobody writes to now; None if there is none. `questions` are statements that give one number."""
    if not (data / DATABASE).exists():
        return None
    with tempfile.TemporaryDirectory(prefix="proof-inspection-") as scratch:
        for name in _COPIED:
            if (data / name).exists():
                shutil.copyfile(data / name, Path(scratch) / name)
        with closing(sqlite3.connect(Path(scratch) / DATABASE)) as database:
            try:
                whole = database.execute("pragma integrity_check").fetchall() == [("ok",)]
                whole = whole and not database.execute("pragma foreign_key_check").fetchall()
                tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table' order by name")]
                answers = {name: _number(database, text) for name, text in (questions or {}).items()} if tables else {}
                return Contents(whole, answers, _digest(database, tables))
            except sqlite3.DatabaseError:
                return Contents(False, {}, "")


def _number(database: sqlite3.Connection, text: str) -> int:
    return int(database.execute(text).fetchone()[0] or 0)


def _digest(database: sqlite3.Connection, tables: list[str]) -> str:
    digest = hashlib.sha256()
    for table in tables:
        if table not in _PASSING:
            digest.update(table.encode())
            for row in sorted(map(repr, database.execute(f'select * from "{table}"'))):
                digest.update(row.encode())
    return digest.hexdigest()


def is_intact(data: Path) -> bool:
    """Whether `audit verify` finds the log unbroken, which needs a database that opens and a key that fits."""
    return strongroom("audit", "verify", "--data", str(data)).code == 0
