"""G35: somebody who can write to the disk, but has no key, swaps rows, blobs, versions and facts between IDs and tenants.

Each batch takes a fresh copy of one stopped store, manipulates some of its backups with SQL, starts the server and asks for all. A backup
whose sealed row was touched must not be served at all, neither with another's bytes nor with another's facts; all others must be served
as they are. Only pointing a backup at its own older version is left out: SECURITY.md says that an old state put back is not detected.
The control is the server with what it seals and vouches for bound to nothing.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from harness.ledger import IDS_PER_SOURCE, source
from harness.packaged import LAUNCHER, Login, Server, strongroom, weakened
from harness.phone import Phone, basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene

TENANTS = ("", "/second")
IDS = 24
A_BATCH = 24
FACTS = ("generation", "lookup", "owner", "uploaded_at", "uploaded_clock", "bytes", "sha256", "mac")
SEAL = ("generation", "bytes", "sha256", "mac")


@dataclass(frozen=True)
class Blob:
    """One stored blob: its place, and whether it is the current one."""

    backup: str
    handle: bytes
    revision: int
    tenant: bytes


@dataclass
class Store:
    """A stopped store as it was filled: two tenants, the same IDs in both, each with a version under an older generation."""

    data: Path
    program: Sequence[str]
    bodies: dict[str, bytes] = field(default_factory=dict)
    current: dict[str, Blob] = field(default_factory=dict)
    earlier: dict[str, Blob] = field(default_factory=dict)


@dataclass
class Found:
    """What was served after manipulations."""

    refused: int = 0
    absent: int = 0
    accepted: int = 0
    wrong_bytes: int = 0
    quarantined: int = 0
    untouched: int = 0
    disturbed: int = 0
    done: dict[str, int] = field(default_factory=dict)


def hold(scene: Scene) -> Outcome:
    return swap_again_and_again(scene, (str(LAUNCHER),))


def bound_to_nothing(scene: Scene) -> Outcome:
    return swap_again_and_again(scene, weakened("unbound-rows")[:-1])


def swap_again_and_again(scene: Scene, program: Sequence[str]) -> Outcome:
    store = fill(Store(scene.directory / "data", program), scene.random("bodies"))
    found = Found()
    for begin in range(0, scene.rounds, A_BATCH):
        choice = scene.random("batch", begin)
        copy = scene.directory / "copy"
        shutil.copytree(store.data, copy)
        touched = manipulate(store, copy, choice, min(A_BATCH, scene.rounds - begin), found)
        judge(store, copy, touched, found)
        shutil.rmtree(copy)
    figures = {
        "manipulations": sum(found.done.values()), "kinds": len(found.done),
        "backups refused": found.refused, "backups absent": found.absent,
        "accepted": found.accepted, "wrong bytes": found.wrong_bytes, "marked as damaged": found.quarantined,
        "untouched and served": found.untouched, "untouched and not served": found.disturbed,
    }
    held = not (found.accepted or found.wrong_bytes or found.disturbed) and found.quarantined == found.refused
    return Outcome(held, figures)


def fill(store: Store, choice: random.Random) -> Store:
    """Every body has one of two lengths, so that most swaps fit."""
    Server(store.data, command=[*store.program, "serve"]).stop()
    strongroom_of(store, "tenant", "add", "second", "--data", str(store.data))
    strongroom_of(
        store, "account", "add", "phones", "--shared", "--tenant=second", "--password-stdin", "--data", str(store.data),
        typed="a good secret\n",
    )
    ids = [choice.randbytes(32).hex() for _ in range(IDS)]
    for earlier in (True, False):
        with Server(store.data, command=[*store.program, "serve"]) as server:
            for tenant in TENANTS:
                login = Login("phones", "a good secret") if tenant else server.login()
                with Phone(server.url + tenant) as phone:
                    for backup in ids:
                        body = choice.randbytes(choice.choice((100, 200)))
                        answer = phone.put(backup, body, basic(login))
                        assert answer.status == (201 if earlier else 204), answer.status
                        store.bodies[f"{tenant} {backup}"] = body
        if earlier:
            for tenant in ("default", "second"):
                strongroom_of(store, "key", "rotate", f"--tenant={tenant}", "--data", str(store.data))
    learn(store, ids)
    return store


def learn(store: Store, ids: list[str]) -> None:
    """Finds which rows are whose by the order of the uploads, which nobody without the key can."""
    with closing(sqlite3.connect(store.data / "strongroom.db")) as database:
        rows = database.execute("select handle, revision, tenant, reason from revision order by uploaded_at, rowid").fetchall()
    names = [f"{tenant} {backup}" for tenant in TENANTS for backup in ids]
    earlier = [row for row in rows if row[3] is not None]
    assert len(earlier) == len(names) and len(rows) == 2 * len(names), len(rows)
    current = {row[0]: row for row in rows if row[3] is None}
    for name, row in zip(names, earlier):
        store.earlier[name] = Blob(name, *row[:3])
        store.current[name] = Blob(name, *current[row[0]][:3])


def strongroom_of(store: Store, *arguments: str, typed: str = "") -> None:
    done = strongroom(*arguments, typed=typed, command=store.program)
    assert done.code == 0, f"{arguments[:2]}: {done.code} {done.err[-400:]}"


Manipulation = Callable[[sqlite3.Connection, Blob, Blob, random.Random], None]
"""Changes what is stored of the first blob, with what is stored of the second."""


def bytes_alone(database: sqlite3.Connection, target: Blob, other: Blob, _: random.Random) -> None:
    put_bytes(database, target, bytes_of(database, other))


def bytes_and_digest(database: sqlite3.Connection, target: Blob, other: Blob, _: random.Random) -> None:
    put_bytes(database, target, bytes_of(database, other))
    put_facts(database, target, ("bytes", "sha256"), facts_of(database, other, ("bytes", "sha256")))


def bytes_and_seal(database: sqlite3.Connection, target: Blob, other: Blob, _: random.Random) -> None:
    put_bytes(database, target, bytes_of(database, other))
    put_facts(database, target, SEAL, facts_of(database, other, SEAL))


def all_but_the_place(database: sqlite3.Connection, target: Blob, other: Blob, _: random.Random) -> None:
    put_bytes(database, target, bytes_of(database, other))
    put_facts(database, target, FACTS, facts_of(database, other, FACTS))


def all_and_the_index(database: sqlite3.Connection, target: Blob, other: Blob, choice: random.Random) -> None:
    """The row's own lookup stays what the ID asks for."""
    lookup = facts_of(database, target, ("lookup",))
    all_but_the_place(database, target, other, choice)
    put_facts(database, target, ("lookup",), lookup)


