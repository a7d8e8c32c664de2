"""What is measured beside the cells: durable uploads over minutes, times at half the highest rate, memory, what the log of requests costs, and
the first answer after a start."""

from __future__ import annotations

import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cells import KIB, STRONGROOM, Cell
from racers import Field
from generators import Generators, Target, append_ceiling
from harness.neighbours import nginx_store
from harness.packaged import Server
from harness.phone import Phone, basic

UPLOAD = Cell("PUT", 64 * KIB, 64, False)
DOWNLOAD = Cell("GET", 64 * KIB, 64, False)
CONFIG = Cell("config", 0, 64, False)
LARGE = Cell("PUT", 512 * KIB, 64, False)
SMALL_HEAP = "128m"
MIB = 1024 * 1024


@dataclass(frozen=True)
class Programs:
    """The compiled C programs."""

    append: Path
    pace: Path


class LogWatch:
    """Counts how often the write-ahead log was emptied into the database: each time is a checkpoint that uploads had to wait for."""

    def __init__(self, log: Path):
        self._log = log
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.emptied = 0
        self.most_bytes = 0

    def _watch(self) -> None:
        last = 0
        while not self._stop.wait(0.02):
            now = self._log.stat().st_size if self._log.exists() else 0
            self.emptied += now < last
            self.most_bytes = max(self.most_bytes, now)
            last = now

    def __enter__(self) -> LogWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


def durable(field: Field, generators: Generators, programs: Programs, seconds: float) -> dict[str, Any]:
    """Uploads for minutes, between two measurements of what the disk can append at all; one sync for as many bodies as connections."""
    file = field.directory / "appended"
    batch = UPLOAD.connections
    before = append_ceiling(programs.append, file, UPLOAD.body, batch, seconds / 8)
    log = field.strongrooms[False].data / "strongroom.db-wal"
    with LogWatch(log) as watch:
        sample = generators.race(UPLOAD, field.target(STRONGROOM, False), seconds)
    after = append_ceiling(programs.append, file, UPLOAD.body, batch, seconds / 8)
    return {
        "seconds": seconds, "rate": sample.rate, "errors": sample.errors, "checkpoints": watch.emptied,
        "largest log MiB": round(watch.most_bytes / MIB, 1), "ceiling before": before[0] / before[1], "ceiling after": after[0] / after[1],
        "ceiling": (before[0] + after[0]) / (before[1] + after[1]),
    }


def latency(field: Field, generators: Generators, programs: Programs, highest: dict[Cell, float], seconds: float) -> dict[str, Any]:
    """Times at half the rate that was reached at most, for Strongroom."""
    target = field.target(STRONGROOM, False)
    return {cell.name: generators.pace(programs.pace, cell, target, rate / 2, seconds) for cell, rate in highest.items()}


def memory(field: Field, generators: Generators, seconds: float) -> dict[str, Any]:
    """The most memory that a server with a small heap ever held while each kind of request came as fast as it could."""
    with field.strongroom("strongroom-small", heap=SMALL_HEAP) as server:
        target = Target(server.url, basic(server.login()))
        samples = [generators.race(cell, target, seconds / 4) for cell in (CONFIG, DOWNLOAD, UPLOAD, LARGE)]
        return {
            "heap": SMALL_HEAP, "most MiB": round(server.most_resident_bytes() / MIB, 1), "now MiB": round(server.resident_bytes() / MIB, 1),
            "errors": sum(sample.errors for sample in samples),
        }


def request_log(field: Field, generators: Generators, rounds: int, seconds: float) -> dict[str, Any]:
    """What the log of requests costs, going to a file, where they are shortest; the two servers in turn."""
    with field.strongroom("strongroom-logging", log="info") as server:
        logging, quiet = Target(server.url, basic(server.login())), field.target(STRONGROOM, False)
        generators.race(CONFIG, logging, 6 * seconds)  # The other is warm.
        samples = {target: [generators.race(CONFIG, target, seconds)] for target in (quiet, logging)}
        for number in range(1, rounds):
            for target in (logging, quiet) if number % 2 else (quiet, logging):  # Who goes second is not always the same.
                samples[target].append(generators.race(CONFIG, target, seconds))
    return {
        "rate": statistics.median(sample.rate for sample in samples[logging]),
        "rate without": statistics.median(sample.rate for sample in samples[quiet]),
        "errors": sum(sample.errors for series in samples.values() for sample in series),
    }


def first_answer(field: Field, starts: int) -> dict[str, Any]:
    """Seconds from the start of the process until an answer to `/config`, with what is already stored; nginx beside it."""
    name = "strongroom-started"
    with field.strongroom(name):
        pass
    ours, theirs = [], []
    for number in range(starts):
        with Server(field.directory / name) as server, Phone(server.url) as phone:
            authorization = basic(server.login())
            if phone.config(authorization).status != 200:
                raise RuntimeError("a server that had just started refused its login")
            ours.append(time.monotonic() - server.begun)
        begun = time.monotonic()
        with nginx_store(field.directory / f"nginx-started-{number}"):
            theirs.append(time.monotonic() - begun)
    return {
        "starts": starts, "median": statistics.median(ours), "least": min(ours), "most": max(ours), "nginx median": statistics.median(theirs),
    }
