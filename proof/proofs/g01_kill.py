"""G1: the process is killed at random instants while phones upload, overwrite and delete.

The control is a server that answers before it has committed: the same uploads, the same kills, and some that were acknowledged are gone.
"""

from __future__ import annotations

from harness.ledger import Ledger, Uploaders, Verdict
from harness.packaged import Server, weakened
from harness.phone import basic
from harness.proof import Control, Outcome, Proof, Rounds, Scene

UPLOADERS = 16
READY_WITHIN = 3.0


def hold(scene: Scene) -> Outcome:
    return kill_again_and_again(scene, None)


def answers_before_the_commit(scene: Scene) -> Outcome:
    with Server(scene.directory / "data"):
        pass  # The whole server sets the directory up: that reads what it has just written, which the weakened one cannot.
    return kill_again_and_again(scene, weakened("answer-before-commit"), until_it_breaks=True)


def kill_again_and_again(scene: Scene, command: list[str] | None, *, until_it_breaks: bool = False) -> Outcome:
    ledger = Ledger()
    verdict = Verdict()
    kills = 0
    starts = []
    failures: list[str] = []
    for number in range(scene.rounds):
        choice = scene.random("round", number)
        server = Server(scene.directory / "data", command=command)
        starts.append(server.seconds_to_listen)
        try:
            verdict.add(ledger.judge(server.url))
            if until_it_breaks and verdict.lost:
                break
            uploaders = Uploaders(ledger, server.url, basic(server.login()), choice, count=UPLOADERS).start()
            uploaders.wait_for(choice.randint(1, 400))
        finally:
            server.kill()
        uploaders.join()
        kills += 1
        failures += uploaders.failures
        if number % 50 == 49:
            scene.say(f"{number + 1} kills, {ledger.acknowledged:,} acknowledged, {verdict.broken} broken")
    with Server(scene.directory / "data", command=command) as server:
        verdict.add(ledger.judge(server.url))
    starts.sort()
    late = starts[int(len(starts) * 0.99)]
    figures = {
        "kills": kills, "uploaders": UPLOADERS, "acknowledged": ledger.acknowledged, "looked at after a kill": verdict.ok + verdict.broken,
        "missing": verdict.missing, "older": verdict.old, "torn": verdict.torn, "refused": verdict.refused,
        "seconds to listen, p99": round(late, 2),
    }
    if until_it_breaks:
        return Outcome(not verdict.lost, figures)
    return Outcome(verdict.broken == 0 and not failures and late <= READY_WITHIN, figures, failures)


PROOF = Proof(
    name="kill",
    goal="G1",
    promise="What a phone has read a 2xx for is there after the process was killed, byte for byte.",
    round="kills",
    rounds=Rounds(ci=20, release=1000),
    hold=hold,
    controls=(Control("waiting for the commit", answers_before_the_commit, Rounds(ci=20, release=20)),),
    alone=True,
)
