"""How much two texts are alike, and which of many are pairs: for blocks that no permanent id tells apart."""

from __future__ import annotations

from collections.abc import Sequence

from .tokens import tokens


def likeness(old: str, new: str) -> float:
    """Return how much of two texts is common, from 0 to 1, counted in folded words and Han characters."""
    here, there = _encoded([old, new])
    return _share(here, there, 0.0)


def best_pairs(old: Sequence[str], new: Sequence[str], least: float) -> list[tuple[int, int]]:
    """Pair texts that are alike by at least ``least``, by their places in both lists, in the order of the old one.

    Pairs that keep the order come first, as many and as alike as can be; what is left is paired across them, the most
    alike first (what moved). The same lists always give the same pairs.
    """
    encoded = _encoded([*old, *new])
    here, there = encoded[: len(old)], encoded[len(old) :]
    shares = [[_share(a, b, least) for b in there] for a in here]
    kept = _in_order(shares, least)
    left = [at for at in range(len(here)) if at not in dict(kept)]
    arrived = set(range(len(there))) - {to for _, to in kept}
    across = sorted((-shares[at][to], at, to) for at in left for to in arrived if shares[at][to] >= max(least, 1e-9))
    taken: dict[int, int] = {}
    for _, at, to in across:
        if at not in taken and to in arrived:
            taken[at] = to
            arrived.discard(to)
    return sorted([*kept, *taken.items()])


def _encoded(texts: Sequence[str]) -> list[str]:
    """Write every text with one character for each different key, which rapidfuzz compares fastest.

    Marks and spaces count only where there is nothing else.
    """
    codes: dict[str, str] = {}
    written = []
    for text in texts:
        found = tokens(text)
        words = [token.key for token in found if token.kind not in {"space", "mark"}]
        keys = words or [token.key for token in found]
        written.append("".join(codes.setdefault(key, chr(len(codes))) for key in keys))
    return written


def _share(old: str, new: str, least: float) -> float:
    from rapidfuzz.distance import Indel

    if old == new:
        return 1.0
    return Indel.normalized_similarity(old, new, score_cutoff=least) if old and new else 0.0


def _in_order(shares: Sequence[Sequence[float]], least: float) -> list[tuple[int, int]]:
    """Return the pairs, none crossing another, whose likenesses add up to the most."""
    width = len(shares[0]) if shares else 0
    best = [[0.0] * (width + 1) for _ in range(len(shares) + 1)]
    for at in range(len(shares) - 1, -1, -1):
        for to in range(width - 1, -1, -1):
            share = shares[at][to]
            paired = best[at + 1][to + 1] + share if share >= least and share else -1.0
            best[at][to] = max(paired, best[at + 1][to], best[at][to + 1])
    pairs, at, to = [], 0, 0
    while at < len(shares) and to < width:
        share = shares[at][to]
        if share >= least and share and best[at][to] == best[at + 1][to + 1] + share:
            pairs.append((at, to))
            at, to = at + 1, to + 1
        elif best[at][to] == best[at + 1][to]:
            at += 1
        else:
            to += 1
    return pairs
