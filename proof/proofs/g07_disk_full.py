"""G7: a disk of 64 MiB is filled by somebody else's file, first to below the mark and then to the last byte, and emptied again.

Below the mark uploads get 507 while everything else works, because the mark keeps room for the log. With no byte left reads and logins
work; what must write to the disk says that it cannot. Once there is room uploads work within five seconds, by the same process. The
control is the server without the mark: it lets phones fill the disk to the last byte, so that nothing is left for deletes.
"""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import contextmanager
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from harness.ledger import ABSENT, Ledger, Verdict, backup_id, digest
from harness.packaged import Server, strongroom, weakened
from harness.phone import Phone, basic
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene

MIB = 1 << 20
DISK = 64 * MIB
MARKS = {"STRONGROOM_STORAGE_MIN_FREE_DISK": "12MiB", "STRONGROOM_STORAGE_LOW_WATER_MARK": "14MiB"}
BELOW_THE_MARK = 11 * MIB
BACK_WITHIN = 5.0
IDS = 12
BODY = (1_000, 200_000)
MOST_UPLOADS = 600


@dataclass
class Seen:
    """What was answered, by stage and question."""

    answers: dict[str, dict[int, int]] = field(default_factory=dict)
    slowest_return: float = 0.0
    not_back: int = 0
    failures: list[str] = field(default_factory=list)

    def note(self, what: str, status: int) -> None:
        statuses = self.answers.setdefault(what, {})
        statuses[status] = statuses.get(status, 0) + 1

    def only(self, what: str, *allowed: int) -> None:
        """Notes a failure if anything else was answered, or nothing was asked."""
        statuses = self.answers.get(what, {})
        if not statuses or set(statuses) - set(allowed):
            self.failures.append(f"{what}: {statuses or 'never asked'}, not only {allowed}")


class Disk:
    """The full disk: who fills it is not the server."""

    def __init__(self, place: Path):
        self.place = place
        self.filler = place / "filler"

    def free(self) -> int:
        state = os.statvfs(self.place)
        return state.f_bavail * state.f_frsize

    def fill(self, leave: int) -> None:
        with open(self.filler, "ab") as file:
            size = self.filler.stat().st_size + max(0, self.free() - leave)
            os.posix_fallocate(file.fileno(), 0, size)

    def empty(self) -> None:
        self.filler.unlink()


@contextmanager
def small_disk(scene: Scene) -> Iterator[Disk]:
    place = scene.directory / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=700", "tmpfs", str(place)], check=True)
    try:
        yield Disk(place)
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def hold(scene: Scene) -> Outcome:
    return fill_and_empty(scene, None)


def without_the_mark(scene: Scene) -> Outcome:
    return fill_and_empty(scene, weakened("no-low-water-mark"))


def fill_and_empty(scene: Scene, command: list[str] | None) -> Outcome:
    seen, ledger, verdict = Seen(), Ledger(), Verdict()
    log = scene.directory / "server.log"
    with small_disk(scene) as disk, Server(disk.place / "data", environment=MARKS, command=command, log=log) as server:
        authorization = basic(server.login())
        for number in range(scene.rounds):
            one_cycle(scene, number, disk, server, authorization, ledger, seen)
        if not server.is_alive():
            seen.failures.append("the server has ended")
        verdict.add(ledger.judge(server.url))
    for what, allowed in (
        ("room: upload", (201, 204)), ("below the mark: upload", (507,)), ("below the mark: read", (200,)),
        ("below the mark: login", (200,)), ("below the mark: delete", (204,)), ("below the mark: audit", (0,)),
        ("no byte: upload", (507,)), ("no byte: read", (200,)), ("no byte: login", (200,)), ("no byte: delete", (204, 503)),
        ("no byte: audit", (0, 1)),
    ):
        seen.only(what, *allowed)
    figures = {"cycles": scene.rounds, "acknowledged": ledger.acknowledged, "lost": verdict.broken}
    for what, found in seen.answers.items():
        figures[what] = ", ".join(f"{status} {count} times" for status, count in sorted(found.items()))
    figures |= {"seconds until uploads worked again, most": round(seen.slowest_return, 1), "not back in time": seen.not_back}
    return Outcome(not (verdict.broken or seen.failures or seen.not_back), figures, seen.failures)


