"""What an export is made from: extracts of the register, in an edition for somebody, in some languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Protocol

from mouflow.register.records import Register, Row
from mouflow.register.states import Status
from mouflow.register.steps import Step

if TYPE_CHECKING:
    from mouflow.model.due import DueRule
    from mouflow.model.ledger import Event

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in the bytes of an export that nothing dates."""

Texts = Mapping[str, str]
"""A text by language key: ``en``, ``zh-Hant``, ``zh-Hans``."""


class Words(Protocol):
    """The words of the register in one language."""

    @property
    def key(self) -> str:
        """The language key."""

    def heading(self, name: str) -> str:
        """Return the heading of a column, or another fixed word; its name where there is none."""

    def status(self, status: Status) -> str:
        """Return what a status is called."""

    def kind(self, kind: str) -> str:
        """Return what a kind of duty is called."""

    def step(self, step: Step) -> str:
        """Return one step of a date's arithmetic as a sentence."""

    def steps(self, steps: Iterable[Step]) -> tuple[str, ...]:
        """Return steps as sentences, each said once."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What an export shows of one agreement.

    ``rows`` are those chosen; ``events`` those of its ledger; ``rules`` the due rule of what is due in a series, by id.
    ``languages`` and ``parties`` are those of its memorandum, ``instrument`` is its profile.
    ``revision`` rises with every recorded change of the agreement; ``changed`` is when the last was made.
    """

    agreement: str
    register: Register
    rows: tuple[Row, ...] = ()
    events: tuple[Event, ...] = ()
    rules: Mapping[str, DueRule] = field(default_factory=dict)
    title: Texts = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    instrument: str = ""
    revision: int = 0
    changed: datetime = EPOCH


@dataclass(frozen=True, slots=True)
class Directory:
    """What parties and people are called, by id; ``emails`` those of people."""

    parties: Mapping[str, Texts] = field(default_factory=dict)
    people: Mapping[str, Texts] = field(default_factory=dict)
    emails: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """For whom an export is: the day it tells of, its languages, and whether it stays in the office.

    What goes to a counterpart is no longer in the extracts by then (``audience``); ``internal`` only leaves out the
    columns that would be empty.
    """

    today: date
    words: tuple[Words, ...]
    directory: Directory = Directory()
    internal: bool = True
    author: str = ""

    def joined(self, texts: Texts | None, otherwise: str = "") -> str:
        """Return a text in the edition's languages: ``Report / 報告``; the other one where it is in none of them."""
        found = [texts[words.key] for words in self.words if texts and texts.get(words.key)]
        return " / ".join(dict.fromkeys(found)) or otherwise

    def heading(self, name: str) -> str:
        """Return a heading in the edition's languages."""
        return self.joined({words.key: words.heading(name) for words in self.words})

    def status(self, status: Status) -> str:
        """Return what a status is called in the edition's languages."""
        return self.joined({words.key: words.status(status) for words in self.words})

    def kind(self, kind: str) -> str:
        """Return what a kind is called in the edition's languages."""
        return self.joined({words.key: words.kind(kind) for words in self.words})

    def party(self, identifier: str, key: str) -> str:
        """Return what a party is called in one language; in another one, or its id, where it has no name there."""
        return in_language(self.directory.parties.get(identifier, {}), key) or identifier

    def person(self, identifier: str | None) -> str:
        """Return what a person is called in the edition's languages; empty without one."""
        return self.joined(self.directory.people.get(identifier or ""), identifier or "")


def in_language(texts: Texts, key: str) -> str:
    """Return a text in a language; in the first there is, where it is not in that one; empty where it is in none."""
    return texts.get(key) or next(iter(texts.values()), "")


def newest(extracts: tuple[Extract, ...]) -> datetime:
    """Return when the last change of any of the extracts was made."""
    return max((each.changed for each in extracts), default=EPOCH)
