"""The command that shows what changed between two versions: on the terminal, for programs, or as documents."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from mouflow.compare.selection import FINDINGS

from .make import LAYOUTS, source_date
from .options import LANGUAGES, WordList

if TYPE_CHECKING:
    from mouflow.assembly.request import Material
    from mouflow.build.redline import Redlined
    from mouflow.workspace import Workspace

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

    OLD and NEW are versions, commits, branches, folders or other agreements; `.` means the files as they are, which NEW
    is where it is left out. Without OLD too, they are compared with the last recorded version.

    --only and --ignore choose what the terminal, JSON and SARIF show, and what --exit-code and --fail-on go by;
    documents bear every mark.
    """
    from mouflow.compare.selection import exit_status, narrowed
    from mouflow.workspace import find_workspace

    asked = Asked(**options)
    if asked.form in PRINTED and (asked.out or asked.amendments):
        raise click.UsageError("--out and --amendments go with --format html, pdf or docx")
    workspace = find_workspace(Path.cwd())
    found = _compared(workspace, asked)
    if asked.form in WRITTEN:
        _write(workspace, found, asked)
    kept = [replace(each, redline=narrowed(each.redline, asked.only, asked.ignore)) for each in found]
    if asked.form in PRINTED:
        _print(kept, asked)
    return exit_status([each.redline for each in kept], asked.fail_on, exit_code=asked.exit_code)


def _compared(workspace: Workspace, asked: Asked) -> list[Redlined]:
    from mouflow.build.redline import Choice
    from mouflow.build.review import review
    from mouflow.document import Authorship

    agreement, _, document = asked.agreement.partition("/")
    created = source_date()
    documents = (document,) if document else ()
    choice = Choice(documents, asked.languages, asked.layouts, created, asked.together)
    asking = Authorship(workspace.settings.organisation, created or datetime.now(UTC))
    return review(workspace, agreement, (asked.old, asked.new), choice, asking, Path.cwd())


def _print(found: list[Redlined], asked: Asked) -> None:
    """Print redlines in one of the forms for standard output."""
    from .pager import page, wants_colour, width_of

    agreement = asked.agreement.partition("/")[0]
    documents = [(each.name, replace(each.document, redline=each.redline)) for each in found]
    if asked.form == "json":
        from mouflow.render.changes_json import render_changes_json

        sys.stdout.write(render_changes_json(agreement, documents))
    elif asked.form == "sarif":
        from mouflow import __version__
        from mouflow.render.changes_sarif import render_changes_sarif

        sys.stdout.write(render_changes_sarif(documents, __version__))
    else:
        from mouflow.render.terminal import render_terminal

        colour, width = wants_colour(sys.stdout, os.environ, asked.colour), width_of(sys.stdout)
        shown = (render_terminal(each, width, colour=colour, name=f"{agreement}/{name}") for name, each in documents)
        page("\n".join(shown), sys.stdout, paged=not asked.no_pager)


def _write(workspace: Workspace, found: list[Redlined], asked: Asked) -> None:
    """Render redlines as documents, then write them all, then tell which."""
    from mouflow.build import Output, write_atomically
    from mouflow.workspace.material import redline_material

    from .console import show_outputs

    started, material = perf_counter(), redline_material(workspace)
    folder = Path.cwd() / asked.out if asked.out else workspace.root / workspace.settings.output
    rendered: list[tuple[bytes, Output]] = []
    for each in found:
        begun = perf_counter()
        data = _bytes(each, asked, material)
        path = folder / asked.agreement.partition("/")[0] / _file_name(each, asked)
        rendered.append((data, Output(path, len(data), perf_counter() - begun)))
    for data, output in rendered:
        write_atomically(output.path, data)
    show_outputs([output for _, output in rendered], Path.cwd(), perf_counter() - started)


def _bytes(each: Redlined, asked: Asked, material: Material) -> bytes:
    from mouflow.assembly.amendments import amendments
    from mouflow.build.review import render_redline
    from mouflow.render import FORMATS

    if asked.amendments:
        return FORMATS[asked.form].render(amendments(each.document, material))
    return render_redline(each, asked.form, material)


def _file_name(each: Redlined, asked: Asked) -> str:
    from mouflow.render import FORMATS

    languages = "+".join(wording.profile.key for wording in each.document.wordings)
    layout = "" if asked.amendments or each.document.layout == "single" else each.document.layout
    what = "amendments" if asked.amendments else "redline"
    return ".".join(filter(None, (each.name, languages, layout, what))) + FORMATS[asked.form].extension
