"""Rules for memoranda alone, and for the tables that several kinds of document have."""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.diagnostics import Diagnostic, error, warning
from mouflow.model.base import records_in
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


def validate_signatories(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """A final memorandum says who signs for each party (domain.md 2.2)."""
    if not isinstance(record, Mou) or record.status == "draft":
        return
    for party in record.parties:
        if not any(signatory.party == party for signatory in record.signatories):
            hint = "add the person under `signatories:`, or say `status: draft`"
            yield warning("no-signatory", f"nobody signs for `{party}`", record.location, hint)
