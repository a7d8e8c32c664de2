"""G15: the clock jumps ten years ahead and back, and anywhere, while the server runs and sweeps; nothing may age by it.

Two servers take the jumps, one whose monotonic clock stays true, as on every real machine, and one whose monotonic
clock jumps along. The controls count ages on the wall clock, as clean-up jobs do: the same jumps make every backup
outlived, and without the brake gone.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from harness.faketime import PACKAGES, FakeTime
from harness.ledger import ABSENT, Ledger, Verdict, backup_id, digest
from harness.packaged import LAUNCHER, Ran, Server, strongroom, weakened
from harness.phone import Phone, basic
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene

TEN_YEARS = 3652
FARTHEST = 18_250
MOST_PER_TICK = 300
TICK_SECONDS = 60
TICK_DEADLINE = 120.0
DELETED = 10
REPLACED = 20


@dataclass
class State:
    """What `status` counts, and where the retention clock stands."""

    live: int
    versions: int
    trashed: int
    due: int
    clock: int

    def kept(self) -> tuple[int, int, int]:
        return self.live, self.versions, self.trashed


@dataclass
class History:
    """What one server went through, and what came of it."""

    monotonic: bool
    jumps: int = 0
    sweeps: int = 0
    due: int = 0
    gone: int = 0
    held_back: int = 0
    clock: int = 0
    most: int = 0
    verdict: Verdict = field(default_factory=Verdict)
    failures: list[str] = field(default_factory=list)

    def broke(self) -> bool:
        too_far = self.most > 0 and self.clock > self.most
        return bool(self.due or self.gone or self.held_back or self.verdict.broken or self.failures or too_far)


@dataclass(frozen=True)
class Program:
    """How the server and the commands are run: as packaged, or weakened."""

    serve: list[str] | None = None
    command: Sequence[str] = (str(LAUNCHER),)

    @staticmethod
    def weakened(weakness: str) -> Program:
        return Program(weakened(weakness), weakened(weakness, "sweep")[:-1])


def hold(scene: Scene) -> Outcome:
    return let_the_clock_jump(scene, Program())


def counts_on_the_wall_clock(scene: Scene) -> Outcome:
    return let_the_clock_jump(scene, Program.weakened("wall-clock"))


def naive_sweeper(scene: Scene) -> Outcome:
    return let_the_clock_jump(scene, Program.weakened("naive-sweeper"))


def let_the_clock_jump(scene: Scene, program: Program) -> Outcome:
    backups = 10_000 if scene.is_release() else 200
    with ThreadPoolExecutor(2) as both:
        running = [
            both.submit(live_through, scene, program, monotonic, backups, -(-scene.rounds // 2)) for monotonic in (False, True)
        ]
        histories = [each.result() for each in running]
    true, faked = histories
    figures = {
        "histories": len(histories), "jumps": sum(each.jumps for each in histories), "backups in each": backups,
        "sweeps by command": sum(each.sweeps for each in histories), "due": sum(each.due for each in histories),
        "held by the brake": sum(each.held_back for each in histories),
        "trashed, purged or pruned": sum(each.gone for each in histories),
        "missing": sum(each.verdict.missing for each in histories),
        "other than stored": sum(each.verdict.broken - each.verdict.missing for each in histories),
        "seconds aged": true.clock, "of at most": true.most,
        "seconds aged with a faked monotonic clock": faked.clock, "of at most, faked": faked.most,
    }
    return Outcome(not any(each.broke() for each in histories), figures, [line for each in histories for line in each.failures])


def live_through(scene: Scene, program: Program, monotonic: bool, backups: int, jumps: int) -> History:
    """Runs a server through so many jumps there and back, and asks for every backup when the time is right again."""
    name = "faked" if monotonic else "true"
    choice = scene.random("history", name)
    directory = scene.directory / name
    directory.mkdir()
    clock = FakeTime(directory / "clock")
    history = History(monotonic)
    ledger = Ledger()
    begun = time.monotonic()
    with Server(directory / "data", command=program.serve, environment=clock.both if monotonic else clock.wall) as server:
        fill(ledger, server, choice, backups, history)
        before = look(server.data)
        while history.jumps < jumps and not history.broke():
            jump_while_it_sweeps(server.data, program, clock, days(history.jumps, choice), choice, history)
            if history.jumps == 1 and not history.broke():
                clock.set_ahead(TEN_YEARS)
                wait_for_a_tick(server, before, history)
                clock.set_ahead(0)
        # Where the monotonic clock went back, Java's timers wait for years, and a stop would wait for them.
        server.kill()
    history.most = most_seconds(history, time.monotonic() - begun)
    after = look(directory / "data")
    history.clock = after.clock
    history.gone += sum(abs(was - now) for was, now in zip(before.kept(), after.kept()))
    with Server(directory / "data") as server:
        history.verdict = ledger.judge(server.url)
    return history


def days(jump: int, choice: random.Random) -> int:
    return TEN_YEARS if jump % 2 == 0 else choice.choice((-1, 1)) * choice.randint(1, FARTHEST)


def jump_while_it_sweeps(
    data: Path, program: Program, clock: FakeTime, ahead: int, choice: random.Random, history: History
) -> None:
    """Sets the clock in the middle of one sweep and sets it right in the middle of another."""
    for target in (ahead, 0):
        with ThreadPoolExecutor(1) as aside:
            sweep = aside.submit(
                strongroom, "sweep", "--data", str(data), "--json", environment=clock.wall, command=program.command, deadline=300
            )
            time.sleep(choice.uniform(0, 1.5))  # The instant within the sweep is what is drawn.
            clock.set_ahead(target)
            note(sweep.result(), history)
    history.jumps += 1


def note(swept: Ran, history: History) -> None:
    history.sweeps += 1
    if swept.code not in (0, 4):
        history.failures.append(f"a sweep ended with {swept.code}: {swept.err[-300:]}")
        return
    report = json.loads(swept.out)
    history.held_back += report["heldBack"]
    for tenant in report["tenants"]:
        history.due += len(tenant["due"])
        history.gone += tenant["trashed"] + tenant["purged"] + tenant["pruned"]


def wait_for_a_tick(server: Server, before: State, history: History) -> None:
    """Leaves the clock wrong until the server itself has moved the retention clock, which it does when it sweeps, too."""
    until = time.monotonic() + TICK_DEADLINE
    while look(server.data).clock == before.clock:
        if time.monotonic() > until:
            history.failures.append("the retention clock stands still")
            return
        time.sleep(1)  # Between two looks; each starts a program.


def most_seconds(history: History, seconds: float) -> int:
    """What the retention clock may have moved: what really passed, or five minutes at each turn where the monotonic clock jumps."""
    if not history.monotonic:
        return int(seconds)
    turns = int(seconds) // TICK_SECONDS + 2 * (history.jumps + 1)
    return turns * MOST_PER_TICK


def fill(ledger: Ledger, server: Server, choice: random.Random, backups: int, history: History) -> None:
    """Uploads backups, a few of them twice and a few deleted again, so that there are versions and a trash that could be emptied."""
    authorization = basic(server.login())
    with Phone(server.url) as phone:
        for number in range(backups):
            for _ in range(2 if number < REPLACED else 1):
                body = choice.randbytes(choice.randint(40, 2_000))
                put(ledger, phone, backup_id(0, number), body, authorization, history)
        for number in range(backups - DELETED, backups):
            backup = backup_id(0, number)
            ledger.begin(backup, ABSENT)
            if phone.delete(backup, authorization).status == 204:
                ledger.acknowledge(backup, ABSENT)


def put(ledger: Ledger, phone: Phone, backup: str, body: bytes, authorization: str, history: History) -> None:
    ledger.begin(backup, digest(body))
    status = phone.put(backup, body, authorization).status
    if status in (201, 204):
        ledger.acknowledge(backup, digest(body))
    else:
        history.failures.append(f"an upload was answered with {status}")


def look(data: Path) -> State:
    """What `status` says, by the true clock."""
    ran = strongroom("status", "--data", str(data), "--json")
    if ran.code not in (0, 3, 4):
        raise RuntimeError(f"status ended with {ran.code}: {ran.err[-300:]}")
    status = json.loads(ran.out)
    tenant = status["tenants"][0]
    return State(tenant["live"], tenant["versions"], tenant["trashed"], tenant["due"], status["retentionClock"])


PROOF = Proof(
    name="clock",
    goal="G15",
    promise="A wrong clock deletes nothing: it may jump ten years and back, in the middle of a sweep.",
    round="jumps there and back",
    rounds=Rounds(ci=2, release=100),
    hold=hold,
    controls=(
        Control("the retention clock, behind the brake", counts_on_the_wall_clock, Rounds(ci=2, release=2)),
        Control("the retention clock and the brake", naive_sweeper, Rounds(ci=2, release=2)),
    ),
    needs=Needs(packages=PACKAGES),
)
