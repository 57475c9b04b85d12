"""Checks over loaded records: one rule, one function, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mouflow.diagnostics import Diagnostic
from mouflow.model.facts import SharedFacts
from mouflow.model.pack import DocumentRecord

from .minutes import validate_attendance, validate_chairman, validate_meeting_days, validate_record_term
from .mou import validate_parties, validate_signatories, validate_signing, validate_wording
from .names import validate_names
from .press_release import validate_quotations, validate_title
from .rules import validate_ids, validate_languages, validate_layouts, validate_tables, validate_texts
from .weekdays import validate_weekdays

Rule = Callable[[DocumentRecord, SharedFacts], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    validate_languages,
    validate_texts,
    validate_ids,
    validate_names,
    validate_parties,
    validate_signing,
    validate_tables,
    validate_signatories,
    validate_wording,
    validate_layouts,
    validate_weekdays,
    validate_title,
    validate_quotations,
    validate_record_term,
    validate_attendance,
    validate_chairman,
    validate_meeting_days,
)
"""Every rule, in the order of the report; a new check is one more function here."""


def validate(record: DocumentRecord, facts: SharedFacts) -> list[Diagnostic]:
    """Apply every rule to a document."""
    return [problem for rule in RULES for problem in rule(record, facts)]
