"""The nature of every token of a text, read from its neighbours (``english_words.py``, ``chinese_words.py``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .chinese_words import ChineseReader
from .english_words import read_english
from .natures import ALONE, Nature
from .tokens import TokenLike

_BETWEEN = frozenset({"and", "to", "至", "又"})


@dataclass(frozen=True, slots=True)
class Reading:
    """The nature of each token, and where several Han characters are one word that must not be torn: 應當, 可能."""

    natures: Sequence[Nature]
    words: Sequence[range]


def read(of: Sequence[TokenLike], names: Iterable[range] = ()) -> Reading:
    """Read the natures of tokens; ``names`` are the places of names of parties, which are values."""
    found: list[Nature] = [ALONE[token.kind] for token in of]
    solid = [at for at, token in enumerate(of) if token.kind != "space"]
    words: list[range] = []
    kinds = {token.kind for token in of}
    if "word" in kinds:
        read_english(of, solid, found)
    if "han" in kinds:
        words += ChineseReader(of, found).read()
    for span in names:
        found[span.start : span.stop] = ["value"] * len(span)
    for before, at, after in zip(solid, solid[1:], solid[2:], strict=False):
        if of[at].key in _BETWEEN and found[before] == found[after] == "value":
            found[at] = "value"  # one year and six months
    return Reading(found, words)
