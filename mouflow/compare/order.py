"""Which siblings keep their place and which moved: as few as can be, and of equal choices the shorter ones."""

from __future__ import annotations

from collections.abc import Sequence


def staying(positions: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Return the indexes of a longest increasing subsequence of ``positions``, the heaviest of several.

    ``positions`` are the places in the old order, listed in the new order; ``weights`` say how much text each is, so
    that of two that changed places the short one moved past the long one. Of equals the first is taken.
    """
    low, high = 0, len(positions)
    while low < high and positions[low] == low:
        low += 1
    while high > low and positions[high - 1] == high - 1:
        high -= 1
    one = sum(weights) + 1  # no text outweighs a move
    kept = _heaviest(positions[low:high], [one + weight for weight in weights[low:high]])
    return {*range(low), *(low + at for at in kept), *range(high, len(positions))}


def _heaviest(positions: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Give the members of a heaviest increasing subsequence; a Fenwick tree of maxima makes it n log n."""
    ranks = {position: rank for rank, position in enumerate(sorted(positions), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(positions) + 1)
    before: list[int] = []
    for at, position in enumerate(positions):
        weight, last = _most(best, ranks[position] - 1)
        before.append(last)
        _raise(best, ranks[position], (weight + weights[at], at))
    chain: list[int] = []
    _, at = _most(best, len(positions))
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _most(best: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    found = (0, -1)
    while rank > 0:
        if best[rank][0] > found[0]:
            found = best[rank]
        rank &= rank - 1
    return found


def _raise(best: list[tuple[int, int]], rank: int, value: tuple[int, int]) -> None:
    while rank < len(best):
        if value[0] > best[rank][0]:
            best[rank] = value
        rank += rank & -rank
