"""G9: single bits flip in the files of a stopped store, wherever they may: blobs, rows, keys, indexes, schema, header, free pages, log.

Each batch takes a fresh copy, flips bits of one kind, starts the server, asks for every backup, stops it, and scrubs. No wrong byte may be
served; every flip in a blob must be found by the scrub; a server that cannot work with what it finds must say so in one line and end. A
flip in the log makes SQLite end the log there, so backups may then be as they were before: that is counted. Begin with `rot`.
The controls: the server with digests not compared, whose scrub finds nothing, and a WebDAV folder, which serves what it finds.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from harness.ledger import IDS_PER_SOURCE, source
from harness.neighbours import nginx_store
from harness.packaged import LAUNCHER, DidNotStart, Server, strongroom, weakened
from harness.phone import Broken, Phone, basic
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene
from harness.rot import Parts, Stretch, flip

BACKUPS = 60
LENGTHS = (100, 900)
DATABASE = "strongroom.db"
STOPPED = (0, 128 + signal.SIGTERM)
STACK_TRACE = re.compile(r"^\s+at [\w.$/]+\(|^Exception in thread|Caused by:", re.MULTILINE)
SHARES = {
    "blobs": (0.60, 40), "rows": (0.10, 5), "indexes": (0.08, 5), "free pages": (0.05, 10), "keys": (0.02, 2), "rows of blobs": (0.05, 5),
    "header": (0.04, 1), "schema": (0.02, 1), "log": (0.04, 1),
}
"""What share of the flips goes where, and how many are made at once."""


@dataclass
class Store:
    """Two copies of one store, stopped and killed (with its log), and what phones uploaded, the newest last."""

    stopped: Path
    killed: Path
    program: Sequence[str]
    bodies: dict[str, list[bytes]] = field(default_factory=dict)


@dataclass
class Found:
    flips: dict[str, int] = field(default_factory=dict)
    starts: int = 0
    refused: int = 0
    served: int = 0
    refused_backups: int = 0
    wrong: int = 0
    older: int = 0
    in_blobs: int = 0
    scrubbed: int = 0
    failures: list[str] = field(default_factory=list)


def hold(scene: Scene) -> Outcome:
    return rot(scene, (str(LAUNCHER),))


def digests_not_compared(scene: Scene) -> Outcome:
    return rot(scene, weakened("uncompared-digests")[:-1], only=("blobs",))


def webdav_folder(scene: Scene) -> Outcome:
    choice = scene.random("flips")
    bodies = {choice.randbytes(32).hex(): choice.randbytes(choice.randint(*LENGTHS)) for _ in range(scene.rounds)}
    wrong = 0
    with nginx_store(scene.directory / "nginx") as store, Phone(store.url) as phone:
        assert store.files
        for backup, body in bodies.items():
            assert phone.put(backup, body).status == 201
            file = store.files / "backups" / backup
            flip(file.parent, Stretch(backup, 0, len(body)), choice)
            answer = phone.get(backup)
            wrong += answer.status == 200 and answer.body != body
    return Outcome(wrong == 0, {"flips": len(bodies), "wrong bytes served": wrong})


def rot(scene: Scene, program: Sequence[str], only: Sequence[str] = tuple(SHARES)) -> Outcome:
    store = fill(Store(scene.directory / "stopped", scene.directory / "killed", program), scene.random("bodies"))
    parts = Parts.of(store.stopped / DATABASE)
    found = Found()
    for part in only:
        share, at_once = SHARES[part]
        left = round(scene.rounds * share) if len(only) > 1 else scene.rounds
        while left > 0:
            count = min(left, at_once)
            one_batch(store, parts, part, count, scene.random(part, left), scene.directory / "copy", found)
            left -= count
        scene.say(f"{part}: {found.flips.get(part, 0)} flips, {found.starts} starts, {found.refused} refused, {found.wrong} wrong")
    figures = {
        **{f"flips in {part}": count for part, count in found.flips.items()},
        "starts": found.starts, "starts refused in one line": found.refused,
        "backups served": found.served, "backups refused": found.refused_backups, "older after flips in the log": found.older,
        "wrong bytes served": found.wrong, "flips in blobs": found.in_blobs, "found by scrub": found.scrubbed,
    }
    held = found.wrong == 0 and found.scrubbed == found.in_blobs and not found.failures
    return Outcome(held, figures, found.failures)


def fill(store: Store, choice: random.Random) -> Store:
    """Uploads, deletes and purges a little, so that there are free pages, and leaves a log by killing the server."""
    server = Server(store.killed, command=[*store.program, "serve"])
    authorization = basic(server.login())
    for backup in [choice.randbytes(32).hex() for _ in range(BACKUPS)]:
        with Phone(server.url) as phone:
            store.bodies[backup] = [choice.randbytes(choice.randint(*LENGTHS)) for _ in range(2)]
            for body in store.bodies[backup]:
                assert phone.put(backup, body, authorization).status in (201, 204)
    with Phone(server.url) as phone:
        large = [choice.randbytes(32).hex() for _ in range(3)]
        for backup in large:
            assert phone.put(backup, choice.randbytes(40_000), authorization).status == 201
            assert phone.delete(backup, authorization).status == 204
    purged = strongroom("trash", "purge", "--confirm", "3", "--data", str(store.killed), command=store.program)
    assert purged.code == 0, purged.err
    for backup, body in list(store.bodies.items())[:4]:
        with Phone(server.url) as phone:
            body.append(choice.randbytes(choice.randint(*LENGTHS)))
            assert phone.put(backup, body[-1], authorization).status == 204
    server.kill()
    log = store.killed / f"{DATABASE}-wal"
    assert log.exists() and log.stat().st_size > 0, "the killed server left no log"
    shutil.copytree(store.killed, store.stopped)
    Server(store.stopped, command=[*store.program, "serve"]).stop()
    return store


def one_batch(store: Store, parts: Parts, part: str, count: int, choice: random.Random, copy: Path, found: Found) -> None:
    shutil.copytree(store.killed if part == "log" else store.stopped, copy)
    flipped = make_flips(parts, part, count, choice, copy)
    found.flips[part] = found.flips.get(part, 0) + count
    found.starts += 1
    try:
        server = Server(copy, command=[*store.program, "serve"])
    except DidNotStart as refusal:
        if refusal.code is None or len(refusal.log.strip().splitlines()) != 1:
            found.failures.append(f"a flip in {part}: ended with {refusal.code}, said {refusal.log[-600:]!r}")
        found.refused += 1
    else:
        ask_for_all(store, server, part, found)
        if (code := server.stop()) not in STOPPED:
            found.failures.append(f"a flip in {part}: the server ended with {code}")
        if STACK_TRACE.search(server.said()):
            found.failures.append(f"a flip in {part}: a stack trace in the log: {server.said()[-1500:]!r}")
        scrub(store, copy, part, flipped, found)
    shutil.rmtree(copy)
    copy.with_name(copy.name + ".log").unlink()


def make_flips(parts: Parts, part: str, count: int, choice: random.Random, copy: Path) -> set[tuple[str, int]]:
    """Returns which blobs were hit, if blobs were."""
    if part == "log":
        log = copy / f"{DATABASE}-wal"
        flip(copy, Stretch(log.name, 0, log.stat().st_size), choice)
        return set()
    if part == "blobs":
        hit = choice.sample(parts.blobs, k=min(count, len(parts.blobs)))
        assert len(hit) == count, f"there are only {len(hit)} blobs in one piece"
        for stretch, _, _ in hit:
            flip(copy, stretch, choice)
        return {(handle.hex(), revision) for _, handle, revision in hit}
    for _ in range(count):
        flip(copy, choice.choice(parts.stretches[part]), choice)
    return set()


def ask_for_all(store: Store, server: Server, part: str, found: Found) -> None:
    for number, (backup, bodies) in enumerate(store.bodies.items()):
        try:
            with Phone(server.url, source=source(number // (IDS_PER_SOURCE // 2)), timeout=20) as phone:
                answer = phone.get(backup)
        except Broken as failure:
            found.failures.append(f"a flip in {part}: no answer: {failure}")
            return
        if answer.status != 200:
            found.refused_backups += 1
        elif answer.body == bodies[-1]:
            found.served += 1
        elif part == "log" and answer.body in bodies:
            found.older += 1
        else:
            found.wrong += 1


def scrub(store: Store, copy: Path, part: str, flipped: set[tuple[str, int]], found: Found) -> None:
    """Blobs that were hit must all be found, and no other."""
    if part != "blobs":
        return
    done = strongroom("scrub", "--json", "--data", str(copy), command=store.program)
    listed = {(place["handle"], place["revision"]) for place in json.loads(done.out)["damaged"]}
    found.in_blobs += len(flipped)
    found.scrubbed += len(flipped & listed)
    if listed - flipped:
        found.failures.append(f"scrub calls {len(listed - flipped)} whole blobs damaged")


PROOF = Proof(
    name="bit-rot",
    goal="G9",
    promise="After a bit has flipped on the disk no wrong byte is served, and a scrub finds every flip in a backup.",
    round="flips",
    rounds=Rounds(ci=200, release=2000),
    hold=hold,
    controls=(
        Control("comparing digests", digests_not_compared, Rounds(ci=40, release=200)),
        Control("sealing (nginx WebDAV)", webdav_folder, Rounds(ci=40, release=400)),
    ),
    needs=Needs(packages={"nginx-light": "nginx"}),
)
