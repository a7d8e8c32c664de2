"""G26: thousands of spellings of a path, of which only `backups/` and 64 hexadecimal digits may reach storage.

What a request line means is decided here a second time, by rules of this page alone (`meant`): one decoding, dot segments and encoded slashes
mean nothing, doubled slashes and one shard segment before the resource are noise. Every answer must agree with it, every backup in the
inventory must be one that a spelling rightly named, and no file may appear anywhere. The controls take any name, one in Strongroom's own
place, one in nginx's WebDAV, where a DELETE of the folder takes all backups with it.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from harness.ledger import source
from harness.neighbours import nginx_store
from harness.packaged import Server, strongroom, weakened
from harness.phone import Answer, Phone, basic
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene

METHODS = ("PUT", "PUT", "GET", "DELETE")
OURS = re.compile(r"strongroom\.db(-wal|-shm)?|first-login|key|lock")
SHARD = re.compile(r"xx|[0-9a-fA-F]{2}|\{backupIdPrefix8\}")
HEX = "0123456789abcdef"


def hold(scene: Scene) -> Outcome:
    return spell(scene, None)


def any_name(scene: Scene) -> Outcome:
    return spell(scene, weakened("any-name"))


def a_webdav_folder(scene: Scene) -> Outcome:
    with nginx_store(scene.directory / "nginx") as store:
        assert store.files is not None
        before = tree(store.files)
        asked = ask_all(scene, store.url, None)
        # Folders that nginx made for what was uploaded count, too.
        appeared = {file for file in tree(store.files) - before if not re.fullmatch("backups/[0-9a-f]{64}", file)}
        stored = len(tree(store.files) - before - appeared)
    return judged(scene, asked, stored, appeared)


def spell(scene: Scene, command: list[str] | None) -> Outcome:
    data = scene.directory / "data"
    with Server(data, command=command) as server:
        files = tree(scene.directory)
        before = inventory(data)
        asked = ask_all(scene, server.url, basic(server.login()))
        stored = len(inventory(data) - before)
        appeared = {file for file in tree(scene.directory) - files if not OURS.fullmatch(file.rsplit("/", 1)[-1])}
    return judged(scene, asked, stored, appeared)


@dataclass
class Asked:
    """What was asked for and answered: uploads and the backups that they rightly named, and answers that disagree."""

    uploads: int = 0
    named: set[str] = field(default_factory=set)
    answers: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def ask_all(scene: Scene, url: str, authorization: str | None) -> Asked:
    choice = scene.random("spellings")
    asked = Asked()
    for number in range(scene.rounds):
        kind, target = spelling(choice, url)
        method = choice.choice(METHODS)
        backup = meant(target, url[7:])
        answer = ask(url, number, method, target, authorization)
        asked.answers[answer.status if answer else 0] += 1
        if backup and method == "PUT":
            asked.uploads += 1
            asked.named.add(backup)
        if not agrees(method, backup, answer):
            asked.wrong.append(f"{method} {kind}: answered {answer.status if answer else 'nothing'}")
    return asked


def judged(scene: Scene, asked: Asked, stored: int, appeared: set[str]) -> Outcome:
    figures = {
        "spellings": scene.rounds, "uploads rightly named": asked.uploads, "backups rightly named": len(asked.named), "backups stored": stored,
        "answers that disagree": len(asked.wrong), "other files": len(appeared), "answered 404": asked.answers[404],
        "answered 400": asked.answers[400], "not answered": asked.answers[0],
    }
    failures = [f"{count} x {what}" for what, count in Counter(asked.wrong).most_common(10)]
    failures += [f"there is a new file {Path(file).name}" for file in sorted(appeared)[:5]]
    return Outcome(stored == len(asked.named) and not asked.wrong and not appeared, figures, failures)


def agrees(method: str, backup: str | None, answer: Answer | None) -> bool:
    """Whether the answer fits what the spelling means. A line that HTTP itself does not allow may be answered by ending the connection."""
    if backup is None:
        return answer is None or answer.status in (400, 404, 405, 414, 431)
    return answer is not None and answer.status in {"PUT": (201, 204), "GET": (200, 404), "DELETE": (204, 404)}[method]


def meant(target: str, host: str) -> str | None:
    """The backup ID that a request target names, in lower case; None if it names none. An authority must be that of the Host header."""
    match = re.fullmatch(rf"(?:http://{re.escape(host)})?(/[^?#]*)(?:\?[^#]*)?", target)
    if not match or any(ord(character) <= 0x20 or ord(character) >= 0x7F for character in target):
        return None
    segments = [decoded(segment) for segment in match.group(1).split("/") if segment]
    if any(segment is None or segment in (".", "..") or re.search(r"[/\\;\x00-\x1f\x7f]", segment) for segment in segments):
        return None
    if len(segments) < 2 or segments[-2] != "backups" or not re.fullmatch("[0-9a-fA-F]{64}", segments[-1] or ""):
        return None
    before = segments[:-2]
    if before and SHARD.fullmatch(before[-1] or ""):
        before = before[:-1]
    return (segments[-1] or "").lower() if before in ([], ["default"]) else None


def decoded(segment: str) -> str | None:
    if re.search("%(?![0-9a-fA-F]{2})", segment):
        return None
    raw = re.sub("%(..)", lambda escape: chr(int(escape.group(1), 16)), segment).encode("latin-1")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def spelling(choice: random.Random, url: str) -> tuple[str, str]:
    """One way to write a target, and what it is called."""
    backup = "".join(choice.choice(HEX) for _ in range(64))
    kind = choice.choice(list(SPELLINGS))
    target = SPELLINGS[kind](choice, backup)
    if choice.random() < 0.1:
        return f"{kind}, absolute", url + target if target.startswith("/") else target
    return kind, target


def escaped(choice: random.Random, text: str, share: float = 0.3) -> str:
    """The text with some of its characters as escapes, in either case."""
    return "".join(
        choice.choice((f"%{ord(character):02x}", f"%{ord(character):02X}")) if choice.random() < share else character for character in text
    )


def traversal(choice: random.Random, backup: str) -> str:
    dots = choice.choice(("..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..;", "%c0%ae%c0%ae", "..%00", "....", ".", "%2e"))
    slash = choice.choice(("/", "%2f", "%2F", "\\", "%5c", "%252f", "%c0%af", "//", "/./"))
    steps = slash.join([dots] * choice.randint(1, 6))
    goal = choice.choice((backup, f"backups/{backup}", "key", "strongroom.db", "etc/passwd", f"config/{backup}"))
    return choice.choice(("/backups/", "/", "/default/backups/", "/xx/backups/")) + steps + slash + goal


def segment(choice: random.Random, backup: str) -> str:
    """Any segment before the resource, most of them no noise."""
    return choice.choice(("xx", "XX", "0f", "F0", "0g", "abc", "a", "%7BbackupIdPrefix8%7D", "%7bbackupidprefix8%7d", "default", "Default", "xx/xx", "%78x",
                          "backups", "config", ".", "..", "%30%66", "nobody"))


def at(text: str, position: int, replacement: str) -> str:
    return text[:position] + replacement + text[position + 1:]


SPELLINGS: dict[str, Callable[[random.Random, str], str]] = {
    "plain": lambda choice, backup: f"/backups/{backup}",
    "upper case": lambda choice, backup: f"/backups/{''.join(choice.choice((digit, digit.upper())) for digit in backup)}",
    "escapes": lambda choice, backup: f"/backups/{escaped(choice, backup)}",
    "escaped resource": lambda choice, backup: f"/{escaped(choice, 'backups')}/{backup}",
    "double escapes": lambda choice, backup: "/backups/" + escaped(choice, backup, 0.05).replace("%", "%25"),
    "63 or 65 digits": lambda choice, backup: f"/backups/{choice.choice((backup[:63], backup + '0', backup * 2, backup[:1], ''))}",
    "no digit": lambda choice, backup: f"/backups/{at(backup, choice.randrange(64), choice.choice('gGxZ_-.~+*:@$!,=()&'))}",
    "a letter that looks like one": lambda choice, backup: f"/backups/{at(backup, choice.randrange(64), choice.choice(('%EF%BC%91', '%D9%A1', '%C2%B2')))}",
    "overlong UTF-8": lambda choice, backup: f"/backups/{at(backup, choice.randrange(64), choice.choice(('%c0%b0', '%e0%80%b0', '%c1%a1', '%f0%80%80%b0')))}",
    "NUL or control": lambda choice, backup: f"/backups/{backup}{choice.choice(('%00', '%00.bin', '%0a', '%0d%0a', '%09', '%7f', '%20', '%1b'))}",
    "broken escape": lambda choice, backup: f"/backups/{backup}{choice.choice(('%', '%0', '%zz', '%u0030'))}",
    "parameter": lambda choice, backup: f"/backups{choice.choice((';jsessionid=1', ';', ';a=b;c'))}/{backup}{choice.choice(('', ';jsessionid=1', ';', '%3b'))}",
    "parameter after the digits": lambda choice, backup: f"/backups/{backup}{choice.choice((';jsessionid=1', ';', ';/', '%3Ba'))}",
    "trailing": lambda choice, backup: f"/backups/{backup}{choice.choice(('.', '/', '//', '/.', '/..', '/x', '.bin', '%2f', '%2e', '/%2e', '~', '::$DATA'))}",
    "doubled slashes": lambda choice, backup: f"{'/' * choice.randint(1, 4)}backups{'/' * choice.randint(1, 4)}{backup}",
    "query": lambda choice, backup: f"/backups/{backup}?{choice.choice(('', 'a=b', '/../x', '%00', 'id=' + backup))}",
    "query for a name": lambda choice, backup: f"/backups/?{backup}",
    "fragment": lambda choice, backup: f"/backups/{backup}#a",
    "segment before": lambda choice, backup: f"/{segment(choice, backup)}/backups/{backup}",
    "two segments before": lambda choice, backup: f"/{segment(choice, backup)}/{segment(choice, backup)}/backups/{backup}",
    "other resource": lambda choice, backup: f"/{choice.choice(('Backups', 'BACKUPS', 'backup', 'backups.', 'backups%20', 'backupѕ'.encode().hex()))}/{backup}",
    "traversal": traversal,
    "traversal and back": lambda choice, backup: f"/backups/{choice.choice(('x/../', './', '%2e/', 'x/%2e%2e/', '..;/backups/'))}{backup}",
    "not a path": lambda choice, backup: choice.choice((f"backups/{backup}", f"*/backups/{backup}", f"\\backups\\{backup}", f"localhost:80/backups/{backup}")),
    "absolute": lambda choice, backup: f"{choice.choice(('http', 'https', 'ftp', 'file'))}://{choice.choice(('localhost', '127.0.0.1:1', 'a@b', ''))}/backups/{backup}",
    "latin-1": lambda choice, backup: f"/backups/{at(backup, choice.randrange(64), choice.choice('ÿéß'))}",
}


def ask(url: str, number: int, method: str, target: str, authorization: str | None) -> Answer | None:
    """Sends the target as it is, from one of many addresses so that misses are not throttled; None if the connection ended."""
    body = bytes(64) if method == "PUT" else b""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {url[7:]}", "Connection: close"]
    if authorization:
        lines.append(f"Authorization: {authorization}")
    if body:
        lines += ["Content-Type: application/octet-stream", f"Content-Length: {len(body)}"]
    with Phone(url, source=source(number // 30)) as phone:
        try:
            phone.connect().sendall("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)
            return phone.read_answer(method)
        except (OSError, ValueError):
            return None


def inventory(data: Path) -> set[str]:
    """The handles of all backups kept, also those in the trash, as the command lists them."""
    ran = strongroom("backup", "list", "--json", "--data", str(data))
    if ran.code:
        raise RuntimeError(f"backup list: {ran.code} {ran.err}")
    return set(re.findall(r'"handle"\s*:\s*"([^"]+)"', json.dumps(json.loads(ran.out))))


def tree(directory: Path) -> set[str]:
    return {str(file.relative_to(directory)) for file in directory.rglob("*")}


PROOF = Proof(
    name="paths",
    goal="G26",
    promise="Only `backups/` and exactly 64 hexadecimal digits name a backup, however a path is spelt, and no path ever names a file.",
    round="spellings",
    rounds=Rounds(ci=500, release=5_000),
    hold=hold,
    controls=(Control("the check of names", any_name), Control("a server of its own: nginx WebDAV", a_webdav_folder)),
    needs=Needs(packages={"nginx-light": "nginx"}),
)
