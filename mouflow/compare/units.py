"""What the diff counts by: every token but spaces, and a name of a party or a modal word as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from .natures import Nature
from .reading import read
from .tokens import TokenKind, TokenLike, tokens


class Unit(NamedTuple):
    """One token, or those of a name or modal word, from ``start`` up to ``stop``; ``key`` leaves spaces out."""

    key: str
    start: int
    stop: int
    nature: Nature
    kind: TokenKind


def units(of: Sequence[TokenLike], names: frozenset[str] = frozenset()) -> list[Unit]:
    """Part tokens into units; spaces between two units belong to none."""
    named = find_names(of, names)
    reading = read(of, named)
    spans = {span.start: span.stop for span in (*reading.words, *named)}
    found: list[Unit] = []
    at = 0
    while at < len(of):
        stop = spans.get(at, at + 1)
        token = of[at]
        if token.kind != "space":
            key = token.key if stop == at + 1 else "\0".join(each.key for each in of[at:stop] if each.kind != "space")
            found.append(Unit(key, at, stop, reading.natures[at], token.kind))
        at = stop
    return found


def find_names(of: Sequence[TokenLike], names: frozenset[str]) -> list[range]:
    """Return where names stand among tokens, the longest first where several begin at one place."""
    if not names:
        return []
    known = _by_first_word(names)
    solid = [at for at, token in enumerate(of) if token.kind != "space"]
    found, place = [], 0
    while place < len(solid):
        length = next((len(name) for name in known.get(of[solid[place]].key, ()) if _stands(name, of, solid, place)), 0)
        if length:
            found.append(range(solid[place], solid[place + length - 1] + 1))
        place += length or 1
    return found


def _stands(name: Sequence[str], of: Sequence[TokenLike], solid: Sequence[int], place: int) -> bool:
    return [of[at].key for at in solid[place : place + len(name)]] == list(name)


@lru_cache(maxsize=64)
def _by_first_word(names: frozenset[str]) -> Mapping[str, list[tuple[str, ...]]]:
    known: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in names:
        keys = tuple(token.key for token in tokens(name) if token.kind != "space")
        if keys:
            known[keys[0]].append(keys)
    return {first: sorted(same, key=len, reverse=True) for first, same in known.items()}
