"""One language's voice: the functions and filters that templates and YAML texts may use.

Every function here stands in ``templates/README.md`` with an example; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mouflow.diagnostics import Location, MouflowError, did_you_mean, error
from mouflow.document.markup import PLACE
from mouflow.languages import dates, numerals, phrases
from mouflow.languages.profiles import Profile
from mouflow.model.base import Localized, Prose
from mouflow.model.facts import Organisation, Person, Term

from .request import Material, Request
from .sandbox import for_templates

T = TypeVar("T")
Say = Callable[[Prose, Mapping[str, object]], Markup]


@dataclass(frozen=True, slots=True)
class Voice:
    """The functions of one language for one output.

    ``say`` renders a prose with further variables; ``parties`` are in the order of this original.
    """

    request: Request
    material: Material
    profile: Profile
    parties: tuple[str, ...]
    languages: tuple[Profile, ...]
    say: Say

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return every function by the name that templates use."""
        own = (
            self.label, self.has_label, self.org, self.short, self.introduce, self.person, self.name, self.post,
            self.surname, self.dignitaries, self.term, self.define, self.pair, self.pair_places,
            self.pair_languages, self.listed, self.quoted, self.today,
        )  # fmt: skip
        named = {function.__name__: _callable(function) for function in own}
        return {**named, "ref": _reference}

    def localized(self, text: Localized, values: Mapping[str, object] | None = None) -> Markup:
        """Render a localized text in this language."""
        prose = text.prose(self.profile)
        if prose is None:
            hint = f"add `{self.profile.key}:`"
            raise MouflowError(error("missing-language", f"the text has no {self.profile.key}", text.location, hint))
        return self.say(prose, values or {})

    def label(self, name: str, **values: object) -> Markup:
        """Print a label: ``label("present")``; further values are variables in it."""
        prose = self._label(name)
        if prose is None:
            known = self.material.labels.labels
            message = f"no label `{name}` in {self.profile.key}"
            raise MouflowError(error("unknown-label", message, hint=did_you_mean(name, known)))
        return self.say(prose, values)

    def has_label(self, name: str) -> bool:
        """Tell whether a label exists in this language."""
        return self._label(name) is not None

    def _label(self, name: str) -> Prose | None:
        variant = getattr(self.request.record, "profile", "")
        return self.material.labels.find(name, variant, self.profile)

    def org(self, identifier: str) -> Markup:
        """Print an organisation's full name."""
        return self.localized(self._organisation(identifier).name)

    def short(self, identifier: str) -> Markup:
        """Print an organisation's short form; its full name where it has none."""
        organisation = self._organisation(identifier)
        return self.localized(organisation.short or organisation.name)

    def introduce(self, identifier: str) -> Markup:
        """Print an organisation at its first mention: ``Hong Kong Talent Engage (HKTE)``."""
        organisation = self._organisation(identifier)
        if not organisation.short:
            return self.localized(organisation.name)
        opening, closing = "（）" if self.profile.chinese else (" (", ")")
        return self.localized(organisation.name) + opening + self.localized(organisation.short) + closing

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
        return Markup("; ").join(head) + "; and " + last

    def term(self, identifier: str) -> Markup:
        """Print a defined term where it is used."""
        return Markup('<span class="term">{}</span>').format(self.localized(self._term(identifier).name))

    def define(self, identifier: str) -> Markup:
        """Print a term where it is defined: in quotation marks and bold."""
        opening, closing = self.profile.quotes[:2]
        name = self.localized(self._term(identifier).name)
        return Markup("{}<dfn>{}</dfn>{}").format(opening, name, closing)

    def pair(self, form: str = "name", word: str = "") -> Markup:
        """Name all parties in the order of this original; ``form``: name, short or introduce."""
        forms = {"name": self.org, "short": self.short, "introduce": self.introduce}
        if form not in forms:
            raise MouflowError(error("wrong-value", f"pair() has no form `{form}`", hint=did_you_mean(form, forms)))
        return Markup(phrases.joined([forms[form](party) for party in self.parties], self.profile, word or self._and()))

    def pair_places(self) -> Markup:
        """Name the parties' places in the order of this original: ``Hong Kong and Shanghai``."""
        organisations = [self._organisation(party) for party in self.parties]
        places = [self.localized(each.place or each.name) for each in organisations]
        return Markup(phrases.joined(places, self.profile, self._and()))

    def pair_languages(self) -> Markup:
        """Name the document's languages in the order of this original."""
        keys = [profile.key for profile in self.languages]
        both = {"zh-Hant", "zh-Hans"} <= set(keys)
        names = [self.label(f"language.{key if both or key == 'en' else 'zh'}") for key in keys]
        return Markup(phrases.joined(names, self.profile, self._and()))

    def listed(self, items: Sequence[object], word: str = "") -> Markup:
        """Join items to a list in running text."""
        texts = [self.localized(item) if isinstance(item, Localized) else Markup.escape(item) for item in items]
        return Markup(phrases.joined(texts, self.profile, word))

    def quoted(self, text: object) -> Markup:
        """Put a text in the quotation marks of the language."""
        shown = self.localized(text) if isinstance(text, Localized) else Markup.escape(text)
        return Markup(phrases.quoted(shown, self.profile))

    def today(self) -> Markup:
        """Print the document's own day: ``today (June 8)``, ``今日（六月八日）``."""
        day = self.request.record.dated()
        if day is None:
            raise MouflowError(error("no-date", "today() needs a document with a date"))
        return self.label("today", day=day)

    def _and(self) -> str:
        return "與" if self.profile.traditional else "与" if self.profile.chinese else "and"

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

    def _organisation(self, identifier: str) -> Organisation:
        return _found(self.material.facts.organisations, identifier, "organisation", "organisations.yaml")

    def _person(self, identifier: str) -> Person:
        return _found(self.material.facts.people, identifier, "person", "people.yaml")

    def _term(self, identifier: str) -> Term:
        return _found(self.material.facts.terms, identifier, "term", "terms.yaml")


