"""G60: phones of all kinds at work for a long time, and what the server holds is the same at the end as at the beginning.

Processes of phones ask for /config, read, upload changed and unchanged bytes, delete, log in wrongly and ask for what is not there; each keeps
the book of its own backups and compares at the end. Beside them the live heap (after a collection), memory, descriptors, threads and the
write-ahead log are measured; the last quarter of the time is compared with the first after warming up. The controls leak.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.sharedctypes
import os
import random
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from harness.attach import live_heap
from harness.ledger import ABSENT, Ledger, Verdict, backup_id, digest, source
from harness.packaged import Server, weakened
from harness.phone import Answer, Broken, Phone, basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene

FORK = multiprocessing.get_context("fork")
Uploaded = multiprocessing.sharedctypes.Synchronized
"""Bytes that all phones have uploaded."""

PROCESSES = 4
IDS_EACH = 12
REQUESTS_PER_PHONE = 50
MISSES_PER_PHONE = 2
MOST_LOG = 64 << 20
LEAST_UPLOADED = 2 * MOST_LOG
"""Less would show nothing of the log: a slow machine goes on until so many bytes went in."""

LONGEST = 10
WARM_UP = 0.25
"""The share of the time after which the first measure is taken: by then caches are filled and methods compiled."""


@dataclass(frozen=True)
class Tolerance:
    """How much more the last quarter may hold than the first: a share of it, and something for the grain of the measure."""

    share: float
    grain: int


TOLERATED = {
    "live heap, KiB": Tolerance(0.02, 3072), "RSS, KiB": Tolerance(0.05, 24_576), "descriptors": Tolerance(0.02, 8), "threads": Tolerance(0.02, 6),
}


def hold(scene: Scene) -> Outcome:
    return soak(scene, None)


def leaking(scene: Scene) -> Outcome:
    return soak(scene, weakened("leaking-requests"))


def endless_log(scene: Scene) -> Outcome:
    return soak(scene, weakened("endless-log"))


def soak(scene: Scene, command: list[str] | None) -> Outcome:
    with Server(scene.directory / "data", command=command) as server:
        uploaded = FORK.Value("q", 0)
        pipes = [begin(scene, server, number, uploaded) for number in range(PROCESSES)]
        measures = measure(scene, server, pipes)
        worked = [pipe.recv() for pipe in pipes]
    verdict = Verdict()
    answers: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    for one in worked:
        verdict.add(one.verdict)
        answers += one.answers
        failures += one.failures
    grown = [name for name, tolerated in TOLERATED.items() if measures.has_grown(name, tolerated)]
    longest = max(measures.values["log, KiB"])
    figures = {"requests": answers.total(), "uploaded, MiB": uploaded.value >> 20, **dict(sorted(answers.items()))}
    for name in TOLERATED:
        first, last = measures.quarters(name)
        figures |= {f"{name}, first quarter": first, f"{name}, last quarter": last}
    figures |= {
        "write-ahead log at most, KiB": longest, "grown": ", ".join(grown) or "nothing", "failed requests": failures.total(),
        "backups compared": verdict.ok + verdict.broken, "wrong": verdict.broken,
    }
    held = not grown and longest << 10 <= MOST_LOG and not failures and not verdict.broken and verdict.ok > 0
    return Outcome(held, figures, [f"{count} x {what}" for what, count in failures.most_common(10)])


@dataclass
class Measures:
    """What was measured, by name, in the order of time."""

    values: dict[str, list[int]] = field(default_factory=dict)

    def add(self, **of: int) -> None:
        for name, value in of.items():
            self.values.setdefault(name, []).append(value)

    def quarters(self, name: str) -> tuple[int, int]:
        """The medians of the first and of the last quarter."""
        values = self.values[name]
        quarter = max(1, len(values) // 4)
        return int(statistics.median(values[:quarter])), int(statistics.median(values[-quarter:]))

    def has_grown(self, name: str, tolerated: Tolerance) -> bool:
        first, last = self.quarters(name)
        return last - first > first * tolerated.share + tolerated.grain


def measure(scene: Scene, server: Server, pipes: list[Connection]) -> Measures:
    """Measures until the time is over, and the log until the last phone is done."""
    measures = Measures()
    begun = time.monotonic()
    log = server.data / "strongroom.db-wal"
    count = max(16, min(240, scene.rounds // 3))
    for number in range(count):
        due = begun + scene.rounds * (WARM_UP + (1 - WARM_UP) * number / count)
        longest = log_bytes(log)
        while time.monotonic() < due:
            time.sleep(0.05)
            longest = max(longest, log_bytes(log))
        measures.add(**{
            "live heap, KiB": live_heap(server.pid) >> 10, "RSS, KiB": server.resident_bytes() >> 10, "descriptors": server.descriptors(),
            "threads": server.threads(), "log, KiB": longest >> 10,
        })
        if number % 24 == 23 and scene.is_release():
            scene.say(f"{number + 1} of {count}: " + ", ".join(f"{name} {values[-1]:,}" for name, values in measures.values.items()))
    longest = 0
    while not all(pipe.poll() for pipe in pipes):
        time.sleep(0.05)
        longest = max(longest, log_bytes(log))
    measures.values["log, KiB"].append(longest >> 10)
    return measures


def log_bytes(log: Path) -> int:
    try:
        return log.stat().st_size
    except FileNotFoundError:
        return 0


@dataclass
class Worked:
    """What one process of phones asked for and found."""

    answers: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    verdict: Verdict = field(default_factory=Verdict)


def begin(scene: Scene, server: Server, number: int, uploaded: Uploaded) -> Connection:
    """Starts a process of phones; it sends a `Worked` when its time is over."""
    ours, theirs = FORK.Pipe(duplex=False)
    phones = Phones(server.url, basic(server.login()), scene.random("phones", number), number, uploaded)
    FORK.Process(target=_work, args=(theirs, phones, float(scene.rounds)), daemon=True).start()
    theirs.close()
    return ours


def _work(result: Connection, phones: Phones, seconds: float) -> None:
    begun = time.monotonic()
    visit = 0
    while phones.worked.failures.total() < 20:
        phones.visit(visit)
        visit += 1
        passed = time.monotonic() - begun
        if passed >= seconds and (phones.uploaded.value >= LEAST_UPLOADED or passed >= LONGEST * seconds):
            break
    try:
        phones.worked.verdict.add(phones.ledger.judge(phones.url))
    except Broken as broken:
        phones.worked.failures[f"could not compare: {broken}"] += 1
    result.send(phones.worked)
    os._exit(0)


class Phones:
    """One phone after the other, each from another address and with a connection of its own, for some fifty requests."""

    def __init__(self, url: str, authorization: str, choice: random.Random, number: int, uploaded: Uploaded):
        self.url = url
        self.authorization = authorization
        self.choice = choice
        self.number = number
        self.uploaded = uploaded
        self.ledger = Ledger()
        self.worked = Worked()
        self.bodies: dict[str, bytes] = {}

    def visit(self, visit: int) -> None:
        misses = 0
        with Phone(self.url, source=source(1000 + self.number * 500 + visit % 500)) as phone:
            try:
                for _ in range(REQUESTS_PER_PHONE):
                    dice = self.choice.random()
                    if dice < 0.3:
                        self._note("config", phone.config(self.authorization), 200)
                    elif dice < 0.55:
                        self._read(phone)
                    elif dice < 0.85:
                        self._put(phone, changed=dice < 0.75)
                    elif dice < 0.9:
                        self._delete(phone)
                    elif dice < 0.901:
                        self._note("wrong logins", phone.config("Basic " + "QTpC"), 401, 429)
                    elif dice < 0.94 and misses < MISSES_PER_PHONE:
                        misses += 1
                        self._note("misses", phone.get(digest(self.choice.randbytes(8))), 404, 429)
                    else:
                        self._note("no login", phone.config(), 401)
            except Broken as broken:
                self.worked.failures[f"no answer: {broken}"] += 1

    def _backup(self) -> str:
        return backup_id(2000 + self.number, self.choice.randrange(IDS_EACH))

    def _read(self, phone: Phone) -> None:
        backup = self._backup()
        if not self.ledger.is_present(backup):
            return
        answer = phone.get(backup)
        self._note("reads", answer, 200)
        if digest(answer.body) != digest(self.bodies[backup]):
            self.worked.failures["a read returned other bytes than were stored"] += 1

    def _put(self, phone: Phone, changed: bool) -> None:
        backup = self._backup()
        if changed or backup not in self.bodies:
            self.bodies[backup] = self.choice.randbytes(self.choice.choice((400, 4_000, 20_000, 100_000, 400_000)))
        state = digest(self.bodies[backup])
        self.ledger.begin(backup, state)
        answer = phone.put(backup, self.bodies[backup], self.authorization)
        if self._note("uploads, changed" if changed else "uploads, unchanged", answer, 201, 204):
            self.ledger.acknowledge(backup, state)
            with self.uploaded.get_lock():
                self.uploaded.value += len(self.bodies[backup])

    def _delete(self, phone: Phone) -> None:
        backup = self._backup()
        if not self.ledger.is_present(backup):
            return
        self.ledger.begin(backup, ABSENT)
        if self._note("deletes", phone.delete(backup, self.authorization), 204):
            self.ledger.acknowledge(backup, ABSENT)

    def _note(self, what: str, answer: Answer, *wanted: int) -> bool:
        self.worked.answers[what] += 1
        if answer.status in wanted:
            return True
        self.worked.failures[f"{what}: answered {answer.status}"] += 1
        return False


PROOF = Proof(
    name="soak",
    goal="G60",
    promise="After long work the server holds no more heap, memory, descriptors, threads and log than at its beginning.",
    round="seconds",
    rounds=Rounds(ci=60, release=3600),
    hold=hold,
    controls=(
        Control("releasing what a request used", leaking, Rounds(ci=20, release=60)),
        Control("checkpoints", endless_log, Rounds(ci=30, release=120)),
    ),
)
