"""Rules for every kind of document: languages, texts, ids, tables, layouts."""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.diagnostics import Diagnostic, Location, did_you_mean, error, place_of
from mouflow.languages.profiles import LANGUAGE_NAMES
from mouflow.model.base import records_in, texts_in
from mouflow.model.facts import SharedFacts
from mouflow.model.pack import DocumentRecord, Table


def validate_languages(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """Every language is known and stands once."""
    for name in record.languages:
        if name not in LANGUAGE_NAMES:
            hint = did_you_mean(name, LANGUAGE_NAMES)
            yield error("unknown-language", f"unknown language `{name}`", place_of(name, record.location), hint)
    keys = [profile.key for profile in record.language_profiles()]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        hint = "texts are kept once for each script; drop one of the two"
        yield error("duplicate-language", f"`{key}` is listed twice", record.location, hint)


def validate_texts(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """Every text stands in every language of the document."""
    profiles = record.language_profiles()
    for text in texts_in(record):
        for profile in profiles:
            if text.prose(profile) is None:
                hint = f"add `{profile.key}:`"
                yield error("missing-language", f"the text has no {profile.key}", text.location, hint)


def validate_ids(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """No two passages have the same id."""
    seen: dict[str, Location] = {}
    for each in records_in(record):
        identifier = getattr(each, "id", None)
        if identifier and identifier in seen:
            hint = f"it stands already on line {seen[identifier].line}; ids are for ever, so rename the newer one"
            place = place_of(identifier, each.location)
            yield error("duplicate-id", f"the id `{identifier}` stands twice", place, hint)
        elif identifier:
            seen[identifier] = place_of(identifier, each.location)


def validate_tables(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """Every row has a cell for each column; the columns fit beside each other."""
    for table in (each for each in records_in(record) if isinstance(each, Table)):
        taken = sum(column.width or 0 for column in table.columns)
        if taken > 100:
            hint = "the widths are shares in per cent; leave some out, and those columns share the rest"
            yield error("table-width", f"the columns take {taken} per cent", table.columns[0].location, hint)
        for row in table.rows:
            if len(row.cells) != len(table.columns):
                message = f"the row has {len(row.cells)} cells, the table {len(table.columns)} columns"
                yield error("table-row", message, row.location, "write a cell for each column, in their order")


def validate_layouts(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """Layouts of two languages need two languages."""
    if len(record.languages) < 2:
        for layout in record.output.layouts:
            if layout != "single":
                hint = "add a language, or use `single`"
                yield error("one-language", f"`{layout}` needs two languages", record.output.location, hint)
