"""What a change does to duties, as far as the records know them: actions, periods of clauses, the day of signing.

Wording that binds (``will``, ``shall``, 將, 須) and that came or went is told as well: it is a duty even
where no record names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mouflow.document import Change
from mouflow.model.minutes import Action, Minutes
from mouflow.model.mou import Mou
from mouflow.model.pack import DocumentRecord

from .kinds import is_modal

LONGEST = 160
"""Characters of a wording that a sentence about it shows."""

Effect = Literal["new", "ended", "due", "owners", "period", "signing"]


@dataclass(frozen=True, slots=True)
class Duty:
    """What changed about one duty: ``subject`` is the id of an action, block or clause, old and new what it was and is.

    Days are ISO 8601, owners ids parted by commas, wording the words themselves; ``name`` is the parameter of a clause
    whose ``period`` changed.
    """

    effect: Effect
    subject: str
    old: str = ""
    new: str = ""
    name: str = ""


def find_duties(old: DocumentRecord, new: DocumentRecord, changes: Iterable[Change]) -> tuple[Duty, ...]:
    """Return what the change from one record to the other does to duties; ``changes`` are those of one language."""
    found: list[Duty] = []
    if isinstance(old, Minutes) and isinstance(new, Minutes):
        found += _actions(_actions_of(old), _actions_of(new))
    if isinstance(old, Mou) and isinstance(new, Mou):
        found += _periods(_values_of(old), _values_of(new))
        if old.signing.date != new.signing.date:
            found.append(Duty("signing", "", _day(old.signing.date), _day(new.signing.date)))
    return (*found, *_wording(changes))


def _actions_of(minutes: Minutes) -> dict[str, Action]:
    paragraphs = (paragraph for item in minutes.agenda for paragraph in item.paragraphs)
    return {action.id: action for paragraph in paragraphs for action in paragraph.actions}


def _actions(old: Mapping[str, Action], new: Mapping[str, Action]) -> Iterator[Duty]:
    for name, action in new.items():
        was = old.get(name)
        if was is None:
            yield Duty("new", name, new=_owners(action))
            continue
        if was.due != action.due:
            yield Duty("due", name, _day(was.due), _day(action.due))
        if was.owners != action.owners:
            yield Duty("owners", name, _owners(was), _owners(action))
    yield from (Duty("ended", name, old=_owners(old[name])) for name in old if name not in new)


def _owners(action: Action) -> str:
    return ", ".join(action.owners)


def _day(day: object) -> str:
    return str(day) if day else ""


def _values_of(mou: Mou) -> dict[tuple[str, str], str]:
    """Return the parameters of every clause of the library, defaults included, by clause and name."""
    found: dict[tuple[str, str], str] = {}
    for clause in mou.clauses:
        texts = clause.heading.texts.values() if clause.use and clause.heading else ()
        paragraphs = (entry.text for entry in clause.paragraphs if entry.text) if clause.use else ()
        proses = [*texts, *(prose for text in paragraphs for prose in text.texts.values())]
        for prose in proses:
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
            yield Duty("new", change.block, new=change.new)
        elif change.operation == "deleted" and is_modal(change.old):
            yield Duty("ended", change.block, old=change.old)


_SENTENCES: dict[Effect, str] = {
    "new": "New: {new} ({subject})",
    "ended": "Ended: {old} ({subject})",
    "due": "Due day of {subject}: {old} → {new}",
    "owners": "Who acts on {subject}: {old} → {new}",
    "period": "{subject}, {name}: {old} → {new}",
    "signing": "Day of signing: {old} → {new}",
}


def sentence(duty: Duty) -> str:
    """Word a duty in English."""
    return _SENTENCES[duty.effect].format(
        subject=duty.subject, old=_short(duty.old), new=_short(duty.new), name=duty.name.replace("_", " ")
    )


def _short(text: str) -> str:
    line = " ".join(text.split()) or "none"
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
