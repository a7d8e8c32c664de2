"""G16: iPhones renew an unchanged backup only after all the announced days, and weeks later if they lay in a drawer; none
may be lost.

The fleet lives for two renewals in a store whose time is moved, swept every day. The control sweeps at the end of the
announced days.
"""

from __future__ import annotations

from harness.inside import figures
from harness.proof import Control, Outcome, Proof, Rounds, Scene


def hold(scene: Scene) -> Outcome:
    return let_the_fleet_be_late(scene, None)


def no_grace(scene: Scene) -> Outcome:
    return let_the_fleet_be_late(scene, "no-grace")


def let_the_fleet_be_late(scene: Scene, without: str | None) -> Outcome:
    found = figures("LateIPhones", scene.directory / "store", scene.rounds, scene.seed, without=without)
    counted = {
        "phones": scene.rounds, "uploads": found["uploads"], "renewed one to 29 days late": found["late"],
        "days": found["days"],
        "sweeps": found["sweeps"], "ever due": found["due"], "lost": found["lost"],
        "other than stored at the end": found["other"],
    }
    return Outcome(found["lost"] + found["other"] + found["due"] == 0 and found["late"] >= scene.rounds // 2, counted)


PROOF = Proof(
    name="grace",
    goal="G16",
    promise="No iPhone's backup is swept before the phone renews it, up to 209 days after the upload.",
    round="phones",
    rounds=Rounds(ci=300, release=10_000),
    hold=hold,
    controls=(Control("the days of grace", no_grace, Rounds(ci=500, release=1_000)),),
)
