"""G3: the disk reports that a sync failed. The process must stop at once, since nothing it says afterwards could be believed.

Syncs of the log and of the database fail under load, in the idle checkpoint, in the closing one, and in commands. Phones keep asking until
the process is gone: a 2xx to any request that was begun after the failure breaks the promise.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from harness.faulted_commands import Commands
from harness.faulted_server import DISK_FAILED, GOOD
from harness.inspection import DATABASE, inspect, is_intact
from harness.ledger import Ledger, Mix, Uploaders, Verdict, backup_id, source
from harness.packaged import Server, weakened
from harness.phone import Broken, Phone, basic
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene
from harness.shim import COMPILER, SYNC, Fault, Shim
from harness.tally import STUCK, Cell, Tally

LOG, MAIN = "-wal", DATABASE
UNDER_LOAD, CHECKPOINT, IDLE, CLOSING = "log under load", "checkpoint under load", "idle checkpoint", "closing checkpoint"
IN_COMMANDS = ("account add", "sweep", "key rotate")
PLACES = (UNDER_LOAD, IN_COMMANDS[0], IDLE, IN_COMMANDS[1], CLOSING, IN_COMMANDS[2], CHECKPOINT)
STOPS_WITHIN = 10.0
MEGABYTES = Mix(small=(60_000, 70_000), large=(60_000, 70_000), deletes=0)


@dataclass
class Count:
    """What came of all failed syncs."""

    failed: Counter[str] = field(default_factory=Counter)
    late: int = 0
    refused: int = 0
    stopped: int = 0
    verdict: Verdict = field(default_factory=Verdict)
    failures: list[str] = field(default_factory=list)


def hold(scene: Scene) -> Outcome:
    return fail_syncs(scene, None, PLACES)


def without_fail_stop(scene: Scene) -> Outcome:
    return fail_syncs(scene, weakened("no-fail-stop"), (UNDER_LOAD, IDLE))


def fail_syncs(scene: Scene, command: list[str] | None, places: tuple[str, ...]) -> Outcome:
    data = scene.directory / "data"
    shim, ledger, count, tally = Shim(data), Ledger(), Count(), Tally()
    commands = Commands(scene.directory, tally) if command is None else None
    for number in range(scene.rounds):
        place = places[number % len(places)]
        if place in IN_COMMANDS and commands is not None:
            in_command(scene, number, place, commands, count)
            continue
        server = Server(data, command=command, environment=shim.environment())
        count.verdict.add(ledger.judge(server.url))
        in_server(scene, number, place, server, shim, ledger, count)
    with Server(data, command=command) as server:
        count.verdict.add(ledger.judge(server.url))
    contents = inspect(data)
    whole = contents is not None and contents.whole and is_intact(data)
    return outcome(scene, count, tally, whole, ledger)


def outcome(scene: Scene, count: Count, tally: Tally, whole: bool, ledger: Ledger) -> Outcome:
    failed = sum(count.failed.values())
    figures = {
        "syncs failed": failed, **{f"in {place}": number for place, number in count.failed.items()},
        f"ended with {DISK_FAILED}": count.stopped, "acknowledged before": ledger.acknowledged,
        "acknowledged after a failed sync": count.late, "refused after a failed sync": count.refused,
        "looked at": count.verdict.ok + count.verdict.broken, "lost": count.verdict.broken, "whole": whole,
    }
    failures = count.failures + tally.failures
    if failed < scene.rounds:
        failures.append(f"only {failed} of {scene.rounds} syncs were failed")
    held = not failures and count.late == 0 and count.stopped == failed and count.verdict.broken == 0 and whole
    return Outcome(held, figures, failures)


def in_command(scene: Scene, number: int, place: str, commands: Commands, count: Count) -> None:
    """The first sync of the log is the commit's or its header's; the one of the database comes in the closing checkpoint."""
    names = scene.random("command", number).choice((LOG, LOG, MAIN))
    at = scene.random("which", number).randint(1, 2) if names == LOG else 1
    ran = commands.attempt(Cell(place, Fault(kinds=SYNC, names=names), at))
    count.failed[place] += 1
    if ran.code == DISK_FAILED:
        count.stopped += 1
    else:
        count.failures.append(f"{place}: sync {at} of {names} failed, and the command ended with {ran.code}")


def in_server(scene: Scene, number: int, place: str, server: Server, shim: Shim, ledger: Ledger, count: Count) -> None:
    choice = scene.random("round", number)
    login = basic(server.login())
    mix = MEGABYTES if place == CHECKPOINT else Mix()
    uploaders = Uploaders(
        ledger, server.url, login, choice, count=4, mix=mix, tolerated=frozenset({500, 503}),
    ).start()
    uploaders.wait_for(choice.randint(5, 60))
    if place in (IDLE, CLOSING):
        uploaders.stop()
    fault = Fault(kinds=SYNC, names=LOG if place == UNDER_LOAD else MAIN)
    shim.arm(fault, choice.randint(1, 20) if place == UNDER_LOAD else 1)
    if place in (IDLE, CLOSING):
        upload_once_more(server, login, number)  # On a busy machine the last idle checkpoint may have left nothing to sync.
    if place == CLOSING:
        server.signal(signal.SIGTERM)
    if not wait(lambda: shim.injected > 0 or not server.is_alive(), 30) or shim.injected == 0:
        count.failures.append(f"{place}: no sync came")
    count.failed[place] += min(shim.injected, 1)
    ask_on(server, login, number, count)
    code = server.wait(STOPS_WITHIN)
    uploaders.stop()
    shim.disarm()
    count.failures += uploaders.failures
    if code == DISK_FAILED:
        count.stopped += 1
    else:
        count.failures.append(f"{place}: {STUCK}: the server ended with {code}")


def upload_once_more(server: Server, login: str, number: int) -> None:
    """Puts something into the log. Whether it is kept is not asked: the sync of an idle checkpoint may fail meanwhile."""
    try:
        with Phone(server.url, source=source(900 + number)) as phone:
            phone.put(backup_id(1_000 + number, 1), bytes(50), login)
    except Broken:
        pass


def ask_on(server: Server, login: str, number: int, count: Count) -> None:
    """Uploads again and again until nobody answers any more."""
    until = time.monotonic() + 4
    try:
        with Phone(server.url, source=source(900 + number)) as phone:
            while time.monotonic() < until:
                answer = phone.put(backup_id(1_000 + number, 0), bytes(50), login)
                if answer.status in GOOD:
                    count.late += 1
                else:
                    count.refused += 1
    except Broken:
        pass  # The process is gone, as it must be.


def wait(condition: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.002)
    return True


PROOF = Proof(
    name="fsync",
    goal="G3",
    promise="After a failed sync nothing is acknowledged, the process ends with 74, and what was acknowledged before is there.",
    round="failed syncs",
    rounds=Rounds(ci=20, release=200),
    hold=hold,
    controls=(Control("the fail-stop", without_fail_stop, Rounds(ci=2, release=6)),),
    needs=Needs(packages=COMPILER),
)
