"""A clock that can be set while a process runs: libfaketime, told by a file which it reads whenever the process asks for the time."""

from __future__ import annotations

import os
from pathlib import Path

LIBRARY = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
PACKAGES = {"libfaketime": str(LIBRARY)}


class FakeTime:
    """The time of the processes that are started with one of its environments; it begins right.

    `wall` sets the clock on the wall alone, as happens to machines. `both` sets the monotonic clock along with it, which no machine does:
    where it goes back, every timed wait of the process may last for years.
    """

    def __init__(self, file: Path):
        self._file = file
        self.both = {
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_NO_CACHE": "1",
        }
        # Where the monotonic clock stays true, timed waits already count on the right clock: with the library's mending of waits, which
        # the other case needs, Java's threads would spin.
        self.wall = {**self.both, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_FORCE_MONOTONIC_FIX": "0"}
        self.set_ahead(0)

    def set_ahead(self, days: int) -> None:
        """Sets the clock so many days ahead of the true one, or behind it; acts at once."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{days:+d}d\n")
        os.replace(fresh, self._file)
