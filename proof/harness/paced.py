"""A load that is offered at fixed times, whatever is answered, so that a server that slows down cannot slow its measurement down too."""

from __future__ import annotations

import math
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from harness.ledger import source
from harness.phone import Broken, Phone

AS_FAST_AS_IT_GOES = math.inf


def offered(
    url: str, phones: int, rate: float, seconds: float, ask: Callable[[Phone, int, int], bool], *, first_source: int, timeout: float | None = None
) -> list[float]:
    """Asks for so long at so many fixed times a second; how long each good answer took that came in time, in ascending order.

    Time is counted from when a request was due. `ask` makes one request, given its phone, the phone's number and the request's number, and
    says whether the answer was a good one; each phone has a connection and an address of its own. One that is late sends at once what was
    due. A connection that broke, or had no answer within `timeout` (by default the whole time), is not counted.
    """
    taken: list[list[float]] = [[] for _ in range(phones)]
    begun = time.monotonic()
    end = begun + seconds

    def phone(number: int) -> None:
        interval = phones / rate
        due = begun + interval * number / phones
        count = 0
        with Phone(url, source=source(first_source + number), timeout=timeout or seconds) as one:
            while due < end and time.monotonic() < end:
                time.sleep(max(0.0, due - time.monotonic()))
                asked = due if interval else time.monotonic()
                try:
                    if ask(one, number, count):
                        answered = time.monotonic()
                        if answered <= end:
                            taken[number].append(answered - asked)
                except Broken:
                    pass  # It was not answered in time, and so does not count.
                due += interval
                count += 1

    threads = [threading.Thread(target=phone, args=(number,)) for number in range(phones)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(one for some in taken for one in some)


def percentile(ordered: list[float], share: float) -> float:
    """What so large a share of them does not exceed; infinite if there are none."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else math.inf


@dataclass(frozen=True)
class Window:
    """A load beside an attack: good answers a second just before it, and within it."""

    before: float
    within: float

    @property
    def share(self) -> float:
        return self.within / self.before if self.before else 0.0


def share_kept(windows: list[Window]) -> float:
    """What was kept in the middle one of the windows."""
    return statistics.median(window.share for window in windows)


def leave_a_doubt(windows: list[Window], gate: float) -> bool:
    """Whether less than the gate was kept in the middle window and enough in another, so that chance may be why."""
    return share_kept(windows) < gate <= max(window.share for window in windows)
