"""The command that writes the register for other programs, for one party, or for the other side."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from .days import DAY, TODAY, today_in
from .options import ONLY_LANGUAGES, WordList

if TYPE_CHECKING:
    from mouflow.tracking.extracts import Choice
    from mouflow.workspace import Workspace

FORMS = ("csv", "xlsx", "json", "ics", "html", "pdf", "docx")
REPORTS = ("html", "pdf", "docx")
PARTS = ("events", "todos")
YEARS_AHEAD = 2
"""Recurrences are exported to the end of the second year after this one, unless `--until` says otherwise."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    agreements: tuple[str, ...]
    forms: tuple[str, ...]
    languages: tuple[str, ...]
    party: str | None
    counterpart: str | None
    public: bool
    everything: bool
    parts: tuple[Any, ...]
    today: date | None
    until: date | None
    out: str | None


@click.command()
@click.argument("agreements", nargs=-1, metavar="[AGREEMENT]...")
@click.option("--format", "forms", type=WordList(FORMS), required=True, help=f"Forms, with commas: {','.join(FORMS)}")
@ONLY_LANGUAGES
@click.option("--party", metavar="PARTY", help="Only what this party bears, alone or jointly.")
@click.option(
    "--counterpart", metavar="PARTY", help="What this party may be given: its duties, nothing of the office's."
)
@click.option("--public", is_flag=True, help="A list of what is signed for the public: html, pdf, docx; no duties.")
@click.option("--all", "everything", is_flag=True, help="Also what is done, waived or over; calendars always have it.")
@click.option("--ics-parts", "parts", type=WordList(PARTS), default=PARTS, help="Of a calendar: events,todos")
@click.option(
    "--until", type=DAY, metavar="DATE", help="Recurrences up to this day, not the end of the year after next."
)
@TODAY
@click.option("--out", metavar="FILE", help="File to write, `-` for standard output; one in `build` by default.")
def export(**options: Any) -> int:
    """Write the register for other programs and people.

    Of each AGREEMENT named, or of all. csv and xlsx are tables; json is everything; ics is a calendar, with an event
    and a to-do for every date; html, pdf and docx are a report.
    """
    asked, started = Asked(**options), perf_counter()
    _check(asked)
    from mouflow.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    for form in asked.forms:
        choice = _choice(workspace, asked, form)
        path = _path(workspace, asked, choice, form)
        data = _made(workspace, asked, choice, form)
        if path is None:
            sys.stdout.buffer.write(data)
        else:
            _write(path, data, perf_counter() - started)
        started = perf_counter()
    return 0


def _check(asked: Asked) -> None:
    """Refuse what does not go together.

    Raises:
        click.UsageError: Something does not.
    """
    if (asked.party and asked.counterpart) or (asked.public and (asked.party or asked.counterpart)):
        message = "--party is for the office, --counterpart for the other side, --public for everybody; choose one"
        raise click.UsageError(message)
    others = [form for form in asked.forms if form not in REPORTS]
    if asked.public and others:
        raise click.UsageError(f"--public is a list to be read: html, pdf or docx, not {others[0]}")
    if asked.out and len(asked.forms) > 1:
        raise click.UsageError("--out names one file; several forms go to `build`, each under its own name")


def _choice(workspace: Workspace, asked: Asked, form: str) -> Choice:
    from mouflow.build import find_targets
    from mouflow.tracking.export import EXPORTS
    from mouflow.tracking.extracts import Choice

    from .console import wrong_usage

    with wrong_usage():
        targets = find_targets(workspace, asked.agreements, Path.cwd())
    today = today_in(workspace, asked.today)
    return Choice(
        agreements=tuple(sorted({target.agreement for target in targets})),
        today=today,
        until=asked.until or date(today.year + YEARS_AHEAD, 12, 31),
        closed=asked.everything or EXPORTS[form].closed,
        party=asked.party,
        counterpart=asked.counterpart,
        public=asked.public,
    )


def _made(workspace: Workspace, asked: Asked, choice: Choice, form: str) -> bytes:
    from mouflow.tracking.export import EXPORTS, export_of

    export = export_of(workspace, choice, asked.languages, asked.parts)
    return EXPORTS[form].make(export)


def _path(workspace: Workspace, asked: Asked, choice: Choice, form: str) -> Path | None:
    """Return the file to write to; None for standard output.

    Raises:
        click.UsageError: It is among the sources.
    """
    from mouflow.tracking.export import EXPORTS

    from .outputs import output_folder

    if asked.out == "-":
        return None
    if asked.out:
        path = Path.cwd() / asked.out
        output_folder(workspace, path.parent)
        return path
    readers = (choice.party, choice.counterpart and f"for-{choice.counterpart}", choice.public and "public")
    names = ["register", *(each for each in readers if each)]
    only = [*choice.agreements] if len(choice.agreements) == 1 and asked.agreements else []
    return output_folder(workspace, None).joinpath(*only, ".".join(names) + EXPORTS[form].extension)


def _write(path: Path, data: bytes, seconds: float) -> None:
    from mouflow.build import Output
    from mouflow.build.write import write_output

    from .console import show_outputs

    write_output(path, data)
    show_outputs([Output(path, len(data), seconds)], Path.cwd(), seconds)
