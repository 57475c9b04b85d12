"""One figure of the table."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from .timing import Pairs


@dataclass(frozen=True, slots=True)
class Row:
    """Our work through the rival's; ``due`` is the most that the ratio may be, ``aim`` where the limit lies."""

    work: str
    rival: str
    pairs: Pairs
    due: float | None = None
    aim: float | None = None
    unit: str = "s"
    note: str = ""

    @property
    def ratio(self) -> float:
        """The median of the pairs' ratios."""
        return statistics.median(self.pairs.ratios)

    @property
    def verdict(self) -> str:
        """Whether the ratio meets its aim, what is due, or neither; nothing where no target is set."""
        if self.due is None or self.aim is None:
            return ""
        return "aim" if self.ratio <= self.aim else "pass" if self.ratio <= self.due else "MISS"
