"""Policy: an account that may not upload goes on uploading, as Android does, while the phones of others upload as always.

Windows of this flood stand between windows without it, in one run. The others offer a third of what the server bore from them before, at
fixed times whatever is answered: what the flood takes from them would be missing from what is stored in time. The flood is paced as well.
Its generator shares the machine with the server, and a closed loop would measure how much of the machine the generator takes. An iPhone
repeats a refused upload some thirty times a day; 600 a second are those of 1.7 million phones. Where the others kept less than is promised,
but chance may be why, there are more windows, and the middle one counts.

One in four of the flood's phones uploads as an iPhone does, without a login first. Between uploads they ask for `/config`, delete what they
have, and what they have not. What a refusal costs is counted in the server's processor time too, which hardly depends on what else the
machine does. The controls are a server that takes the uploads, and one that notes each refusal.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import secrets
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.pool import Pool
from pathlib import Path

from harness import waiting
from harness.ledger import backup_id, source
from harness.paced import AS_FAST_AS_IT_GOES, Window, leave_a_doubt, offered, percentile, share_kept
from harness.packaged import Login, Server, strongroom, weakened
from harness.phone import Answer, Broken, Phone, basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene

OTHERS = 6
OTHERS_BYTES = 16_384
FLOODERS = 4
FLOOD_BYTES = 65_536
FLOOD_RATE = 600.0
A_WINDOW = 2_000
"""Refused uploads in a window."""

MOST_MORE = 6
"""Windows that are made in doubt."""

FROM_BEFORE = 4
"""Backups that the account has from when it was allowed to: the first is to stay, the others are deleted in a window each."""

QUIET = 1.5
WARM_UP = 2.0
MEASURED_OVER = 1.5
"""More than the second within which a running server heeds a policy."""

SHARE_OF_MOST = 1 / 3
KEPT = 0.95
MOST_OF_STORING = 0.5
"""What a refusal may cost, of what it costs to store an upload of a quarter of the size; an eighth was usual."""

BETWEEN = 100
"""Uploads of a phone between two rounds of its other requests."""

GIVES_UP = 120.0
FORBIDDEN = "forbidden"
NAMED = re.compile(r"account (\S+) uploads although its uploads are refused")


@dataclass(frozen=True)
class Spell:
    """What the others saw for some seconds: how long each upload took that was stored in time, in ascending order, and all answers."""

    seconds: float
    taken: list[float]
    answers: Counter[str]

    @property
    def rate(self) -> float:
        return len(self.taken) / self.seconds


@dataclass(frozen=True)
class Flood:
    """Every answer that the forbidden account's phones got, and how long they took for that."""

    seconds: float
    uploads: Counter[str]
    challenges: Counter[str]
    between: Counter[str]


@dataclass
class Seen:
    """All of a run.

    The spells without the flood are one more than those within it, and stand before and after each. `refusing` is the time that the
    server had a processor for each refused upload, in seconds, by window; `storing` that for each stored one, without the flood.
    """

    most: float = 0.0
    storing: float = 0.0
    quiet: list[Spell] = field(default_factory=list)
    within: list[Spell] = field(default_factory=list)
    floods: list[Flood] = field(default_factory=list)
    refusing: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    named: int = 0

    @property
    def windows(self) -> list[Window]:
        return [Window(before.rate, within.rate) for before, within in zip(self.quiet, self.within)]

    def uploads(self) -> Counter[str]:
        return summed(flood.uploads for flood in self.floods)

    def only_refusals(self) -> bool:
        return set(self.uploads()) == {"403"}


def hold(scene: Scene) -> Outcome:
    return attack(scene, None)


def takes_them(scene: Scene) -> Outcome:
    return attack(scene, weakened("no-refused-uploads"))


def notes_each(scene: Scene) -> Outcome:
    return attack(scene, weakened("note-every-refusal"))


