"""What a session tells, for a terminal: one line a save, problems as `check` prints them, and when they are mended."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from mouflow.build import Target
from mouflow.diagnostics import Diagnostic, Severity
from mouflow.watch.news import Began, Checked, Dropped, Made, News, Removed, Rested, Trouble

from .console import show_diagnostics
from .watch_line import Line

_CLEAR = "\r\x1b[K"
"""Takes back the line that the cursor stands in (ECMA-48, EL)."""


class Lines:
    """Prints what a session tells; on a terminal a line grows while its files are made."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._rounds: dict[int, Line] = {}
        self._checked: dict[Target, Checked] = {}
        self._grows = sys.stdout.isatty()

    def __call__(self, news: News) -> None:
        """Take in what happened."""
        if isinstance(news, Trouble):
            self._trouble(news)
        elif isinstance(news, Began):
            self._rounds[news.round] = Line(datetime.now().astimezone(), news.paths)
        elif line := self._rounds.get(news.round):
            self._enter(news, line)
        sys.stdout.flush()

    def _enter(self, news: Checked | Made | Dropped | Removed | Rested, line: Line) -> None:
        match news:
            case Checked():
                self._check(news, line)
            case Made():
                line.add(news)
                self._grow(line)
            case Dropped():
                line.dropped += news.count
            case Removed():
                line.removed.append(news.document)
            case Rested():
                del self._rounds[news.round]
                click.echo(self._cleared(line.text(news)))

    def _check(self, news: Checked, line: Line) -> None:
        """Print errors at every save while there are any, warnings when they are new."""
        before, self._checked[news.target] = self._checked.get(news.target), news
        errors, had = _errors(news.problems), _errors(before.problems if before else ())
        line.errors[news.target] = len(errors)
        known = {_apart_from_line(each) for each in before.problems} if before else set()
        told = errors if not before or before.round != news.round or errors != had else []
        told = [*told, *(each for each in news.problems if each not in errors and _apart_from_line(each) not in known)]
        if told:
            self._show(told)
        if had and not errors:
            self._mend(news.target.agreement)

    def _trouble(self, news: Trouble) -> None:
        if news.problems:
            self._show(news.problems)
        else:
            self._mend(news.topic)

    def _show(self, problems: Sequence[Diagnostic]) -> None:
        click.echo(self._cleared(""), nl=False)
        sys.stdout.flush()
        show_diagnostics(problems, self._root)

    def _mend(self, what: str) -> None:
        click.echo(self._cleared(f"{click.style('mended', fg='green')}: {what}"))

    def _grow(self, line: Line) -> None:
        if self._grows:
            width = shutil.get_terminal_size().columns - 1
            click.echo(self._cleared(line.text()[:width]), nl=False)

    def _cleared(self, text: str) -> str:
        return f"{_CLEAR}{text}" if self._grows else text


def _errors(problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [each for each in problems if each.severity is Severity.ERROR]


def _apart_from_line(problem: Diagnostic) -> tuple[str, str, str]:
    """Return what tells a problem from others, whatever line it has moved to."""
    return problem.code, problem.message, problem.location.path if problem.location else ""
