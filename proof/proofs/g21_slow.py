"""G21: thousands of clients begin something and do not go on, while phones with good and with bad connections do their work.

Half-sent uploads with and without a login, half-sent request heads, some silent, some dripping; TLS handshakes that never come; readers that
hardly read. Beside them normal phones must be served at once, and honest slow phones (1 KiB/s with stalls of 5 s) to the end. Begin with
`flood`, which the controls use too: a server with a pool of threads is dead at 300 of them, one without deadlines keeps them for ever.
"""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from harness.certificate import self_signed
from harness.ledger import digest, source
from harness.packaged import Server, strongroom, weakened
from harness.phone import Broken, Phone, basic, unverified
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene
from harness.slow import Crowd, Manner

SOURCES = [f"127.250.{number}.1" for number in range(5)]
GONE_WITHIN = {"ci": 38.0, "release": 32.0}
"""30 seconds, and what it takes a client to notice: more on a machine that does other things beside."""

CROWD_DEADLINE = 44.0
MOST_RESIDENT = 400 << 20
SLOWEST_MILLIS = 50.0
NORMAL_PHONES = 4
ANSWER_WITHIN = 10.0


def hold(scene: Scene) -> Outcome:
    pem = self_signed(scene.directory / "tls")
    tls = ["--tls-cert", str(pem.certificate), "--tls-key", str(pem.key)]
    budget = {"STRONGROOM_HTTP_BODY_BUDGET": f"{Readers.BUDGET}B"}
    with Server(scene.directory / "handshakes", extra=tls, environment=budget) as secured, Server(scene.directory / "data") as server:
        readers = Readers(secured)
        readers.store()
        handshakes = Crowd(("127.0.0.1", secured.port), HANDSHAKES, scene.rounds, SOURCES, CROWD_DEADLINE)
        readers.start()
        outcome = flood(scene, server, honest=Honest(400, 100_000) if scene.is_release() else Honest(40, 20_000))
        readers.join()
        idle = handshakes.seen()
        memory = secured.most_resident_bytes()
    outcome.figures |= {
        "idle handshakes": scene.rounds - idle.not_connected, "idle handshakes still there": idle.still_there.total(),
        "slowest of them gone after, s": idle.slowest, "RSS with them, MiB": memory >> 20,
        "slow readers cut without need": readers.cut_without_need, "served within 20 s once memory was needed": readers.served_in_need,
        "slow readers cut then": readers.cut_in_need,
    }
    good = (
        not idle.still_there and not idle.not_connected and idle.slowest <= GONE_WITHIN[scene.profile] and memory <= MOST_RESIDENT
        and readers.cut_without_need == 0 and readers.served_in_need and readers.cut_in_need > 0
    )
    outcome.held = outcome.held and good
    outcome.failures += readers.failures
    return outcome


def a_pool_of_threads(scene: Scene) -> Outcome:
    with Server(scene.directory / "data", command=weakened("pooled-requests")) as server:
        return flood(scene, server, honest=None)


def no_deadlines(scene: Scene) -> Outcome:
    with Server(scene.directory / "data", command=weakened("patient-bodies")) as server:
        return flood(scene, server, honest=None)


@dataclass(frozen=True)
class Honest:
    """How many honest slow phones, and the size of what each uploads."""

    count: int
    size: int


def flood(scene: Scene, server: Server, honest: Honest | None) -> Outcome:
    other = server.add_account("crowd")
    normal = Normal(server)
    patient = HonestPhones(server, honest) if honest else None
    with Phone(server.url) as phone:  # The logins are known before the crowd comes.
        phone.config(basic(other))
        phone.config(normal.authorization)
    crowd = Crowd(("127.0.0.1", server.port), manners(server, basic(other)), scene.rounds, SOURCES, CROWD_DEADLINE)
    normal.start()
    if patient:
        patient.start()
    while crowd.is_there() and not normal.failures:
        time.sleep(0.05)
    descriptors = server.descriptors()
    if normal.failures:
        crowd.leave()
        normal.stop()
        return Outcome(False, {"slow clients": scene.rounds, "normal requests": len(normal.millis), "failed": len(normal.failures)}, normal.failures)
    seen = crowd.seen()
    normal.stop()
    if patient:
        patient.join()
    memory = server.most_resident_bytes()
    late = normal.percentile(0.99)
    figures = {
        "slow clients": scene.rounds - seen.not_connected, "from addresses": len(SOURCES), "not connected": seen.not_connected,
        "still there": seen.still_there.total(), "slowest gone after, s": seen.slowest, "RSS, MiB": memory >> 20, "descriptors after": descriptors,
        "normal requests": len(normal.millis), "failed": len(normal.failures), "p99, ms": late,
        "honest slow uploads": patient.honest.count if patient else 0, "of these stored": patient.stored if patient else 0,
    }
    held = (
        not seen.not_connected and not seen.still_there and seen.slowest <= GONE_WITHIN[scene.profile] and memory <= MOST_RESIDENT
        and (late <= SLOWEST_MILLIS or not scene.is_release()) and (patient is None or patient.stored == patient.honest.count)
    )
    failures = [f"{count} x {name} still there after {CROWD_DEADLINE:.0f} s" for name, count in seen.still_there.items()]
    return Outcome(held, figures, failures + (patient.failures if patient else []))


