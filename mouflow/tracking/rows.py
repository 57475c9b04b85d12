"""The rows of the register on a day, filtered and worded: what every view shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mouflow.diagnostics import Diagnostic, in_order
from mouflow.register.records import Row
from mouflow.register.status import row_of, sort_key

from .answers import Question
from .filters import Filters, chosen
from .packing import Facts, up_to
from .query import ask
from .wording import worded


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows in order, overdue first; facts by agreement, and every error that stands in the way of more."""

    rows: tuple[Row, ...]
    facts: Mapping[str, Facts]
    problems: tuple[Diagnostic, ...]


def find_rows(
    root: Path, today: date, filters: Filters, *, now: int, indexed: bool = True, facts: bool = False
) -> Rows:
    """Return what is asked for of the register of a workspace, as it stands on a day.

    Occurrences come without their steps and events, which ``register_of`` has. ``now`` is the time of the call, in
    nanoseconds since 1970. With ``facts`` those of every agreement are told too. The index and the files alone give the
    same.

    Raises:
        MouflowError: The settings of the workspace are wrong.
    """
    question = Question(root, today, filters.until, now, filters.agreements, filters.only_due, facts)
    answer = ask(question, indexed=indexed)
    every = sorted((row_of(each, today, ended) for each, ended in answer.occurrences), key=sort_key)
    rows = worded(root, chosen(every, filters), indexed=indexed)
    told = {name: up_to(each, filters.until) for name, each in answer.facts.items()}
    problems = [*answer.problems, *(problem for each in told.values() for problem in each.problems)]
    return Rows(tuple(rows), told, tuple(in_order(problems)))
