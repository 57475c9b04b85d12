"""Reminders from the register to messages: what is to be said on a day, to whom, less what was said before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mouflow.diagnostics import Diagnostic
from mouflow.register.records import Row
from mouflow.register.states import CLOSED
from mouflow.register.status import row_of, sort_key
from mouflow.workspace import Workspace, load_facts

from .answers import Question
from .digest import Digest, Setting, digests_of
from .ladder import load_ladders
from .query import ask
from .recipients import Directory, Recipient, shared_out
from .reminder_words import load_reminder_words
from .reminders import Call, calls_of
from .wording import worded

FURTHEST = timedelta(days=366)
"""Reminders come at the most so long before a date."""
LANGUAGES = ("en", "zh-Hant")
"""The languages of a message where nobody says."""

Told = Mapping[Recipient, Sequence[Call]]
"""What each recipient is to be told."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and of what reminders are asked for: these agreements or all, on a day, ``within`` up to another.

    ``now`` is the time of the call, in nanoseconds since 1970.
    """

    today: date
    now: int
    agreements: tuple[str, ...] = ()
    within: date | None = None
    indexed: bool = True


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that is to be said on a day, whether it was said before or not, and what is wrong."""

    calls: tuple[Call, ...]
    directory: Directory
    problems: tuple[Diagnostic, ...]

    def told(self) -> Told:
        """Return what each recipient is to be told."""
        return shared_out(self.calls, self.directory)


def gather(workspace: Workspace, occasion: Occasion) -> Gathered:
    """Gather what is to be said of the register.

    Raises:
        MouflowError: The shared facts are wrong, so that nobody's address is sure.
    """
    people = load_facts(workspace).people
    mail = workspace.settings.mail
    rows, problems = _rows(workspace, occasion)
    late = dict.fromkeys(row.occurrence.agreement for row in rows if row.overdue)
    ladders, wrong = load_ladders(workspace, late)
    calls = tuple(
        call
        for row in rows
        for call in calls_of(row, occasion.today, occasion.within, ladders.get(row.occurrence.agreement, ()))
    )
    return Gathered(calls, Directory(people, mail.office if mail else None), tuple(dict.fromkeys((*problems, *wrong))))


def _rows(workspace: Workspace, occasion: Occasion) -> tuple[list[Row], Iterable[Diagnostic]]:
    until = max(occasion.today + FURTHEST, occasion.within or occasion.today)
    question = Question(workspace.root, occasion.today, until, occasion.now, occasion.agreements, only_due=True)
    answer = ask(question, indexed=occasion.indexed)
    every = (row_of(each, occasion.today, ended) for each, ended in answer.occurrences)
    rows = sorted((row for row in every if row.status not in CLOSED), key=sort_key)
    return rows, (*answer.problems, *(problem for each in answer.facts.values() for problem in each.problems))


def digests(workspace: Workspace, told: Told, *, indexed: bool = True) -> tuple[Digest, ...]:
    """Return the digests of what is told, with the wording of what is to be done."""
    rows = {id(call.row): call.row for calls in told.values() for call in calls}
    said = dict(zip(rows, worded(workspace.root, list(rows.values()), indexed=indexed), strict=True))
    return digests_of({to: [call._replace(row=said[id(call.row)]) for call in calls] for to, calls in told.items()})


def setting_of(workspace: Workspace, today: date, people: Directory, languages: Sequence[str]) -> Setting:
    """Return what digests are worded with, in these languages or in those of the settings.

    Raises:
        MouflowError: A file of labels is wrong.
    """
    mail = workspace.settings.mail
    words = load_reminder_words(workspace, languages or (mail.languages if mail else LANGUAGES))
    return Setting(today, words, people.people, workspace.settings.organisation)
