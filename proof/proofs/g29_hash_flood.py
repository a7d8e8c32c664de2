"""G29: a flood of wrong logins, all at once, each with a name and from an address of its own, while phones that are known go on.

The phones offer a quarter of the load that the server bears from them, at fixed times whatever is answered, once alone and once within the
flood. The control begins every check of a password at once.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.pool import Pool
from pathlib import Path
from urllib.parse import urlsplit

from harness.ledger import source
from harness.paced import AS_FAST_AS_IT_GOES, offered, percentile
from harness.packaged import Login, Server, weakened
from harness.phone import Phone, basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene

PHONES = 8
SECONDS = 6.0
MEASURED_OVER = 2.0
SHARE_OF_MOST = 0.25
KEPT = 0.9
MOST_GROWTH = 128 * 1024 * 1024
LONGEST_WAIT = 10.0
"""Two seconds in the queue, and what a crowded machine and the generator add."""

GIVES_UP = 120.0
AT_ONCE = 2
"""Settings' default: passwords that are hashed at a time."""


@dataclass
class Flooded:
    """What came of the wrong logins."""

    statuses: dict[int, int] = field(default_factory=dict)
    without_retry_after: int = 0
    slowest: float = 0.0


def hold(scene: Scene) -> Outcome:
    return attack(scene, None)


def all_at_once(scene: Scene) -> Outcome:
    return attack(scene, weakened("no-hash-queue"))


def attack(scene: Scene, command: list[str] | None) -> Outcome:
    with Server(scene.directory / "data", command=command) as server, multiprocessing.Pool(2) as pool:
        authorization = basic(server.login())
        with Phone(server.url) as phone:
            assert phone.config(authorization).status == 200, "the phones' login was refused"
        most = closed_loop(pool, server.url, authorization)
        rate = most * SHARE_OF_MOST
        alone = pool.apply(offer, (server.url, authorization, rate, SECONDS))
        before = server.resident_bytes()
        with watched(lambda: hashing_threads(server.pid)) as threads:
            phones = pool.apply_async(offer, (server.url, authorization, rate, SECONDS))
            flood = pool.apply(flooded, (server.url, scene.rounds, scene.seed))
            within = phones.get(GIVES_UP)
        grown = server.most_resident_bytes() - before
    return judged(scene, flood, max(threads, default=0), grown, Load(rate, *alone), Load(rate, *within))


@dataclass(frozen=True)
class Load:
    """Requests that phones offered in a second, how many were well answered in all, and how long 99 % of them took at most."""

    rate: float
    answered: int
    p99: float


def judged(scene: Scene, flood: Flooded, threads: int, grown: int, alone: Load, within: Load) -> Outcome:
    share = within.answered / max(1, alone.answered)
    figures: dict[str, object] = {
        "wrong logins at once": scene.rounds, "refused after a check": flood.statuses.get(401, 0),
        "503": flood.statuses.get(503, 0),
        "slowest answer, s": round(flood.slowest, 1), "threads that hash": threads,
        "growth, MiB": round(grown / 1024 / 1024),
        "offered by known phones, a second": round(alone.rate), "answered alone": alone.answered,
        "answered within the flood": within.answered,
        "share kept": round(share, 3), "p99 alone, ms": round(alone.p99 * 1000),
        "p99 within, ms": round(within.p99 * 1000),
    }
    failures = []
    if set(flood.statuses) - {401, 503} or sum(flood.statuses.values()) != scene.rounds:
        failures.append(f"wrong logins were answered {flood.statuses}")
    if flood.without_retry_after:
        failures.append(f"{flood.without_retry_after} answers with 503 name no time")
    if flood.slowest > LONGEST_WAIT:
        failures.append(f"a wrong login waited for {flood.slowest:.1f} s")
    if threads > AT_ONCE:
        failures.append(f"{threads} threads hashed")
    if grown > MOST_GROWTH:
        failures.append(f"the process grew by {grown:,} bytes")
    if share < KEPT:
        failures.append(f"known phones kept {share:.0%} of their throughput")
    return Outcome(not failures, figures, failures)


def closed_loop(pool: Pool, url: str, authorization: str) -> float:
    """How many requests a second the phones get answered when each asks as fast as it can, from one process as later."""
    answered = pool.apply(offer, (url, authorization, AS_FAST_AS_IT_GOES, MEASURED_OVER))[0]
    assert answered, f"no phone was answered within {MEASURED_OVER} s: this machine has no time for this proof now"
    return answered / MEASURED_OVER


def offer(url: str, authorization: str, rate: float, seconds: float) -> tuple[int, float]:
    """Asks at fixed times for so long; how many were well answered by then, and the 99th percentile from when each was due."""

    def ask(phone: Phone, _phone: int, _request: int) -> bool:
        return phone.config(authorization).status == 200

    taken = offered(url, PHONES, rate, seconds, ask, first_source=60_000)
    return len(taken), percentile(taken, 0.99) if taken else seconds


def flooded(url: str, count: int, seed: int) -> Flooded:
    return asyncio.run(_flood(url, count, seed))


async def _flood(url: str, count: int, seed: int) -> Flooded:
    seen = Flooded()
    await asyncio.gather(*(_one(url, number, seed, seen) for number in range(count)))
    return seen


async def _one(url: str, number: int, seed: int, seen: Flooded) -> None:
    parts = urlsplit(url)
    begun = time.monotonic()
    status = 0
    try:
        async with asyncio.timeout(GIVES_UP):
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port, local_addr=(source(number), 0))
            login = basic(Login(f"nobody-{seed}-{number}", f"wrong {number}"))
            writer.write(f"GET /config HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: {login}\r\n\r\n".encode())
            begun = time.monotonic()
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            status = int(head.split(" ")[1])
            seen.without_retry_after += status == 503 and "\r\nretry-after: " not in head
            writer.close()
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        pass  # Counted as status 0, which is none that may be.
    seen.statuses[status] = seen.statuses.get(status, 0) + 1
    seen.slowest = max(seen.slowest, time.monotonic() - begun)


def hashing_threads(pid: int) -> int:
    names = []
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            names.append(Path(f"/proc/{pid}/task/{task}/comm").read_text())
        except OSError:
            pass  # The thread has ended.
    return sum(name.startswith("password-") for name in names)


@contextmanager
def watched(count: Callable[[], int]) -> Iterator[list[int]]:
    """Counts a few times a second until the end."""
    found: list[int] = []
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.2):
            found.append(count())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield found
    finally:
        stop.set()
        watcher.join()


PROOF = Proof(
    name="hash-flood",
    goal="G29",
    promise="A flood of wrong logins is checked two at a time or told to come back, and known phones hardly notice.",
    round="wrong logins at once",
    rounds=Rounds(ci=1000, release=10_000),
    hold=hold,
    controls=(Control("a queue before the hashing", all_at_once, Rounds(ci=600, release=600)),),
    alone=True,
)
