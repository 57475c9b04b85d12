"""Names of people and organisations as running text has them, in one language (domain.md 1.2, 1.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from mouflow.diagnostics import MouflowError, did_you_mean, error
from mouflow.languages import phrases
from mouflow.languages.profiles import Profile
from mouflow.model.base import Localized
from mouflow.model.facts import Organisation, Person, SharedFacts

T = TypeVar("T")

_COURTESY = frozenset({"先生", "女士", "小姐", "太太"})
"""Honorifics that Hong Kong releases leave out for officials; degrees and professions stay (domain.md 1.3 rule 23)."""


def find_fact(table: Mapping[str, T], identifier: str, what: str, file: str) -> T:
    """Return a shared fact by its id.

    Raises:
        MouflowError: The file has no such id.
    """
    if identifier not in table:
        hint = f"{did_you_mean(str(identifier), table)} (agreements/{file})"
        place = getattr(identifier, "location", None)
        raise MouflowError(error(f"unknown-{what}", f"unknown {what} `{identifier}`", place, hint))
    return table[identifier]


@dataclass(frozen=True, slots=True)
class Names:
    """The shared people and organisations; ``localized`` renders a text in the language of ``profile``."""

    facts: SharedFacts
    profile: Profile
    localized: Callable[[Localized], Markup]

    def org(self, identifier: str, article: bool = False) -> Markup:
        """Print an organisation's full name; with the English article it takes in running text if ``article``."""
        organisation = self.organisation(identifier)
        return self._article(organisation, article) + self.localized(organisation.name)

    def short(self, identifier: str, article: bool = False) -> Markup:
        """Print an organisation's short form; its full name where it has none."""
        organisation = self.organisation(identifier)
        return self.localized(organisation.short) if organisation.short else self.org(identifier, article)

    def introduce(self, identifier: str, article: bool = False) -> Markup:
        """Print an organisation at its first mention: ``Hong Kong Talent Engage (HKTE)``."""
        organisation = self.organisation(identifier)
        if not organisation.short:
            return self.org(identifier, article)
        opening, closing = "（）" if self.profile.chinese else (" (", ")")
        return self.org(identifier, article) + opening + self.localized(organisation.short) + closing

    def place(self, identifier: str) -> Markup:
        """Print an organisation's city or place; its name where it has none."""
        organisation = self.organisation(identifier)
        return self.localized(organisation.place or organisation.name)

    def person(self, identifier: str, honorific: bool = False) -> Markup:
        """Print a person with post: ``the Secretary …, Mr Chris Sun``; ``勞工及福利局局長孫玉菡``.

        In Chinese only a degree or profession follows the name, unless ``honorific`` asks for 先生 and the like.
        """
        person = self._person(identifier)
        if self.profile.chinese:
            return self._post(person) + self._chinese_name(person, honorific)
        post = self._post(person)
        return (Markup("the ") + post + ", " if post else Markup()) + self._english_name(person)

    def name(self, identifier: str, honorific: bool = False) -> Markup:
        """Print a person at a later mention: ``Mr Sun``; ``孫玉菡`` (domain.md 1.2 rule 7, 1.3 rule 23)."""
        person = self._person(identifier)
        if self.profile.chinese:
            return self._chinese_name(person, honorific)
        surname = self.localized(person.surname or person.name)
        return self.localized(person.honorific) + " " + surname if person.honorific else surname

    def full_name(self, identifier: str, honorific: bool = False) -> Markup:
        """Print a person's full name without post, as under a signature: ``Anthony Lau``; ``劉鎮漢``."""
        person = self._person(identifier)
        if self.profile.chinese:
            return self._chinese_name(person, honorific)
        return self._english_name(person) if honorific else self.localized(person.name)

    def post(self, identifier: str) -> Markup:
        """Print a person's post alone."""
        return self._post(self._person(identifier))

    def surname(self, identifier: str) -> Markup:
        """Print a person's surname alone."""
        person = self._person(identifier)
        return self.localized(person.surname or person.name)

    def dignitaries(self, identifiers: Sequence[str]) -> Markup:
        """List people with their posts in order of precedence (domain.md 1.2 rule 9, 1.3 rule 24)."""
        listed = [self.person(identifier) for identifier in identifiers]
        if self.profile.chinese or len(listed) < 2:
            return Markup(phrases.joined(listed, self.profile))
        *head, last = listed
        if len(listed) == 2:
            return head[0] + ", and " + last
        return Markup("; ").join(head) + "; and " + last

    def organisation(self, identifier: str) -> Organisation:
        """Return an organisation by its id."""
        return find_fact(self.facts.organisations, identifier, "organisation", "organisations.yaml")

    def _person(self, identifier: str) -> Person:
        return find_fact(self.facts.people, identifier, "person", "people.yaml")

    def _article(self, organisation: Organisation, wanted: bool) -> Markup:
        return Markup("the " if wanted and organisation.article and not self.profile.chinese else "")

    def _post(self, person: Person) -> Markup:
        return self.localized(person.post) if person.post else Markup()

    def _english_name(self, person: Person) -> Markup:
        title = self.localized(person.honorific) + " " if person.honorific else Markup()
        after = Markup(", ") + self.localized(person.post_nominals) if person.post_nominals else Markup()
        return title + self.localized(person.name) + after

    def _chinese_name(self, person: Person, honorific: bool) -> Markup:
        name = self.localized(person.name)
        title = self.localized(person.honorific) if person.honorific else Markup()
        return name + title if honorific or title not in _COURTESY else name
