"""G4: the k-th file operation of every kind of change fails, for each k, in several ways, once and for ever.

A grid of cells: operation, fault, k. The ci profile tries a seeded sample that covers each operation, the release profile at least 1,500
cells (a few are past the end of their operation and hit nothing). Commands run as processes on copies of one directory, requests go to one
server that must live through everything but a failed sync.
"""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from harness.faulted_commands import Commands
from harness.faulted_server import REQUESTS, FaultedServer
from harness.packaged import weakened
from harness.proof import Control, Needs, Outcome, Proof, Rounds, Scene
from harness.shim import COMPILER, FAIL, SHORT, TORN, WRITE, Fault
from harness.tally import Cell, Tally

WAYS = (
    *(Fault(error, FAIL, repeat) for error in (errno.EIO, errno.ENOSPC) for repeat in (False, True)),
    *(Fault(errno.EIO, way, repeat, WRITE) for way in (SHORT, TORN) for repeat in (False, True)),
)


def hold(scene: Scene) -> Outcome:
    tally = Tally()
    commands = Commands(scene.directory, tally)
    server = FaultedServer(scene.directory / "data", tally, scene.random("bodies"))
    try:
        lengths = {name: server.length(name) for name in REQUESTS} | {name: commands.length(name) for name in commands.by_name}
        cells = sample(grid(lengths), scene.rounds, scene.random("cells"))
        scene.say(", ".join(f"{name} K = {length}" for name, length in lengths.items()))
        with ThreadPoolExecutor(os.cpu_count()) as at_once:
            tried = [at_once.submit(commands.attempt, cell) for cell in cells if cell.operation in commands.by_name]
            attack_server(scene, server, cells)
            for number, one in enumerate(tried):
                one.result()
                if number % 200 == 199:
                    scene.say(f"{tally.total():,} faults, {sum(tally.broken.values())} broken")
    finally:
        server.server.kill()
    outcome = tally.outcome(least=scene.rounds * 3 // 4)
    outcome.figures["restarts after a failed sync"] = server.restarts
    return outcome


def grid(lengths: dict[str, int]) -> list[list[Cell]]:
    """All cells, by operation; each operation is also tried with k beyond its end, where nothing may happen."""
    return [
        [Cell(name, way, at) for way in WAYS for at in range(1, length + 2)] for name, length in lengths.items()
    ]


def sample(rows: list[list[Cell]], count: int, choice: random.Random) -> list[Cell]:
    """Takes cells from each operation in turn, twice from requests, which are quicker to try than commands."""
    for row in rows:
        choice.shuffle(row)
    turns = [row for row in rows for _ in range(2 if row and row[0].operation in REQUESTS else 1)]
    taken: list[Cell] = []
    while len(taken) < count and any(rows):
        taken += [row.pop() for row in turns if row]
    return taken[:count]


def attack_server(scene: Scene, server: FaultedServer, cells: Sequence[Cell]) -> None:
    for name in REQUESTS:
        row = [cell for cell in cells if cell.operation == name]
        for cell in row:
            server.attempt(cell)
        scene.say(f"{name}: {len(row)} cells, {server.restarts} restarts so far")
    server.finish("all requests")


def swallows_failures(scene: Scene) -> Outcome:
    """Only requests: the weakness is in how a commit that failed is answered."""
    tally = Tally()
    server = FaultedServer(scene.directory / "data", tally, scene.random("bodies"), weakened("swallow-failed-commits"))
    try:
        lengths = {name: server.length(name) for name in REQUESTS[:3]}
        for cell in sample(grid(lengths), scene.rounds, scene.random("cells")):
            server.attempt(cell)
    finally:
        server.server.kill()
    return tally.outcome(least=1)


PROOF = Proof(
    name="k-loop",
    goal="G4",
    promise="Whichever file operation fails, however: an answer is true, a change is made wholly or not at all, and the next one works.",
    round="faults",
    rounds=Rounds(ci=60, release=2000),
    hold=hold,
    controls=(Control("telling of a commit that failed", swallows_failures, Rounds(ci=12, release=60)),),
    needs=Needs(packages=COMPILER),
)
