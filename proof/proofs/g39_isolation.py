"""G39: tenants, accounts and owners, in sequences of random depth, compared with a model of the product page.

Every answer's status and every stored byte must be the model's, and a backup of another tenant must look like one that never was: the same
status, headers and body. The controls are servers that let any tenant's account in, and that let anybody replace and delete.
"""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from harness.ledger import source
from harness.packaged import Login, Server, strongroom, weakened
from harness.phone import Answer, Broken, Phone, basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene
from harness.tenants import Account, Asked, Expected, Model, Standing, Tenant

DEEPEST = 12
THREADS = 4

TENANTS = (
    Tenant("default", ("", "/default")),
    Tenant("acme", ("/acme", "/webdav/threema/safe"), ("acme.example.org",), restore_login=True, strict=True),
    Tenant("borg", ("/borg", "/deep/er/and/deeper"), ("safe.borg.example", "old.borg.example"), strict=True),
    Tenant("commons", ("/commons",), ("commons.example.org",), login_open=True),
)
NOWHERE = ("/nobody", "/acm", "/webdav/threema", "/acme/borg", "/default/acme")
NOISE = ("/xx", "/4f", "/A0", "/%7BbackupIdPrefix8%7D", "/")
HOSTS = ("127.0.0.1", "elsewhere.example", *(host for tenant in TENANTS for host in tenant.hosts), "ACME.example.org")


def accounts(first: Login) -> tuple[Account, ...]:
    """The first login, and accounts of which some have the same name in several tenants."""
    return (
        Account("default", first.user, first.password), Account("default", "anna", "of anna at home"),
        Account("default", "gone", "of gone at home", "personal", Standing.DISABLED),
        Account("acme", "anna", "of anna at work"), Account("acme", "bert", "of bert at work"),
        Account("acme", "kiosk", "of all at work", "shared"),
        Account("acme", "gone", "of gone at work", "personal", Standing.DISABLED),
        Account("acme", "late", "of late at work", "personal", Standing.EXPIRED),
        Account("borg", "seven", "seven of nine", "personal"), Account("borg", "eight", "eight of nine", "shared"),
    )


@dataclass
class Seen:
    """What all sequences came to. `looks` has, for each kind of refusal, every way in which it was answered."""

    requests: int = 0
    bytes_compared: int = 0
    deviations: list[str] = field(default_factory=list)
    looks: dict[tuple[str, int], set[tuple[object, ...]]] = field(default_factory=dict)
    statuses: dict[int, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


def hold(scene: Scene) -> Outcome:
    return attack(scene, None)


def every_tenant_lets_in(scene: Scene) -> Outcome:
    return attack(scene, weakened("no-tenant-check"))


def everybody_owns(scene: Scene) -> Outcome:
    return attack(scene, weakened("no-ownership-check"))


def attack(scene: Scene, command: list[str] | None) -> Outcome:
    data = scene.directory / "data"
    with Server(data, command=command) as server:
        known = accounts(server.login())
        set_up(data, known)
        seen = Seen()
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(lambda number: one_sequence(scene, server.url, known, number, seen), range(scene.rounds)))
    several = {kind: looks for kind, looks in seen.looks.items() if len(looks) > 1}
    failures = seen.deviations + [f"{status} to {method} looks in {len(looks)} ways" for (method, status),
        looks in several.items()]
    figures = {
        "sequences": scene.rounds, "requests": seen.requests, "bytes compared": seen.bytes_compared,
        "deviations": len(seen.deviations),
        "refusals told apart": len(several), "statuses": " ".join(f"{status}:{count}" for status,
        count in sorted(seen.statuses.items())),
    }
    return Outcome(not failures, figures, failures)


def set_up(data: Path, known: tuple[Account, ...]) -> None:
    """Brings about the model's tenants and accounts by commands."""
    for tenant in TENANTS[1:]:
        run(data, "tenant", "add", tenant.slug)
    for tenant in TENANTS:
        run(data, "tenant", "set", tenant.slug, *settings(tenant))
    for account in known[1:]:
        run(data, "account", "add", account.name, "--tenant", account.tenant, f"--{account.kind}", "--password-stdin",
            typed=account.password + "\n")
        if account.standing is Standing.DISABLED:
            run(data, "account", "disable", account.name, "--tenant", account.tenant)
        if account.standing is Standing.EXPIRED:
            run(data, "account", "set", account.name, "expires=2001-01-01T00:00:00Z", "--tenant", account.tenant)


def settings(tenant: Tenant) -> list[str]:
    paths = [path.strip("/") for path in tenant.paths if path.count("/") > 1]
    return [
        f"login={'open' if tenant.login_open else 'required'}",
        f"restore-login={'required' if tenant.restore_login else 'open'}",
        f"ownership={'strict' if tenant.strict else 'follow'}", "max-backups-per-account=none",
        *(["max-backups=1000000"] if tenant.login_open else []),
        *([f"path={','.join(paths)}"] if paths else []), *([f"host={','.join(tenant.hosts)}"] if tenant.hosts else []),
    ]


