"""Filters that write a value in the language at hand: dates, times, numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mouflow.languages import dates, numerals
from mouflow.languages.profiles import Profile
from mouflow.model.base import Localized


def _form(function: Callable[..., str]) -> Callable[[Context, object], Markup]:
    @pass_context
    def form(context: Context, value: object) -> Markup:
        written = function(value, context["_voice"].profile)
        return Markup('<span class="nowrap">{}</span>').format(written)

    return form


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

LANGUAGE_FILTERS: dict[str, Callable[[Context, object], str]] = {
    "date": _form(dates.plain_date),
    "short_date": _form(dates.short_date),
    "solemn_date": _form(dates.solemn_date),
    "release_date": _form(dates.release_date),
    "footer_date": _form(dates.footer_date),
    "meeting_date": _form(dates.meeting_date),
    "weekday": _form(dates.weekday),
    "time": _form(dates.clock),
    "issue_time": _form(dates.issue_time),
    "number": _form(lambda number, _profile: numerals.grouped(number)),
    "words": _form(_words),
    "ordinal": _form(_ordinal),
    "capital": _capital,
    "plain": _plain,
}
"""Every filter of this module by the name that templates use; each stands in ``templates/README.md``."""
