"""What a person sees: diagnostics with their lines, progress, the closing table, the report of a bug."""

from __future__ import annotations

import errno
import json
import platform
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from mouflow import __version__
from mouflow.build import Output
from mouflow.diagnostics import (
    Diagnostic,
    MouflowError,
    Severity,
    as_json,
    as_sarif,
    format_github,
    format_text,
    in_order,
)
from mouflow.root import find_root
from mouflow.workspace.source_lines import SourceLines

Progress = Callable[[int, int, str], None]
MAX_PRINTED = 200
_NAMELESS = frozenset({"unknown-version", "unknown-agreement", "unknown-document", "several-versions"})
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def show_diagnostics(diagnostics: Sequence[Diagnostic], root: Path | None) -> None:
    """Print diagnostics for people on standard error, the first :data:`MAX_PRINTED` of them, then count them all."""
    lines = SourceLines(root)
    for each in in_order(diagnostics)[:MAX_PRINTED]:
        text = format_text(each, lines.at(each.location))
        head, _, rest = text.partition("\n")
        mark = f"{each.severity}:"
        click.echo(head.replace(mark, click.style(mark, fg=_COLOURS[each.severity], bold=True), 1), err=True)
        if rest:
            click.echo(rest, err=True)
    if len(diagnostics) > MAX_PRINTED:
        click.echo(f"… and {len(diagnostics) - MAX_PRINTED} more, not shown; mend these first", err=True)
    if diagnostics:
        click.echo(_count(diagnostics), err=True)


def _count(diagnostics: Sequence[Diagnostic]) -> str:
    counts = {severity: sum(each.severity is severity for each in diagnostics) for severity in Severity}
    return ", ".join(f"{n} {severity}{'s' if n > 1 else ''}" for severity, n in counts.items() if n)


def print_diagnostics(diagnostics: Sequence[Diagnostic], form: str, root: Path | None) -> None:
    """Print diagnostics in the form asked for: text on standard error, everything else on standard output."""
    ordered = in_order(diagnostics)
    if form == "json":
        click.echo(json.dumps({"version": 1, "diagnostics": [as_json(each) for each in ordered]}, ensure_ascii=False))
    elif form == "sarif":
        click.echo(json.dumps(as_sarif(ordered, __version__), ensure_ascii=False))
    elif form == "github":
        for each in ordered:
            click.echo(format_github(each))
    else:
        show_diagnostics(ordered, root)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show progress: a bar on a terminal, nothing elsewhere (the closing table says it all)."""
    if not sys.stderr.isatty():
        yield lambda _done, _count, _path: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading")
        yield lambda done, count, path: bar.update(task, completed=done, total=count, description=path)


def show_outputs(outputs: Sequence[Output], here: Path, seconds: float, unchanged: int = 0) -> None:
    """Print what was written: a table on a terminal, a line for each file elsewhere; and how much need not be."""
    rows = [
        (_near(each.path, here), str(each.pages or ""), _size(each.size), f"{each.seconds:.2f} s") for each in outputs
    ]
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table

        table = Table("written", "pages", "size", "time")
        for column in table.columns[1:]:
            column.justify = "right"
        for row in rows:
            table.add_row(*row)
        Console().print(table)
    else:
        width = max((len(row[0]) for row in rows), default=0)
        for path, pages, size, time in rows:
            click.echo(f"{path:{width}}  {pages:>3} {_pages_word(pages):5}  {size:>9}  {time:>7}")
    files = "file" if len(outputs) == 1 else "files"
    left = f", {unchanged} unchanged" if unchanged else ""
    click.echo(f"{len(outputs)} {files} in {seconds:.1f} s{left}")


def _pages_word(pages: str) -> str:
    return {"": "", "1": "page"}.get(pages, "pages")


def _near(path: Path, here: Path) -> str:
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _size(size: int) -> str:
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{size / 1000:.0f} kB" if size >= 10_000 else f"{size / 1000:.1f} kB"


@contextmanager
def wrong_usage() -> Iterator[None]:
    """Turn a name that means nothing here into wrong usage, which exits with 2.

    Raises:
        click.UsageError: What ran inside failed with diagnostics.
    """
    try:
        yield
    except MouflowError as failed:
        raise _as_usage(failed) from None


@contextmanager
def wrong_names() -> Iterator[None]:
    """Turn a version, agreement or document that is not known into wrong usage, and leave every other failure alone.

    Raises:
        click.UsageError: There is none of a name.
        MouflowError: What ran inside failed otherwise.
    """
    try:
        yield
    except MouflowError as failed:
        if all(each.code in _NAMELESS for each in failed.diagnostics):
            raise _as_usage(failed) from None
        raise


def _as_usage(failed: MouflowError) -> click.UsageError:
    told = (f"{each.message} ({each.hint})" if each.hint else each.message for each in failed.diagnostics)
    return click.UsageError("; ".join(told))


def report_failure(problem: Exception) -> int:
    """Tell a failure that reached the top: expected ones as diagnostics, anything else as a bug to report."""
    if isinstance(problem, MouflowError):
        show_diagnostics(problem.diagnostics, find_root(Path.cwd()))
        return 1
    if isinstance(problem, OSError) and problem.errno == errno.ENOSPC:
        click.echo("error: no space left to write to; make room, then run the command again", err=True)
        return 1
    click.echo("mouflow failed in a way it should not. Please report this, with what follows:\n", err=True)
    click.echo(f"mouflow {__version__}, Python {platform.python_version()}, {platform.platform()}", err=True)
    click.echo("".join(traceback.format_exception(problem)), err=True)
    return 3
