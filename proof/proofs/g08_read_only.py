"""G8: the file system turns read-only under load, as it does after an error, and later turns back.

The shim answers everything that would change a file with EROFS. Phones must still get what they stored, uploads must be refused with a
time to come back, the probe must say so, and all must be well again without a restart.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable

from harness.ledger import Ledger, Uploaders, Verdict, backup_id, digest, source
from harness.packaged import Server, weakened
from harness.phone import Broken, Phone, basic
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene
from harness.shim import ANY, COMPILER, SYNC, Fault, Shim

READ_ONLY = Fault(errno.EROFS, repeat=True, kinds=ANY & ~SYNC)
KEPT = 20
SETTLES_WITHIN = 10.0


def hold(scene: Scene) -> Outcome:
    return turn_read_only(scene, None)


def swallows_failures(scene: Scene) -> Outcome:
    return turn_read_only(scene, weakened("swallow-failed-commits"))


def turn_read_only(scene: Scene, command: list[str] | None) -> Outcome:
    data = scene.directory / "data"
    shim, ledger, verdict = Shim(data), Ledger(), Verdict()
    failures: list[str] = []
    read = wrong = refused = taken = without_time = 0
    with Server(data, command=command, environment=shim.environment()) as server:
        login = basic(server.login())
        with Phone(server.url) as phone:
            bodies = {backup_id(500, number): scene.random("kept", number).randbytes(3_000) for number in range(KEPT)}
            for backup, body in bodies.items():
                phone.put(backup, body, login)
        for number in range(scene.rounds):
            uploaders = Uploaders(
                ledger, server.url, login, scene.random("round", number), count=4, tolerated=frozenset({503, 507}),
            ).start()
            uploaders.wait_for(20)
            with shim.armed(READ_ONLY, 1), Phone(server.url, source=source(950)) as phone:
                for _ in range(3):
                    for backup, body in bodies.items():
                        answer = phone.get(backup, login)
                        read += 1
                        wrong += answer.status != 200 or digest(answer.body) != digest(body)
                    answer = phone.put(backup_id(600, number), bytes(100), login)
                    refused += answer.status == 503
                    taken += answer.status != 503
                    without_time += answer.status == 503 and int(answer.headers.get("retry-after", "0")) < 1
                if not wait(lambda: probe(server, "/readyz") == 503) or probe(server, "/livez") != 200:
                    failures.append(f"spell {number}: the probes do not tell")
            if not wait(lambda: probe(server, "/readyz") == 200 and puts(server, login, number)):
                failures.append(f"spell {number}: it did not recover by itself")
            uploaders.stop()
            failures += uploaders.failures
        if not server.is_alive():
            failures.append("the server ended")
        verdict.add(ledger.judge(server.url))
    figures = {
        "spells": scene.rounds, "operations refused by the file system": shim.injected, "reads": read, "reads that failed": wrong,
        "uploads refused": refused, "refused without a time": without_time, "uploads taken": taken,
        "acknowledged under load": ledger.acknowledged, "lost": verdict.broken,
    }
    return Outcome(not failures and wrong + taken + without_time + verdict.broken == 0, figures, failures)


def probe(server: Server, path: str) -> int:
    try:
        with Phone(f"http://127.0.0.1:{server.admin_port}") as phone:
            return phone.ask("GET", path).status
    except Broken:
        return 0


def puts(server: Server, login: str, number: int) -> bool:
    with Phone(server.url, source=source(951)) as phone:
        return phone.put(backup_id(600, number), bytes(100), login).status in (200, 201, 204)


def wait(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + SETTLES_WITHIN
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


PROOF = Proof(
    name="read-only",
    goal="G8",
    promise="On a file system that turned read-only everything can still be read, nothing is acknowledged, and it recovers by itself.",
    round="spells",
    rounds=Rounds(ci=3, release=50),
    hold=hold,
    controls=(Control("telling of a commit that failed", swallows_failures, Rounds(ci=1, release=2)),),
    needs=Needs(packages=COMPILER),
)
