"""G13: the server is asked to end while phones upload, some of them in the middle of a body.

What was under way is finished and answered, readiness turns false while it is, nothing acknowledged is lost, and the process ends with the
code that is documented. The controls wait for nobody: one lets requests no time, one is killed.

A request that is sent on an idle connection at the moment at which the server closes that connection meets a reset, whatever the server
does; HTTP lets clients send it again, and so do phones. It is counted apart, and only few may be.
"""

from __future__ import annotations

import math
import signal
import threading
import time
from collections import Counter

from harness.ledger import Ledger, Verdict, backup_id, digest, source
from harness.packaged import Server, weakened
from harness.phone import Broken, Phone, basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene

EXIT_CODE = 143
"""What docs/operating.md says of a TERM."""

STOPPED_WITHIN = 21.0
HALFWAY = 6
LOADERS = 6
MOST_MET_A_CLOSE = 0.05
"""The share of the phones under load whose request may meet the close of its idle connection, but for what chance adds."""

LONGEST_WAIT = {"ci": 1.0, "release": 15.0}


def hold(scene: Scene) -> Outcome:
    return stop_again_and_again(scene, None, signal.SIGTERM)


def hasty(scene: Scene) -> Outcome:
    return stop_again_and_again(scene, weakened("hasty-stop"), signal.SIGTERM)


def killed(scene: Scene) -> Outcome:
    return stop_again_and_again(scene, None, signal.SIGKILL)


def stop_again_and_again(scene: Scene, command: list[str] | None, number_of_signal: int) -> Outcome:
    ledger = Ledger()
    verdict = Verdict()
    seen: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    slowest = 0.0
    for number in range(scene.rounds):
        server = Server(scene.directory / "data", command=command)
        verdict.add(ledger.judge(server.url))
        stop = Stop(scene, number, server, ledger)
        slowest = max(slowest, stop.carry_out(number_of_signal))
        seen += stop.seen
        failures += stop.failures
        if number % 20 == 19:
            scene.say(f"{number + 1} stops: {dict(seen)}")
    with Server(scene.directory / "data", command=command) as server:
        verdict.add(ledger.judge(server.url))
    figures = {
        "stops": scene.rounds, "uploads half sent": scene.rounds * HALFWAY, "of these stored": seen["finished"], "cut": seen["cut"],
        "requests under load": seen["loaded"], "cut before their answer": seen["cut under load"], "turned away": seen["turned away"],
        "met a close": seen["met a close"], "not ready while it stopped": seen["not ready"], f"ended with {EXIT_CODE}": seen["documented end"],
        "longest stop, s": round(slowest, 1), "acknowledged": ledger.acknowledged, "looked at": verdict.ok + verdict.broken, "lost": verdict.broken,
    }
    every_stop = seen["not ready"] == seen["documented end"] == scene.rounds
    every_upload = seen["finished"] == scene.rounds * HALFWAY and not seen["cut under load"]
    few_met_a_close = seen["met a close"] <= most_by_chance(MOST_MET_A_CLOSE, scene.rounds * LOADERS)
    held = every_stop and every_upload and few_met_a_close and not failures and not verdict.broken and slowest <= STOPPED_WITHIN
    return Outcome(held, figures, [f"{count} x {what}" for what, count in failures.most_common(10)])


def most_by_chance(share: float, phones: int) -> float:
    """How many of so many phones it may be if each has this chance: three standard deviations more than their share."""
    return share * phones + 3 * math.sqrt(share * (1 - share) * phones)


