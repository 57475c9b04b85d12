"""What check and generate do, and what they tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import click

from mouflow.build import Order, Target, Wish, check, find_targets, generate
from mouflow.build.cache import using_cache
from mouflow.build.past import open_past
from mouflow.diagnostics import Diagnostic, Severity, has_errors
from mouflow.workspace import Workspace, find_workspace

from .console import print_diagnostics, progress_bar, show_diagnostics, show_outputs, wrong_names, wrong_usage
from .outputs import output_folder

AHEAD = timedelta(days=731)
"""How far ahead the dates of recurrences are checked."""


def check_documents(targets: tuple[str, ...], form: str, strict: bool, created: datetime | None) -> int:
    """Print every problem of the targets in a form; return the exit status."""
    workspace = find_workspace(Path.cwd())
    with wrong_usage():
        found = find_targets(workspace, targets, Path.cwd())
    problems = everything_wrong(workspace, found, created)
    print_diagnostics(problems, form, workspace.root)
    if form == "text" and not problems:
        click.echo(f"{len(found)} agreement{'s' if len(found) != 1 else ''}: nothing is wrong")
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(each.severity in stopping for each in problems))


def everything_wrong(workspace: Workspace, targets: Sequence[Target], created: datetime | None) -> list[Diagnostic]:
    """Return every problem of targets: of their documents, and of the registers of whole agreements."""
    from mouflow.tracking.check import check_registers

    now = datetime.now(UTC)
    registers = check_registers(workspace, targets, (created or now).date() + AHEAD, now)
    problems = [*check(workspace, targets, Wish(created=created)), *registers]
    return list(dict.fromkeys(problems))


@dataclass(frozen=True, slots=True)
class Asked:
    """What `generate` is asked for: which targets, which of their files, where to, and as they were in which version.

    With ``force`` files are made that stand as they would be made; ``apart`` says that the processes of the executor
    see no files of this machine.
    """

    targets: tuple[str, ...]
    wish: Wish
    out: Path | None = None
    at: str | None = None
    force: bool = False
    apart: bool = False


def make_documents(asked: Asked, executor: Executor | None) -> int:
    """Make the documents of the targets, tell what was written and what is wrong; return the exit status.

    Raises:
        click.UsageError: Nothing is asked for that a document has.
    """
    started = perf_counter()
    here = Path.cwd()
    workspace, past = find_workspace(here), None
    with wrong_names():
        if asked.at is not None:
            past = open_past(workspace, asked.targets, asked.at, here)
            workspace = past.workspace
        found = find_targets(workspace, asked.targets, here)
    folder = output_folder(workspace, here / asked.out if asked.out else None)
    order = Order(workspace, asked.wish, folder, force=asked.force)
    with progress_bar() as progress, using_cache(workspace) as cache:
        report = generate(order, found, executor, progress, cache=cache, apart=asked.apart)
    show_outputs(report.outputs, here, perf_counter() - started, len(report.unchanged))
    show_diagnostics(past.told(report.diagnostics) if past else report.diagnostics, workspace.root)
    if not (report.outputs or report.unchanged) and not has_errors(report.diagnostics):
        raise click.UsageError(
            "nothing to make: no document has what --lang, --layout, --holder and --format ask for together "
            "(parallel and sequential need two languages; text is made for single only)"
        )
    return 1 if has_errors(report.diagnostics) else 0
