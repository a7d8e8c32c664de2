"""What the proof of cheap refusals concludes from what was seen."""

import unittest
from collections import Counter

from proofs.policy_refused import Flood, Seen, Spell, judged


def spell(rate: int, *others: str) -> Spell:
    return Spell(1.0, [0.01] * rate, Counter({"204": rate}) + Counter(others))


def seen(within: list[int], uploads: dict[str, int], *others: str, refusing: float = 0.001) -> Seen:
    return Seen(
        300.0, 0.004, [spell(100) for _ in range(len(within) + 1)], [spell(rate, *others) for rate in within],
        [Flood(1.0, Counter(uploads), Counter({"401": 25}), Counter({"as always": 3})) for _ in within],
        [refusing for _ in within], [], 1,
    )


class RefusedTest(unittest.TestCase):
    def test_refusals_that_nobody_notices_hold(self) -> None:
        self.assertEqual([], judged(seen([100, 60, 96], {"403": 100})).failures)

    def test_one_upload_that_was_taken_breaks_it(self) -> None:
        self.assertFalse(judged(seen([100], {"403": 99, "204": 1})).held)

    def test_one_refusal_that_closes_the_connection_breaks_it(self) -> None:
        self.assertFalse(judged(seen([100], {"403": 99, "403 and closed": 1})).held)

    def test_one_answer_to_the_others_that_is_no_success_breaks_it(self) -> None:
        self.assertFalse(judged(seen([100], {"403": 100}, "503")).held)

    def test_others_who_keep_too_little_break_it(self) -> None:
        self.assertFalse(judged(seen([100, 94, 90], {"403": 100})).held)

    def test_refusing_that_costs_more_than_half_of_storing_breaks_it(self) -> None:
        self.assertFalse(judged(seen([100], {"403": 100}, refusing=0.0021)).held)
