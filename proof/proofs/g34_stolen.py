"""G34: a thief has the whole data directory but the key, and for each person the right Threema ID and the right password.

He has it four times: frozen while the server worked, after it was killed (with its log), as it was stopped, and once more after backups
were replaced, deleted and purged. Begin with `steal`. The controls: the same thief with the key; a server that knows a backup by the plain
hash of its ID; and a WebDAV folder. There he must confirm every guess, else the control is void.
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable
from pathlib import Path

from harness.neighbours import nginx_store
from harness.packaged import Server, strongroom, weakened
from harness.phone import Phone, basic
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene
from harness.thief import Guess, Loot, Person, Thief, derive_all

NEVER_STOLEN = ("key", "first-login")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
LENGTHS = (40, 200)


def hold(scene: Scene) -> Outcome:
    guesses = derived(people(scene))
    loot = steal(scene, guesses, None)
    return outcome(loot, guesses, decoys(scene), Thief.confirmed)


def with_the_key(scene: Scene) -> Outcome:
    guesses = derived(people(scene))
    loot = steal(scene, guesses, None)
    keyring = (scene.directory / "data" / "key").read_text()
    return every(outcome(loot, guesses, decoys(scene), lambda thief, made: thief.with_keyring(made, keyring)), scene)


def known_by_a_plain_hash(scene: Scene) -> Outcome:
    guesses = derived(people(scene))
    loot = steal(scene, guesses, weakened("plain-lookup"))
    return every(outcome(loot, guesses, decoys(scene), Thief.confirmed), scene)


def webdav_folder(scene: Scene) -> Outcome:
    guesses = derived(people(scene))
    choice = scene.random("bodies")
    with nginx_store(scene.directory / "nginx") as store, Phone(store.url) as phone:
        for guess in guesses:
            upload(phone, guess, choice.randbytes(choice.randint(*LENGTHS)), None)
        assert store.files
        taken = copied(store.files, scene.directory / "stolen" / "folder")
    return every(outcome(Loot([taken], scratch=scratch(scene)), guesses, decoys(scene), Thief.confirmed), scene)


def people(scene: Scene) -> tuple[Person, ...]:
    choice = scene.random("people")
    return tuple(Person("".join(choice.choices(LETTERS, k=8)), "".join(choice.choices(LETTERS, k=12)).lower()) for _ in range(scene.rounds))


@functools.lru_cache(maxsize=1)
def derived(of: tuple[Person, ...]) -> list[Guess]:
    """What the apps derive from ID and password. It takes some time for each person, and the controls are made with the same people."""
    return derive_all(of)


def decoys(scene: Scene) -> list[Guess]:
    """Guesses that are wrong: a thief who confirms one says yes to anything."""
    choice = scene.random("decoys")
    return [Guess(choice.randbytes(32), choice.randbytes(32)) for _ in range(scene.rounds)]


def steal(scene: Scene, guesses: list[Guess], command: list[str] | None) -> Loot:
    """Lets phones work and takes copies on the way; every backup was there at some time, in some copy."""
    data = scene.directory / "data"
    taken = scene.directory / "stolen"
    choice = scene.random("bodies")
    server = Server(data, command=command)
    authorization = basic(server.login())
    with Phone(server.url) as phone:
        for number, guess in enumerate(guesses):
            upload(phone, guess, choice.randbytes(choice.randint(*LENGTHS)), authorization)
            if number == len(guesses) // 2:
                copied(data, taken / "frozen")
        server.kill()
    copied(data, taken / "killed")
    with Server(data, command=command) as server, Phone(server.url) as phone:
        for number, guess in enumerate(guesses):
            if number % 3 == 0:
                upload(phone, guess, choice.randbytes(choice.randint(*LENGTHS)), authorization)
            elif number % 3 == 1:
                assert phone.delete(guess.backup.hex(), authorization).status == 204
        server.stop()
    copied(data, taken / "stopped")
    purge(data, choice.sample(handles(data), k=len(handles(data)) // 2))
    copied(data, taken / "purged")
    shutil.copy(server.log, taken / "server.log")
    return Loot([taken], scratch=scratch(scene))


def handles(data: Path) -> list[str]:
    listed = strongroom("trash", "list", "--data", str(data))
    return [line.split()[0] for line in listed.out.splitlines()[1:] if line]


def purge(data: Path, chosen: list[str]) -> None:
    for begin in range(0, len(chosen), 50):
        some = chosen[begin:begin + 50]
        done = strongroom("trash", "purge", "--data", str(data), "--confirm", str(len(some)), *some)
        assert done.code == 0, done.err


def upload(phone: Phone, guess: Guess, body: bytes, authorization: str | None) -> None:
    answer = phone.put(guess.backup.hex(), body, authorization)
    assert answer.status in (201, 204), f"an upload was answered with {answer.status}"


def copied(directory: Path, to: Path) -> Path:
    shutil.copytree(directory, to, ignore=lambda _, names: [name for name in names if name in NEVER_STOLEN])
    return to


def scratch(scene: Scene) -> Path:
    directory = scene.directory / "scratch"
    directory.mkdir()
    return directory


def outcome(loot: Loot, guesses: list[Guess], wrong: list[Guess], confirm: Callable[[Thief, list[Guess]], set[int]]) -> Outcome:
    thief = Thief(loot)
    confirmed = confirm(thief, guesses)
    fooled = confirm(thief, wrong)
    figures = {
        "right guesses": len(guesses), "confirmed": len(confirmed), "wrong guesses": len(wrong), "confirmed wrongly": len(fooled),
        "files stolen": len(loot.files), "KiB stolen": loot.bytes // 1024, "tries": thief.tries,
    }
    return Outcome(not confirmed and not fooled, figures)


def every(tried: Outcome, scene: Scene) -> Outcome:
    """A control in which the thief does not confirm every guess, and no wrong one, shows nothing."""
    assert tried.figures["confirmed"] == scene.rounds and not tried.figures["confirmed wrongly"], tried.figures
    return tried


PROOF = Proof(
    name="stolen",
    goal="G34",
    promise="A stolen data directory without the key confirms no guess, not even of a right Threema ID with the right password.",
    round="guesses",
    rounds=Rounds(ci=20, release=1000),
    hold=hold,
    controls=(
        Control("keeping the key apart", with_the_key),
        Control("keying the hash of an ID", known_by_a_plain_hash),
        Control("sealing (nginx WebDAV)", webdav_folder),
    ),
    needs=Needs(packages={"nginx-light": "nginx"}),
)
