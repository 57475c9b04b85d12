"""Reads English words in their place: modal words that are none, months that are none, units of time and money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mouflow.languages.dates import MONTHS, WEEKDAYS

from .natures import Nature
from .tokens import TokenKind, TokenLike

_MODAL = frozenset("will shall may must should can could would might ought cannot can't won't shan't".split())
_NOUNS = frozenset({"will", "can", "must", "might"})
_BEFORE_NOUN = frozenset("the a an his her its their our my own free good ill last at".split())
_BEFORE_MONTH = frozenset(
    "in of by until till since from during on before after through next last this each every early late mid".split()
)
_PERIODS = frozenset("year years month months week weeks fortnight fortnights day days hour hours".split())
_DAYS = frozenset({"day", "days"})
_SORTS_OF_DAY = frozenset("business working calendar clear banking consecutive".split())
_FREQUENCIES = frozenset(
    "daily weekly fortnightly monthly quarterly annual annually yearly biennial biennially".split()
)
_TIMES = frozenset({"once", "twice"})
_PER = frozenset("a an in each every per".split())
_COPIES = frozenset("duplicate triplicate quadruplicate".split())
_AFTER_NUMBER = frozenset("am pm noon midnight minute minutes second seconds quarter quarters".split())
_CURRENCIES = frozenset("dollar dollars renminbi yuan euro euros rmb hkd usd cny percent".split())
_CALENDAR = frozenset(name.casefold() for name in (*MONTHS, *WEEKDAYS)) - {"may"}
_TOLD = _MODAL.union(
    {"not", "per", "cent"},
    _PERIODS,
    _SORTS_OF_DAY,
    _FREQUENCIES,
    _TIMES,
    _COPIES,
    _AFTER_NUMBER,
    _CURRENCIES,
    _CALENDAR,
)
"""Every word that can be something else than prose."""


def read_english(of: Sequence[TokenLike], solid: Sequence[int], found: list[Nature]) -> None:
    """Note the natures of English words; ``solid`` are the places of all tokens but spaces."""
    end = _End()
    for place, at in enumerate(solid):
        if of[at].key in _TOLD and of[at].kind == "word":
            before = of[solid[place - 1]] if place else end
            after = of[solid[place + 1]] if place + 1 < len(solid) else end
            bound = place > 0 and found[solid[place - 1]] == "modality"
            found[at] = _nature_of_word(of[at], before, after, bound=bound)


@dataclass(frozen=True, slots=True)
class _End:
    """What stands before the first token and after the last."""

    text: str = ""
    key: str = ""
    kind: TokenKind = "mark"


def _nature_of_word(word: TokenLike, before: TokenLike, after: TokenLike, *, bound: bool) -> Nature:
    """Return the nature of an English word; ``bound`` says that the word before is a modal one."""
    key = word.key
    if word.text == "May" and (before.key in _BEFORE_MONTH or "number" in (before.kind, after.kind)):
        return "value"
    if key in _MODAL:
        return "prose" if key in _NOUNS and before.key in _BEFORE_NOUN else "modality"
    if key == "not" and bound:
        return "modality"
    return "value" if _is_value(word, before, after) else "prose"


def _is_value(word: TokenLike, before: TokenLike, after: TokenLike) -> bool:
    key = word.key
    return (
        key in _PERIODS
        or key in _FREQUENCIES
        or key in _CURRENCIES
        or key in _COPIES
        or (key in _CALENDAR and word.text[:1].isupper())
        or (key in _SORTS_OF_DAY and after.key in _DAYS)
        or (key in _TIMES and after.key in _PER)
        or (key in _AFTER_NUMBER and before.kind == "number")
        or (key == "per" and after.key == "cent")
        or (key == "cent" and before.key == "per")
    )
