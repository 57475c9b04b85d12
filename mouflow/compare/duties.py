"""What a change does to duties, as far as the records know them: actions, periods of clauses, the day of signing.

Wording that binds (``will``, ``shall``, 將, 須) and that came or went is told as well: it is a duty even where no
record names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from mouflow.document import Change, Duty
from mouflow.model.minutes import Action, Minutes
from mouflow.model.mou import Mou
from mouflow.model.pack import DocumentRecord

from .kinds import is_modal

Actions = Mapping[str, tuple[str, Action]]
"""Actions by their id, each with the id of its paragraph."""


def find_duties(old: DocumentRecord, new: DocumentRecord, changes: Iterable[Change]) -> tuple[Duty, ...]:
    """Return what the change from one record to the other does to duties; ``changes`` are those of one language."""
    found: list[Duty] = []
    if isinstance(old, Minutes) and isinstance(new, Minutes):
        found += _actions(_actions_of(old), _actions_of(new))
    if isinstance(old, Mou) and isinstance(new, Mou):
        found += _periods(_values_of(old), _values_of(new))
        if old.signing.date != new.signing.date:
            found.append(Duty("signing", old=_day(old.signing.date), new=_day(new.signing.date)))
    return (*found, *_wording(changes))


def _actions_of(minutes: Minutes) -> Actions:
    paragraphs = (paragraph for item in minutes.agenda for paragraph in item.paragraphs)
    return {action.id: (paragraph.id, action) for paragraph in paragraphs for action in paragraph.actions}


def _actions(old: Actions, new: Actions) -> Iterator[Duty]:
    for name, (block, action) in new.items():
        if name not in old:
            yield Duty("action-new", block, new=_owners(action))
            continue
        _, was = old[name]
        if was.due != action.due:
            yield Duty("action-due", block, _day(was.due), _day(action.due))
        if was.owners != action.owners:
            yield Duty("action-owners", block, _owners(was), _owners(action))
    gone = (old[name] for name in old if name not in new)
    yield from (Duty("action-ended", block, old=_owners(action)) for block, action in gone)


def _owners(action: Action) -> str:
    return ", ".join(action.owners)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _values_of(mou: Mou) -> dict[tuple[str, str], str]:
    """Return the parameters of every clause of the library, defaults included, by clause and name."""
    found: dict[tuple[str, str], str] = {}
    for clause in mou.clauses:
        texts = [clause.heading, *(entry.text for entry in clause.paragraphs)] if clause.use else []
        for prose in (prose for text in texts if text for prose in text.texts.values()):
            values = {name: value for name, value in prose.values.items() if not name.startswith("_")}
            found |= {(clause.id or "", name): str(value) for name, value in values.items()}
    return found


def _periods(old: Mapping[tuple[str, str], str], new: Mapping[tuple[str, str], str]) -> Iterator[Duty]:
    for (clause, name), value in new.items():
        was = old.get((clause, name))
        if was is not None and was != value:
            yield Duty("period", clause, was, value, name)


def _wording(changes: Iterable[Change]) -> Iterator[Duty]:
    """Tell words that came or went and bind somebody."""
    for change in changes:
        if change.operation == "inserted" and is_modal(change.new):
            yield Duty("wording-new", change.block, new=change.new)
        elif change.operation == "deleted" and is_modal(change.old):
            yield Duty("wording-ended", change.block, old=change.old)
