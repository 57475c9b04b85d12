"""The words of the register in one language: statuses, kinds, headings, and how a date came about; plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mouflow.assembly.phrase_book import PhraseBook
from mouflow.languages.dates import plain_date
from mouflow.register.states import Status
from mouflow.register.steps import Step

from .steps import event_words, sentences

LABELS = "register"
"""The folder of templates that has the labels."""


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """What the register says in one language."""

    book: PhraseBook

    @property
    def key(self) -> str:
        """The language key: ``en``, ``zh-Hant``, ``zh-Hans``."""
        return self.book.profile.key

    def heading(self, name: str) -> str:
        """Return the heading of a column or section, or what an event or notice is called: ``due``, ``event.done``.

        It is the name itself where there is no such label.
        """
        labels = (f"heading.{name}", *([name] if "." in name else []))
        return next((self.book.say(label) for label in labels if self.book.has(label)), name)

    def status(self, status: Status) -> str:
        """Return what a status is called."""
        return self.book.say(f"status.{status}")

    def kind(self, kind: str) -> str:
        """Return what a kind of duty is called."""
        return self.word("kind", kind)

    def word(self, column: str, value: str) -> str:
        """Return the value of a column that has names for its values (`kind`, `stage` …), others unchanged."""
        label = f"{column}.{value}"
        return self.book.say(label) if value and self.book.has(label) else value

    def event(self, name: str) -> str:
        """Return what a date is counted from, as part of a sentence: ``signed`` is `signature`."""
        return event_words(name, self.book)

    def step(self, step: Step) -> str:
        """Return one step of a date's arithmetic as a sentence."""
        return self.steps((step,))[0]

    def steps(self, steps: Iterable[Step]) -> tuple[str, ...]:
        """Return steps as sentences; a day that several places have off for the same reason is told once."""
        return sentences(steps, self.book)

    def day(self, day: date | None) -> str:
        """Return a day as running text has it; nothing for none."""
        return plain_date(day, self.book.profile) if day else ""
