"""The register in the forms of other programs: extracts and an edition in, bytes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from mouflow.document import Document
from mouflow.json_text import as_json_text
from mouflow.languages.profiles import TEXT_KEYS, find_profile
from mouflow.register.exports.csv import to_csv
from mouflow.register.exports.extract import Edition, Extract, newest
from mouflow.register.exports.ics import PARTS, Part, to_ics
from mouflow.register.exports.json import register_shape
from mouflow.register.exports.tables import every_table, register_table
from mouflow.register.exports.xlsx import to_xlsx
from mouflow.render import FORMATS
from mouflow.workspace import Workspace, load_facts

from .extracts import Choice, directory, load_extracts
from .report import report_material
from .reports.register import public_register, register_report
from .voices import load_voices
from .words.register_words import RegisterWords


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported: the extracts, the edition, a title, and for calendars which parts they have.

    ``reader`` is the party whose duties it is limited to; ``public`` says that it has none; ``voices`` are the words of
    the edition.
    """

    workspace: Workspace
    extracts: tuple[Extract, ...]
    edition: Edition
    title: str
    voices: tuple[RegisterWords, ...]
    reader: str | None = None
    public: bool = False
    parts: tuple[Part, ...] = PARTS


@dataclass(frozen=True, slots=True)
class ExportForm:
    """A form of export: the extension of its files, what makes it, and whether it always tells what is closed.

    A calendar does: a program that holds an entry already would keep it open for ever.
    """

    extension: str
    make: Callable[[Export], bytes]
    closed: bool = False


def _csv(export: Export) -> bytes:
    return to_csv(register_table(export.extracts, export.edition))


def _xlsx(export: Export) -> bytes:
    tables = every_table(export.extracts, export.edition)
    return to_xlsx(tables, export.title, export.edition.author, newest(export.extracts))


def _json(export: Export) -> bytes:
    return as_json_text(register_shape(export.extracts, export.edition).model_dump(mode="json")).encode()


def _ics(export: Export) -> bytes:
    return to_ics(export.extracts, export.edition, export.title, export.parts)


def _report(form: str, export: Export) -> bytes:
    return FORMATS[form].render(report_of(export))


def report_of(export: Export) -> Document:
    """Return the report of an export, ready for any renderer.

    Raises:
        MouflowError: With every problem in the templates of the register and their labels.
    """
    material = report_material(export.workspace, newest(export.extracts))
    told = (export.extracts, export.edition, export.voices, material)
    return public_register(*told) if export.public else register_report(*told, export.reader)


def export_of(
    workspace: Workspace, choice: Choice, languages: Sequence[str] = (), parts: tuple[Part, ...] = PARTS
) -> Export:
    """Gather what an export of a workspace is made from, in these languages or in those of the agreements.

    Raises:
        MouflowError: Something is wrong in what is to be exported, or in the words of the register.
    """
    extracts = load_extracts(workspace, choice)
    names = languages or dict.fromkeys(tag for each in extracts for tag in each.languages) or TEXT_KEYS
    profiles = [profile for name in names if (profile := find_profile(name))]
    voices = load_voices(workspace, profiles)
    edition = Edition(
        today=choice.today,
        words=voices,
        directory=directory(load_facts(workspace), choice),
        internal=choice.internal,
        author=workspace.settings.organisation,
    )
    title, reader = _title(extracts, edition), choice.party or choice.counterpart
    return Export(workspace, extracts, edition, title, voices, reader, choice.public, parts)


def _title(extracts: Sequence[Extract], edition: Edition) -> str:
    """Return what an export is called: the register, of an agreement where it is one alone."""
    name = edition.heading("register")
    return f"{name}: {extracts[0].agreement}" if len(extracts) == 1 else name


EXPORTS: Mapping[str, ExportForm] = {
    "csv": ExportForm(".csv", _csv),
    "xlsx": ExportForm(".xlsx", _xlsx),
    "json": ExportForm(".json", _json),
    "ics": ExportForm(".ics", _ics, closed=True),
    **{form: ExportForm(FORMATS[form].extension, partial(_report, form)) for form in ("html", "pdf", "docx")},
}
"""Every form by its name."""
