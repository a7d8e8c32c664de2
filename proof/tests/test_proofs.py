"""What proofs conclude from what they saw."""

import sqlite3
import tempfile
import unittest
from contextlib import closing
from pathlib import Path

from proofs.g06_frozen_copies import is_sound
from proofs.g13_stop import most_by_chance
from proofs.g30_timing import GATE, Samples


class FrozenCopiesTest(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.database = Path(scratch.name) / "store.db"
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute("create table t(x)")
            connection.executemany("insert into t values (?)", [(bytes(3000),)] * 20)

    def test_a_whole_database_is_sound(self) -> None:
        self.assertTrue(is_sound(self.database))

    def test_a_database_that_sqlite_cannot_even_read_is_damaged(self) -> None:
        pages = bytearray(self.database.read_bytes())
        pages[100:4096] = b"\xff" * 3996
        self.database.write_bytes(pages)
        self.assertFalse(is_sound(self.database))

    def test_a_database_with_pages_that_are_gone_is_damaged(self) -> None:
        pages = self.database.read_bytes()
        self.database.write_bytes(pages[: len(pages) // 2])
        self.assertFalse(is_sound(self.database))


class StopTest(unittest.TestCase):
    def test_few_phones_may_scatter_more_than_many(self) -> None:
        self.assertEqual(8, int(most_by_chance(0.05, 60)))
        self.assertEqual(82, int(most_by_chance(0.05, 1200)))


class TimingTest(unittest.TestCase):
    def test_the_same_times_tell_nothing(self) -> None:
        self.assertEqual(0.0, Samples([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]).tells)

    def test_times_that_never_overlap_tell_beyond_doubt(self) -> None:
        samples = Samples([1.0 + number / 100 for number in range(100)], [3.0 + number / 100 for number in range(100)])
        self.assertEqual(0.5, samples.tells)
        self.assertFalse(samples.leave_a_doubt)

    def test_few_times_that_tell_little_leave_a_doubt_and_as_many_again_do_not(self) -> None:
        few = Samples([float(number) for number in range(100)], [number + 8.0 for number in range(100)])
        many = Samples([float(number) for number in range(4000)], [number + 320.0 for number in range(4000)])
        self.assertGreater(few.tells, GATE)
        self.assertTrue(few.leave_a_doubt)
        self.assertGreater(many.tells, GATE)
        self.assertFalse(many.leave_a_doubt)
