"""The rows that have an aim: each with its ratio (or figure), the aim, and whether it was met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cells import APR1, BCRYPT, KIB, OPEN, STRONGROOM, Cell, Series

Results = Mapping[Cell, Mapping[str, Series]]


@dataclass(frozen=True)
class Row:
    """`key` names it in remedies.md. `aim` is None for what is only reported; `at_most` turns the comparison round."""

    key: str
    what: str
    value: float
    unit: str
    aim: float | None
    at_most: bool = False

    @property
    def met(self) -> bool | None:
        """None where there is no aim."""
        if self.aim is None:
            return None
        return self.value <= self.aim if self.at_most else self.value >= self.aim


@dataclass(frozen=True)
class _Race:
    key: str
    what: str
    cell: Cell
    against: str
    aim: float | None


def _at_64(method: str, tls: bool = False) -> Cell:
    return Cell(method, 0 if method == "config" else 64 * KIB, 64, tls)


RACES = (
    _Race("get-apr1", "GET against nginx with apr1", _at_64("GET"), APR1, 1.3),
    _Race("get-open", "GET against open nginx with sendfile", _at_64("GET"), OPEN, 0.45),
    _Race("get-bcrypt", "GET against nginx with bcrypt", _at_64("GET"), BCRYPT, 100),
    _Race("put-bcrypt", "PUT against nginx with bcrypt", _at_64("PUT"), BCRYPT, 100),
    _Race("config-apr1", "`/config` against nginx with apr1", _at_64("config"), APR1, 6),
    _Race("config-open", "`/config` against open nginx", _at_64("config"), OPEN, 0.5),
    _Race("get-tls", "GET over TLS 1.3 against open nginx with TLS, same suite", _at_64("GET", tls=True), OPEN, 0.5),
    _Race("put-open", "PUT, durable, against PUT of open nginx, which is not", _at_64("PUT"), OPEN, None),
)


def rows(results: Results, measures: Mapping[str, Any]) -> list[Row]:
    """Those rows that were measured in this run."""
    found = []
    if "durable" in measures:
        durable = measures["durable"]
        what = f"PUT, durable, over {durable['seconds']:.0f} s, against the append ceiling of the disk in the same run"
        found.append(Row("put-durable", what, durable["rate"] / durable["ceiling"], "×", 0.5))
    for race in RACES:
        series = results.get(race.cell)
        if series and series[race.against].median > 0:
            found.append(Row(race.key, race.what, series[STRONGROOM].median / series[race.against].median, "×", race.aim))
    for name, told in measures.get("latency", {}).items():
        found.append(Row(f"p99-{name.split()[0].lower()}", f"p99 at half the highest rate, {name}", told["p99 ms"], "ms", 10, at_most=True))
    if "memory" in measures:
        told = measures["memory"]
        found.append(Row("memory", f"Most memory (RSS) under full load, `-Xmx{told['heap']}`", told["most MiB"], "MiB", 260, at_most=True))
    if "log" in measures:
        told = measures["log"]
        found.append(Row("log", "`/config` with the log of requests in a file against without", told["rate"] / told["rate without"], "×", None))
    if "start" in measures:
        found.append(Row("start", "First answer after a start", measures["start"]["median"], "s", None))
    return found
