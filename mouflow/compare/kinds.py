"""The kind of every change: what a reviewer filters by.

A change that holds several kinds bears the gravest of them, in the order of ``KINDS``: whoever leaves out orthographic
and typographic changes never misses a word. A number, date or sum that is written in another form and has the same
value (two, 2 and 兩; two (2) and 2; 8 June 2024 and 2024-06-08) is a typographic change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mouflow.document import KINDS, Kind

from .folding import fold, same_word
from .natures import Nature
from .reading import read
from .spelling import joined_prefix
from .tokens import TokenLike, tokens

KIND_DESCRIPTIONS: Mapping[Kind, str] = {
    "substantive": "words came, went or were replaced by others",
    "modality": "how far something binds: will, shall, may, must, should, can, not; 將, 應, 須, 可, 得, 擬, 宜, 不得",
    "value": "a number, date, period, sum, percentage or party",
    "orthographic": "the same words in other characters: Traditional or Simplified, full or half width, variants",
    "typographic": "case, spaces and punctuation, or the same value in another form",
    "moved": "the same text in another place",
    "consequential": "a reference that leads to the same place, which has another number now",
}
"""What each kind means, in the order of :data:`~mouflow.document.KINDS`."""

_KIND_OF: Mapping[Nature, Kind] = {
    "prose": "substantive",
    "modality": "modality",
    "value": "value",
    "mark": "typographic",
}


def kind_of_words(said: Sequence[Nature]) -> Kind:
    """Return the kind of a change of words that are of these natures, taken out and put in together."""
    return gravest([_KIND_OF[nature] for nature in said])


def gravest(kinds: Sequence[Kind]) -> Kind:
    """Return the gravest of several kinds; typographic for none."""
    return min(kinds, key=KINDS.index, default="typographic")


def kind_of_spelling(old: TokenLike, new: TokenLike, *, simplified: bool) -> Kind:
    """Return the kind of a change between two tokens of the same key; ``simplified`` as in :func:`same_word`."""
    if old.kind == "reference":
        return "consequential"
    if _plain(old.text) == _plain(new.text):
        return "typographic"
    if fold(old.text).casefold() != fold(new.text).casefold():  # the same value, or word, in another form
        spelt = old.kind in {"word", "han"} and joined_prefix(fold(old.text)) != joined_prefix(fold(new.text))
        return "orthographic" if spelt else "typographic"
    return "orthographic" if same_word(old.text, new.text, simplified=simplified) else "substantive"


_CURLED = str.maketrans("“”‘’\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}", "\"\"''---", "\N{SOFT HYPHEN}")


def _plain(text: str) -> str:
    return " " if text.isspace() else text.translate(_CURLED).casefold()


def is_modal(text: str) -> bool:
    """Tell whether a text holds a modal word."""
    return "modality" in read(tokens(text)).natures


def restates(of: Sequence[TokenLike], part: range) -> bool:
    """Tell whether a part of a text only repeats a number that stands beside it too: ``two (`` before ``2)``."""
    inside = [of[at] for at in part if of[at].kind != "space" and of[at].text not in _BRACKETS]
    if len(inside) != 1 or inside[0].kind != "number":
        return False
    beside = (_beside(of, part.start, -1), _beside(of, part.stop - 1, 1))
    in_brackets = any(token.text in _BRACKETS for token in of[max(part.start - 1, 0) : part.stop + 1])
    return in_brackets and inside[0].key in {token.key for token in beside if token is not None}


_BRACKETS = frozenset("()（）")


def _beside(of: Sequence[TokenLike], at: int, step: int) -> TokenLike | None:
    """Return the nearest token beyond a place that is neither a space nor a bracket."""
    at += step
    while 0 <= at < len(of) and (of[at].kind == "space" or of[at].text in _BRACKETS):
        at += step
    return of[at] if 0 <= at < len(of) else None
