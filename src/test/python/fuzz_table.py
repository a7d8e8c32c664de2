#!/usr/bin/env python3
"""Writes the figures of long fuzzing runs into a document, as the fuzzer printed them.

    fuzz_table.py DOCUMENT LOG...       puts the table between the two marks in the document

A log is the output of one `mvn test -P fuzz`. Runs of the same target are added up; coverage, features and corpus
are those of the longest. Start reading at main; what a line of the fuzzer looks like is in the patterns below.
"""
import re
import sys
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
TARGET = re.compile(r"INFO: using inputs from: \S*\.cifuzz-corpus/(?P<name>strongroom\.\S+)/\w+")
SEEDS = re.compile(r"INFO: +(?P<files>\d+) files found in \S*/test-classes/")
PROGRESS = re.compile(
    r"^#\d+\s+\w+\s+cov: (?P<edges>\d+) ft: (?P<features>\d+) corp: (?P<files>\d+)/(?P<size>\d+[KM]?b)", re.M)
DONE = re.compile(r"^Done (?P<runs>\d+) runs in (?P<seconds>\d+) second", re.M)
FOUND = re.compile(r"Test unit written to \S*/(crash|leak|oom|timeout)-")


@dataclass(frozen=True)
class Run:
    """What one log says."""

    target: str
    seeds: int
    executions: int
    seconds: int
    edges: int
    features: int
    corpus: str
    findings: int


class Unreadable(Exception):
    """A log that is not of a finished run."""


def read(log: Path) -> Run:
    text = log.read_text(encoding="utf-8", errors="replace")
    target, done, progress = TARGET.search(text), DONE.search(text), list(PROGRESS.finditer(text))
    if target is None or done is None or not progress:
        raise Unreadable(f"{log} is not the log of a fuzzing run that came to its end")
    seeds, last = SEEDS.search(text), progress[-1]
    return Run(
        target=target["name"].removeprefix("strongroom."),
        seeds=int(seeds["files"]) if seeds else 0,
        executions=int(done["runs"]),
        seconds=int(done["seconds"]),
        edges=int(last["edges"]),
        features=int(last["features"]),
        corpus=f"{last['files']} / {last['size']}",
        findings=len(FOUND.findall(text)),
    )


def row(runs: list[Run]) -> str:
    longest = max(runs, key=lambda run: run.seconds)
    executions, seconds = sum(run.executions for run in runs), sum(run.seconds for run in runs)
    cells = [
        f"`{longest.target}`", f"{executions:,}", f"{seconds:,}", f"{executions // max(1, seconds):,}",
        f"{longest.edges:,}", f"{longest.features:,}", longest.corpus, str(longest.seeds),
        str(sum(run.findings for run in runs)),
    ]
    return "| " + " | ".join(cells) + " |"


def table(runs: list[Run]) -> str:
    by_target: dict[str, list[Run]] = {}
    for run in runs:
        by_target.setdefault(run.target, []).append(run)
    heads = ["target", "executions", "seconds", "per second", "edges", "features", "corpus", "seeds", "findings"]
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    return "\n".join(lines + [row(by_target[target]) for target in sorted(by_target)])


def main(arguments: list[str]) -> int:
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    document, *logs = map(Path, arguments)
    text = document.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        print(f"{document} has no place for figures: {BEGIN} … {END}", file=sys.stderr)
        return 1
    try:
        figures = table([read(log) for log in logs])
    except (OSError, Unreadable) as failure:
        print(failure, file=sys.stderr)
        return 1
    document.write_text(f"{before}{begin}\n{figures}\n{end}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
