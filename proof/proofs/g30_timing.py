"""G30: how long a refusal takes tells neither whether a name has an account nor whether an ID has a backup.

Pairs of requests, one of each kind in random order, one at a time: wrong passwords for a name that somebody has and one that nobody has; and
a foreign account's login at an ID under which there is a backup and one that there is none. AUC is the chance that one of the first kind
takes longer than one of the second; 0.5 is no telling. With few pairs it scatters: while chance may be what left the gate, more are asked.
"""

from __future__ import annotations

import math
import random
import statistics
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from harness.ledger import source
from harness.packaged import Login, Server, strongroom, weakened
from harness.phone import Phone, basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene

GATE = 0.05
"""AUC may be so far from 0.5 at most."""

MOST_PAIRS = 2400
"""In doubt as many pairs are asked again, until there are so many: what chance adds is 0.022 then."""

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

    @property
    def tells(self) -> float:
        """How far the time is from telling nothing."""
        return abs(self.auc() - 0.5)

    @property
    def leave_a_doubt(self) -> bool:
        """Whether AUC left the gate by no more than what chance may have added."""
        return GATE < self.tells <= GATE + self.chance()


class Pairs:
    """Pairs of requests, each of a first and a second kind in random order, all of them refused with 401.

    `ask` makes one of them for the pair of that number; `prepare` is told before how many pairs there are to be in all.
    """

    def __init__(
        self, url: str, choice: random.Random, ask: Callable[[Phone, bool, int], int], prepare: Callable[[int], None] = lambda pairs: None
    ):
        self.samples = Samples([], [])
        self._url = url
        self._choice = choice
        self._ask = ask
        self._prepare = prepare

    @property
    def asked(self) -> int:
        return len(self.samples.first)

    def measure(self, pairs: int) -> None:
        self._prepare(self.asked + pairs)
        for number in range(self.asked, self.asked + pairs):
            with Phone(self._url, source=source(number)) as phone:
                phone.connect()
                for is_first in self._choice.sample((True, False), 2):
                    begun = time.perf_counter()
                    status = self._ask(phone, is_first, number)
                    taken = time.perf_counter() - begun
                    assert status == 401, status
                    (self.samples.first if is_first else self.samples.second).append(taken)


def hold(scene: Scene) -> Outcome:
    return attack(scene, None)


def hasty_for_unknown_names(scene: Scene) -> Outcome:
    return attack(scene, weakened("hasty-unknown-names"))


def attack(scene: Scene, command: list[str] | None) -> Outcome:
    choice = scene.random("pairs")
    figures: dict[str, float | int] = {}
    failures: list[str] = []
    with Server(scene.directory / "data", command=command) as server:
        for title, pairs in (("name", names(server, choice)), ("backup", backups(server, choice))):
            pairs.measure(scene.rounds)
            while pairs.samples.leave_a_doubt and pairs.asked < MOST_PAIRS:
                scene.say(f"AUC by {title} {pairs.samples.auc():.3f} after {pairs.asked} pairs: as many again")
                pairs.measure(pairs.asked)
            auc = pairs.samples.auc()
            figures |= {f"pairs by {title}": pairs.asked, f"AUC by {title}": round(auc, 3),
                f"Welch t by {title}": round(pairs.samples.welch_t(), 2)}
            if pairs.samples.tells > GATE:
                failures.append(f"the time tells by {title}: AUC {auc:.3f}")
    return Outcome(not failures, figures, failures)


def add(server: Server, user: str, tenant: str, password: str = "a password of nobody's") -> None:
    ran = strongroom("account", "add", user, "--tenant", tenant, "--password-stdin", "--data", str(server.data), typed=password + "\n")
    assert ran.code == 0, ran.err


def names(server: Server, choice: random.Random) -> Pairs:
    """Wrong passwords for names that somebody has, and for names that nobody has."""
    known = [server.login().user]

    def add_accounts(pairs: int) -> None:
        while len(known) * PER_ACCOUNT < pairs:
            known.append(f"known-{len(known)}")
            add(server, known[-1], "default")

    def ask(phone: Phone, is_first: bool, number: int) -> int:
        user = known[number // PER_ACCOUNT] if is_first else f"nobody-{choice.getrandbits(40):010x}"
        return phone.config(basic(Login(user, f"wrong {choice.getrandbits(64):016x}"))).status

    return Pairs(server.url, choice, ask, add_accounts)


def backups(server: Server, choice: random.Random) -> Pairs:
    """A foreign login that asks to delete, which needs a login, where there is a backup and where there is none.

    It is right in its own tenant and unknown here.
    """
    assert strongroom("tenant", "add", "foreign", "--data", str(server.data)).code == 0
    stranger = Login("stranger", "the password of a stranger")
    add(server, stranger.user, "foreign", stranger.password)
    there = [choice.randbytes(32).hex() for _ in range(3)]
    with Phone(server.url) as phone:
        assert all(phone.put(one, choice.randbytes(5000), basic(server.login())).status == 201 for one in there)

    def ask(phone: Phone, is_first: bool, number: int) -> int:
        backup = there[number % 3] if is_first else choice.randbytes(32).hex()
        return phone.delete(backup, basic(stranger)).status

    return Pairs(server.url, choice, ask)


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