def one_fact(database: sqlite3.Connection, target: Blob, other: Blob, choice: random.Random) -> None:
    fact = choice.choice(FACTS)
    before, value = facts_of(database, target, (fact,))[0], facts_of(database, other, (fact,))[0]
    if value == before:
        value = before + choice.randint(1, 1 << 30) if isinstance(before, int) else choice.randbytes(len(before or bytes(16)))
    put_facts(database, target, (fact,), (value,))


def no_owner(database: sqlite3.Connection, target: Blob, _: Blob, __: random.Random) -> None:
    put_facts(database, target, ("owner",), (None,))


def another_tenant(database: sqlite3.Connection, target: Blob, other: Blob, choice: random.Random) -> None:
    """Both rows, or the blob's alone, are said to belong to the other tenant."""
    tenant = next(row[0] for row in database.execute("select id from tenant") if row[0] != target.tenant)
    database.execute("update revision set tenant = ? where handle = ?", (tenant, target.handle))
    if choice.random() < 0.5:
        database.execute("update backup set tenant = ? where handle = ?", (tenant, target.handle))


def another_handle(database: sqlite3.Connection, target: Blob, _: Blob, choice: random.Random) -> None:
    handle = choice.randbytes(16)
    for table in ("backup", "revision", "sealed"):
        database.execute(f"update {table} set handle = ? where handle = ?", (handle, target.handle))


def other_numbers(database: sqlite3.Connection, target: Blob, _: Blob, choice: random.Random) -> None:
    """The revision is counted up, everywhere."""
    more = choice.randint(1, 9)
    for table in ("revision", "sealed"):
        database.execute(f"update {table} set revision = revision + 10 + ? where handle = ? and revision = ?",
                         (more, target.handle, target.revision))
    database.execute("update backup set revision = ?, newest = ? where handle = ?",
                     (target.revision + 10 + more, target.revision + 10 + more, target.handle))


