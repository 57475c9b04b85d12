"""One language's voice: the functions and filters that templates and YAML texts may use.

Every function here stands in ``templates/README.md`` with an example; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mouflow.diagnostics import Diagnostic, Location, MouflowError, did_you_mean, error
from mouflow.document.markup import PLACE
from mouflow.languages import phrases
from mouflow.languages.profiles import Profile, find_profile
from mouflow.model.base import Localized, Prose
from mouflow.model.facts import Term

from .filters import bare
from .names import Names, find_fact
from .request import Material, Request
from .sandbox import for_templates

Say = Callable[[Prose, Mapping[str, object]], Markup]


@dataclass(frozen=True, slots=True)
class Voice:
    """The functions of one language for one output.

    ``say`` renders a prose with further variables, ``tell`` takes a problem that need not stop the rest;
    ``parties`` are in the order of this original.
    """

    request: Request
    material: Material
    profile: Profile
    parties: tuple[str, ...]
    languages: tuple[Profile, ...]
    say: Say
    tell: Callable[[Diagnostic], None]

    @property
    def names(self) -> Names:
        """The people and organisations, named in this language."""
        return Names(self.material.facts, self.profile, self.localized)

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return every function by the name that templates use."""
        names = self.names
        own = (
            self.label, self.has_label, names.org, names.short, names.introduce, names.person, names.name,
            names.full_name, names.post, names.surname, names.dignitaries, self.term, self.define, self.pair,
            self.pair_places, self.pair_languages, self.language_name, self.listed, self.quoted, self.today,
            self.yesterday, self.tomorrow, self.stars,
        )  # fmt: skip
        named = {function.__name__: _callable(function) for function in own}
        return {**named, "ref": _ref}

    def localized(self, text: Localized, values: Mapping[str, object] | None = None) -> Markup:
        """Render a localized text in this language; nothing, and a problem told, where it has none."""
        prose = text.prose(self.profile)
        if prose is None:
            hint = f"add `{self.profile.key}:`"
            self.tell(error("missing-language", f"the text has no {self.profile.key}", text.location, hint))
            return Markup()
        return self.say(prose, values or {})

    def label(self, name: str, **values: object) -> Markup:
        """Print a label: ``label("present")``; further values are variables in it."""
        prose = self._label(name)
        if prose is None:
            known = self.material.labels.labels
            message = f"no label `{name}` in {self.profile.key}"
            own = known.get(name)
            hint = f"add `{self.profile.key}:` to it" if own else did_you_mean(name, known)
            raise MouflowError(error("unknown-label", message, own.location if own else None, hint))
        return self.say(prose, values)

    def has_label(self, name: str) -> bool:
        """Tell whether a label exists in this language."""
        return self._label(name) is not None

    def _label(self, name: str) -> Prose | None:
        return self.material.labels.find(name, self.request.record.variant(), self.profile)

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
        forms = {"name": self.names.org, "short": self.names.short, "introduce": self.names.introduce}
        if form not in forms:
            raise MouflowError(error("wrong-value", f"pair() has no form `{form}`", hint=did_you_mean(form, forms)))
        named = [forms[form](party, article=True) for party in self.parties]
        return Markup(phrases.joined(named, self.profile, word or self._and()))

    def pair_places(self) -> Markup:
        """Name the parties' places in the order of this original: ``Hong Kong and Shanghai``."""
        places = [self.names.place(party) for party in self.parties]
        return Markup(phrases.joined(places, self.profile))

    def pair_languages(self) -> Markup:
        """Name the document's languages in the order of this original."""
        return Markup(phrases.joined([self.language_name(profile.tag) for profile in self.languages], self.profile))

    def language_name(self, name: str) -> Markup:
        """Name a language of the document; Chinese is named by its script where the document has both."""
        profile = find_profile(name)
        keys = {each.key for each in self.languages}
        if profile and profile.chinese and not {"zh-Hant", "zh-Hans"} <= keys:
            return self.label("language.zh")
        return self.label(f"language.{profile.key if profile else name}")

    def listed(self, items: Sequence[object], word: str = "") -> Markup:
        """Join items to a list in running text."""
        texts = [self.localized(item) if isinstance(item, Localized) else Markup.escape(item) for item in items]
        return Markup(phrases.joined(texts, self.profile, word))

    def quoted(self, text: object, closes: bool = True) -> Markup:
        """Put a text in the quotation marks of the language.

        ``closes=False`` leaves the closing mark out, as where speech goes on in the next paragraph. A release that
        asks for straight marks gets them in English.
        """
        shown = self.localized(text) if isinstance(text, Localized) else Markup.escape(text)
        straight = getattr(self.request.record, "quotation_marks", "") == "straight" and not self.profile.chinese
        opening, closing = ('"', '"') if straight else self.profile.quotes[:2]
        return Markup("{}{}{}").format(opening, shown, closing if closes else "")

    def today(self, place: str = "") -> Markup:
        """Print the document's own day: ``today (June 8)``, ``今日（六月八日）``; in ``place``, with its local time."""
        return self._day("today", 0, place)

    def yesterday(self, place: str = "") -> Markup:
        """Print the day before the document's own: ``yesterday (June 7)``."""
        return self._day("yesterday", -1, place)

    def tomorrow(self, place: str = "") -> Markup:
        """Print the day after the document's own: ``tomorrow (June 9)``."""
        return self._day("tomorrow", 1, place)

    def stars(self, title: object) -> Markup:
        """Print one asterisk per character of a title (domain.md 1.2 rule 2)."""
        return Markup("*" * len(bare(title)))

    def _day(self, name: str, offset: int, place: str) -> Markup:
        day = self.request.record.dated()
        if day is None:
            raise MouflowError(error("no-date", f"{name}() needs a document with a date", hint="add the date"))
        return self.label(name, day=day + timedelta(days=offset), place=place)

    def _and(self) -> str:
        return "與" if self.profile.traditional else "与" if self.profile.chinese else "and"

    def _term(self, identifier: str) -> Term:
        return find_fact(self.material.facts.terms, identifier, "term", "terms.yaml")


def _callable(method: Callable[..., object]) -> Callable[..., object]:
    @for_templates
    def function(*args: object, **kwargs: object) -> object:
        return method(*args, **kwargs)

    return function


@pass_context
def _ref(context: Context, target: str) -> Markup:
    """Refer to a numbered block by its id; an id that starts with a full stop continues the library clause's own."""
    place: Location | None = context.get("_place")
    full = f"{context.get('_clause', '')}{target}" if target.startswith(".") else target
    return (
        Markup('<a data-ref="{}" {}="{}">?</a>').format(full, PLACE, place)
        if place
        else Markup('<a data-ref="{}">?</a>').format(full)
    )


_ref.for_templates = True  # type: ignore[attr-defined]
