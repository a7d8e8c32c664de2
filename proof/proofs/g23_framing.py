"""G23: requests whose end is a matter of opinion, directly and behind reverse proxies, each with a request hidden in it.

After each case a canary is asked for on the same connection, and others on a fresh one, which a proxy passes on over connections that it
keeps for everybody. Nobody may get another's answer, and the hidden request, which would overwrite or delete a watched backup and carries
the right login, may never be carried out. The controls are a store that believes Content-Length before Transfer-Encoding, alone and behind
a proxy that does it the other way round.
"""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from harness import neighbours
from harness.framing import Case, Filling, cases
from harness.packaged import HOME, Login, Server, free_port, strongroom
from harness.phone import Answer, Broken, Phone, basic
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene
from harness.waiting import until

CANARIES = 4
SILENCE = 1.0
"""How long an answer is waited for, in seconds, until it counts as none."""

ENOUGH = 20
"""A way that failed so often is not gone any further."""

PROXIES: dict[str, Callable[..., neighbours.Neighbour]] = {
    "nginx": neighbours.nginx_proxy, "nginx, kept connections": neighbours.nginx_pooling_proxy,
    "Apache": neighbours.apache_proxy,
    "HAProxy": neighbours.haproxy_proxy,
}

REFUSALS = frozenset({400, 405, 408, 411, 413, 414, 417, 421, 426, 431, 501, 505})
"""What may answer bytes that are no request, if nothing is answered after it."""


@dataclass
class Front:
    """One way to the store, with backups of its own, and what was seen on it."""

    name: str
    url: str
    behind: str
    authorization: str
    seen: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("cases", "canaries", "desynchronised",
        "carried out", "5xx"), 0))
    failures: list[str] = field(default_factory=list)

    def backup(self, name: str) -> str:
        return hashlib.sha256(f"{self.name} {name}".encode()).hexdigest()

    def content(self, name: str) -> bytes:
        return b"content of " + self.backup(name).encode()

    def canary(self, number: int) -> str:
        return f"canary {number % CANARIES}"

    def write(self, name: str) -> None:
        with Phone(self.behind) as phone:
            status = phone.put(self.backup(name), self.content(name), self.authorization).status
            assert status in (201, 204), status

    def note(self, kind: str, case: Case, what: str) -> None:
        self.seen[kind] += 1
        self.failures.append(f"{self.name}, {case.name}: {what}")


def hold(scene: Scene) -> Outcome:
    environment = {"STRONGROOM_HTTP_TRUSTED_PROXIES": "127.0.0.1"}
    with ExitStack() as stack:
        server = stack.enter_context(Server(scene.directory / "data", environment=environment))
        done = strongroom("tenant", "set", "default", "max-backups-per-account=none", "--data", str(server.data))
        assert done.code == 0, done.err
        urls = {"directly": server.url}
        for name, start in PROXIES.items():
            urls[name] = stack.enter_context(start(scene.directory / name.replace(" ", "-"), server.url)).url
        outcome = attack(scene, [Front(name, url, server.url, basic(server.login())) for name, url in urls.items()])
        if " ERROR " in server.said():
            outcome.held = False
            outcome.failures.append("the server logged an error")
        return outcome


def naive_store(scene: Scene) -> Outcome:
    with naive() as url:
        return attack(scene, [Front("directly", url, url, basic(Login("naive", "naive")))])


def naive_pair(scene: Scene) -> Outcome:
    with naive() as store, naive(urlsplit(store).port) as proxy:
        return attack(scene, [Front("proxy", proxy, store, basic(Login("naive", "naive")))])


