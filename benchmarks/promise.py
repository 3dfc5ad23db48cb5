"""What a promise is, and how two things are timed against each other."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Promise:
    """One measured promise. ``measured`` and ``limit`` are in ``unit``: ``times`` or ``MB``."""

    name: str
    measured: float
    limit: float
    unit: str = "times"

    @property
    def is_kept(self) -> bool:
        return self.measured <= self.limit

    def __str__(self) -> str:
        digits = 2 if self.unit == "times" else 0
        verdict = "kept" if self.is_kept else "BROKEN"
        measured, limit = f"{self.measured:.{digits}f}", f"{self.limit:.{digits}f}"
        return f"{self.name:<72} {measured:>7} {self.unit:<5}  at most {limit:>6}  {verdict}"


def seconds(call: Callable[[], object]) -> float:
    """How long the call took."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def ratio(ours: Callable[[], float], theirs: Callable[[], float], *, rounds: int) -> float:
    """The median of ``ours`` over the median of ``theirs``; both return what one round took.

    They take turns, so that whatever else the machine does slows both alike; one round of each goes
    before, unmeasured, so that both are warm.
    """
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs) / statistics.median(b for _, b in pairs)
