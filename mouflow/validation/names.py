"""Every id that a document takes from the shared facts is there: people, organisations, terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mouflow.diagnostics import Diagnostic, did_you_mean, error
from mouflow.model.base import Record, named_in
from mouflow.model.facts import SharedFacts

_TABLES = {"people": "person", "organisations": "organisation", "terms": "term"}
"""What one entry of each table of shared facts is called."""


def validate_names(record: Record, facts: SharedFacts) -> Iterator[Diagnostic]:
    """Every person, organisation and term that a record or one below it names by id is known."""
    for table, what in _TABLES.items():
        known: Mapping[str, object] = getattr(facts, table)
        for identifier, place in named_in(record, table):
            if identifier not in known:
                hint = f"{did_you_mean(identifier, known)} (agreements/{table}.yaml)"
                yield error(f"unknown-{what}", f"unknown {what} `{identifier}`", place, hint)