@contextmanager
def naive(upstream: int | None = None) -> Iterator[str]:
    """The naive store, or the proxy before it, as a process."""
    port = free_port()
    arguments = [str(port), *([str(upstream)] if upstream else [])]
    command = [sys.executable, str(HOME / "proof" / "harness" / "naive.py"), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert process.stdout and process.stdout.readline().startswith(b"listening")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.communicate()


def attack(scene: Scene, fronts: list[Front]) -> Outcome:
    with ThreadPoolExecutor(len(fronts)) as threads:
        list(threads.map(lambda front: run_through(scene, front), fronts))
    figures: dict[str, object] = {"cases": len(cases()), "ways": len(fronts)}
    for front in fronts:
        for kind, count in front.seen.items():
            if kind != "5xx" or front.name == "directly":
                figures[f"{front.name}: {kind}"] = count
    failures = [failure for front in fronts for failure in front.failures]
    return Outcome(not failures, figures, failures)


def run_through(scene: Scene, front: Front) -> None:
    for name in ("watched", *(front.canary(number) for number in range(CANARIES))):
        front.write(name)
    for round_number in range(scene.rounds):
        choice = scene.random(front.name, round_number)
        order = cases()
        if round_number:
            choice.shuffle(order)
        for number, case in enumerate(order):
            front.seen["cases"] += 1
            on_the_same_connection(front, case, number, choice, whole=round_number == 0)
            on_a_fresh_connection(front, case, number)
            look_at_the_watched(front, case)
            if len(front.failures) >= ENOUGH:
                return


def on_the_same_connection(front: Front, case: Case, number: int, choice: random.Random, *, whole: bool) -> None:
    """Sends the case and at once a canary, and reads what comes of both."""
    hidden = b"DELETE /backups/%s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nContent-Length: 0\r\n\r\n"
    if number % 2:
        hidden = b"PUT /backups/%s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nContent-Type: application/octet-stream\r\n" \
                 b"Content-Length: 40\r\n\r\n" + b"smuggled" * 5
    host = urlsplit(front.url).netloc
    smuggled = hidden % (front.backup("watched").encode(), host.encode(), front.authorization.encode())
    sent = case.write(Filling(host, front.authorization, front.backup("carrier"), smuggled))
    phone = Phone(front.url, timeout=SILENCE)
    canary = front.canary(number)
    if not case.unfinished:
        sent += phone.head("GET", f"/backups/{front.backup(canary)}", {}, None)
    cut = len(sent) if whole else choice.randint(1, len(sent))
    answers = []
    try:
        connection = phone.connect()
        connection.sendall(sent[:cut])
        if sent[cut:]:
            connection.sendall(sent[cut:])
        methods = [case.method] if case.unfinished else [case.method, "GET", "GET"]
        for method in methods:
            answers.append(phone.read_answer(method))
            if is_canary(front, canary, answers[-1]) and method == "GET" and len(answers) > 1:
                break
    except (OSError, ValueError):
        pass  # It was hung up, or nothing more came: no answer is nobody's answer.
    finally:
        phone.close()
    judge(front, case, canary, answers)


def is_canary(front: Front, canary: str, answer: Answer) -> bool:
    return answer.status == 200 and answer.body == front.content(canary)


def judge(front: Front, case: Case, canary: str, answers: list[Answer]) -> None:
    if front.name == "directly" and answers and answers[0].status in range(500,
        600) and answers[0].status not in REFUSALS:
        front.note("5xx", case, f"answered with {answers[0].status}")
    for answer in answers[1:]:
        if is_canary(front, canary, answer):
            front.seen["canaries"] += 1
        elif answer.status not in REFUSALS or answer is not answers[-1]:
            front.note("desynchronised", case,
                f"a canary on its connection was answered with {answer.status} and {len(answer.body)} bytes")
            return


def on_a_fresh_connection(front: Front, case: Case, number: int) -> None:
    with Phone(front.url, timeout=5) as phone:
        for canary in (front.canary(number + 1), front.canary(number + 2)):
            answer = asked(phone, front.backup(canary))
            if answer is not None and is_canary(front, canary, answer):
                front.seen["canaries"] += 1
            else:
                said = f"answered with {answer.status} and {len(answer.body)} bytes" if answer else "not answered"
                front.note("desynchronised", case, f"a canary on a fresh connection was {said}")


def asked(phone: Phone, backup: str) -> Answer | None:
    """The answer to a canary. A proxy may meet a kept connection at the moment in which it is closed, so 502 and 503 are asked anew."""
    found: list[Answer] = []

    def one() -> bool:
        try:
            found.append(phone.get(backup))
        except Broken:
            return False
        return found[-1].status not in (502, 503)

    until(one, 5)
    return found[-1] if found else None


def look_at_the_watched(front: Front, case: Case) -> None:
    with Phone(front.behind) as phone:
        answer = phone.get(front.backup("watched"))
    if answer.status != 200 or answer.body != front.content("watched"):
        front.note("carried out", case, "the hidden request was carried out")
        front.write("watched")


PROOF = Proof(
    name="framing",
    goal="G23",
    promise="However a request is framed, nobody gets another's answer and no hidden request is carried out, directly and behind proxies.",
    round="times all cases",
    rounds=Rounds(ci=1, release=20),
    hold=hold,
    controls=(
        Control("one reading of lengths", naive_store, Rounds(ci=1, release=1)),
        Control("one reading of lengths by proxy and store", naive_pair, Rounds(ci=1, release=1)),
    ),
    needs=Needs(packages={"nginx-light": "nginx", "apache2": "/usr/sbin/apache2", "haproxy": "haproxy"}),
)
