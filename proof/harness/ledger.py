"""The clients' own book of what was acknowledged, and the judge who compares it with what the server returns.

An upload is acknowledged when its client has read a 2xx. After any accident, each backup must be the newest acknowledged one or a newer one
that was under way, byte for byte: never an older one, never a mixture, never absent (unless a delete was acknowledged or under way).
The book keeps SHA-256 of contents, not contents. Each ID has one writer at a time.
"""

from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from harness.phone import Answer, Broken, Phone

ABSENT = "absent"
"""What stands in the book for a backup that is not there."""

IDS_PER_SOURCE = 30
"""A source that asks for more absent IDs in a minute is throttled."""


@dataclass
class Entry:
    """What the clients know of one backup: the state acknowledged last, those under way since, and the ones before."""

    acknowledged: str = ABSENT
    under_way: list[str] = field(default_factory=list)
    earlier: set[str] = field(default_factory=set)


@dataclass
class Verdict:
    """How many backups were found as promised, and how the others were found."""

    ok: int = 0
    missing: int = 0
    old: int = 0
    torn: int = 0
    refused: int = 0

    @property
    def broken(self) -> int:
        return self.lost + self.refused

    @property
    def lost(self) -> int:
        """What was answered with something else than was promised; a refusal loses nothing."""
        return self.missing + self.old + self.torn

    def add(self, other: Verdict) -> None:
        self.ok += other.ok
        self.missing += other.missing
        self.old += other.old
        self.torn += other.torn
        self.refused += other.refused