HANDSHAKES = [Manner("no byte", b""), Manner("half a ClientHello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")]


def manners(server: Server, authorization: str) -> list[Manner]:
    """Ten ways to begin and not go on; one in ten has a login."""
    head = f"PUT /backups/{digest(b'slow')} HTTP/1.1\r\nHost: {server.url[7:]}\r\nContent-Type: application/octet-stream\r\n"
    upload = (head + "Content-Length: 100000\r\n\r\n").encode() + bytes(1000)
    with_login = (head + f"Authorization: {authorization}\r\nContent-Length: 100000\r\n\r\n").encode() + bytes(1000)
    chunked = (head + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n").encode() + bytes(500)
    return [
        Manner("upload", upload), Manner("dripping upload", upload, bytes(16)), Manner("upload", upload), Manner("dripping upload", upload, bytes(64)),
        Manner("chunked upload", chunked), Manner("chunked dripping upload", chunked, bytes(16)), Manner("nothing", b""),
        Manner("head", head.encode()), Manner("dripping head", head.encode() + b"X-A: ", b"a"), Manner("upload with a login", with_login),
    ]


class Normal:
    """Phones that ask for /config, upload and download, a few hundred requests a second, until they are stopped or one fails."""

    def __init__(self, server: Server):
        self.url = server.url
        self.authorization = basic(server.login())
        self.millis: list[float] = []
        self.failures: list[str] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(number,), daemon=True) for number in range(NORMAL_PHONES)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def percentile(self, share: float) -> float:
        ordered = sorted(self.millis)
        return round(ordered[int(len(ordered) * share)], 1) if ordered else 0.0

    def _work(self, number: int) -> None:
        backup = digest(f"normal {number}".encode())
        body = bytes(4096)
        with Phone(self.url, source=source(300 + number), timeout=ANSWER_WITHIN) as phone:
            requests = [
                lambda: phone.config(self.authorization), lambda: phone.put(backup, body, self.authorization), lambda: phone.get(backup),
            ]
            while not self._stop.is_set() and not self.failures:
                for request in requests:
                    begun = time.monotonic()
                    try:
                        status = request().status
                    except Broken as broken:
                        self.failures.append(f"a normal request got no answer: {broken}")
                        return
                    self.millis.append((time.monotonic() - begun) * 1000)
                    if status not in (200, 201, 204):
                        self.failures.append(f"a normal request was answered {status}")
                self._stop.wait(0.02)


