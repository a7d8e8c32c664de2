"""A thief who has stolen what a server wrote, knows the right Threema IDs and the right passwords, and tries to confirm them.

The price of a stolen store is whether a guessed password can be confirmed with it (reliability G34). `derive` makes of a guess what the app
makes of it. `Loot` is what was stolen. `Thief.confirmed` says for which guesses the loot shows that they are right: an unkeyed or keyed
hash of the backup ID in any spelling anywhere in the stolen bytes, or stored bytes that open under a key made from the guess. With
`with_keyring` it does what the documented sealing says, without any code of the server's.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from harness import aes_gcm

DERIVERS = 2
LABELS = (b"", b"strongroom/v1/lookup", b"strongroom/v1/wrap", b"strongroom/v1/row", b"strongroom/v1/blob", b"strongroom/v1/wrapped")
PREFIX = 6
OPENED = 20
NO_TENANT = bytes(16)
BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Person:
    """A Threema ID with the password of its backup: what the thief guesses."""

    identity: str
    password: str


@dataclass(frozen=True)
class Guess:
    """What scrypt makes of a person: the backup ID and the key of the backup's own encryption."""

    backup: bytes
    key: bytes


def derive(person: Person) -> Guess:
    made = hashlib.scrypt(
        person.password.encode(), salt=person.identity.encode("ascii"), n=65536, r=8, p=1, maxmem=128 << 20, dklen=64,
    )
    return Guess(made[:32], made[32:])


def derive_all(people: Iterable[Person]) -> list[Guess]:
    """Each guess costs one scrypt, so there are processes for it."""
    with get_context("spawn").Pool(DERIVERS) as pool:
        return pool.map(derive, people)


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")


