"""G25: iPhones send the whole body before they read, first without a login, then again with one.

Over TLS, at five paces and six sizes up to the limit; the second request on the same connection or on a new one. A server that answers before
the body is there cuts the first request off, and an iPhone then reports a lost connection instead of logging in. That server is the control.
"""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from dataclasses import dataclass

from harness.certificate import self_signed
from harness.ledger import Ledger, digest, source
from harness.packaged import Server, weakened
from harness.phone import Broken, Phone, basic
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene

PHONES = 8
PACES = ((1 << 22, 0.0), (16_384, 0.0), (16_384, 0.001), (16_384, 0.002), (65_536, 0.005))
"""Size of a piece in bytes, and the pause after it in seconds; the first sends everything at once."""

SIZES = (1_000, 20_000, 100_000, 524_288, 1_048_576, 2_097_152)


@dataclass(frozen=True)
class Shape:
    """How one upload goes out."""

    piece: int
    pause: float
    size: int
    same_connection: bool


SHAPES = [Shape(*pace, size, same) for pace, size, same in itertools.product(PACES, SIZES, (True, False))]


def hold(scene: Scene) -> Outcome:
    return upload_like_iphones(scene, None)


def answers_before_the_body(scene: Scene) -> Outcome:
    return upload_like_iphones(scene, weakened("undrained-refusals"))


def upload_like_iphones(scene: Scene, command: list[str] | None) -> Outcome:
    pem = self_signed(scene.directory / "tls")
    with Server(scene.directory / "data", extra=["--tls-cert", str(pem.certificate), "--tls-key", str(pem.key)], command=command) as server:
        fleet = Fleet(scene, server)
        fleet.run()
        found = fleet.ledger.judge(server.url)
    seen = fleet.seen
    figures = {
        "uploads": scene.rounds, "shapes": len(SHAPES), "clean 401": seen["clean 401"], "401 that closes": seen["401 that closes"],
        "broken before the 401": seen["broken before the 401"], "broken with the login": seen["broken with the login"],
        "stored": seen["stored"], "other answers": seen["other"], "backups compared": found.ok + found.broken, "wrong": found.broken,
    }
    held = seen["clean 401"] == seen["stored"] == scene.rounds and found.broken == 0
    return Outcome(held, figures, [] if held else fleet.examples())


class Fleet:
    """The phones, and what they saw."""

    def __init__(self, scene: Scene, server: Server):
        self.scene = scene
        self.server = server
        self.ledger = Ledger()
        self.authorization = basic(server.login())
        self.seen: Counter[str] = Counter()
        self._examples: Counter[str] = Counter()
        self._lock = threading.Lock()

    def run(self) -> None:
        phones = [threading.Thread(target=self._phone, args=(number,), daemon=True) for number in range(PHONES)]
        for phone in phones:
            phone.start()
        for phone in phones:
            phone.join()

    def examples(self) -> list[str]:
        return [f"{count} x {what}" for what, count in self._examples.most_common(10)]

    def _phone(self, number: int) -> None:
        choice = self.scene.random("phone", number)
        for upload in range(number, self.scene.rounds, PHONES):
            # Moved on by one each time round, so that each phone meets all shapes in the course of time.
            shape = SHAPES[(upload + upload // len(SHAPES)) % len(SHAPES)]
            backup = choice.choice(self._backups(number))
            with Phone(self.server.url, source=source(number)) as phone:
                self._upload(phone, shape, backup, choice.randbytes(shape.size))
            if upload % 1000 == 999:
                self.scene.say(f"{upload + 1:,} uploads: {dict(self.seen)}")

    def _backups(self, number: int) -> list[str]:
        return [digest(f"{number} {which}".encode()) for which in range(4)]

    def _upload(self, phone: Phone, shape: Shape, backup: str, body: bytes) -> None:
        if not self._is_challenged(phone, shape, backup, body):
            return
        if not shape.same_connection:
            phone.close()
        state = digest(body)
        self.ledger.begin(backup, state)
        try:
            answer = phone.put(backup, body, self.authorization, pieces=shape.piece, pause=shape.pause)
        except Broken as broken:
            self._note("broken with the login", f"{shape}: {broken}")
            return
        if answer.status in (201, 204):
            self.ledger.acknowledge(backup, state)
            self._note("stored")
        else:
            self._note("other", f"{shape}: answered {answer.status} with a login")

    def _is_challenged(self, phone: Phone, shape: Shape, backup: str, body: bytes) -> bool:
        try:
            answer = phone.put(backup, body, pieces=shape.piece, pause=shape.pause)
        except Broken as broken:
            self._note("broken before the 401", f"{shape}: {broken}")
            return False
        if answer.status != 401 or not answer.headers.get("www-authenticate", "").startswith("Basic "):
            self._note("other", f"{shape}: answered {answer.status} without a login")
            return False
        if answer.closes:
            self._note("401 that closes", f"{shape}: the 401 closes the connection")
            return False
        self._note("clean 401")
        return True

    def _note(self, what: str, example: str | None = None) -> None:
        with self._lock:
            self.seen[what] += 1
            if example:
                self._examples[example] += 1


PROOF = Proof(
    name="iphone",
    goal="G25",
    promise="An upload in the shape of iPhones gets its challenge and is then stored, whatever its size and pace.",
    round="uploads",
    rounds=Rounds(ci=300, release=10_000),
    hold=hold,
    controls=(Control("reading a body before refusing it", answers_before_the_body, Rounds(ci=60, release=600)),),
    needs=Needs(packages={"openssl": "openssl"}),
)
