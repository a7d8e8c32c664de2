"""G18: whatever phones, other accounts and sweeps delete comes back byte for byte for thirty days, also while the server
is at work.

The first part moves time; each delete is undone at a random moment. The second restores by command while phones upload
to the running server, to some of the very backups that come back: those uploads win. The control empties the trash at
the next sweep.
"""

from __future__ import annotations

import datetime
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from harness.inside import figures
from harness.ledger import ABSENT, Ledger, Mix, Uploaders, backup_id, digest
from harness.packaged import Server, strongroom
from harness.phone import Phone, basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene

LIVE_ROUNDS = 2
LIVE_BACKUPS = 60
OTHERS = 4
OWN = 99


def hold(scene: Scene) -> Outcome:
    counted = undo_in_moved_time(scene, None)
    failures: list[str] = []
    for number in range(LIVE_ROUNDS):
        undo_beside_the_server(scene, number, counted.figures, failures)
    live = counted.figures["deleted under load"]
    well = counted.figures["back under load"] == live and not counted.figures["broken under load"] and not failures
    return Outcome(counted.held and well, counted.figures, failures)


def no_trash(scene: Scene) -> Outcome:
    return undo_in_moved_time(scene, "no-trash")


def undo_in_moved_time(scene: Scene, without: str | None) -> Outcome:
    found = figures("Undo", scene.directory / "store", scene.rounds, scene.seed, without=without)
    counted = {
        "deletes by their phone": found["owner"], "by another account": found["other"], "by a sweep": found["sweep"],
        "back byte for byte": found["identical"],
    }
    return Outcome(found["identical"] == scene.rounds == found["owner"] + found["other"] + found["sweep"], counted)


def undo_beside_the_server(scene: Scene, number: int, counted: dict[str, int], failures: list[str]) -> None:
    """Deletes backups, restores them by command and meanwhile uploads anew to every second one, under the load of other phones."""
    choice = scene.random("live", number)
    ledger = Ledger()
    with Server(scene.directory / "data") as server:
        authorization = basic(server.login())
        deleted = [backup_id(OWN + number, which) for which in range(LIVE_BACKUPS)]
        bodies = {backup: choice.randbytes(choice.randint(40, 20_000)) for backup in deleted}
        with Phone(server.url) as phone:
            for backup, body in bodies.items():
                change(ledger, backup, digest(body), phone.put(backup, body, authorization).status, failures)
            since = whole_second()
            for backup in deleted:
                change(ledger, backup, ABSENT, phone.delete(backup, authorization).status, failures)
        others = Uploaders(Ledger(), server.url, authorization, choice, count=OTHERS, mix=Mix(deletes=0)).start()
        begin = threading.Barrier(2)
        with ThreadPoolExecutor(1) as aside:
            anew = aside.submit(upload_anew, server.url, authorization, deleted[::2], ledger, begin, failures)
            begin.wait()
            ran = strongroom("trash", "restore", "--tenant", "default", "--since", since, "--json", "--data", str(server.data))
            anew.result()
        others.wait_for(others.acknowledged + 20)
        others.stop()
        if ran.code != 0:
            failures.append(f"the restore ended with {ran.code}: {ran.err[-300:]}")
        for backup in deleted[1::2]:
            ledger.begin(backup, digest(bodies[backup]))
            ledger.acknowledge(backup, digest(bodies[backup]))
        verdict = ledger.judge(server.url)
        beside = others.ledger.judge(server.url)
        failures += others.failures
    restored = json.loads(ran.out)["done"] if ran.code == 0 else 0
    add(counted, "deleted under load", LIVE_BACKUPS)
    add(counted, "brought back by command", restored)
    add(counted, "back under load", verdict.ok)
    add(counted, "uploads beside", others.acknowledged)
    add(counted, "broken under load", verdict.broken + beside.broken)


def upload_anew(url: str, authorization: str, backups: list[str], ledger: Ledger, begin: threading.Barrier, failures: list[str]) -> None:
    begin.wait()
    with Phone(url, source="127.77.7.1") as phone:
        for backup in backups:
            body = digest(backup.encode()).encode()
            change(ledger, backup, digest(body), phone.put(backup, body, authorization).status, failures)


def change(ledger: Ledger, backup: str, state: str, status: int, failures: list[str]) -> None:
    ledger.begin(backup, state)
    if status in (200, 201, 204):
        ledger.acknowledge(backup, state)
    else:
        failures.append(f"a change was answered with {status}")


def whole_second() -> str:
    """A second that begins after everything before the call, as `--since` takes it."""
    now = time.time()
    begin = int(now) + 1
    time.sleep(begin - now)  # What came before must lie before it.
    return datetime.datetime.fromtimestamp(begin, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def add(counted: dict[str, int], name: str, number: int) -> None:
    counted[name] = counted.get(name, 0) + number


PROOF = Proof(
    name="undo",
    goal="G18",
    promise="Every delete, by a phone or a sweep, can be undone for 30 days, byte for byte, while the server is at work.",
    round="deletes",
    rounds=Rounds(ci=100, release=1_000),
    hold=hold,
    controls=(Control("the days in the trash", no_trash, Rounds(ci=60, release=100)),),
)
