"""What a session tells, for a terminal: one line a save, problems as `check` prints them, and when they are mended."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import click

from mouflow.build import Target
from mouflow.diagnostics import Diagnostic
from mouflow.watch.news import Began, Checked, Dropped, Made, News, Removed, Rested, Trouble

from .console import show_diagnostics

MOST_NAMED = 2
"""So many files of a save are named."""


@dataclass(slots=True)
class _Line:
    """What is known of a round."""

    began: datetime
    paths: tuple[str, ...]
    formats: dict[str, tuple[int, float]] = field(default_factory=dict)
    dropped: int = 0
    removed: list[str] = field(default_factory=list)
    told: bool = False


class Lines:
    """Prints what a session tells."""

    def __init__(self, root: Path, out: Path) -> None:
        self._root = root
        self._out = os.path.relpath(out)
        self._rounds: dict[int, _Line] = {}
        self._problems: dict[Target, tuple[Diagnostic, ...]] = {}

    def __call__(self, news: News) -> None:
        """Take in what happened."""
        match news:
            case Began():
                self._rounds[news.round] = _Line(datetime.now().astimezone(), news.paths)
            case Checked():
                self._check(news)
            case Made():
                count, _ = self._rounds[news.round].formats.get(news.format, (0, 0.0))
                self._rounds[news.round].formats[news.format] = count + 1, news.seconds
            case Dropped():
                if news.round in self._rounds:
                    self._rounds[news.round].dropped += news.count
            case Removed():
                self._rounds[news.round].removed.append(news.document)
            case Trouble():
                self._trouble(news)
            case Rested():
                self._rest(self._rounds.pop(news.round), news)
        sys.stdout.flush()

    def _check(self, news: Checked) -> None:
        before = self._problems.get(news.target, ())
        self._problems[news.target] = news.problems
        if news.problems and news.problems != before:
            self._rounds[news.round].told = True
            show_diagnostics(news.problems, self._root)
        elif before and not news.problems:
            self._rounds[news.round].told = True
            click.echo(f"{click.style('mended', fg='green')}: {news.target.agreement}", err=True)

    def _trouble(self, news: Trouble) -> None:
        if news.problems:
            show_diagnostics(news.problems, self._root)
        else:
            click.echo(f"{click.style('mended', fg='green')}: {news.topic}", err=True)

    def _rest(self, line: _Line, news: Rested) -> None:
        """Print the line of a round that is over."""
        parts = [_made(*each) for each in line.formats.items()]
        parts += [f"{each} was removed; what was made of it stays" for each in line.removed]
        if line.dropped:
            parts.append(f"{line.dropped} given up for a newer save")
        if not parts and not line.told:
            parts.append(f"{news.unchanged} files are as they should be" if not line.paths else "nothing changes")
        if parts:
            click.echo("  ".join([f"{line.began:%H:%M:%S}", _names(line.paths), *parts]))


def _made(name: str, made: tuple[int, float]) -> str:
    count, seconds = made
    several = f" ({count})" if count > 1 else ""
    return f"{name}{several} {_time(seconds)}"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _names(paths: tuple[str, ...]) -> str:
    if not paths:
        return "all"
    more = len(paths) - MOST_NAMED
    names = ", ".join(path.rpartition("/")[2] for path in paths[:MOST_NAMED])
    return f"{names} and {more} more" if more > 0 else names
