"""The commands that read agreements and make documents: check and generate."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import get_args

import click

from mouflow.build import Wish, find_targets
from mouflow.build import check as check_all
from mouflow.build import generate as generate_all
from mouflow.diagnostics import has_errors
from mouflow.model.pack import LayoutName
from mouflow.render import FORMATS
from mouflow.workspace import Workspace, find_workspace
from mouflow.workspace.folder import AGREEMENTS
from mouflow.workspace.templates import TEMPLATES

from .console import print_diagnostics, progress_bar, show_diagnostics, show_outputs, wrong_usage
from .options import LANGUAGES, WordList

LAYOUTS = get_args(LayoutName)
SOURCES = (AGREEMENTS, TEMPLATES)


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
def check(targets: tuple[str, ...], form: str, strict: bool) -> int:
    """Tell everything that is wrong, with places and hints.

    TARGET is an agreement, AGREEMENT/DOCUMENT, or a path; without one, the whole workspace is checked.
    """
    workspace = find_workspace(Path.cwd())
    with wrong_usage():
        found = find_targets(workspace, targets, Path.cwd())
    problems = check_all(workspace, found, Wish(created=source_date()))
    print_diagnostics(problems, form, workspace.root)
    if form == "text" and not problems:
        click.echo(f"{len(found)} agreement{'s' if len(found) != 1 else ''}: nothing is wrong")
    return 1 if has_errors(problems) or (strict and problems) else 0


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--format", "formats", type=WordList(tuple(FORMATS)), default=(), help=",".join(FORMATS))
@click.option(
    "--lang", "languages", type=WordList(LANGUAGES), default=(), help="Languages in reading order: en,zh-Hant"
)
@click.option("--layout", "layouts", type=WordList(LAYOUTS), default=(), help=",".join(LAYOUTS))
@click.option("--holder", "holders", type=WordList(), default=(), help="Originals for these parties, or `all`.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write to; `build` by default.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=None, help="Processes; as many as there are cores by default."
)
def generate(
    targets: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    layouts: tuple[str, ...],
    holders: tuple[str, ...],
    out: Path | None,
    jobs: int | None,
) -> int:
    """Make the documents in every language and format.

    TARGET is an agreement, AGREEMENT/DOCUMENT, or a path; without one, the whole workspace is made. What no option
    says, each document's own `output:` decides.
    """
    started = perf_counter()
    here = Path.cwd()
    workspace = find_workspace(here)
    wish = Wish(formats, languages, layouts, holders, source_date())  # type: ignore[arg-type]
    with wrong_usage():
        found = find_targets(workspace, targets, here)
    folder = _output_folder(workspace, here / out if out else workspace.root / workspace.settings.output)
    with progress_bar() as progress, executor(jobs) as pool:
        report = generate_all(workspace, found, wish, folder, pool, progress)
    show_outputs(report.outputs, here, perf_counter() - started)
    show_diagnostics(report.diagnostics, workspace.root)
    if not report.outputs and not has_errors(report.diagnostics):
        raise click.UsageError(
            "nothing to make: no document has what --lang, --layout, --holder and --format ask for together "
            "(parallel and sequential need two languages; text is made for single only)"
        )
    return 1 if has_errors(report.diagnostics) else 0


def _output_folder(workspace: Workspace, folder: Path) -> Path:
    """Return the folder to write to.

    Raises:
        click.UsageError: It is among the sources, where an output could take the place of what it is made from.
    """
    for name in SOURCES:
        if folder.resolve().is_relative_to(workspace.root / name):
            raise click.UsageError(
                f"outputs may not lie among the sources, in {name}/; choose another folder with --out"
            )
    return folder


def source_date() -> datetime | None:
    """Read SOURCE_DATE_EPOCH, the date that a reproducible build puts in its files (reproducible-builds.org).

    Raises:
        click.UsageError: It is set to something that is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is no number of seconds: {epoch!r}") from None


@contextmanager
def executor(jobs: int | None) -> Iterator[Executor | None]:
    """Open a pool of processes; None for a single one, which works in place."""
    wanted = jobs or os.cpu_count() or 1
    if wanted == 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(wanted) as pool:
        yield pool
