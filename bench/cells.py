"""What is raced: the cells, the four that race in each, and one round of one cell.

A cell is one kind of request, one size of body, one number of connections, plain or TLS. Each is run for everybody in turn, round after
round, so that a machine that slows down slows down all alike.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field

KIB = 1024
SIZES = (4 * KIB, 64 * KIB, 512 * KIB)
CONNECTIONS = (1, 64)

STRONGROOM = "Strongroom"
OPEN = "nginx, open"
APR1 = "nginx, apr1"
BCRYPT = "nginx, bcrypt"
RACERS = (STRONGROOM, OPEN, APR1, BCRYPT)


@dataclass(frozen=True)
class Cell:
    """`method` is config, GET or PUT; `body` in bytes, 0 for config; `protocol` is HTTP/1.1 or HTTP/2, the latter always with TLS."""

    method: str
    body: int
    connections: int
    tls: bool
    protocol: str = "HTTP/1.1"

    @property
    def name(self) -> str:
        size = f" {self.body // KIB} KiB" if self.body else ""
        wire = "HTTP/2, TLS" if self.protocol == "HTTP/2" else "TLS" if self.tls else "plain"
        return f"{self.method}{size}, {self.connections} connection{'s' if self.connections > 1 else ''}, {wire}"

    @property
    def racers(self) -> tuple[str, ...]:
        """h2load takes headers as arguments only, where a login may not stand: over HTTP/2 those race that ask for none."""
        return (STRONGROOM, OPEN) if self.protocol == "HTTP/2" else RACERS


@dataclass(frozen=True)
class Sample:
    """One run of one cell: answers a second, and how many requests failed in any way."""

    rate: float
    requests: int
    errors: int


@dataclass
class Series:
    """The runs of one racer in one cell."""

    samples: list[Sample] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(sample.rate for sample in self.samples)

    @property
    def least(self) -> float:
        return min(sample.rate for sample in self.samples)

    @property
    def most(self) -> float:
        return max(sample.rate for sample in self.samples)

    @property
    def errors(self) -> int:
        return sum(sample.errors for sample in self.samples)


def all_cells() -> list[Cell]:
    """Every cell, plain before TLS."""
    cells = []
    for tls in (False, True):
        cells += [Cell("config", 0, connections, tls) for connections in CONNECTIONS]
        cells += [Cell(method, size, connections, tls) for method in ("GET", "PUT") for size in SIZES for connections in CONNECTIONS]
    return cells + [Cell("GET", 64 * KIB, 64, True, "HTTP/2")]


def group_of(cell: Cell) -> str:
    """The name under which a cell is asked for on the command line."""
    if cell.protocol == "HTTP/2":
        return "h2"
    return f"tls-{cell.method.lower()}" if cell.tls else cell.method.lower()


def quick(cell: Cell) -> bool:
    """Whether a quick run has this cell: plain, every size with 64 connections and the smallest with one; with TLS, 64 KiB with 64."""
    if cell.tls:
        return cell.connections == 64 and cell.body in (0, 64 * KIB)
    return cell.connections == 64 or cell.body <= min(SIZES)
