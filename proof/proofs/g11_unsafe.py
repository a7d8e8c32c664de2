"""G11: set-ups that would lose or show what they keep are refused at the start, each with an exit code and one line that says the remedy.

Each `Trap` spoils a good store in one way and says which words of the remedy must be in the line. The control is the same list with every
set-up mended as its line says: then each must start, and the attack's own judgement finds that nothing is refused.
"""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from harness.certificate import self_signed
from harness.packaged import DidNotStart, Server
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene
from harness.remote import mounted_like_sshfs

NOBODY = 65534
DATABASE = "strongroom.db"


@dataclass
class SetUp:
    """What a server is to be started with."""

    data: Path
    beside: Path
    extra: tuple[str, ...] = ()
    port: int = 0

    @property
    def key(self) -> Path:
        return self.data / "key"


Spoil = Callable[[SetUp, bool], AbstractContextManager[None]]


def hold(scene: Scene) -> Outcome:
    return start_all(scene, spoiled=True)


def mended(scene: Scene) -> Outcome:
    tried = start_all(scene, spoiled=False)
    assert tried.figures["started"] == len(TRAPS), tried.failures
    return tried


def start_all(scene: Scene, spoiled: bool) -> Outcome:
    good = scene.directory / "good"
    Server(good).stop()
    refused, started, failures = 0, 0, []
    for number, trap in enumerate(TRAPS):
        beside = scene.directory / f"trap-{number}"
        beside.mkdir()
        set_up = SetUp(beside / "data", beside)
        shutil.copytree(good, set_up.data)
        with trap.spoil(set_up, spoiled):
            said = try_to_start(set_up)
        if said is None:
            started += 1
        elif complaint := trap.complaint(said):
            failures.append(f"{trap.spoil.__name__}: {complaint}: {said.log[-400:]!r}")
        else:
            refused += 1
    figures = {"set-ups": len(TRAPS), "refused in one line with the remedy": refused, "started": started}
    return Outcome(refused == len(TRAPS) and not failures, figures, failures)


def try_to_start(set_up: SetUp) -> DidNotStart | None:
    try:
        with Server(set_up.data, extra=set_up.extra, port=set_up.port, log=set_up.beside / "server.log"):
            return None
    except DidNotStart as refusal:
        return refusal


@dataclass(frozen=True)
class Trap:
    """A way to spoil a set-up; `code` is the exit code and `remedy` words that the one line must have."""

    spoil: Spoil
    code: int
    remedy: str

    def complaint(self, refusal: DidNotStart) -> str:
        if refusal.code != self.code:
            return f"ended with {refusal.code}, not {self.code}"
        if len(refusal.log.strip().splitlines()) != 1:
            return "said more or less than one line"
        return "" if self.remedy in refusal.log else f"does not say {self.remedy!r}"


