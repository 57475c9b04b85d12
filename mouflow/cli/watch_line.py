"""The line that is printed of a save: what was made of it, and how long after."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from mouflow.build import Target
from mouflow.diagnostics import printable
from mouflow.watch.news import Made, Rested

MOST_NAMED = 2
"""So many files of a save are named."""


@dataclass(slots=True)
class Line:
    """What is known of a round, which began at a moment with these paths; at the start with none."""

    began: datetime
    paths: tuple[str, ...]
    made: dict[str, tuple[int, float]] = field(default_factory=dict)
    errors: dict[Target, int] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    dropped: int = 0

    def add(self, news: Made) -> None:
        """Take in that a file was made."""
        count, _ = self.made.get(news.format, (0, 0.0))
        self.made[news.format] = count + 1, news.seconds

    def text(self, rested: Rested | None = None) -> str:
        """Return the line as it is now; the whole one where the round rests."""
        parts = [_made(name, *each) for name, each in self.made.items()]
        parts += [f"{each} was removed; what was made of it stays" for each in self.removed]
        if errors := sum(self.errors.values()):
            parts.append(f"{errors} error{'s' if errors > 1 else ''}: what was made before stays")
        if self.dropped:
            parts.append(f"{self.dropped} given up for a newer save")
        if rested and not parts:
            parts.append(self._nothing(rested.unchanged))
        return printable("  ".join([f"{self.began:%H:%M:%S}", self._names(), *parts]))

    def _nothing(self, unchanged: int) -> str:
        if self.paths:
            return "nothing changes"
        return f"{unchanged} files are as they should be" if unchanged else "there is nothing to make yet"

    def _names(self) -> str:
        if not self.paths:
            return "all"
        more = len(self.paths) - MOST_NAMED
        names = ", ".join(path.rpartition("/")[2] for path in self.paths[:MOST_NAMED])
        return f"{names} and {more} more" if more > 0 else names


def _made(name: str, count: int, seconds: float) -> str:
    several = f" ({count})" if count > 1 else ""
    return f"{name}{several} {seconds * 1000:.0f} ms" if seconds < 1 else f"{name}{several} {seconds:.1f} s"
