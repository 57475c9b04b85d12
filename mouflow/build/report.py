"""What a build came to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from mouflow.diagnostics import Diagnostic

Progress = Callable[[int, int, str], None]
"""Is told how many files, or agreements where they are many, are done, how many there are, and the last one's name."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file that was made."""

    path: Path
    size: int
    seconds: float
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made, what stood in its way, and which files stand as they would have been made."""

    outputs: tuple[Output, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    unchanged: tuple[Path, ...] = ()


def joined(reports: Iterable[Report]) -> Report:
    """Join reports to one: files in the order of their paths, each problem once."""
    every = tuple(reports)
    return Report(
        tuple(sorted((each for report in every for each in report.outputs), key=lambda each: each.path)),
        tuple(dict.fromkeys(problem for report in every for problem in report.diagnostics)),
        tuple(sorted(path for report in every for path in report.unchanged)),
    )