class Ledger:
    """The book. Safe for threads as long as each ID is written by one of them at a time."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._lock = threading.Lock()
        self._has_power = True
        self.acknowledged = 0

    def power_is_gone(self) -> None:
        """From now on nobody is answered any more: what a client reads all the same, from a server that the cut left running, is no promise."""
        self._has_power = False

    def power_is_back(self) -> None:
        """To be called when every client has ended that was there before the cut."""
        self._has_power = True

    def begin(self, backup: str, state: str) -> None:
        """Notes that a change to `state` is about to be asked for."""
        with self._lock:
            self._entries.setdefault(backup, Entry()).under_way.append(state)

    def acknowledge(self, backup: str, state: str) -> None:
        """Notes that a 2xx for the change begun last was read; without power it stays under way."""
        with self._lock:
            if not self._has_power:
                return
            self._settle(self._entries[backup], state)
            self.acknowledged += 1

    def refuse(self, backup: str, state: str) -> None:
        """Notes that the change begun last was answered with a refusal, which promises that it did not happen."""
        with self._lock:
            self._entries[backup].under_way.remove(state)

    def settle(self, backup: str, state: str) -> None:
        """Takes what was found for the state from now on, so that a loss is counted once."""
        with self._lock:
            self._settle(self._entries[backup], state)

    @staticmethod
    def _settle(entry: Entry, state: str) -> None:
        entry.earlier.add(entry.acknowledged)
        entry.acknowledged = state
        entry.under_way = []

    def as_it_stands(self) -> Ledger:
        """A copy of the book: what holds for a copy of the store that is made later."""
        copied = Ledger()
        with self._lock:
            copied._entries = {
                backup: Entry(entry.acknowledged, list(entry.under_way), set(entry.earlier)) for backup, entry in self._entries.items()
            }
            copied.acknowledged = self.acknowledged
        return copied

    def backups(self) -> list[str]:
        with self._lock:
            return list(self._entries)

    def is_present(self, backup: str) -> bool:
        """Whether the newest acknowledged state is a backup, as far as the clients know."""
        with self._lock:
            entry = self._entries.get(backup)
            return entry is not None and entry.acknowledged != ABSENT

    def judge_one(self, backup: str, answer: Answer) -> Verdict:
        """Compares one answer to a GET with the book."""
        with self._lock:
            entry = self._entries[backup]
            if answer.status not in (200, 404):
                return Verdict(refused=1)
            found = ABSENT if answer.status == 404 else digest(answer.body)
            if found == entry.acknowledged or found in entry.under_way:
                self._settle(entry, found)
                return Verdict(ok=1)
            verdict = _kind_of_loss(entry, found)
            self._settle(entry, found)
            return verdict

    def judge(self, url: str, backups: Iterable[str] | None = None) -> Verdict:
        """Asks for every backup in the book and compares; what is found is taken for the state from then on. Raises Broken."""
        verdict = Verdict()
        phone: Phone | None = None
        for number, backup in enumerate(self.backups() if backups is None else backups):
            if phone is None or number % IDS_PER_SOURCE == 0:
                if phone is not None:
                    phone.close()
                phone = Phone(url, source=source(number // IDS_PER_SOURCE))
            verdict.add(self.judge_one(backup, phone.get(backup)))
        if phone is not None:
            phone.close()
        return verdict


def _kind_of_loss(entry: Entry, found: str) -> Verdict:
    if found == ABSENT:
        return Verdict(missing=1)
    return Verdict(old=1) if found in entry.earlier else Verdict(torn=1)


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def source(number: int) -> str:
    """The number-th loopback address that clients may come from, each in a /24 of its own."""
    return f"127.{1 + number // 256 % 250}.{number % 256}.1"


@dataclass(frozen=True)
class Mix:
    """What uploaders do: how many IDs each has, how often a delete comes, how large bodies are in bytes."""

    ids_each: int = 4
    deletes: float = 0.05
    small: tuple[int, int] = (40, 40_000)
    large: tuple[int, int] = (40_000, 512 * 1024)
    share_of_large: float = 0.1

    def body(self, choice: random.Random) -> bytes:
        low, high = self.large if choice.random() < self.share_of_large else self.small
        return choice.randbytes(choice.randint(low, high))


class Uploaders:
    """Phones that upload, overwrite and delete at the same time until they are told to stop or the server is gone.

    Each has IDs of its own, so that the order of what it was told is known. `authorization` is None for a server without logins.
    A refusal with one of `tolerated` (such as 503 or 507) is noted and gone past; any other unexpected answer is a failure.
    """

    def __init__(
        self,
        ledger: Ledger,
        url: str,
        authorization: str | None,
        choice: random.Random,
        *,
        count: int = 16,
        mix: Mix = Mix(),
        tolerated: frozenset[int] = frozenset(),
        after_acknowledgement: Callable[[], None] | None = None,
    ):
        self.ledger = ledger
        self.url = url
        self.authorization = authorization
        self.mix = mix
        self.tolerated = tolerated
        self.failures: list[str] = []
        self.refusals: dict[int, int] = {}
        self.acknowledged = 0
        self._after = after_acknowledgement
        self._stop = threading.Event()
        self._moved = threading.Condition()
        self._threads = [
            threading.Thread(target=self._upload, args=(number, choice.randbytes(16)), daemon=True) for number in range(count)
        ]

    def start(self) -> Uploaders:
        for thread in self._threads:
            thread.start()
        return self

    def wait_for(self, acknowledgements: int, deadline: float = 60.0) -> bool:
        """Waits until so many changes were acknowledged; False if they were not in time or every uploader has ended."""
        with self._moved:
            return self._moved.wait_for(lambda: self.acknowledged >= acknowledgements or not self._any_alive(), deadline)

    def _any_alive(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def stop(self) -> None:
        """Lets each uploader end after its present request, and waits for them."""
        self._stop.set()
        self.join()

    def join(self) -> None:
        """Waits until every uploader has ended, as they do by themselves when the server is gone."""
        for thread in self._threads:
            thread.join()

    def _upload(self, number: int, seed: bytes) -> None:
        choice = random.Random(seed)
        try:
            with Phone(self.url, source=source(200 + number)) as phone:
                while not self._stop.is_set():
                    self._change_one(phone, choice, number)
        except Broken:
            pass  # The server is gone: what was under way is neither acknowledged nor refused.
        finally:
            with self._moved:
                self._moved.notify_all()

    def _change_one(self, phone: Phone, choice: random.Random, number: int) -> None:
        backup = backup_id(number, choice.randrange(self.mix.ids_each))
        if choice.random() < self.mix.deletes and self.ledger.is_present(backup):
            self.ledger.begin(backup, ABSENT)
            self._note(backup, ABSENT, phone.delete(backup, self.authorization))
            return
        body = self.mix.body(choice)
        state = digest(body)
        self.ledger.begin(backup, state)
        self._note(backup, state, phone.put(backup, body, self.authorization))

    def _note(self, backup: str, state: str, answer: Answer) -> None:
        if answer.status in (200, 201, 204):
            self.ledger.acknowledge(backup, state)
            if self._after:
                self._after()
            with self._moved:
                self.acknowledged += 1
                self._moved.notify_all()
            return
        with self._moved:
            self.refusals[answer.status] = self.refusals.get(answer.status, 0) + 1
        if answer.status in self.tolerated:
            # These may come after the change was handed over, so it stays possible.
            if answer.status not in (500, 503):
                self.ledger.refuse(backup, state)
        else:
            self.failures.append(f"a change was answered with {answer.status}")


def backup_id(uploader: int, which: int) -> str:
    """A backup ID of an uploader: 64 hexadecimal digits."""
    return hashlib.sha256(f"backup {uploader} {which}".encode()).hexdigest()
