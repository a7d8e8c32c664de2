"""The judge can say no: every kind of loss is told from the others, and from what is allowed."""

import unittest

from harness.ledger import ABSENT, Ledger, digest
from harness.phone import Answer

OLD, NEW, NEWER = (digest(body) for body in (b"old", b"new", b"newer"))


def found(body: bytes) -> Answer:
    return Answer(200, {}, body)


NOT_FOUND = Answer(404, {}, b"")


class JudgeTest(unittest.TestCase):

    def setUp(self) -> None:
        self.ledger = Ledger()
        for state in (OLD, NEW):
            self.ledger.begin("id", state)
            self.ledger.acknowledge("id", state)

    def test_the_newest_acknowledged_backup_is_as_promised(self) -> None:
        self.assertEqual(1, self.ledger.judge_one("id", found(b"new")).ok)

    def test_a_newer_one_that_was_under_way_is_as_promised_and_then_binds(self) -> None:
        self.ledger.begin("id", NEWER)
        self.assertEqual(1, self.ledger.judge_one("id", found(b"newer")).ok)
        self.assertEqual(1, self.ledger.judge_one("id", found(b"new")).old)

    def test_an_older_one_is_a_loss(self) -> None:
        self.assertEqual(1, self.ledger.judge_one("id", found(b"old")).old)

    def test_none_is_a_loss(self) -> None:
        self.assertEqual(1, self.ledger.judge_one("id", NOT_FOUND).missing)

    def test_a_mixture_is_torn(self) -> None:
        self.assertEqual(1, self.ledger.judge_one("id", found(b"ne")).torn)

    def test_an_answer_that_is_neither_is_a_refusal(self) -> None:
        self.assertEqual(1, self.ledger.judge_one("id", Answer(500, {}, b"")).refused)

    def test_a_delete_under_way_allows_both(self) -> None:
        self.ledger.begin("id", ABSENT)
        self.assertEqual(1, self.ledger.judge_one("id", found(b"new")).ok)
        self.ledger.begin("id", ABSENT)
        self.assertEqual(1, self.ledger.judge_one("id", NOT_FOUND).ok)

    def test_a_deleted_backup_that_comes_back_is_a_loss(self) -> None:
        self.ledger.begin("id", ABSENT)
        self.ledger.acknowledge("id", ABSENT)
        self.assertEqual(1, self.ledger.judge_one("id", found(b"new")).old)

    def test_what_was_refused_must_not_have_happened(self) -> None:
        self.ledger.begin("id", NEWER)
        self.ledger.refuse("id", NEWER)
        self.assertEqual(1, self.ledger.judge_one("id", found(b"newer")).torn)

    def test_what_is_acknowledged_without_power_is_no_promise(self) -> None:
        self.ledger.begin("id", NEWER)
        self.ledger.power_is_gone()
        self.ledger.acknowledge("id", NEWER)
        self.assertEqual(1, self.ledger.judge_one("id", found(b"new")).ok)

    def test_what_was_acknowledged_before_the_power_went_is_one(self) -> None:
        self.ledger.power_is_gone()
        self.assertEqual(1, self.ledger.judge_one("id", found(b"old")).old)

    def test_with_power_again_an_acknowledgement_is_a_promise_again(self) -> None:
        self.ledger.power_is_gone()
        self.ledger.power_is_back()
        self.ledger.begin("id", NEWER)
        self.ledger.acknowledge("id", NEWER)
        self.assertEqual(1, self.ledger.judge_one("id", found(b"new")).old)

    def test_a_loss_is_counted_once(self) -> None:
        self.assertEqual(1, self.ledger.judge_one("id", NOT_FOUND).missing)
        self.assertEqual(1, self.ledger.judge_one("id", NOT_FOUND).ok)


if __name__ == "__main__":
    unittest.main()
