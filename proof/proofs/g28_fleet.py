"""G28: a fleet that nobody told of its new password, and attackers, behind one address and behind a thousand.

Three simulated tests at the authenticator over a real store, with time moved and hashes counted: the stale password, a
day of guesses at one account, a day of a few passwords tried at everybody. Then the first and the last over HTTP at the
packaged server. Each control takes one protection out and makes the test that it is for.
"""

from __future__ import annotations

import time

from harness.inside import figures
from harness.packaged import Login, Server, strongroom
from harness.phone import Phone, basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene

MOST_GUESSES_A_DAY = 500
MOST_GUESSES_AN_HOUR = 40
NOTICED_WITHIN = 120
LAUNCHES = 20
REQUESTS_A_LAUNCH = 8
SPRAYED = 12
NOTICE = "somebody is trying passwords at many accounts"


def hold(scene: Scene) -> Outcome:
    parts = [stale_password(scene), guesses_at_one(scene), spray(scene), over_http(scene)]
    counted = {name: value for part in parts for name, value in part.figures.items()}
    return Outcome(all(part.held for part in parts), counted, [line for part in parts for line in part.failures])


def counts_requests(scene: Scene) -> Outcome:
    return stale_password(scene, "count-requests")


def counts_nothing(scene: Scene) -> Outcome:
    return guesses_at_one(scene, "no-guess-limits")


def watches_nothing(scene: Scene) -> Outcome:
    return spray(scene, "no-spray-watch")


def stale_password(scene: Scene, without: str | None = None) -> Outcome:
    found = figures("Fleet", scene.directory / "stale", scene.rounds, scene.seed, "stale", without=without)
    counted = {
        "stale requests": found["requests"], "lockouts": found["lockouts"],
        "new password right": f"{found['right']:,} of {scene.rounds:,}",
        "guesses of an attacker behind the same address compared in an hour": found["attacker"],
    }
    asked = found["requests"] == scene.rounds * LAUNCHES * REQUESTS_A_LAUNCH
    held = asked and found["lockouts"] == 0 and found["right"] == scene.rounds and found["attacker"] <= MOST_GUESSES_AN_HOUR
    return Outcome(held, counted)


def guesses_at_one(scene: Scene, without: str | None = None) -> Outcome:
    found = figures("Fleet", scene.directory / "guesses", scene.rounds, scene.seed, "guesses", without=without)
    counted = {
        "guesses at one account in a day": found["requests"], "compared": found["compared"],
        "its owner let in": f"{found['right']:,} of {found['owner']:,}",
    }
    return Outcome(found["compared"] <= MOST_GUESSES_A_DAY and found["right"] == found["owner"], counted)


def spray(scene: Scene, without: str | None = None) -> Outcome:
    found = figures("Fleet", scene.directory / "spray", scene.rounds, scene.seed, "spray", without=without)
    counted = {
        "sprayed guesses": found["requests"],
        "noticed after, s": found["noticed"] if found["noticed"] >= 0 else "never",
        "users let in meanwhile": f"{found['right']:,} of {found['owner']:,}",
    }
    return Outcome(0 <= found["noticed"] <= NOTICED_WITHIN and found["right"] == found["owner"], counted)


def over_http(scene: Scene) -> Outcome:
    """The same at the packaged server with real Argon2: a stale password many times, twenty guesses, and a spray that the log names."""
    failures: list[str] = []
    with Server(scene.directory / "data") as server:
        old = server.login()
        with Phone(server.url) as phone:
            expect(phone.config(basic(old)).status, 200, "the first login", failures)
            new = rotate(server, old)
            for _ in range(LAUNCHES * REQUESTS_A_LAUNCH):
                expect(phone.config(basic(old)).status, 401, "the stale password", failures)
            expect(phone.config(basic(new)).status, 200, "the new password from the same address", failures)
        with Phone(server.url, source="127.66.6.1") as attacker:
            answers = [attacker.config(basic(Login(old.user, f"guess {number}"))).status for number in range(2 * MOST_GUESSES_AN_HOUR)]
            compared = answers.count(401)
            begun = time.monotonic()
            for number in range(SPRAYED):
                attacker.config(basic(Login(f"name{number}", "one password for all")))
        noticed = NOTICE in server.said()
        seconds = round(time.monotonic() - begun, 1)
        with Phone(server.url) as phone:
            expect(phone.config(basic(new)).status, 200, "the right login after the attack", failures)
    counted = {
        "stale requests over HTTP": LAUNCHES * REQUESTS_A_LAUNCH, "guesses over HTTP": len(answers),
        "of them compared": compared,
        "spray in the log after, s": seconds if noticed else "never",
    }
    return Outcome(not failures and compared <= MOST_GUESSES_AN_HOUR // 2 and noticed, counted, failures)


def rotate(server: Server, login: Login) -> Login:
    """Gives the account a new password by command; the one before ends at once, so that it is a guess, but only one."""
    fresh = Login(login.user, "a new password 7")
    ran = strongroom("account", "rotate", login.user, "--overlap", "0", "--password-stdin", "--data", str(server.data),
                     typed=fresh.password + "\n")
    if ran.code != 0:
        raise RuntimeError(f"the password could not be changed: {ran.err[-300:]}")
    return fresh


def expect(status: int, wanted: int, what: str, failures: list[str]) -> None:
    if status != wanted:
        failures.append(f"{what} was answered with {status}, not {wanted}")


PROOF = Proof(
    name="fleet",
    goal="G28",
    promise="Your phones cannot lock each other out, and an attacker gets 500 guesses a day at an account, from however many addresses.",
    round="phones",
    rounds=Rounds(ci=250, release=5_000),
    hold=hold,
    controls=(
        Control("telling guesses from requests", counts_requests, Rounds(ci=100, release=250)),
        Control("limits on guesses", counts_nothing, Rounds(ci=50, release=250)),
        Control("the watch for sprays", watches_nothing, Rounds(ci=50, release=250)),
    ),
)