def index_points_elsewhere(database: sqlite3.Connection, target: Blob, other: Blob, _: random.Random) -> None:
    """The ID's lookup leads to another backup's rows, whose own index entry is gone."""
    lookup = database.execute("select lookup from backup where handle = ?", (target.handle,)).fetchone()[0]
    spare = bytes(reversed(lookup))
    database.execute("update backup set lookup = ? where handle = ?", (spare, target.handle))
    if other.tenant == target.tenant and other.handle != target.handle:
        database.execute("update backup set lookup = ? where handle = ?", (lookup, other.handle))


def a_bit_of_the_bytes(database: sqlite3.Connection, target: Blob, _: Blob, choice: random.Random) -> None:
    changed = bytearray(bytes_of(database, target))
    changed[choice.randrange(len(changed))] ^= 1 << choice.randrange(8)
    put_bytes(database, target, bytes(changed))


KINDS: tuple[Manipulation, ...] = (
    bytes_alone, bytes_and_digest, bytes_and_seal, all_but_the_place, all_and_the_index, one_fact, one_fact, one_fact, no_owner,
    another_tenant, another_handle, other_numbers, index_points_elsewhere, a_bit_of_the_bytes,
)


def bytes_of(database: sqlite3.Connection, blob: Blob) -> bytes:
    return database.execute("select bytes from sealed where handle = ? and revision = ?", (blob.handle, blob.revision)).fetchone()[0]


def put_bytes(database: sqlite3.Connection, blob: Blob, value: bytes) -> None:
    database.execute("update sealed set bytes = ? where handle = ? and revision = ?", (value, blob.handle, blob.revision))


def facts_of(database: sqlite3.Connection, blob: Blob, names: Sequence[str]) -> Sequence[int | bytes | None]:
    return database.execute(
        f"select {', '.join(names)} from revision where handle = ? and revision = ?", (blob.handle, blob.revision)
    ).fetchone()


def put_facts(database: sqlite3.Connection, blob: Blob, names: Sequence[str], values: Sequence[int | bytes | None]) -> None:
    settings = ", ".join(f"{name} = ?" for name in names)
    statement = f"update revision set {settings} where handle = ? and revision = ?"
    database.execute(statement, (*values, blob.handle, blob.revision))


def manipulate(store: Store, copy: Path, choice: random.Random, count: int, found: Found) -> set[str]:
    """Makes so many manipulations, each on another backup with what an untouched one has, and returns the backups that were touched."""
    names = list(store.current)
    targets = choice.sample(names, k=count)
    untouched = [name for name in names if name not in targets]
    touched = set(targets)
    with closing(sqlite3.connect(copy / "strongroom.db")) as database:
        for name in targets:
            kind = choice.choice(KINDS)
            others = [store.earlier[name], store.earlier[choice.choice(untouched)], store.current[choice.choice(untouched)]]
            other = choice.choice(others)
            if kind is index_points_elsewhere and other.tenant == store.current[name].tenant:
                touched.add(other.backup)
            kind(database, store.current[name], other, choice)
            found.done[kind.__name__] = found.done.get(kind.__name__, 0) + 1
        database.commit()
    return touched


def judge(store: Store, copy: Path, touched: set[str], found: Found) -> None:
    """Asks for every backup. A touched one must not come; each of the others must."""
    refused = 0
    with Server(copy, command=[*store.program, "serve"]) as server:
        for number, (name, body) in enumerate(store.bodies.items()):
            tenant, backup = name.split(" ")
            with Phone(server.url + tenant, source=source(number // (IDS_PER_SOURCE // 2))) as phone:
                answer = phone.get(backup)
            found.wrong_bytes += answer.status == 200 and answer.body != body
            if name in touched:
                found.accepted += answer.status == 200
                found.absent += answer.status == 404
                refused += answer.status == 500
            else:
                found.untouched += answer.status == 200
                found.disturbed += answer.status != 200
    with closing(sqlite3.connect(copy / "strongroom.db")) as database:
        found.quarantined += database.execute("select count(*) from backup where state = 'damaged'").fetchone()[0]
    found.refused += refused


PROOF = Proof(
    name="swaps",
    goal="G35",
    promise="No row, blob, version or fact on the disk can stand in for another.",
    round="manipulations",
    rounds=Rounds(ci=100, release=1000),
    hold=hold,
    controls=(Control("binding what is sealed to its place and facts", bound_to_nothing, Rounds(ci=24, release=96)),),
)