class HonestPhones:
    """Phones on a bad line: 1 KiB each second, and after ten of them nothing for five seconds. A quarter of the memory is one account's,
    so they share eight accounts."""

    ACCOUNTS = 8

    def __init__(self, server: Server, honest: Honest):
        self.honest = honest
        self.url = server.url
        self.stored = 0
        self.failures: list[str] = []
        self._logins = [basic(server.add_account(f"honest{number}")) for number in range(min(self.ACCOUNTS, honest.count // 20))]
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._upload, args=(number,), daemon=True) for number in range(honest.count)]

    def start(self) -> None:
        for login in self._logins:
            with Phone(self.url) as phone:
                phone.config(login)
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _upload(self, number: int) -> None:
        with Phone(self.url, source=source(400 + number), timeout=60) as phone:
            try:
                status = self._send(phone, number)
            except (OSError, ValueError) as broken:
                status = 0
                self.failures.append(f"an honest upload broke: {type(broken).__name__}: {broken}")
        with self._lock:
            self.stored += status in (201, 204)
        if status not in (0, 201, 204):
            self.failures.append(f"an honest upload was answered {status}")

    def _send(self, phone: Phone, number: int) -> int:
        body = bytes(self.honest.size)
        headers = {"Authorization": self._logins[number % len(self._logins)], "Content-Type": "application/octet-stream"}
        connection = phone.connect()
        connection.sendall(phone.head("PUT", f"/backups/{digest(f'honest {number}'.encode())}", headers, body))
        for second, begin in enumerate(range(0, len(body), 1024)):
            connection.sendall(body[begin:begin + 1024])
            time.sleep(6 if second % 10 == 9 else 1)
        return phone.read_answer("PUT").status


class Readers:
    """Slow readers that hold all the memory that downloads may have: left alone while nobody else needs it, cut once somebody does."""

    COUNT = 2
    SIZE = 8 << 20
    """More than the kernel takes for a client that does not read, so that the rest stays with the server."""

    BUDGET = 4 * COUNT * SIZE
    LEFT_ALONE = 12.0

    def __init__(self, server: Server):
        self.server = server
        self.cut_without_need = 0
        self.cut_in_need = 0
        self.served_in_need = False
        self.failures: list[str] = []
        self._reading = threading.Semaphore(0)
        self._ports: list[int] = []
        self._over = threading.Event()
        self._main = threading.Thread(target=self._run, daemon=True)
        self._backup = digest(b"read slowly")

    def start(self) -> None:
        self._main.start()

    def join(self) -> None:
        self._main.join()

    def store(self) -> None:
        """Uploads what is to be read; the default limit is smaller than that."""
        ran = strongroom("tenant", "set", "default", f"max-backup-bytes={self.SIZE}", "--data", str(self.server.data))
        with Phone(self.server.url) as phone:
            status = phone.put(self._backup, bytes(self.SIZE), basic(self.server.login())).status
        if ran.code or status != 201:
            raise RuntimeError(f"no backup to read: tenant set ended with {ran.code}, the upload was answered {status}")

    def _run(self) -> None:
        slow = [threading.Thread(target=self._read, daemon=True) for _ in range(self.COUNT)]
        for reader in slow:
            reader.start()
        for _ in slow:
            self._reading.acquire(timeout=30)
        time.sleep(self.LEFT_ALONE)
        self.cut_without_need = self._cut()
        try:
            with Phone(self.server.url, timeout=25) as phone:
                answer = phone.get(self._backup)
                self.served_in_need = answer.status == 200 and len(answer.body) == self.SIZE
        except Broken as broken:
            self.failures.append(f"a reader in need: {broken}")
        self.cut_in_need = self._cut() - self.cut_without_need
        self._over.set()
        for reader in slow:
            reader.join()

    def _cut(self) -> int:
        """How many connections the server has let go of. Its side of each shows it; to the client what the kernel still holds hides it."""
        return sum(connection_state(self.server.port, port) != ESTABLISHED for port in self._ports)

    def _read(self) -> None:
        try:
            self._read_slowly()
        except OSError as failure:
            if not self._ports:
                self.failures.append(f"a slow reader could not begin: {failure}")

    def _read_slowly(self) -> None:
        plain = socket.socket()
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        plain.settimeout(30)
        plain.connect(("127.0.0.1", self.server.port))
        with unverified().wrap_socket(plain, server_hostname="localhost") as connection:
            connection.sendall(f"GET /backups/{self._backup} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            connection.recv(512)
            self._ports.append(connection.getsockname()[1])
            self._reading.release()
            while not self._over.wait(0.5):
                connection.recv(512)


ESTABLISHED = "01"


def connection_state(local: int, remote: int) -> str:
    """The kernel's state of the end of a TCP connection that has these ports; empty if there is none."""
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[1].endswith(f":{local:04X}") and fields[2].endswith(f":{remote:04X}"):
                return fields[3]
    return ""


PROOF = Proof(
    name="slow",
    goal="G21",
    promise="Thousands of clients that do not go on are gone after 30 s, and keep no phone from being served, not even an honest slow one.",
    round="slow clients",
    rounds=Rounds(ci=1000, release=10_000),
    hold=hold,
    controls=(
        Control("virtual threads", a_pool_of_threads, Rounds(ci=500, release=500)),
        Control("deadlines for bodies", no_deadlines, Rounds(ci=40, release=400)),
    ),
    needs=Needs(packages={"openssl": "openssl"}),
)
