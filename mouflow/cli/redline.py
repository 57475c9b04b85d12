"""The command that shows what changed between two versions: on the terminal, for programs, or as documents."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from mouflow import __version__
from mouflow.build import find_targets
from mouflow.build.blame import asking_author
from mouflow.build.compared import Redlined
from mouflow.build.redline import Choice
from mouflow.build.redline_files import write_redlines
from mouflow.build.review import review
from mouflow.compare.selection import FINDINGS, exit_status, narrowed
from mouflow.render.changes_json import render_changes_json
from mouflow.render.changes_sarif import render_changes_sarif
from mouflow.render.terminal import render_terminal
from mouflow.workspace import Workspace, document_names, find_workspace

from .console import show_outputs, wrong_names, wrong_usage
from .make import LAYOUTS, source_date
from .options import LANGUAGES, WordList
from .outputs import output_folder
from .pager import page, wants_colour, width_of

PRINTED = ("terminal", "json", "sarif")
"""Formats that go to standard output; the others are files."""
WRITTEN = ("html", "pdf", "docx")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    agreement: str
    old: str | None
    new: str | None
    form: str
    languages: tuple[str, ...]
    layouts: tuple[Any, ...]
    out: Path | None
    only: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: tuple[str, ...]
    exit_code: bool
    colour: bool | None
    no_pager: bool
    amendments: bool

    @property
    def together(self) -> bool:
        """Whether the form shows all languages of a document at once, in no layout of pages."""
        return self.amendments or self.form in PRINTED


@click.command()
@click.argument("agreement", metavar="AGREEMENT[/DOCUMENT]")
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--format", "form", type=click.Choice([*PRINTED, *WRITTEN]), default="terminal")
@click.option("--lang", "languages", type=WordList(LANGUAGES), default=(), help="Languages, with commas: en,zh-Hant")
@click.option(
    "--layout", "layouts", type=WordList(LAYOUTS), default=(), help="Of html, pdf and docx: " + ",".join(LAYOUTS)
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for html, pdf and docx; `build` by default.")
@click.option("--amendments", is_flag=True, help="A table of current text, amended text and reason, as a document.")
@click.option("--only", type=WordList(FINDINGS), default=(), help="Show these alone: " + ",".join(FINDINGS))
@click.option("--ignore", type=WordList(FINDINGS), default=(), help="Leave these out, of the same words.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where anything differs.")
@click.option("--fail-on", type=WordList(FINDINGS), default=(), help="Exit with 1 where there is any of these.")
@click.option("--color/--no-color", "colour", default=None, help="Colour or none, whatever the terminal is.")
@click.option("--no-pager", is_flag=True, help="Print at once, on a terminal too.")
def diff(**options: Any) -> int:
    """Show what changed between two versions, in all languages at once.

    OLD and NEW are versions, commits, branches, folders or other agreements, as they are or AGREEMENT@VERSION; a folder
    may hold nothing but the YAML files of the agreement. `.` means the files as they are, which NEW is where it is left
    out. Without OLD too, they are compared with the last recorded version.

    --only and --ignore choose what the terminal, JSON and SARIF show, and what --exit-code and --fail-on go by;
    documents bear every mark.
    """
    asked = Asked(**options)
    if asked.form in PRINTED and (asked.out or asked.amendments):
        raise click.UsageError("--out and --amendments go with --format html, pdf or docx")
    if asked.together and asked.layouts:
        raise click.UsageError("--layout goes with --format html, pdf or docx, and not with --amendments")
    workspace, here = find_workspace(Path.cwd()), Path.cwd()
    agreement, documents = _named(workspace, asked.agreement, here)
    created = source_date()
    choice = Choice(documents, asked.languages, asked.layouts, created, asked.together)
    asking = asking_author(workspace, created or datetime.now(UTC))
    with wrong_names():
        found = review(workspace, agreement, (asked.old, asked.new), choice, asking, here)
    if not found:
        raise click.UsageError("nothing to compare: no document has what --lang and --layout ask for together")
    kept = [replace(each, redline=narrowed(each.redline, asked.only, asked.ignore)) for each in found]
    if asked.form in PRINTED:
        _print(agreement, kept, asked)
    else:
        started = perf_counter()
        folder = output_folder(workspace, here / asked.out if asked.out else None) / agreement
        outputs = write_redlines(workspace, found, asked.form, folder, as_amendments=asked.amendments)
        show_outputs(outputs, here, perf_counter() - started)
    return exit_status([each.redline for each in kept], asked.fail_on, exit_code=asked.exit_code)


def _named(workspace: Workspace, name: str, here: Path) -> tuple[str, tuple[str, ...]]:
    """Return the agreement that is meant, and its documents where not all are; one may be in the old version alone.

    Raises:
        click.UsageError: There is no such agreement, or the name is that of several.
    """
    agreement, _, document = name.rstrip("/").partition("/")
    if agreement not in ("", ".", "..") and document_names(workspace, agreement):
        return agreement, (document,) if document else ()
    with wrong_usage():
        found = find_targets(workspace, [name], here)
    if len(found) != 1:
        raise click.UsageError(f"{name} holds several agreements; name one")
    (target,) = found
    whole = len(target.documents) == len(document_names(workspace, target.agreement))
    return target.agreement, () if whole else target.documents


def _print(agreement: str, found: list[Redlined], asked: Asked) -> None:
    """Print redlines in one of the forms for standard output; JSON is UTF-8 wherever it goes (RFC 8259)."""
    documents = [(each.name, replace(each.document, redline=each.redline)) for each in found]
    if asked.form == "json":
        click.echo(render_changes_json(agreement, documents).encode(), nl=False)
    elif asked.form == "sarif":
        click.echo(render_changes_sarif(documents, __version__).encode(), nl=False)
    else:
        colour, width = wants_colour(sys.stdout, os.environ, asked.colour), width_of(sys.stdout)
        shown = (render_terminal(each, width, colour=colour, name=f"{agreement}/{name}") for name, each in documents)
        page("\n".join(shown), sys.stdout, paged=not asked.no_pager)
