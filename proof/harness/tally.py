"""What attacks with injected faults count: the faults by operation, and what came out wrong."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from harness.proof import Outcome
from harness.shim import Fault, Hit

WRONG, HALF, CORRUPT, STUCK = "wrong acknowledgements", "half-done changes", "corrupt databases", "stuck"


@dataclass(frozen=True)
class Cell:
    """One place of the grid: the k-th file operation of something is hit by a fault; 0 is a run without one."""

    operation: str
    fault: Fault
    at: int


@dataclass
class Tally:
    """The count. Thread-safe."""

    faults: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, operation: str, injected: int, answer: str) -> None:
        """Notes a trial: how many operations were hit in it, and how the program answered."""
        with self._lock:
            self.faults[operation] += min(injected, 1)
            self.answers[answer] += 1

    def fail(self, kind: str, cell: Cell, hits: list[Hit], what: str) -> None:
        with self._lock:
            self.broken[kind] += 1
            where = str(hits[0]) if hits else "nothing"
            self.failures.append(f"{kind}: {cell.operation}, {cell.fault} at {cell.at} ({where}): {what}")

    def total(self) -> int:
        return sum(self.faults.values())

    def outcome(self, least: int, kinds: tuple[str, ...] = (WRONG, HALF, CORRUPT, STUCK)) -> Outcome:
        """Held if nothing came out wrong in at least so many faults."""
        figures: dict[str, Any] = {"faults": self.total(), **{f"faults in {name}": number for name, number in self.faults.items()}}
        figures |= {f"answered {name}": number for name, number in sorted(self.answers.items())}
        figures |= {kind: self.broken[kind] for kind in kinds}
        enough = self.total() >= least
        failures = self.failures if enough else [f"only {self.total()} of {least} faults were injected", *self.failures]
        return Outcome(enough and not self.broken, figures, failures)
