"""G32: accounts are disabled, and get other passwords, by commands in other processes while their phones ask without pause.

Each round is one account whose login was right a moment ago, so that it is remembered. One second after the command has ended, not one
request may still be served. The control is a server that reads an account once.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from harness.ledger import source
from harness.packaged import Login, Server, strongroom, weakened
from harness.phone import Phone, basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene
from harness.waiting import until

WITHIN = 1.0
BATCH = 4
PAUSE = 0.02
GIVES_UP = 3.0
"""So many seconds after the command a login that still works has not been revoked."""


@dataclass
class Asked:
    """One account and when its login was let in last; times on the monotonic clock."""

    login: Login
    last_let_in: float = 0.0
    let_in: int = 0
    revoked_at: float = float("inf")
    refused: bool = False


def hold(scene: Scene) -> Outcome:
    return attack(scene, None)


def reads_once(scene: Scene) -> Outcome:
    return attack(scene, weakened("remembered-accounts"))


def attack(scene: Scene, command: list[str] | None) -> Outcome:
    data = scene.directory / "data"
    lags: list[float] = []
    failures: list[str] = []
    with Server(data, command=command) as server:
        for begin in range(0, scene.rounds, BATCH):
            batch = [Asked(Login(f"account-{number}", f"password {number:08}")) for number in range(begin,
                min(begin + BATCH, scene.rounds))]
            with ThreadPoolExecutor(2) as commands:
                list(commands.map(lambda one: add(data, one.login), batch))
            revoke_while_asking(server.url, data, begin, batch)
            for number, one in enumerate(batch, begin):
                lag = max(0.0, one.last_let_in - one.revoked_at)
                lags.append(lag)
                if not one.let_in:
                    failures.append(f"account {number} was never let in")
                elif lag > WITHIN or not one.refused:
                    failures.append(f"{what(number)} was not in force after {lag:.1f} s")
    figures = {"accounts": scene.rounds, "longest still let in, s": round(max(lags), 2),
        "still let in after one second": sum(lag > WITHIN for lag in lags)}
    return Outcome(not failures, figures, failures)


def what(number: int) -> str:
    return "a new password" if number % 2 else "a disabled login"


def add(data: Path, login: Login) -> None:
    ran = strongroom("account", "add", login.user, "--password-stdin", "--data", str(data), typed=login.password + "\n")
    assert ran.code == 0, ran.err


def revoke_while_asking(url: str, data: Path, first: int, batch: list[Asked]) -> None:
    stop = threading.Event()
    threads = [threading.Thread(target=ask_on, args=(url, source(first + n), one, stop)) for n, one in enumerate(batch)]
    for thread in threads:
        thread.start()
    try:
        assert until(lambda: all(one.let_in > 2 for one in batch), 60), "not all logins were let in"
        with ThreadPoolExecutor(2) as commands:
            list(commands.map(lambda numbered: revoke(data, *numbered), enumerate(batch, first)))
        until(lambda: all(one.refused for one in batch), GIVES_UP)
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def revoke(data: Path, number: int, one: Asked) -> None:
    if number % 2:
        ran = strongroom("account", "rotate", one.login.user, "--overlap", "0", "--data", str(data))
    else:
        ran = strongroom("account", "disable", one.login.user, "--data", str(data))
    assert ran.code == 0, ran.err
    one.revoked_at = time.monotonic()


def ask_on(url: str, address: str, one: Asked, stop: threading.Event) -> None:
    """Asks until the login is refused after it was let in. What counts is when a request that is let in was begun."""
    with Phone(url, source=address) as phone:
        while not stop.wait(PAUSE):
            begun = time.monotonic()
            status = phone.config(basic(one.login)).status
            if status == 200:
                one.last_let_in, one.let_in = begun, one.let_in + 1
            elif one.let_in:
                one.refused = True
                return


PROOF = Proof(
    name="revocation",
    goal="G32",
    promise="A login that a command disables, or gives another password, is refused within a second, also where it was remembered.",
    round="accounts",
    rounds=Rounds(ci=20, release=1000),
    hold=hold,
    controls=(Control("reading an account anew", reads_once, Rounds(ci=4, release=20)),),
)
