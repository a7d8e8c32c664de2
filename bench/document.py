"""docs/BENCHMARKS.md: written from the figures of one full run and from nothing else, but for the notes in remedies.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parent / "docs" / "BENCHMARKS.md"
REMEDIES = HERE / "remedies.md"

INTRODUCTION = """# How fast it is, beside nginx

Written by `bench/run --publish` from one run; `bench/published.json` holds the same figures for programs. To repeat it: `bench/run`, with
nothing else at work on the machine. The load generator shares the processors with the servers, for all alike. What is raced, and how, is
told by `bench/run --help`.
"""

METHOD = """## How it was measured

- Strongroom asks for a login in every cell, for reading too, and syncs every upload to the disk before it answers; nginx's WebDAV syncs
  nothing. Neither logs requests (`STRONGROOM_LOG_LEVEL=warn`; a row tells what that log costs). *Open* nginx asks for no login, *apr1* and *bcrypt* (cost 10) are what `htpasswd` makes.
- wrk for HTTP/1.1, plain and TLS, with 2 threads for 64 connections and 1 for one; h2load for HTTP/2, where no login is asked by either, since
  h2load takes a login only as an argument. Uploads overwrite with random bytes that differ from the ones before.
- Each cell ran for everybody in turn, round after round. Shown are answers a second, the median of the rounds and in brackets the least and the most. nginx
  with bcrypt ran a second longer, and six over TLS, where each handshake waits for the hashes of others.
- Strongroom was warmed up first, since Java compiles while it runs; nginx needs none.
- TLS 1.3 with TLS_AES_128_GCM_SHA256 and an ECDSA P-256 certificate for both; connections are kept, so handshakes hardly count.
- The append ceiling: as many bodies as there are connections written at the end of a file, then one fdatasync, again and again.
- The 99th percentile: an open-loop generator of this folder (`pace.c`); the time of a request counts from when it was due.
"""


def document(told: dict[str, Any]) -> str:
    machine = told["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in told["versions"].items())
    lines = [
        INTRODUCTION,
        f"{told['date']}, commit {machine['commit']}, {machine['processor']}, {machine['memory']}, {machine['kernel']}, {told['disk']}; "
        f"Java {machine['java']}, {versions}. {told['rounds']} rounds of {told['seconds']:g} s, seed {told['seed']}; errors in all: {told['errors']}.",
        "", "## What was aimed at", "", "| what, at 64 KiB and 64 connections with logins | measured | aim | |", "|---|--:|--:|---|",
        *map(_row, told["rows"]), *_missed(told["rows"]), "", "## All cells", "", *_cells(told["cells"]), "", "## Beside the cells", "",
        *_measures(told["measures"]), "", METHOD.rstrip(),
    ]
    return "\n".join(lines) + "\n"


def _row(row: dict[str, Any]) -> str:
    aim = "" if row["aim"] is None else f"{'≤' if row['at_most'] else '≥'} {row['aim']:g} {row['unit']}"
    word = "reported" if row["met"] is None else "met" if row["met"] else f"missed, [notes](#notes-on-{row['key']})"
    return f"| {row['what']} | {number(row['value'])} {row['unit']} | {aim} | {word} |"


def _missed(rows: list[dict[str, Any]]) -> list[str]:
    notes = _notes()
    lines = []
    for row in rows:
        if row["met"] is False:
            lines += ["", f"### Notes on {row['key']}", "", notes.get(row["key"], "Nothing is known yet of why this was missed.")]
    return lines


def _notes() -> dict[str, str]:
    """The hand-written sections of remedies.md by their headings."""
    text = REMEDIES.read_text() if REMEDIES.exists() else ""
    parts = re.split(r"^## (\S+)\s*$", text, flags=re.MULTILINE)
    return {key: body.strip() for key, body in zip(parts[1::2], parts[2::2])}


def _cells(cells: list[dict[str, Any]]) -> list[str]:
    racers = list(dict.fromkeys(racer for cell in cells for racer in cell["racers"]))
    lines = ["| cell | " + " | ".join(racers) + " | errors |", "|---|" + "--:|" * (len(racers) + 1)]
    for cell in cells:
        shown = [_series(cell["racers"].get(racer)) for racer in racers]
        lines.append(f"| {cell['name']} | " + " | ".join(shown) + f" | {sum(each['errors'] for each in cell['racers'].values())} |")
    return lines


def _series(series: dict[str, Any] | None) -> str:
    return "" if series is None else f"{number(series['median'])} ({number(series['least'])}–{number(series['most'])})"


def _measures(measures: dict[str, Any]) -> list[str]:
    durable, memory, start = measures["durable"], measures["memory"], measures["start"]
    lines = [
        f"- Uploads over {durable['seconds']:.0f} s: {number(durable['rate'])} a second. The log was emptied into the database {durable['checkpoints']:,} times "
        f"and was never larger than {durable['largest log MiB']} MiB. Append ceiling: {number(durable['ceiling before'])} before, "
        f"{number(durable['ceiling after'])} after.",
        f"- Memory at `-Xmx{memory['heap']}` under `/config`, GET, PUT of 64 and of 512 KiB in turn: at most {memory['most MiB']} MiB.",
        f"- First answer after a start, {start['starts']} starts: {start['median']:.2f} s ({start['least']:.2f}–{start['most']:.2f}); "
        f"nginx {start['nginx median']:.2f} s.",
    ]
    for name, told in measures["latency"].items():
        lines.append(
            f"- {name}, at {number(told['rate'])} a second: p50 {told['p50 ms']:.1f} ms, p99 {told['p99 ms']:.1f} ms, p99.9 {told['p99.9 ms']:.1f} ms, "
            f"at most {told['most ms']:.1f} ms; {told['errors']} of {told['due']:,} failed."
        )
    return lines


def number(value: float) -> str:
    """Three figures are what such a measurement is good for."""
    if value >= 1000:
        return f"{round(value, 3 - len(str(int(value)))):,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
