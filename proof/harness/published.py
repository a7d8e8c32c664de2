"""Results: kept under `target/proof` after each run, and merged into `docs/RELIABILITY.md` on demand.

What was published before lies in `proof/published.json`, one result per proof and profile, so that a long release can be run by name in
several runs. The document is written from that file and from nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from harness.packaged import HOME

RESULTS = HOME / "target" / "proof"
PUBLISHED = HOME / "proof" / "published.json"
DOCUMENT = HOME / "docs" / "RELIABILITY.md"

INTRODUCTION = """# What was proven, how often, and what breaks without the protection

Written by `proof/run --publish` from real runs; `proof/published.json` holds the same figures for programs. To repeat a line:
`proof/run NAME --profile PROFILE --seed SEED`. Each proof starts the packaged server as a process of its own; the book of what was
acknowledged is kept by the clients, in another process and another language. A *control* makes the same attack with the protection off. It
must break, else the proof is void. No failure in N rounds means, with 95 % confidence, fewer than 3/N failures a round.
"""


def file_of(name: str, profile: str) -> Path:
    """Where the last result of a proof lies."""
    return RESULTS / f"{name}-{profile}.json"


def keep(result: dict[str, Any]) -> None:
    """Writes one result for whoever looks at this run."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    file_of(result["name"], result["profile"]).write_text(json.dumps(result, indent=2) + "\n")


def publish(results: Iterable[dict[str, Any]]) -> None:
    """Merges results into what was published and writes the document anew."""
    merged = {(known["name"], known["profile"]): known for known in _known()}
    merged.update({(result["name"], result["profile"]): result for result in results})
    ordered = [merged[key] for key in sorted(merged, key=lambda key: (_goal_number(merged[key]["goal"]), key))]
    PUBLISHED.write_text(json.dumps(ordered, indent=1) + "\n")
    DOCUMENT.write_text(document(ordered))


def _known() -> list[dict[str, Any]]:
    return json.loads(PUBLISHED.read_text()) if PUBLISHED.exists() else []


def _goal_number(goal: str) -> int:
    digits = "".join(character for character in goal.split(",")[0] if character.isdigit())
    return int(digits) if digits else 999


def document(results: list[dict[str, Any]]) -> str:
    """The whole document as Markdown."""
    lines = [INTRODUCTION, "## Overview", "", "| goal | proof | profile | rounds | result | controls | duration |", "|---|---|---|--:|---|---|--:|"]
    for result in results:
        controls = ", ".join(f"without {control['without']}: {_word(control)}" for control in result["controls"]) or "none"
        lines.append(
            f"| {result['goal']} | [{result['name']}](#{result['name']}-{result['profile']}) | {result['profile']} | {result['rounds']:,} "
            f"| {result['verdict']} | {controls} | {_duration(result['seconds'])} |"
        )
    for result in results:
        lines += _section(result)
    return "\n".join(lines) + "\n"


def _word(control: dict[str, Any]) -> str:
    return "held" if control["held"] else "broke, as it must"


def _section(result: dict[str, Any]) -> list[str]:
    machine = result["machine"]
    lines = [
        "", f"## {result['name']} {result['profile']}", "", f"{result['goal']}. {result['promise']}", "",
        f"{result['date']}, {result['rounds']:,} {result['round']}, seed {result['seed']}, {_duration(result['seconds'])}; commit {machine['commit']}, "
        f"Java {machine['java']}, {machine['processor']}, {machine['memory']}, {machine['kernel']}.", "",
        *_figures("Strongroom", result["rounds"], result["figures"]),
    ]
    for control in result["controls"]:
        lines += ["", *_figures(f"without {control['without']}", control["rounds"], control["figures"])]
    return lines


def _figures(title: str, rounds: int, figures: dict[str, Any]) -> list[str]:
    lines = [f"| {title}, {rounds:,} rounds | |", "|---|--:|"]
    return lines + [f"| {name} | {_number(value)} |" for name, value in figures.items()]


def _number(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int | float) else str(value).replace("|", "\\|")


def _duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min"
