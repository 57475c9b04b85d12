"""Blocks of several languages brought beside each other by their permanent ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def aligned(columns: Sequence[Sequence[T]], key: Callable[[T], str]) -> list[tuple[T | None, ...]]:
    """Align blocks, or whatever else stands for one, of equal key, in the order of the first column.

    An element that only another column has keeps its place after the one before it there.
    """
    by_key: list[Mapping[str, T]] = [{key(each): each for each in column} for column in columns]
    order: list[str] = []
    for column in columns:
        at = 0
        for name in map(key, column):
            if name in order:
                at = order.index(name) + 1
            else:
                order.insert(at, name)
                at += 1
    return [tuple(column.get(name) for column in by_key) for name in order]
