"""What stands in the way of several things at once, told once, and once when none of them has it any more."""

from __future__ import annotations

from mouflow.diagnostics import Diagnostic

from .news import Tell, Trouble


class Troubles:
    """Knows what stands in the way of what, by topics, and tells when that changes."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._troubles: dict[str, tuple[Diagnostic, ...]] = {}
        self._told: dict[tuple[Diagnostic, ...], str] = {}

    def enter(self, topic: str, problems: tuple[Diagnostic, ...]) -> None:
        """Tell of what stands in the way of something, or no longer does; what several have in common is told once."""
        before = self._troubles.pop(topic, ())
        if problems:
            self._troubles[topic] = problems
        if before and before not in self._troubles.values():
            self._tell(Trouble(self._told.pop(before), ()))
        if problems and problems not in self._told:
            self._told[problems] = topic
            self._tell(Trouble(topic, problems))