def one_cycle(
    scene: Scene, number: int, disk: Disk, server: Server, authorization: str, ledger: Ledger, seen: Seen
) -> None:
    choice = scene.random("cycle", number)
    with Phone(server.url) as phone:
        for which in range(IDS):
            put(phone, ledger, backup_id(number % 20, which), choice.randbytes(choice.randint(*BODY)), authorization, seen, "room: upload")
        disk.fill(BELOW_THE_MARK)
        wait_for_507(phone, ledger, number, authorization, seen)
        work(phone, server, number, authorization, ledger, seen, "below the mark")
        disk.fill(0)
        put(phone, ledger, backup_id(number % 20, 2), choice.randbytes(50_000), authorization, seen, "no byte: upload")
        work(phone, server, number, authorization, ledger, seen, "no byte")
        disk.empty()
        begun = time.monotonic()
        seen.slowest_return = max(seen.slowest_return, back_after(phone, ledger, number, authorization, seen, begun))


def wait_for_507(phone: Phone, ledger: Ledger, number: int, authorization: str, seen: Seen) -> None:
    """The server looks at the disk once a second. Without the mark it takes uploads until no byte is left."""
    until = time.monotonic() + 2.0
    for count in range(MOST_UPLOADS):
        body = bytes([count % 256]) * 60_000
        status = put(phone, ledger, backup_id(number % 20, 3 + count % 8), body, authorization, seen, None)
        if time.monotonic() > until and status != 507 or count == MOST_UPLOADS - 1 or status == 507:
            seen.note("below the mark: upload", status)
            return


def work(phone: Phone, server: Server, number: int, authorization: str, ledger: Ledger, seen: Seen, stage: str) -> None:
    """What must go on when uploads do not."""
    for which in range(3, IDS):
        backup = backup_id(number % 20, which)
        if ledger.is_present(backup):
            answer = phone.get(backup)
            seen.note(f"{stage}: read", answer.status)
            if ledger.judge_one(backup, answer).broken:
                seen.failures.append(f"{stage}: a read brought something else than was acknowledged")
    seen.note(f"{stage}: login", phone.config(authorization).status)
    delete(phone, ledger, backup_id(number % 20, 0 if stage == "below the mark" else 1), authorization, seen, f"{stage}: delete")
    done = strongroom("audit", "list", "--data", str(server.data))
    seen.note(f"{stage}: audit", done.code)
    if done.code and len(done.err.strip().splitlines()) != 1:
        seen.failures.append(f"{stage}: audit does not say why in one line: {done.err[-300:]!r}")


def back_after(phone: Phone, ledger: Ledger, number: int, authorization: str, seen: Seen, begun: float) -> float:
    while (took := time.monotonic() - begun) < 2 * BACK_WITHIN:
        if put(phone, ledger, backup_id(number % 20, 2), b"room again " * 10, authorization, seen, None) in (201, 204):
            seen.not_back += took > BACK_WITHIN
            return took
        time.sleep(0.1)
    seen.not_back += 1
    return took


def put(phone: Phone, ledger: Ledger, backup: str, body: bytes, authorization: str, seen: Seen, what: str | None) -> int:
    state = digest(body)
    ledger.begin(backup, state)
    status = phone.put(backup, body, authorization).status
    settle(ledger, backup, state, status)
    if what:
        seen.note(what, status)
    return status


def delete(phone: Phone, ledger: Ledger, backup: str, authorization: str, seen: Seen, what: str) -> None:
    ledger.begin(backup, ABSENT)
    status = phone.delete(backup, authorization).status
    settle(ledger, backup, ABSENT, status)
    seen.note(what, status)


def settle(ledger: Ledger, backup: str, state: str, status: int) -> None:
    if status in (201, 204):
        ledger.acknowledge(backup, state)
    elif status == 507:
        ledger.refuse(backup, state)


PROOF = Proof(
    name="disk-full",
    goal="G7",
    promise="On a full disk uploads get 507 and whatever can go on goes on; once there is room, the same process takes uploads.",
    round="cycles",
    rounds=Rounds(ci=5, release=50),
    hold=hold,
    controls=(Control("the mark that keeps room for the log", without_the_mark, Rounds(ci=2, release=5)),),
    needs=Needs(root=True),
)
