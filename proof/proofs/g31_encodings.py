"""G31: logins in every encoding that the apps and tools send, and every header that is no login.

Accounts are added by the command, with the password on its standard input; what Android could not send must be refused there and then.
Each case is one header and the status it must get. The control takes every login for UTF-8, as most servers do.
"""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from harness.ledger import source
from harness.packaged import Ran, Server, strongroom, weakened
from harness.phone import Answer, Phone
from harness.proof import Control, Outcome, Proof, Rounds, Scene

CHALLENGE = 'Basic realm="Strongroom", charset="UTF-8"'
LEAST_CASES = 200
TOKEN = "f00dfeedf00dfeed"
"""Stands in every header that is no login, so that it would be found in the log."""

ACCOUNTS = (
    ("anna", "correct horse"), ("berta", "pässwörter"), ("carla", "pass:wörd:1"), ("dora", "::::::::"),
    ("emil", " blank at the front"),
    ("frieda", "blank at the end "), ("gerd", "naïve café"), ("hanna", "ÿþýüûúùø"), ("ida", "ÄÖÜäöüß§"),
    ("jörg", "only ascii 1"),
    ("Ünal", "über die Brücke"), ("o'neil", "£100 & ½ ¾"), ("anna@example.org", "a" * 500),
    ("müller münchen", "ä" * 250),
    ("n" * 128, "ñandú ñandú"), ("nfd-u\u0308", "e\u0301tude nume\u0301ro 5"), ("ångström", "\u212bngstro\u0308m 42"),
    ("kelvin", "300 \u212a outside"),
    ("ß", "straße 12345"), ("percent", "100%25 %00 %0d%0a"), ("quote", "a\"'\\<>&;"),
    ("nbsp", "a\u00a0b\u00a0c\u00a0d\u00a0e"),
)

REFUSED_PASSWORDS = (
    "", "short 7", "a" * 501, "ä" * 251, "pass€word 1", "emoji \U0001f600 here", "x\u0302 has no letter",
    "Ã¼ber-passwort", "Â£ hundred 1",
    "tab\there 1", "nul\0here 12", "line\nhere 1", "\ufb01ligature 1", "Ωmega-omega", "curly “quotes”",
    "one – dash here", "русский 1234",
)

REFUSED_NAMES = ("a:b", "€uro", "emoji\U0001f600", "n" * 129, " front", "end ", "tab\tbed", "Ã¼ber", "Â£", "русский",
    "x\u0302")


@dataclass(frozen=True)
class Case:
    """One header, as it goes out, and the status it must get."""

    name: str
    header: bytes
    status: int


def cases() -> list[Case]:
    found = [case for user, password in ACCOUNTS for case in of_account(nfc(user), nfc(password))]
    return found + list(of_no_login())


def of_account(user: str, password: str) -> Iterator[Case]:
    """The right login in each encoding, and some that are nearly right."""
    who = user[:16]
    latin, utf8 = f"{user}:{password}".encode("latin-1"), f"{user}:{password}".encode()
    yield Case(f"{who}: Latin-1, as Android sends it", basic(latin), 200)
    yield Case(f"{who}: UTF-8, as iPhones and curl send it", basic(utf8), 200)
    yield Case(f"{who}: UTF-8 taken apart", basic(unicodedata.normalize("NFD", f"{user}:{password}").encode()), 200)
    yield Case(f"{who}: scheme in lower case, unpadded", b"basic " + base64.b64encode(latin).rstrip(b"="), 200)
    yield Case(f"{who}: name in capitals", basic(f"{user.upper() if user != 'ß' else user}:{password}".encode()), 200)
    yield Case(f"{who}: one letter more", basic(utf8 + b"x"), 401)
    yield Case(f"{who}: one letter less", basic(utf8[:-1] if utf8[-1] < 128 else utf8[:-2]), 401)
    if latin != utf8 and (user.isascii() or password.isascii()):
        yield Case(f"{who}: question marks for letters", basic(f"{user}:{password}".encode("ascii", "replace")), 401)
    elif latin != utf8:
        yield Case(f"{who}: name in UTF-8, password in Latin-1",
            basic(user.encode() + b":" + password.encode("latin-1")), 401)