class Stop:
    """One stop of one server: phones in a loop, uploads half sent, the signal, and the other halves."""

    def __init__(self, scene: Scene, number: int, server: Server, ledger: Ledger):
        self.choice = scene.random("stop", number)
        self.server = server
        self.ledger = ledger
        self.authorization = basic(server.login())
        self.seen: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.longest_wait = LONGEST_WAIT[scene.profile]
        self._asked = threading.Event()
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._at_work = threading.Semaphore(0)

    def carry_out(self, number_of_signal: int) -> float:
        """Stops the server; returns how long it took."""
        waits = [self.choice.uniform(0.3, self.longest_wait) for _ in range(HALFWAY)]
        threads = [threading.Thread(target=self._half, args=(which, wait, self.choice.randbytes(8)), daemon=True) for which, wait in enumerate(waits)]
        threads += [threading.Thread(target=self._load, args=(which, self.choice.randbytes(8)), daemon=True) for which in range(LOADERS)]
        for thread in threads:
            thread.start()
        # A connection that the server has not taken from the queue of its port when it closes that port is reset by the kernel, so
        # each phone has had an answer before the signal.
        for _ in range(HALFWAY + LOADERS):
            self._at_work.acquire(timeout=30)
        with Phone(f"http://127.0.0.1:{self.server.admin_port}", timeout=5) as admin:
            ready = admin.ask("GET", "/readyz").status == 200
        begun = time.monotonic()
        self.server.signal(number_of_signal)
        self._asked.set()
        not_ready = self._wait_until_not_ready(begun + min(waits))
        code = self.server.wait(60)
        took = time.monotonic() - begun
        self._over.set()
        for thread in threads:
            thread.join()
        self.seen["not ready"] += ready and not_ready
        self.seen["documented end"] += code == EXIT_CODE
        return took

    def _wait_until_not_ready(self, until: float) -> bool:
        """Whether the admin listener says, before the first of the uploads under way can end, that the server is not ready."""
        while time.monotonic() < until:
            try:
                with Phone(f"http://127.0.0.1:{self.server.admin_port}", timeout=5) as admin:
                    if admin.ask("GET", "/readyz").status == 503:
                        return True
            except Broken:
                return False
        return False

    def _half(self, which: int, wait: float, seed: bytes) -> None:
        body = seed * 4096
        backup = backup_id(1000, which)
        headers = {"Authorization": self.authorization, "Content-Type": "application/octet-stream", "Expect": "100-continue"}
        with Phone(self.server.url, source=source(700 + which), timeout=40) as phone:
            try:
                phone.config(self.authorization)
                self.ledger.begin(backup, digest(body))
                connection = phone.connect()
                connection.sendall(phone.head("PUT", f"/backups/{backup}", headers, body))
                # The interim answer shows that the server reads this body, which no other sign from outside does.
                if not connection.recv(4096).startswith(b"HTTP/1.1 100"):
                    raise ValueError("no interim answer")
                connection.sendall(body[:len(body) // 2])
                self._at_work.release()
                self._asked.wait(60)
                time.sleep(wait)
                connection.sendall(body[len(body) // 2:])
                status = phone.read_answer("PUT").status
            except (OSError, ValueError, Broken) as failure:
                self._note("cut", f"an upload half sent: {type(failure).__name__}: {failure}")
                return
        if status in (201, 204):
            self.ledger.acknowledge(backup, digest(body))
            self._note("finished")
        else:
            self._note("cut", f"an upload half sent was answered {status}")

    def _load(self, which: int, seed: bytes) -> None:
        body = seed * 1024
        backup = backup_id(1001, which)
        with Phone(self.server.url, source=source(720 + which), timeout=40) as phone:
            try:
                phone.config(self.authorization)
            except Broken as broken:
                self._note("cut under load", f"before the stop: {broken}")
                return
            finally:
                self._at_work.release()
            while not self._over.is_set():
                self.ledger.begin(backup, digest(body))
                try:
                    status = phone.put(backup, body, self.authorization).status
                except Broken as broken:
                    if "ConnectionRefusedError" in str(broken):
                        self._note("turned away")
                    elif self._asked.is_set() and self._is_closed():
                        self._note("met a close")
                    else:
                        self._note("cut under load", f"a request under load: {broken}")
                    return
                self._note("loaded")
                if status in (201, 204):
                    self.ledger.acknowledge(backup, digest(body))
                elif status == 503 and self._asked.is_set():
                    self.ledger.refuse(backup, digest(body))
                    self._note("turned away")
                    return
                else:
                    self._note("odd", f"a request under load was answered {status}")
                    return

    def _is_closed(self) -> bool:
        """Whether nobody is let in any more, so that sending the request again would be turned away."""
        try:
            with Phone(self.server.url, source=source(740), timeout=5) as phone:
                return phone.config(self.authorization).status == 503
        except Broken as broken:
            return "ConnectionRefusedError" in str(broken)

    def _note(self, what: str, failure: str | None = None) -> None:
        with self._lock:
            self.seen[what] += 1
            if failure:
                self.failures[failure] += 1


PROOF = Proof(
    name="stop",
    goal="G13",
    promise="A server that is asked to end finishes what is under way, is not ready meanwhile, loses nothing, and ends as documented.",
    round="stops",
    rounds=Rounds(ci=10, release=200),
    hold=hold,
    controls=(
        Control("time for running requests", hasty, Rounds(ci=2, release=10)), Control("a stop: killed instead", killed, Rounds(ci=2, release=10)),
    ),
)
