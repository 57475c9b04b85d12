"""Checks over loaded records: one rule, one function, in one list."""

from __future__ import annotations

from mouflow.diagnostics import Diagnostic
from mouflow.model.facts import SharedFacts
from mouflow.model.pack import Agreement

from .rules import RULES

__all__ = ["RULES", "validate"]


def validate(agreement: Agreement, facts: SharedFacts) -> list[Diagnostic]:
    """Apply every rule to every document of an agreement."""
    return [problem for record in agreement.documents.values() for rule in RULES for problem in rule(record, facts)]