def of_no_login() -> Iterator[Case]:
    """Headers that no account can have meant."""
    anna = base64.b64encode(b"anna:correct horse").decode()
    for header in (
        f"Token {TOKEN}", f"token {TOKEN}", f"Token  {TOKEN}", f"Bearer {TOKEN}",
        f'Digest username="anna", nonce="{TOKEN}"', f"Negotiate {TOKEN}", "Basic", "Basic ",
        "Basic =", "Basic ====", f"Basic !{TOKEN}", f"Basic {TOKEN}!", f"Basic {TOKEN}", f"Basic{anna}", f"Basi {anna}",
        f"Basicc {anna}", f"Basic: {anna}", f"Basic {anna} x",
        f"Basic {anna},{anna}", f"Basic Basic {anna}", f"Basic {anna[:6]} {anna[6:]}", f"Basic -{anna}_", f"{anna}", "",
        "Basic anna:correct horse", f"x Basic {anna}", '"Basic"',
    ):
        yield Case(f"header {header.split(' ')[0][:12]!r} of {len(header)}", header.encode(), 401)
    for name, content in {
        "no colon": b"annacorrect horse", "nothing": b"", "only a colon": b":", "no name": b":correct horse",
        "no password": b"anna:", "NUL": b"anna\0:correct horse",
        "NUL behind": b"anna:correct horse\0", "line end behind": b"anna:correct horse\r\n",
        "blank before": b" anna:correct horse", "other case": b"anna:Correct horse",
        "two colons": b"anna::correct horse", "UTF-16": "anna:correct horse".encode("utf-16"),
        "byte order mark": b"\xef\xbb\xbfanna:correct horse",
        "overlong": b"\xc1\xa1nna:correct horse", "surrogates": b"\xed\xa0\x80anna:correct horse",
        "cut UTF-8": b"anna:correct horse\xc3", "all bytes": bytes(range(256)),
        "unknown name": b"nobody:correct horse", "full-width": "\uff41nna:correct horse".encode(),
        "emoji": "anna:\U0001f600\U0001f600".encode(), "10 kB": b"anna:" + b"x" * 7000,
    }.items():
        yield Case(f"login {name}", basic(content), 401)


def basic(login: bytes) -> bytes:
    return b"Basic " + base64.b64encode(login)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def hold(scene: Scene) -> Outcome:
    outcome = ask_all(scene, None)
    refused = [*((f"refused-{n}", password) for n, password in enumerate(REFUSED_PASSWORDS)),
        *((name, "correct horse") for name in REFUSED_NAMES)]
    with ThreadPoolExecutor(3) as threads:
        for (user, password), ran in zip(refused, threads.map(lambda one: add(scene.directory / "data", *one),
            refused)):
            if ran.code == 0:
                outcome.failures.append(f"an account with name {ascii(user[:16])} and a password of {len(password)} characters was not refused")
            if len(password) > 7 and password != "correct horse" and password in ran.out + ran.err:
                outcome.failures.append("a refused password was repeated")
    outcome.figures["refused when set"] = len(refused)
    outcome.held = not outcome.failures
    return outcome


def everything_is_utf8(scene: Scene) -> Outcome:
    return ask_all(scene, weakened("utf8-only"))


def ask_all(scene: Scene, command: list[str] | None) -> Outcome:
    data = scene.directory / "data"
    table = cases()
    assert len(table) >= LEAST_CASES, len(table)
    failures = []
    with Server(data, command=command) as server:
        with ThreadPoolExecutor(3) as threads:
            for (user, _), ran in zip(ACCOUNTS, threads.map(lambda one: add(data, *one), ACCOUNTS)):
                if ran.code:
                    failures.append(f"the account {ascii(user[:16])} was refused")
        right = 0
        for number, case in enumerate(table):
            answer = ask(server.url, case.header, source(number))
            if answer.status == case.status and (answer.headers.get("www-authenticate") == CHALLENGE) == (case.status == 401):
                right += 1
            else:
                failures.append(f"{ascii(case.name)} was answered with {answer.status}")
        logged = TOKEN in server.said()
    if logged:
        failures.append("a header was logged")
    return Outcome(not failures, {"cases": len(table), "answered as they must": right, "logged headers": int(logged)},
        failures)


def add(data: Path, user: str, password: str) -> Ran:
    return strongroom("account", "add", user, "--password-stdin", "--data", str(data), typed=password + "\n",
                      environment={"LC_ALL": "C.UTF-8"})


def ask(url: str, header: bytes, address: str) -> Answer:
    with Phone(url, source=address) as phone:
        return phone.config(header.decode("latin-1"))


PROOF = Proof(
    name="encodings",
    goal="G31",
    promise="A login works in every encoding that phones send, nothing else is one, and what Android cannot send is refused when it is set.",
    round="times the table",
    rounds=Rounds(ci=1, release=1),
    hold=hold,
    controls=(Control("reading Latin-1", everything_is_utf8),),
)
