"""G17: in every state a dry run says what the sweep then does, and no sweep takes more of a tenant than its brake lets
pass.

A store lives at random, its time is moved, and the database itself says how many live backups each sweep took. The
share is judged here: at most max(3, 1 %) within a day and max(3, 10 %) within seven, unless a person confirmed the very
number. The control has no brake.
"""

from __future__ import annotations

from dataclasses import dataclass

from harness.inside import figures
from harness.proof import Control, Outcome, Proof, Rounds, Scene

DAY = 86_400


@dataclass(frozen=True)
class Sweep:
    """One sweep: the retention clock, live backups before it and taken by it, how many were due, and whether the dry run was right."""

    clock: int
    live: int
    taken: int
    due: int
    foretold: int
    confirmed: int


def hold(scene: Scene) -> Outcome:
    return sweep_at_random(scene, None)


def no_brake(scene: Scene) -> Outcome:
    return sweep_at_random(scene, "no-brake")


def sweep_at_random(scene: Scene, without: str | None) -> Outcome:
    found = figures("Brakes", scene.directory / "store", scene.rounds, scene.seed, without=without)
    sweeps = [Sweep(*values) for values in found["sweeps"]]
    beyond_day = sum(is_beyond(sweeps, number, DAY, 100) for number in range(len(sweeps)))
    beyond_week = sum(is_beyond(sweeps, number, 7 * DAY, 10) for number in range(len(sweeps)))
    foretold = sum(sweep.foretold for sweep in sweeps)
    counted = {
        "states": len(sweeps), "with backups due": sum(sweep.due > 0 for sweep in sweeps),
        "that trashed some": sum(sweep.taken > 0 and not sweep.confirmed for sweep in sweeps),
        "held": sum(sweep.due > 0 and sweep.taken == 0 for sweep in sweeps),
        "confirmed by a person": sum(sweep.confirmed for sweep in sweeps),
        "dry run as the real run": foretold, "beyond the share of a day": beyond_day,
        "beyond the share of seven days": beyond_week,
    }
    held = any(sweep.due > 0 and sweep.taken == 0 for sweep in sweeps)
    passed = any(sweep.taken > 0 and not sweep.confirmed for sweep in sweeps)
    tried = passed and (held or without is not None)
    return Outcome(tried and foretold == len(sweeps) and beyond_day + beyond_week == 0, counted)


def is_beyond(sweeps: list[Sweep], number: int, window: int, divisor: int) -> bool:
    """Whether this sweep, by itself, took more than what was left of the share of the window that ends with it."""
    now = sweeps[number]
    if not now.taken or now.confirmed:
        return False
    taken = sum(each.taken for each in sweeps[:number + 1] if each.clock > now.clock - window)
    return taken > max(3, now.live // divisor)


PROOF = Proof(
    name="brakes",
    goal="G17",
    promise="A dry run says what the sweep does, and a sweep takes no more of a tenant than 1 % a day and 10 % in a week (or 3).",
    round="random states",
    rounds=Rounds(ci=100, release=1_000),
    hold=hold,
    controls=(Control("the brake", no_brake, Rounds(ci=100, release=1_000)),),
)