_COURTESY = frozenset({"先生", "女士", "小姐", "太太"})
"""Honorifics that Hong Kong releases leave out for officials; degrees and professions stay (domain.md 1.3 rule 23)."""


def _nowrap(text: str) -> Markup:
    return Markup('<span class="nowrap">{}</span>').format(text)


def _found(table: Mapping[str, T], identifier: str, what: str, file: str) -> T:
    if identifier not in table:
        hint = f"{did_you_mean(str(identifier), table)} (agreements/{file})"
        raise MouflowError(error(f"unknown-{what}", f"unknown {what} `{identifier}`", hint=hint))
    return table[identifier]


def _callable(method: Callable[..., object]) -> Callable[..., object]:
    @for_templates
    def function(*args: object, **kwargs: object) -> object:
        return method(*args, **kwargs)

    return function


@pass_context
def _reference(context: Context, target: str) -> Markup:
    """Refer to a numbered block by its id; an id that starts with a full stop continues the library clause's own."""
    place: Location | None = context.get("_place")
    full = f"{context.get('_clause', '')}{target}" if target.startswith(".") else target
    return (
        Markup('<a data-ref="{}" {}="{}">?</a>').format(full, PLACE, place)
        if place
        else Markup('<a data-ref="{}">?</a>').format(full)
    )


_reference.for_templates = True  # type: ignore[attr-defined]


def _form(function: Callable[..., str]) -> Callable[[Context, object], Markup]:
    @pass_context
    def form(context: Context, value: object) -> Markup:
        return _nowrap(function(value, context["_voice"].profile))

    return form


def _words(number: int, profile: Profile) -> str:
    if not profile.chinese:
        return numerals.english_words(number)
    if number == 2:
        return "兩" if profile.traditional else "两"
    return numerals.chinese_numeral(number)


def _ordinal(number: int, profile: Profile) -> str:
    return f"第{numerals.chinese_numeral(number)}" if profile.chinese else numerals.english_ordinal(number)


LANGUAGE_FILTERS: dict[str, Callable[[Context, object], Markup]] = {
    "date": _form(dates.plain_date),
    "short_date": _form(dates.short_date),
    "solemn_date": _form(dates.solemn_date),
    "footer_date": _form(dates.footer_date),
    "meeting_date": _form(dates.meeting_date),
    "weekday": _form(dates.weekday),
    "time": _form(dates.clock),
    "issue_time": _form(dates.issue_time),
    "number": _form(lambda number, _profile: numerals.grouped(number)),
    "words": _form(_words),
    "ordinal": _form(_ordinal),
}
"""Filters that write a value in the language at hand; each stands in ``templates/README.md``."""