def run(data: Path, *arguments: str, typed: str = "") -> None:
    ran = strongroom(*arguments, "--data", str(data), typed=typed)
    assert ran.code == 0, f"{arguments[:2]}: {ran.err}"


def one_sequence(scene: Scene, url: str, known: tuple[Account, ...], number: int, seen: Seen) -> None:
    """Asks a random sequence about two IDs of its own, and at the end for every byte that is stored under them."""
    choice = scene.random("sequence", number)
    ids = [choice.randbytes(32).hex() for _ in range(2)]
    model = Model(TENANTS, known)
    story: list[str] = []
    met = choice.sample(TENANTS, 2)
    for _ in range(choice.randint(1, DEEPEST)):
        asked = drawn(choice, choice.choices((*met, choice.choice(TENANTS)), (70, 20, 10))[0], known, ids)
        story.append(f"{asked.method} {asked.host} {asked.prefix} {'config' if asked.backup is None else ids.index(asked.backup)} by {asked.user}")
        if not compare(url, number, model.answer(asked), asked, seen, story):
            return
    for tenant in TENANTS:
        reader = next((account for account in known if account.tenant == tenant.slug), None)
        for backup in ids:
            asked = Asked("GET", "127.0.0.1", f"/{tenant.slug}", backup, reader.name if reader else None,
                reader.password if reader else "")
            story.append(f"what {tenant.slug} keeps of {ids.index(backup)}")
            if not compare(url, number, model.answer(asked), asked, seen, story):
                return


def drawn(choice: random.Random, tenant: Tenant, known: tuple[Account, ...], ids: list[str]) -> Asked:
    """A request by anybody for anything, most likely for the tenant's, so that it meets what is there."""
    host = "127.0.0.1" if choice.random() < 0.75 else choice.choice(HOSTS)
    prefix = choice.choice(tenant.paths) if choice.random() < 0.9 else choice.choice(NOWHERE)
    prefix += choice.choice(NOISE) if choice.random() < 0.2 else ""
    asker = choice.choice([account for account in known if account.tenant == tenant.slug] or known) if choice.random() < 0.8 else choice.choice(known)
    user: str | None = asker.name if choice.random() < 0.9 else asker.name.upper()
    password = asker.password
    if choice.random() < 0.05:
        password = "a wrong password"
    if choice.random() < 0.05:
        user = None
    method = choice.choices(("PUT", "GET", "DELETE", "HEAD", "POST"), (45, 20, 20, 10, 3))[0]
    backup = choice.choices((*ids, None), (75, 20, 5))[0]
    body = choice.randbytes(choice.randint(40,
        3000) if choice.random() < 0.95 else choice.randrange(40)) if method in ("PUT", "POST") else b""
    return Asked(method, host, prefix, backup, user, password, body)


def compare(url: str, number: int, expected: Expected, asked: Asked, seen: Seen, story: list[str]) -> bool:
    try:
        answer = ask(url, source(number), asked)
    except Broken:
        answer = Answer(0, {}, b"")
    wrong = answer.status != expected.status or (expected.content is not None and answer.body != expected.content)
    with seen.lock:
        seen.requests += 1
        seen.bytes_compared += len(expected.content or b"")
        seen.statuses[answer.status] = seen.statuses.get(answer.status, 0) + 1
        if answer.status in (401, 404):
            look = (*sorted((name, value) for name, value in answer.headers.items() if name not in ("x-request-id",
                "date")), answer.body)
            seen.looks.setdefault((asked.method, answer.status), set()).add(look)
        if wrong:
            bytes_differ = " and other bytes" if answer.status == expected.status else ""
            seen.deviations.append(f"sequence {number}: {answer.status}{bytes_differ} instead of {expected.status} to the last of: {'; '.join(story)}")
    return not wrong


def ask(url: str, address: str, asked: Asked) -> Answer:
    with Phone(url, source=address) as phone:
        headers = {"Content-Type": "application/octet-stream"} if asked.body else {}
        if asked.user is not None:
            headers["Authorization"] = basic(Login(asked.user, asked.password))
        path = f"{asked.prefix}/config" if asked.backup is None else f"{asked.prefix}/backups/{asked.backup}"
        if asked.host != phone.host:
            phone.authority = asked.host
        return phone.ask(asked.method, path, headers=headers,
            body=asked.body if asked.method in ("PUT", "POST") else None)


PROOF = Proof(
    name="isolation",
    goal="G39",
    promise="Whoever asks for whatever in whichever order gets what the product page says, and another tenant's backup looks like none.",
    round="sequences of up to 12 requests",
    rounds=Rounds(ci=200, release=5000),
    hold=hold,
    controls=(
        Control("a tenant's logins being its own", every_tenant_lets_in, Rounds(ci=100, release=300)),
        Control("owners", everybody_owns, Rounds(ci=100, release=300)),
    ),
)