def attack(scene: Scene, command: list[str] | None) -> Outcome:
    each = min(scene.rounds, A_WINDOW)
    wanted = -(-scene.rounds // each)
    with Server(scene.directory / "data", command=command) as server, multiprocessing.Pool(2) as pool:
        run = Run(server, pool, each, scene.random("bodies").randbytes(FLOOD_BYTES))
        run.store_before()
        run.forbid_and_measure()
        while len(run.seen.floods) < wanted or run.may_tell_more(wanted):
            run.flood()
            if len(run.seen.floods) % 5 == 0:
                scene.say(f"{len(run.seen.floods)} windows: the others kept {share_kept(run.seen.windows):.1%}")
        run.look_afterwards()
    return judged(run.seen)


class Run:
    """One server, the others' load and the flood."""

    def __init__(self, server: Server, pool: Pool, each: int, body: bytes):
        self.server = server
        self.pool = pool
        self.each = each
        self.body = body
        self.forbidden, another = set_up(server)
        self.others = [basic(server.login()), basic(another)]
        self.rate = 0.0
        self.seen = Seen()

    def store_before(self) -> None:
        """Stores what the account has from the time when it was allowed to."""
        with Phone(self.server.url, source=source(4_000)) as phone:
            for number in range(FROM_BEFORE):
                status = phone.put(own(number), from_before(number), self.forbidden).status
                assert status == 201, f"an upload before the policy was answered {status}"

    def forbid_and_measure(self) -> None:
        """Sets the policy while the server gets warm, and measures what it bears, by the end of which it has heeded the policy."""
        warming = self.pool.apply_async(offer, (self.server.url, self.others, AS_FAST_AS_IT_GOES, WARM_UP))
        administer(self.server, "policy", "set", "th_safe_enable=false", "--account", FORBIDDEN, "--confirm", "1")
        warming.get(GIVES_UP)
        worked = self.server_time()
        most = self.offer(AS_FAST_AS_IT_GOES, MEASURED_OVER)
        assert most.taken, f"nothing was stored within {MEASURED_OVER} s: this machine has no time for this proof now"
        self.seen.most = most.rate
        self.seen.storing = (self.server_time() - worked) / len(most.taken)
        self.rate = self.seen.most * SHARE_OF_MOST
        self.seen.quiet.append(self.offer(self.rate, QUIET))

    def flood(self) -> None:
        seconds = self.each / FLOOD_RATE
        worked = self.server_time()
        others = self.pool.apply_async(offer, (self.server.url, self.others, self.rate, seconds))
        number = 1 + len(self.seen.floods)
        delete = own(number) if number < FROM_BEFORE else None
        flood = self.pool.apply(refused, (self.server.url, self.forbidden, self.body, self.each, delete))
        self.seen.within.append(others.get(GIVES_UP))
        within = self.server_time() - worked
        worked = self.server_time()
        self.seen.quiet.append(self.offer(self.rate, QUIET))
        quiet = self.server_time() - worked
        self.seen.floods.append(flood)
        self.seen.refusing.append((within - quiet / QUIET * seconds) / self.each)

    def may_tell_more(self, wanted: int) -> bool:
        seen = self.seen
        return leave_a_doubt(seen.windows, KEPT) and len(seen.floods) < wanted + MOST_MORE and seen.only_refusals()

    def offer(self, rate: float, seconds: float) -> Spell:
        return self.pool.apply(offer, (self.server.url, self.others, rate, seconds))

    def server_time(self) -> float:
        """Seconds for which the server had a processor so far."""
        fields = Path(f"/proc/{self.server.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def look_afterwards(self) -> None:
        """Looks at what is stored of the account, in its row and by reading, and at what the log says of it."""
        failures = self.seen.failures
        shown = json.loads(administer(self.server, "account", "show", FORBIDDEN, "--json"))
        left = FROM_BEFORE - min(FROM_BEFORE - 1, len(self.seen.floods))
        if shown["backups"] != left:
            failures.append(f"the account has {shown['backups']} backups, and not {left}")
        with Phone(self.server.url, source=source(4_001)) as phone:
            answer = phone.get(own(0))
            if (answer.status, answer.body) != (200, from_before(0)):
                failures.append(f"the backup from before was answered {answer.status}, or with other bytes")
            for number in range(1, FLOODERS):
                status = phone.get(fresh(number)).status
                if status != 404:
                    failures.append(f"a backup whose upload was refused was answered {status}")
        waiting.until(lambda: bool(NAMED.search(self.server.said())), 2)
        named = NAMED.findall(self.server.said())
        self.seen.named = len(named)
        if named != [shown["id"]]:
            failures.append(f"the log names accounts {len(named)} times, and not this one once")


def set_up(server: Server) -> tuple[str, Login]:
    """Adds the account that is going to be forbidden, which is a person's, and another one: the authorization of that, and its login."""
    forbidden = Login(FORBIDDEN, secrets.token_urlsafe(18))
    with ThreadPoolExecutor(1) as beside:
        adding = beside.submit(administer, server, "account", "add", FORBIDDEN, "--password-stdin", typed=forbidden.password + "\n")
        another = server.add_account("others")
        adding.result()
    return basic(forbidden), another


def administer(server: Server, *arguments: str, typed: str = "") -> str:
    ran = strongroom(*arguments, "--data", str(server.data), typed=typed)
    if ran.code:
        raise RuntimeError(f"{' '.join(arguments)} ended with {ran.code}: {ran.err}")
    return ran.out


def own(number: int) -> str:
    """The ID of a backup that the account has from before."""
    return backup_id(4_000, number)


def fresh(number: int) -> str:
    """The ID of a backup that the account never had."""
    return backup_id(4_001, number)


def from_before(number: int) -> bytes:
    return f"from before, number {number}. ".encode() * 40


def offer(url: str, authorizations: list[str], rate: float, seconds: float) -> Spell:
    """Has the others upload, each time other bytes."""
    answers: Counter[str] = Counter()
    body = os.urandom(OTHERS_BYTES - 16)

    def upload(phone: Phone, number: int, _: int) -> bool:
        backup = backup_id(4_010 + number, 0)
        status = status_of(lambda: phone.put(backup, os.urandom(16) + body, authorizations[number % len(authorizations)]))
        answers[status] += 1
        return status in ("201", "204")

    taken = offered(url, OTHERS, rate, seconds, upload, first_source=4_010, timeout=GIVES_UP)
    return Spell(seconds, taken, answers)


def refused(url: str, authorization: str, body: bytes, uploads: int, delete: str | None) -> Flood:
    """So many uploads, at fixed times or, if the server is slower than that, one after the other."""
    begun = time.monotonic()
    flooders = [Flooder(url, authorization, body, number, delete) for number in range(FLOODERS)]
    threads = [threading.Thread(target=flooder.work, args=(begun, uploads)) for flooder in flooders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Flood(
        time.monotonic() - begun, summed(one.uploads for one in flooders), summed(one.challenges for one in flooders),
        summed(one.between for one in flooders),
    )


class Flooder:
    """One phone of the forbidden account. The first uploads over a backup that there is, the last one like an iPhone."""

    def __init__(self, url: str, authorization: str, body: bytes, number: int, delete: str | None):
        self.phone = Phone(url, source=source(4_030 + number), timeout=GIVES_UP)
        self.authorization = authorization
        self.body = body
        self.number = number
        self.backup = fresh(number) if number else own(0)
        self.delete = delete
        self.is_iphone = number == FLOODERS - 1
        self.uploads: Counter[str] = Counter()
        self.challenges: Counter[str] = Counter()
        self.between: Counter[str] = Counter()

    def work(self, begun: float, uploads: int) -> None:
        with self.phone:
            for which in range(self.number, uploads, FLOODERS):
                time.sleep(max(0.0, begun + which / FLOOD_RATE - time.monotonic()))
                if which // FLOODERS % BETWEEN == 0:
                    self._ask_between(self.delete if which == 0 else None)
                self._upload()

    def _upload(self) -> None:
        if self.is_iphone:
            self.challenges[status_of(lambda: self.phone.put(self.backup, self.body))] += 1
        self.uploads[status_of(lambda: self.phone.put(self.backup, self.body, self.authorization))] += 1

    def _ask_between(self, delete: str | None) -> None:
        self._expect("config", "200", status_of(lambda: self.phone.config(self.authorization)))
        self._expect("delete of none", "404", status_of(lambda: self.phone.delete(backup_id(4_002, self.number), self.authorization)))
        if delete:
            self._expect("delete", "204", status_of(lambda: self.phone.delete(delete, self.authorization)))

    def _expect(self, what: str, wanted: str, status: str) -> None:
        self.between["as always" if status == wanted else f"{what} answered {status}"] += 1


def status_of(ask: Callable[[], Answer]) -> str:
    """The status of an answer, "broken" if there was none, and a mark on one that closes the connection, which no phone expects."""
    try:
        answer = ask()
        return f"{answer.status}{' and closed' * answer.closes}"
    except Broken:
        return "broken"


def summed(counters: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counter in counters:
        total += counter
    return total


def judged(seen: Seen) -> Outcome:
    uploads = seen.uploads()
    challenges = summed(flood.challenges for flood in seen.floods)
    between = summed(flood.between for flood in seen.floods)
    answers = summed(spell.answers for spell in [*seen.quiet, *seen.within])
    before_each, after_each = seen.quiet[:-1], seen.quiet[1:]
    kept = share_kept(seen.windows)
    refusing = statistics.median(seen.refusing)
    figures: dict[str, object] = {
        "uploads of the forbidden account": uploads.total(), "answered 403": uploads["403"],
        "challenged first, like an iPhone's": challenges["401"],
        "its other requests, answered as always": between["as always"],
        "refused a second": round(uploads.total() / sum(flood.seconds for flood in seen.floods)),
        "server's processor time to refuse one, ms": round(refusing * 1000, 2),
        "to store one, ms": round(seen.storing * 1000, 2),
        "others bore, a second": round(seen.most), "windows": len(seen.windows),
    }
    for title, spells in (("before", before_each), ("within", seen.within), ("after", after_each)):
        figures |= {
            f"others stored {title}, a second": round(statistics.median(spell.rate for spell in spells), 1),
            f"p50 {title}, ms": round(statistics.median(percentile(spell.taken, 0.5) for spell in spells) * 1000, 1),
            f"p99 {title}, ms": round(statistics.median(percentile(spell.taken, 0.99) for spell in spells) * 1000, 1),
        }
    figures |= {"share kept": round(kept, 3), "others answered other than 2xx": not_good(answers, "201", "204"), "named in the log": seen.named}
    failures = list(seen.failures)
    if not seen.only_refusals():
        failures.append(f"uploads of the forbidden account were answered {dict(uploads)}")
    if not_good(challenges, "401"):
        failures.append(f"uploads without a login were answered {dict(challenges)}")
    if not_good(between, "as always"):
        failures.append(f"other requests of the forbidden account were answered {dict(between)}")
    if not_good(answers, "201", "204"):
        failures.append(f"the others were answered {dict(answers)}")
    if kept < KEPT:
        failures.append(f"the others kept {kept:.1%} of what they stored a second")
    if refusing > MOST_OF_STORING * seen.storing:
        failures.append(f"to refuse an upload costs {refusing / seen.storing:.0%} of what it costs to store one")
    return Outcome(not failures, figures, failures)


def not_good(answers: Counter[str], *good: str) -> int:
    return sum(count for answer, count in answers.items() if answer not in good)


PROOF = Proof(
    name="refused",
    goal="policy",
    promise="However often an account uploads that must not, it gets 403, and others upload as if it did not.",
    round="refused uploads",
    rounds=Rounds(ci=10_000, release=100_000),
    hold=hold,
    controls=(
        Control("refusing uploads", takes_them, Rounds(ci=400, release=2_000)),
        Control("noting a refusal once a day", notes_each, Rounds(ci=400, release=2_000)),
    ),
    alone=True,
)
