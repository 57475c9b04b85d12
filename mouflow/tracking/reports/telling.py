"""What a report on the register says, each text in every language of the report: plain data for its templates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mouflow.assembly.report import Data
from mouflow.languages.profiles import find_profile
from mouflow.register.exports.extract import Edition
from mouflow.register.records import Row
from mouflow.register.states import Status
from mouflow.tracking.words.register_words import RegisterWords

Texts = list[Data]
"""A text as a template prints it: an entry with ``tag`` and ``text`` for each language."""
Lines = list[Texts]


@dataclass(frozen=True, slots=True)
class Telling:
    """The languages of a report, and for whom it is."""

    edition: Edition
    voices: Sequence[RegisterWords]

    def texts(self, say: Callable[[RegisterWords], str]) -> Texts:
        """Say something in every language; what two say alike is said once, what one leaves out is left out."""
        said = {voice.book.profile.tag: say(voice) for voice in self.voices}
        first: dict[str, str] = {}
        for tag, text in said.items():
            first.setdefault(text, tag)
        return [{"tag": tag, "text": text} for text, tag in first.items() if text]

    def label(self, name: str, **values: object) -> Texts:
        """Print a label with values that are alike in all languages."""
        return self.texts(lambda voice: voice.book.say(name, **values))

    def heading(self, name: str) -> Texts:
        """Print a heading."""
        return self.texts(lambda voice: voice.heading(name))

    def headings(self, *names: str) -> list[Texts]:
        """Print the headings of a table."""
        return [self.heading(name) for name in names]

    def status(self, status: Status) -> Texts:
        """Name a status."""
        return self.texts(lambda voice: voice.status(status))

    def word(self, column: str, value: str) -> Texts:
        """Name the value of a column: a stage, a sort of instrument; nothing for none."""
        return self.texts(lambda voice: voice.word(column, value))

    def day(self, day: date | None) -> Texts:
        """Print a day; nothing for none."""
        return self.texts(lambda voice: voice.day(day))

    def on(self, name: str, day: date | None) -> Texts:
        """Print a label that holds a day."""
        return self.texts(lambda voice: voice.book.say(name, day=voice.day(day)))

    def written(self, texts: Mapping[str, str]) -> Texts:
        """Print a text from YAML; where it is in none of the languages, in the one it is in."""
        own = self.texts(lambda voice: texts.get(voice.key, ""))
        if own or not texts:
            return own
        key, text = next(iter(texts.items()))
        profile = find_profile(key)
        return [{"tag": profile.tag if profile else self.voices[0].book.profile.tag, "text": text}]

    def plain(self, text: str) -> Texts:
        """Print what is the same in all languages: a reference, an address, a number."""
        return [{"tag": self.voices[0].book.profile.tag, "text": text}] if text else []

    def party(self, identifier: str) -> Texts:
        """Name a party."""
        return self.written(self.edition.directory.parties.get(identifier, {})) or self.plain(identifier)

    def parties(self, identifiers: Iterable[str]) -> Texts:
        """Name parties one after the other."""
        every = tuple(identifiers)
        return self.texts(
            lambda voice: ("、" if voice.book.profile.chinese else ", ").join(
                self.edition.party(each, voice.key) for each in every
            )
        )

    def person(self, identifier: str | None) -> Mapping[str, str]:
        """Return what a person is called, by language key."""
        return self.edition.directory.people.get(identifier or "", {})

    def wording(self, row: Row) -> Texts:
        """Tell what is to be done: a row's own words, else the deliverable; its id where nothing is worded."""
        one = row.occurrence
        if one.source == "term":
            return self.heading(one.id)
        return self.written(row.wording or one.wording or one.deliverable) or self.plain(one.id)

    def bearers(self, row: Row, parties: Collection[str] = ()) -> Texts:
        """Name who bears it; what all ``parties`` of the agreement bear together is theirs."""
        one = row.occurrence
        if one.party is None and len(one.bearers) > 1 and set(one.bearers) == set(parties):
            return self.label("report.both" if len(parties) == 2 else "report.every-party")
        return self.parties((one.party,) if one.party else one.bearers)
