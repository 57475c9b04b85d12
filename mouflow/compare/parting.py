"""Parts modal words and values from the prose beside them, so that a reviewer can ask for each alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from .alignment import Edit, within
from .natures import Nature
from .units import Unit

_LONGEST = 4
"""The longest run of words, or of Han characters, that is told apart from the value or modal word beside it."""


def parted(edit: Edit, old: Sequence[Unit], new: Sequence[Unit]) -> list[Edit]:
    """Part an edit where both of its sides are built alike, or begin or end with a modal word or value.

    ``will pay`` to ``shall settle`` is a change of modality and a change of words, and a reviewer asks for each.
    """
    here, there = ([unit.nature for unit in within(part, text)] for part, text in ((edit.old, old), (edit.new, new)))
    if len({*here, *there}) < 2:
        return [edit]
    runs, others = _runs(here), _runs(there)
    if [nature for nature, _ in runs] == [nature for nature, _ in others] and max(_lengths(runs, others)) <= _LONGEST:
        return _run_by_run(edit, runs, others)
    head = _leading(here, there)
    if any(head):
        first, rest = _cut(edit, *head)
        return [first, *parted(rest, old, new)]
    tail = _leading(here[::-1], there[::-1])
    if any(tail):
        rest, last = _cut(edit, len(here) - tail[0], len(there) - tail[1])
        return [*parted(rest, old, new), last]
    return [edit]


def _runs(said: Sequence[Nature]) -> list[tuple[Nature, int]]:
    """Count neighbours of one nature; marks go with the prose around them."""
    natures: Iterable[Nature] = ("prose" if nature == "mark" else nature for nature in said)
    return [(nature, sum(1 for _ in run)) for nature, run in groupby(natures)]


def _lengths(*sides: list[tuple[Nature, int]]) -> list[int]:
    return [length for side in sides for _, length in side]


def _run_by_run(edit: Edit, old: list[tuple[Nature, int]], new: list[tuple[Nature, int]]) -> list[Edit]:
    """Part an edit whose two sides are built alike: ``new two posts`` to ``fresh three rooms``."""
    parts = []
    for (_, here), (_, there) in zip(old, new, strict=True):
        part, edit = _cut(edit, here, there)
        parts.append(part)
    return parts


def _cut(edit: Edit, old: int, new: int) -> tuple[Edit, Edit]:
    return Edit(edit.old[:old], edit.new[:new]), Edit(edit.old[old:], edit.new[new:])


def _leading(here: Sequence[Nature], there: Sequence[Nature]) -> tuple[int, int]:
    """Count the units of one nature, modality or value, that both begin with."""
    if not here or not there or here[0] != there[0] or here[0] not in {"modality", "value"}:
        return 0, 0
    counts = [next((at for at, each in enumerate(side) if each != side[0]), len(side)) for side in (here, there)]
    return counts[0], counts[1]
