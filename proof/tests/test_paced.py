"""What is concluded from a load that was offered beside an attack."""

import math
import unittest

from harness.paced import Window, leave_a_doubt, percentile, share_kept


def windows(*shares: float) -> list[Window]:
    return [Window(200.0, 200.0 * share) for share in shares]


class WindowsTest(unittest.TestCase):
    def test_the_middle_window_counts(self) -> None:
        self.assertEqual(0.98, share_kept(windows(0.2, 1.0, 0.98, 1.01, 0.4)))

    def test_a_load_that_was_never_answered_before_kept_nothing(self) -> None:
        self.assertEqual(0.0, Window(0.0, 0.0).share)

    def test_enough_in_one_window_and_too_little_in_the_middle_leaves_a_doubt(self) -> None:
        self.assertTrue(leave_a_doubt(windows(0.7, 0.9, 1.0), 0.95))

    def test_enough_in_the_middle_leaves_none(self) -> None:
        self.assertFalse(leave_a_doubt(windows(0.7, 0.95, 1.0), 0.95))

    def test_too_little_in_every_window_leaves_none(self) -> None:
        self.assertFalse(leave_a_doubt(windows(0.7, 0.94, 0.8), 0.95))

    def test_a_percentile_is_one_of_the_times(self) -> None:
        times = [number / 100 for number in range(1, 101)]
        self.assertEqual(0.51, percentile(times, 0.5))
        self.assertEqual(1.0, percentile(times, 0.99))
        self.assertEqual(0.3, percentile([0.3], 0.99))

    def test_of_no_answers_no_time_is_enough(self) -> None:
        self.assertEqual(math.inf, percentile([], 0.5))
