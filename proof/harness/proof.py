"""What a proof is: a promise, how often it is tried, and a control that must break it.

A module of `proofs/` holds one `PROOF`. Its `hold` attacks the real server and says in an `Outcome` whether the promise held. Each of its
`controls` makes the same attack with the protection off, in another server or with a shim; it must *not* hold, else the attack proves nothing
and the proof is void.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Needs:
    """What a proof cannot do without: root, and Debian packages (package name to a file or command that it brings)."""

    root: bool = False
    packages: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rounds:
    """How often a proof is tried in each profile; what a round is the proof says itself."""

    ci: int
    release: int

    def of(self, profile: str) -> int:
        return {"ci": self.ci, "release": self.release}[profile]


@dataclass
class Outcome:
    """What one attack showed.

    `held` says whether the promise held; `figures` are what was counted, in the order in which they are to be read; `failures` are
    sentences on what broke, empty if nothing did. Neither names a secret.
    """

    held: bool
    figures: dict[str, Any]
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Scene:
    """Where one attack happens: a scratch directory of its own, its rounds, and the source of its randomness."""

    directory: Path
    profile: str
    rounds: int
    seed: int
    say: Callable[[str], None]

    def random(self, *purpose: object) -> random.Random:
        """Returns a generator that the seed and the purpose determine."""
        return random.Random(":".join(map(str, (self.seed, *purpose))))

    def is_release(self) -> bool:
        return self.profile == "release"


Attack = Callable[[Scene], Outcome]


@dataclass(frozen=True)
class Control:
    """The same attack with a protection off; `without` names the protection."""

    without: str
    attack: Attack
    rounds: Rounds | None = None


@dataclass(frozen=True)
class Proof:
    """One promise and how it is attacked.

    `name` is what `proof/run` is called with, `goal` its number in the reliability goals, `round` what is counted. One whose judgement rests
    on how long something takes is made `alone`.
    """

    name: str
    goal: str
    promise: str
    round: str
    rounds: Rounds
    hold: Attack
    controls: tuple[Control, ...]
    needs: Needs = Needs()
    alone: bool = False


@dataclass(frozen=True)
class Tried:
    """An attack that was made, and how long it took in seconds of a clock on the wall."""

    rounds: int
    seconds: float
    outcome: Outcome


def attempt(attack: Attack, scene: Scene) -> Tried:
    """Makes the attack; one that cannot be carried through counts as broken, whatever it is for."""
    begun = time.monotonic()
    outcome = attack(scene)
    return Tried(scene.rounds, round(time.monotonic() - begun, 1), outcome)
