"""Filters that write a value in the language at hand: dates, times, numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from html import unescape

from jinja2 import pass_context
from jinja2.runtime import Context, Undefined
from markupsafe import Markup

from mouflow.diagnostics import MouflowError, error
from mouflow.languages import dates, numerals
from mouflow.languages.profiles import Profile
from mouflow.model.base import Localized
from mouflow.model.scalars import shown


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a filter writes: the type of its values, its name in messages, and an example."""

    type: type
    name: str
    example: str


_DATE = _Kind(date, "a day", "2024-06-08")
_TIME = _Kind(time, "a time of day", "14:30")
_NUMBER = _Kind(int, "a whole number", "3")


def _form(name: str, kind: _Kind, function: Callable[..., str]) -> Callable[[Context, object], Markup]:
    @pass_context
    def form(context: Context, value: object) -> Markup:
        if not isinstance(value, kind.type) or isinstance(value, bool):
            raise _not_of(kind, name, value)
        written = function(value, context["_voice"].profile)
        return Markup('<span class="nowrap">{}</span>').format(written)

    return form


def _not_of(kind: _Kind, name: str, value: object) -> MouflowError:
    """Say what a filter was given, at the place that whoever rendered knows; an undefined value tells itself."""
    given = shown(str(value) if isinstance(value, Undefined) else value)
    message = f"`{name}` writes {kind.name}, and is given {given}"
    if value is None:
        hint = "fill the value in, or ask for it first: {{ … if … else … }}"
    else:
        hint = f"give it {kind.name}, such as {kind.example}"
    return MouflowError(error("wrong-value", message, hint=hint))


def _words(number: int, profile: Profile) -> str:
    if not profile.chinese:
        return numerals.english_words(number)
    if number == 2:
        return "兩" if profile.traditional else "两"
    return numerals.chinese_numeral(number)


def _ordinal(number: int, profile: Profile) -> str:
    return f"第{numerals.chinese_numeral(number)}" if profile.chinese else numerals.english_ordinal(number)


@pass_context
def _capital(context: Context, text: object) -> Markup:
    """Begin a text with a capital letter, as at the head of a sentence."""
    shown: Markup = context["_voice"].localized(text) if isinstance(text, Localized) else Markup.escape(text)
    return Markup(shown[:1].upper() + shown[1:])


@pass_context
def _plain(context: Context, text: object) -> str:
    """Print a text without its markup, as an attribute of an element takes it."""
    return bare(context["_voice"].localized(text) if isinstance(text, Localized) else text)


def bare(text: object) -> str:
    """Return the characters that a rendered text shows, white space collapsed as on a page."""
    shown = unescape(_ELEMENT.sub("", Markup.escape(text)))
    return _SPACE.sub(" ", shown).strip(" ")


_ELEMENT = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"[ \t\r\n]+")

_FORMS: dict[str, tuple[_Kind, Callable[..., str]]] = {
    "date": (_DATE, dates.plain_date),
    "short_date": (_DATE, dates.short_date),
    "solemn_date": (_DATE, dates.solemn_date),
    "release_date": (_DATE, dates.release_date),
    "footer_date": (_DATE, dates.footer_date),
    "meeting_date": (_DATE, dates.meeting_date),
    "weekday": (_DATE, dates.weekday),
    "time": (_TIME, dates.clock),
    "issue_time": (_TIME, dates.issue_time),
    "number": (_NUMBER, lambda number, _profile: numerals.grouped(number)),
    "words": (_NUMBER, _words),
    "ordinal": (_NUMBER, _ordinal),
}

LANGUAGE_FILTERS: dict[str, Callable[[Context, object], str]] = {
    **{name: _form(name, kind, function) for name, (kind, function) in _FORMS.items()},
    "capital": _capital,
    "plain": _plain,
}
"""Every filter of this module by the name that templates use; each stands in ``templates/README.md``."""