@contextmanager
def key_for_all_to_read(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    set_up.key.chmod(0o644 if spoiled else 0o600)
    yield


@contextmanager
def no_key(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    copy = set_up.beside / "key"
    set_up.key.rename(copy)
    if not spoiled:
        set_up.extra = ("--key", str(copy))
    yield


@contextmanager
def wrong_key(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    if spoiled:
        another = set_up.beside / "another"
        Server(another).stop()
        shutil.copy(another / "key", set_up.key)
    yield


@contextmanager
def broken_key(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    lines = set_up.key.read_text().splitlines(keepends=True)
    if spoiled:
        set_up.key.write_text("".join(lines[:-1]))
    yield


@contextmanager
def second_instance(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    if not spoiled:
        Server(set_up.data, log=set_up.beside / "first.log").stop()
        yield
        return
    with Server(set_up.data, log=set_up.beside / "first.log"):
        yield


def change_database(set_up: SetUp, *statements: str) -> None:
    """Each statement is a transaction of its own."""
    with closing(sqlite3.connect(set_up.data / DATABASE, isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)


@contextmanager
def newer_schema(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    if spoiled:
        change_database(set_up, "insert into schema_version (version, checksum) values (99, 'of a later program')")
    yield


@contextmanager
def database_of_another_program(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    if spoiled:
        (set_up.data / DATABASE).unlink()
        change_database(set_up, "create table cats (name text)", "insert into cats values ('Minka')")
        (set_up.data / DATABASE).chmod(0o600)
    yield


@contextmanager
def unsafe_database(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    """A file that cannot be had with the settings that keep what is acknowledged."""
    if spoiled:
        change_database(set_up, "pragma auto_vacuum = none", "vacuum")
    yield


@contextmanager
def damaged_key_in_the_database(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    if spoiled:
        change_database(set_up, "update wrapped_key set wrapped = zeroblob(61) where purpose = 'secrets'")
    yield


@contextmanager
def of_another_user(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    if spoiled:
        os.chown(set_up.data, NOBODY, NOBODY)
    yield


@contextmanager
def read_only_disk(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    subprocess.run(["mount", "--bind", str(set_up.data), str(set_up.data)], check=True)
    try:
        if spoiled:
            subprocess.run(["mount", "-o", "remount,bind,ro", str(set_up.data)], check=True)
        yield
    finally:
        subprocess.run(["umount", str(set_up.data)], check=True)


@contextmanager
def network_file_system(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    if not spoiled:
        yield
        return
    with mounted_like_sshfs(set_up.beside / "remote") as directory:
        set_up.data = directory
        yield


@contextmanager
def certificate_without_its_key(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    good, other = self_signed(set_up.beside / "good"), self_signed(set_up.beside / "other")
    set_up.extra = ("--tls-cert", str(good.certificate), "--tls-key", str(other.key if spoiled else good.key))
    yield


@contextmanager
def broken_certificate(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    good = self_signed(set_up.beside / "good")
    if spoiled:
        good.certificate.write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    set_up.extra = ("--tls-cert", str(good.certificate), "--tls-key", str(good.key))
    yield


@contextmanager
def certificate_key_for_all_to_read(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    good = self_signed(set_up.beside / "good")
    good.key.chmod(0o644 if spoiled else 0o600)
    set_up.extra = ("--tls-cert", str(good.certificate), "--tls-key", str(good.key))
    yield


@contextmanager
def port_in_use(set_up: SetUp, spoiled: bool) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        set_up.port = taken.getsockname()[1] if spoiled else 0
        yield


TRAPS = (
    Trap(key_for_all_to_read, 1, "chmod 600"),
    Trap(no_key, 1, "--key"),
    Trap(wrong_key, 1, "key"),
    Trap(broken_key, 1, "copy"),
    Trap(second_instance, 1, "stop it first"),
    Trap(newer_schema, 1, "newer"),
    Trap(database_of_another_program, 1, "snapshot"),
    Trap(unsafe_database, 1, "snapshot"),
    Trap(damaged_key_in_the_database, 1, f"{DATABASE} is not a database of ours, or it is damaged; put back a snapshot"),
    Trap(of_another_user, 1, "sudo -u nobody"),
    Trap(read_only_disk, 1, "write"),
    Trap(network_file_system, 1, "local"),
    Trap(certificate_without_its_key, 1, "does not belong to the certificate"),
    Trap(broken_certificate, 1, "certificate"),
    Trap(certificate_key_for_all_to_read, 1, "chmod o-rwx"),
    Trap(port_in_use, 1, "--listen"),
)

PROOF = Proof(
    name="unsafe",
    goal="G11",
    promise="A set-up that would lose or show what it keeps is refused at the start, with an exit code and one line that says the remedy.",
    round="set-ups",
    rounds=Rounds(ci=len(TRAPS), release=len(TRAPS)),
    hold=hold,
    controls=(Control("any fault in the set-ups (each mended as it was told)", mended),),
    needs=Needs(root=True, packages={"openssl": "openssl"}),
)