def hkdf(secret: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256 (RFC 5869) without a salt, 32 bytes."""
    return hmac_sha256(hmac_sha256(bytes(32), secret), info + b"\x01")


def spellings(value: bytes) -> Iterator[bytes]:
    """The forms in which bytes are commonly written down."""
    yield value
    yield value[::-1]
    yield value.hex().encode()
    yield value.hex().upper().encode()
    yield base64.b64encode(value).rstrip(b"=")
    yield base64.urlsafe_b64encode(value).rstrip(b"=")


def unkeyed(guess: Guess) -> Iterator[bytes]:
    """What a store without a key could know a backup by: the ID, a half of it, or a hash."""
    name = guess.backup.hex().encode()
    for value in (guess.backup, guess.backup[:16], guess.backup[16:], guess.key):
        yield from spellings(value)
    for content in (guess.backup, name, name.upper(), guess.key, guess.backup + guess.key, b"backups/" + name, b"/backups/" + name):
        for algorithm in ("md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b"):
            yield from spellings(hashlib.new(algorithm, content).digest()[:32])
    for label in LABELS:
        for secret, message in ((label, guess.backup), (guess.backup, label)):
            yield hmac_sha256(secret, message)
            yield hkdf(secret, message)


class Loot:
    """Stolen files: their bytes, and all values in every database among them, each with its log if that was stolen, and without."""

    def __init__(self, directories: Iterable[Path], *, scratch: Path):
        self.files = sorted(file for directory in directories for file in directory.rglob("*") if file.is_file())
        self.bytes = sum(file.stat().st_size for file in self.files)
        self.values: set[bytes] = set()
        self.keys: set[bytes] = set()
        self.wrapped: list[tuple[str, bytes, int, str, bytes]] = []
        self.lookups: set[bytes] = set()
        self.blobs: dict[bytes, bytes] = {}
        for counted, file in enumerate(self.files):
            if file.read_bytes()[:15] == b"SQLite format 3":
                for with_log in (True, False):
                    self._open(file, with_log, scratch / f"{counted}-{with_log}.db")

    def _open(self, file: Path, with_log: bool, copy: Path) -> None:
        copy.write_bytes(file.read_bytes())
        log = file.with_name(file.name + "-wal")
        if with_log and log.exists():
            copy.with_name(copy.name + "-wal").write_bytes(log.read_bytes())
        database = sqlite3.connect(copy)
        try:
            self._take(database)
        except sqlite3.DatabaseError:
            pass  # Without its log a database may be torn; its bytes are searched all the same.
        finally:
            database.close()

    def _take(self, database: sqlite3.Connection) -> None:
        for (table,) in database.execute("select name from sqlite_master where type = 'table'").fetchall():
            for row in database.execute(f"select * from {table}"):
                values = [value.encode() if isinstance(value, str) else value for value in row if isinstance(value, str | bytes)]
                self.values.update(value for value in values if len(value) <= 128)
                if table in ("wrapped_key", "tenant", "confirmed_key"):
                    self.keys.update(part for value in values for part in [value, *windows(value, 32)])
        self.wrapped += database.execute("select purpose, tenant, generation, keyring_id, wrapped from wrapped_key").fetchall()
        for lookup, tenant, handle, revision, blob in database.execute(
            "select r.lookup, r.tenant, r.handle, r.revision, s.bytes from revision r join sealed s using (handle, revision)"
        ):
            self.lookups.add(lookup)
            self.blobs[blob] = canonical(b"strongroom/v1/blob", number(1), tenant, handle, number(revision))


def windows(value: bytes, length: int) -> Iterator[bytes]:
    return (value[at:at + length] for at in range(len(value) - length + 1))


class Thief:
    """Tries every way he knows for each guess."""

    def __init__(self, loot: Loot):
        aes_gcm.check()
        self.loot = loot
        self.tries = 0

    def confirmed(self, guesses: list[Guess]) -> set[int]:
        """The numbers of the guesses that the loot shows to be right."""
        return self._by_hash(guesses) | self._by_key_in_the_loot(guesses) | self._by_opening(guesses)

    def with_keyring(self, guesses: list[Guess], keyring: str) -> set[int]:
        """The numbers of the guesses that the loot together with the keyring's file shows to be right."""
        lookups = {hkdf(key, b"strongroom/v1/lookup") for key in tenant_keys(self.loot.wrapped, read_keyring(keyring))}
        return {
            guessed for guessed, guess in enumerate(guesses)
            if any(hmac_sha256(key, guess.backup) in self.loot.lookups for key in lookups)
        }

    def _by_hash(self, guesses: list[Guess]) -> set[int]:
        """Looks for everything that follows from the guesses alone, or with one of the store's few keys, in every stolen byte."""
        sought: dict[bytes, list[tuple[int, bytes]]] = {}
        for guessed, guess in enumerate(guesses):
            for needle in (*unkeyed(guess), *self._keyed(guess, self.loot.keys)):
                self.tries += 1
                sought.setdefault(needle[:PREFIX], []).append((guessed, needle))
        found = set()
        for file in self.loot.files:
            name = file.name.encode() + b"\n"
            found |= _found(sought, name + file.read_bytes())
        return found

    def _by_key_in_the_loot(self, guesses: list[Guess]) -> set[int]:
        """Takes every value of the databases for the key, and looks for what comes of it among their values."""
        found = set()
        for guessed, guess in enumerate(guesses):
            for hashed in self._keyed(guess, self.loot.values):
                self.tries += 1
                if hashed in self.loot.values:
                    found.add(guessed)
        return found

    @staticmethod
    def _keyed(guess: Guess, keys: Iterable[bytes]) -> Iterator[bytes]:
        name = guess.backup.hex().encode()
        for key in keys:
            yield hmac_sha256(key, guess.backup)
            yield hmac_sha256(key, name)
            yield hmac_sha256(guess.backup, key)
            yield hashlib.sha256(key + guess.backup).digest()
            yield hashlib.sha256(guess.backup + key).digest()

    def _by_opening(self, guesses: list[Guess]) -> set[int]:
        """Tries to open all stored bytes under keys that follow from a guess; for the first guesses, since Python is slow at AES."""
        found = set()
        for guessed, guess in enumerate(guesses[:OPENED]):
            for key in (guess.backup, guess.key, hashlib.sha256(guess.backup).digest(), hkdf(b"", guess.backup)):
                for blob, context in self.loot.blobs.items():
                    self.tries += 1
                    if aes_gcm.open_gcm(key, blob[1:13], blob[13:], context) is not None:
                        found.add(guessed)
        return found


def _found(sought: dict[bytes, list[tuple[int, bytes]]], hay: bytes) -> set[int]:
    found = set()
    for at in range(len(hay) - PREFIX + 1):
        for guessed, needle in sought.get(hay[at:at + PREFIX], ()):
            if hay.startswith(needle, at):
                found.add(guessed)
    return found


def read_keyring(text: str) -> dict[str, bytes]:
    """The keys of a keyring's file by their fingerprints. Raises ValueError if one is not what its fingerprint says."""
    keys = {}
    for fingerprint, groups in re.findall(r"^key ([0-9a-f]{16}) \S+\n((?:[^\n]+\n){2})", text, re.MULTILINE):
        key = b"".join(_group(group) for group in groups.split())
        if hashlib.sha256(b"strongroom/v1/keyring" + key).hexdigest()[:16] != fingerprint:
            raise ValueError(f"key {fingerprint} was misread")
        keys[fingerprint] = key
    return keys


def _group(group: str) -> bytes:
    """Four bytes of a key, and one that checks them and is left out."""
    bits = 0
    for digit in group.replace("-", ""):
        bits = bits << 5 | BASE32.index(digit)
    return bits.to_bytes(5, "big")[:4]


def tenant_keys(wrapped: Iterable[tuple[str, bytes, int, str, bytes]], keyring: dict[str, bytes]) -> set[bytes]:
    """Opens the tenants' wrapped keys. Raises ValueError if one does not open."""
    found = set()
    for purpose, tenant, generation, keyring_id, closed in wrapped:
        if purpose == "tenant":
            owner = b"" if tenant == NO_TENANT else tenant
            context = canonical(b"strongroom/v1/wrapped", purpose.encode(), owner, number(generation), keyring_id.encode())
            key = aes_gcm.open_gcm(keyring[keyring_id], closed[1:13], closed[13:], context)
            if key is None:
                raise ValueError("a wrapped key does not open")
            found.add(key)
    return found


def canonical(*parts: bytes) -> bytes:
    """Every part behind its length."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def number(value: int) -> bytes:
    return value.to_bytes(8, "big")
