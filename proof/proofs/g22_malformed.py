"""G22: requests that are wrong in some way, many on a connection, from several processes.

After each batch the client closes its half of the connection; the server must have answered what it will and hung up within five seconds.
No request but a small share, on a tenant apart, has a right login, so nothing in the watched tenant may change. The control is a store that
answers failures with a stack trace and logs what it is sent.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import re
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from harness.ledger import source
from harness.malformed import FORGED, Writer
from harness.packaged import HOME, Login, Server, free_port, java, strongroom
from harness.phone import Phone, basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene
from harness.waiting import until

PROCESSES = 3
BATCH = 12
HANG = 5.0
NAMED = frozenset({501, 503, 505, 507})
"""Statuses of 500 and more that are answers and not accidents."""

TRACES = re.compile(rb"Exception|Traceback|\bat [\w.$]+\(|java[.]|org[.]eclipse|io[.]javalin|strongroom[.]|Jetty|\.java:|\.py\"", re.IGNORECASE)
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (INFO|WARN|ERROR) +(strongroom|org\.eclipse\.jetty)(\.\w+)+: .*|listening on .*")
UNSEEN = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
MOST_HEAP_GROWTH = 10 * 1024 * 1024
MOST_MORE = 5


@dataclass
class Seen:
    """What one process, or all of them, saw."""

    asked: int = 0
    hangs: int = 0
    traces: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    reset: int = 0

    def add(self, other: Seen) -> None:
        self.asked += other.asked
        self.hangs += other.hangs
        self.traces += other.traces
        self.reset += other.reset
        self.statuses += other.statuses


def hold(scene: Scene) -> Outcome:
    data = scene.directory / "data"
    with Server(data) as server:
        assert strongroom("tenant", "add", "watched", "--data", str(data)).code == 0
        owner = Login("owner", "a password of the owner")
        assert strongroom("account", "add", owner.user, "--tenant", "watched", "--password-stdin", "--data", str(data),
            typed=owner.password).code == 0
        watched = [hashlib.sha256(f"watched {n}".encode()).hexdigest() for n in range(5)]
        with Phone(server.url + "/watched") as phone:
            assert all(phone.put(one, one.encode(), basic(owner)).status == 201 for one in watched)
        before = inventory(data)
        attack(scene, server.url, basic(server.login()), scene.rounds // 10, "warm")
        quiet = [rest(server)]
        seen = attack(scene, server.url, basic(server.login()), scene.rounds, "run")
        settled = until(lambda: server.descriptors() <= quiet[0]["descriptors"] + MOST_MORE, 45, 0.25)
        quiet.append(rest(server))
        with Phone(server.url + "/watched", source=source(999)) as phone:
            changed = sum(phone.get(one).body != one.encode() for one in watched)
        outcome = judged(seen, forged_lines(server.said()))
        outcome.figures |= {f"{kind} more": quiet[1][kind] - quiet[0][kind] for kind in quiet[0]} | {"watched backups changed": changed}
        if inventory(data) != before or changed:
            outcome.failures.append("the watched tenant is not as it was")
        grown = quiet[1]["bytes of heap"] - quiet[0]["bytes of heap"]
        if not settled or grown > MOST_HEAP_GROWTH or quiet[1]["threads"] > quiet[0]["threads"] + MOST_MORE:
            outcome.failures.append(f"not as quiet afterwards as before: {quiet}")
        if " ERROR " in server.said():
            outcome.failures.append("the server logged an error")
    outcome.held = not outcome.failures
    return outcome


def naive_store(scene: Scene) -> Outcome:
    port = free_port()
    log = scene.directory / "naive.log"
    with open(log, "wb") as output:
        process = subprocess.Popen([sys.executable, str(HOME / "proof" / "harness" / "naive.py"), str(port)],
            stdout=output, stderr=output)
        try:
            assert until(lambda: b"listening" in log.read_bytes(), 20)
            seen = attack(scene, f"http://127.0.0.1:{port}", basic(Login("naive", "naive")), scene.rounds, "run")
        finally:
            process.kill()
            process.wait()
    return judged(seen, forged_lines(log.read_text(errors="replace")))


def judged(seen: Seen, forged: int) -> Outcome:
    unexpected = sum(count for status, count in seen.statuses.items() if status >= 500 and status not in NAMED)
    figures = {
        "asked": seen.asked, "hangs": seen.hangs, "unexpected 5xx": unexpected, "stack traces": seen.traces,
        "forged log lines": forged,
        "statuses": " ".join(f"{status}:{count}" for status, count in sorted(seen.statuses.items())),
    }
    failures = [f"{name}: {figures[name]}" for name in ("hangs", "unexpected 5xx", "stack traces",
        "forged log lines") if figures[name]]
    return Outcome(not failures, figures, failures)


def attack(scene: Scene, url: str, authorization: str, count: int, purpose: str) -> Seen:
    share = count // PROCESSES + 1
    seeds = [scene.random(purpose, number).randbytes(16) for number in range(PROCESSES)]
    total = Seen()
    with multiprocessing.Pool(PROCESSES) as pool:
        for seen in pool.starmap(ask_many, [(url, authorization, share, seed, number) for number,
            seed in enumerate(seeds)]):
            total.add(seen)
    return total


def ask_many(url: str, authorization: str, count: int, seed: bytes, process: int) -> Seen:
    """Asks so many wrong requests; each that was answered or hung up on counts."""
    writer = Writer(random.Random(seed), authorization)
    parts = urlsplit(url)
    seen = Seen()
    number = 0
    while seen.asked < count:
        number += 1
        batch = [writer.request() for _ in range(BATCH)]
        address = source((process * 20_000 + number) % 60_000)
        got = exchange((parts.hostname or "", parts.port or 0), address, b"".join(batch), seen)
        statuses = [int(one) for one in STATUS.findall(got)]
        seen.statuses.update(status for status in statuses if status >= 200)
        seen.traces += bool(TRACES.search(got))
        seen.asked += max(1, min(len(statuses), BATCH))
    return seen


def exchange(address: tuple[str, int], origin: str, sent: bytes, seen: Seen) -> bytes:
    """Sends everything, closes one half, and reads until the other side closes."""
    got = b""
    try:
        with socket.create_connection(address, HANG, (origin, 0)) as connection:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65_536):
                got += piece
    except TimeoutError:
        seen.hangs += 1
    except OSError:
        seen.reset += 1  # It was hung up on while it still sent: an answer too.
    return got


def forged_lines(text: str) -> int:
    lines = text.split("\n")
    begun = next((number for number, line in enumerate(lines) if line.startswith("listening on ")), 0)
    return sum(bool(line) and (FORGED in line or UNSEEN.search(line) is not None or not LINE.fullmatch(line)) for line in lines[begun:])


def inventory(data: Path) -> str:
    """What commands show of the watched tenant, but for what the passing of time and the proof's own reading change."""
    shown: Callable[..., str] = lambda *command: strongroom(*command, "--tenant", "watched", "--json", "--data",
        str(data)).out
    return re.sub(r'"(expiresAt|lastReadAt)" : [^,\n]+', "", shown("backup", "list") + shown("account", "list"))


def rest(server: Server) -> dict[str, int]:
    return {"descriptors": server.descriptors(), "threads": server.threads(),
        "bytes of heap": heap_after_collection(server)}


def heap_after_collection(server: Server) -> int:
    """What the heap still holds after it was collected."""
    jcmd = java().with_name("jcmd")
    environment = {"TMPDIR": tempfile.gettempdir()}
    subprocess.run([str(jcmd), str(server.pid), "GC.run"], check=True, capture_output=True, env=environment)
    told = subprocess.run([str(jcmd), str(server.pid), "GC.heap_info"], check=True, capture_output=True, text=True,
        env=environment).stdout
    used = re.findall(r"total \d+K, used (\d+)K", told)
    assert used, told
    return sum(map(int, used)) * 1024


PROOF = Proof(
    name="malformed",
    goal="G22",
    promise="Whatever is sent, nothing hangs, fails, leaks, is changed or is told, and no line of the log is forged.",
    round="malformed requests",
    rounds=Rounds(ci=50_000, release=1_000_000),
    hold=hold,
    controls=(Control("care for what cannot be read", naive_store, Rounds(ci=2_000, release=20_000)),),
)
