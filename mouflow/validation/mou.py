"""Rules for memoranda alone, and for the tables that several kinds of document have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mouflow.diagnostics import Diagnostic, error, warning
from mouflow.model.base import Prose, records_in, texts_in
from mouflow.model.facts import SharedFacts
from mouflow.model.mou import Mou
from mouflow.model.pack import DocumentRecord, Table


def validate_tables(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """Every row has a cell for each column."""
    for table in (each for each in records_in(record) if isinstance(each, Table)):
        for row in table.rows:
            if len(row.cells) != len(table.columns):
                message = f"the row has {len(row.cells)} cells, the table {len(table.columns)} columns"
                yield error("table-row", message, row.location, "write a cell for each column, in their order")


_TREATY_WORDS = {
    "shall": "will",
    "agree": "decide, or accept",
    "agrees": "decides, or accepts",
    "agreed": "decided",
    "undertake": "will",
    "undertakes": "will",
    "enter into force": "come into effect",
    "enters into force": "comes into effect",
    "應當": "將",
    "必須": "將",
    "有義務": "將",
    "应当": "将",
    "必须": "将",
    "有义务": "将",
}
"""Words that make a text read as a treaty, with what a non-binding one says instead (domain.md 2.1 rules 2, 3, 5)."""

_TREATY_WORD = re.compile(r"\b(?:shall|agree[sd]?|undertakes?|enters? into force)\b|應當|应当|必須|必须|有義務|有义务")


def validate_wording(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """A non-binding memorandum keeps clear of the words of treaties; clauses of the library are drafted for both."""
    if isinstance(record, Mou) and record.profile == "non-binding":
        for text in texts_in(record):
            for prose in text.texts.values():
                yield from _treaty_words(prose)


def _treaty_words(prose: Prose) -> Iterator[Diagnostic]:
    for found in () if prose.values else _TREATY_WORD.finditer(prose.text):
        word = found.group()
        hint = f"write {_TREATY_WORDS[word]}, or set `profile: treaty`"
        yield warning("treaty-wording", f"`{word}` reads as binding", prose.location, hint)


def validate_signatories(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """A final memorandum says who signs for each party (domain.md 2.2)."""
    if not isinstance(record, Mou) or record.status == "draft":
        return
    for party in record.parties:
        if not any(signatory.party == party for signatory in record.signatories):
            hint = "add the person under `signatories:`, or say `status: draft`"
            yield warning("no-signatory", f"nobody signs for `{party}`", record.location, hint)
