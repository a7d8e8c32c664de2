"""G30: how long a refusal takes tells neither whether a name has an account nor whether an ID has a backup.

Pairs of requests, one of each kind in random order, one at a time: wrong passwords for a name that somebody has and one that nobody has; and
a foreign account's login at an ID under which there is a backup and one that there is none. AUC is the chance that one of the first kind
takes longer than one of the second; 0.5 is no telling. With few pairs it scatters, so the gate is widened by what chance allows.
"""

from __future__ import annotations

import math
import random
import statistics
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.ledger import source
from harness.packaged import Login, Server, strongroom, weakened
from harness.phone import Phone, basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene

LEAST, MOST = 0.45, 0.55
PER_ACCOUNT = 15
"""Guesses at one account that the brake on guessing surely lets through to the hash."""


@dataclass(frozen=True)
class Samples:
    """Seconds of both kinds of requests, in the order in which they were made."""

    first: list[float]
    second: list[float]

    def auc(self) -> float:
        """The chance that one of the first takes longer than one of the second; ties count half."""
        ordered = sorted(self.second)
        above = sum(bisect_left(ordered, one) + bisect_right(ordered, one) for one in self.first)
        return above / 2 / len(self.first) / len(self.second)

    def welch_t(self) -> float:
        spread = statistics.variance(self.first) / len(self.first) + statistics.variance(self.second) / len(self.second)
        return (statistics.mean(self.first) - statistics.mean(self.second)) / math.sqrt(spread)

    def chance(self) -> float:
        """What AUC scatters by (2.6 standard errors, 99 %) where nothing can be told."""
        a, b = len(self.first), len(self.second)
        return 2.6 * math.sqrt((a + b + 1) / (12 * a * b))


def hold(scene: Scene) -> Outcome:
    return attack(scene, None)


def hasty_for_unknown_names(scene: Scene) -> Outcome:
    return attack(scene, weakened("hasty-unknown-names"))


def attack(scene: Scene, command: list[str] | None) -> Outcome:
    data = scene.directory / "data"
    choice = scene.random("pairs")
    with Server(data, command=command) as server:
        known = [server.login().user]
        for number in range(1, math.ceil(scene.rounds / PER_ACCOUNT)):
            known.append(f"known-{number}")
            add(data, known[-1], "default")
        assert strongroom("tenant", "add", "foreign", "--data", str(data)).code == 0
        stranger = Login("stranger", "the password of a stranger")
        add(data, stranger.user, "foreign", stranger.password)
        by_name = names(server.url, known, scene.rounds, choice)
        by_backup = backups(server, stranger, scene.rounds, choice)
    failures: list[str] = []
    figures: dict[str, float | int] = {"pairs": scene.rounds}
    for title, samples in (("name", by_name), ("backup", by_backup)):
        # With few pairs chance alone leaves the gate; with the 2,000 of a release it does not, and nothing is added.
        slack = max(0.0, samples.chance() - (MOST - 0.5))
        auc = samples.auc()
        figures |= {f"AUC by {title}": round(auc, 3), f"Welch t by {title}": round(samples.welch_t(), 2),
            f"gate by {title}, ±": round(MOST - 0.5 + slack, 3)}
        if not LEAST - slack <= auc <= MOST + slack:
            failures.append(f"the time tells by {title}: AUC {auc:.3f}")
    return Outcome(not failures, figures, failures)


def add(data: Path, user: str, tenant: str, password: str = "a password of nobody's") -> None:
    ran = strongroom("account", "add", user, "--tenant", tenant, "--password-stdin", "--data", str(data),
        typed=password + "\n")
    assert ran.code == 0, ran.err


def names(url: str, known: Sequence[str], pairs: int, choice: random.Random) -> Samples:
    def ask(phone: Phone, is_first: bool, number: int) -> int:
        user = known[number // PER_ACCOUNT] if is_first else f"nobody-{choice.getrandbits(40):010x}"
        return phone.config(basic(Login(user, f"wrong {choice.getrandbits(64):016x}"))).status

    return measured(url, pairs, choice, ask)


def backups(server: Server, stranger: Login, pairs: int, choice: random.Random) -> Samples:
    """The stranger's login is right in its own tenant and unknown here; it asks to delete, which needs a login."""
    there = [choice.randbytes(32).hex() for _ in range(3)]
    with Phone(server.url) as phone:
        assert all(phone.put(one, choice.randbytes(5000), basic(server.login())).status == 201 for one in there)

    def ask(phone: Phone, is_first: bool, number: int) -> int:
        backup = there[number % 3] if is_first else choice.randbytes(32).hex()
        return phone.delete(backup, basic(stranger)).status

    return measured(server.url, pairs, choice, ask)


def measured(url: str, pairs: int, choice: random.Random, ask: Callable[[Phone, bool, int], int]) -> Samples:
    samples = Samples([], [])
    for number in range(pairs):
        with Phone(url, source=source(number)) as phone:
            phone.connect()
            for is_first in choice.sample((True, False), 2):
                begun = time.perf_counter()
                status = ask(phone, is_first, number)
                taken = time.perf_counter() - begun
                assert status == 401, status
                (samples.first if is_first else samples.second).append(taken)
    return samples


PROOF = Proof(
    name="timing",
    goal="G30",
    promise="The time of a refusal tells neither whether a name has an account nor whether an ID has a backup.",
    round="pairs",
    rounds=Rounds(ci=300, release=2000),
    hold=hold,
    controls=(Control("the same work for unknown names", hasty_for_unknown_names, Rounds(ci=100, release=300)),),
    alone=True,
)
