"""Edits of units to segments of tokens: spaces find their side, and what is only spelt differently is told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from mouflow.document import Kind

from .alignment import Edit
from .folding import shows_simplified
from .kinds import kind_of_spelling, kind_of_words, restates
from .tokens import TokenLike
from .units import Unit

Operation = Literal["equal", "replace", "insert", "delete"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of tokens of the old text against one of the new; ``kind`` is None where they are equal."""

    op: Operation
    old: range
    new: range
    kind: Kind | None = None


def segmented(
    edits: Sequence[Edit], texts: tuple[Sequence[TokenLike], Sequence[TokenLike]], units: tuple[list[Unit], list[Unit]]
) -> tuple[Segment, ...]:
    """Cover both texts, as tokens, with segments in order; ``edits`` speak of the ``units`` of these texts."""
    return tuple(_joined(_Segmenter(texts, units).segments(edits), texts[0]))


class _Segmenter:
    def __init__(
        self, texts: tuple[Sequence[TokenLike], Sequence[TokenLike]], units: tuple[list[Unit], list[Unit]]
    ) -> None:
        self.old, self.new = texts
        self.units = units
        self.natures = [{unit.start: unit.nature for unit in side} for side in units]

    def segments(self, edits: Sequence[Edit]) -> Iterator[Segment]:
        at, to = 0, 0
        for here, there, equal in sorted({*self._counterparts(edits), *self._cuts(edits), self._end}):
            yield from self._between(range(at, here), range(to, there))
            if equal:
                yield self._pair(here, there)
            at, to = here + equal, there + equal

    @property
    def _end(self) -> tuple[int, int, bool]:
        return len(self.old), len(self.new), False

    def _cuts(self, edits: Sequence[Edit]) -> Iterator[tuple[int, int, bool]]:
        """Give the places where one edit ends and the next begins, in both texts."""
        for left, right in pairwise(edits):
            if left.old.stop == right.old.start and left.new.stop == right.new.start:
                yield self._start(0, right.old.start), self._start(1, right.new.start), False

    def _start(self, side: Literal[0, 1], place: int) -> int:
        """Return the first token of a unit, or the end of the text."""
        units = self.units[side]
        return units[place].start if place < len(units) else self._end[side]

    def _counterparts(self, edits: Sequence[Edit]) -> Iterator[tuple[int, int, bool]]:
        """Give the tokens, spaces left out, that stand in both texts, with their places in each."""
        at, to = 0, 0
        for edit in (*edits, Edit(range(len(self.units[0]), 0), range(0))):
            for old, new in zip(self.units[0][at : edit.old.start], self.units[1][to:], strict=False):
                pairs = zip(_solid(self.old, old), _solid(self.new, new), strict=True)
                yield from ((here, there, True) for here, there in pairs)
            at, to = edit.old.stop, edit.new.stop

    def _between(self, old: range, new: range) -> Iterator[Segment]:
        """Give the segments of what lies between counterparts; a space beside it stays where both have one."""
        while old and new and self.old[old[0]].kind == self.new[new[0]].kind == "space":
            yield self._pair(old[0], new[0])
            old, new = old[1:], new[1:]
        ending: list[Segment] = []
        while old and new and self.old[old[-1]].kind == self.new[new[-1]].kind == "space":
            ending.append(self._pair(old[-1], new[-1]))
            old, new = old[:-1], new[:-1]
        if old or new:
            yield self._edit(old, new)
        yield from reversed(ending)

    def _pair(self, at: int, to: int) -> Segment:
        old, new = self.old[at], self.new[to]
        places = range(at, at + 1), range(to, to + 1)
        if old.text == new.text:
            return Segment("equal", *places)
        return Segment("replace", *places, kind_of_spelling(old, new, simplified=self._simplified))

    @cached_property
    def _simplified(self) -> bool:
        return any(shows_simplified(token.text) for side in (self.old, self.new) for token in side)

    def _edit(self, old: range, new: range) -> Segment:
        said = [side[at] for side, part in zip(self.natures, (old, new), strict=True) for at in part if at in side]
        kind = kind_of_words(said)
        if kind == "value" and not (old and new) and restates(self.old if old else self.new, old or new):
            kind = "typographic"
        return Segment("replace" if old and new else "delete" if old else "insert", old, new, kind)


def _solid(of: Sequence[TokenLike], unit: Unit) -> list[int]:
    return [at for at in range(unit.start, unit.stop) if of[at].kind != "space"]


_JOINED = frozenset({"orthographic", "typographic"})


def _joined(segments: Iterator[Segment], old: Sequence[TokenLike]) -> list[Segment]:
    """Join equal neighbours, and runs of one spelling change with the few characters between them."""
    kept: list[Segment] = []
    for segment in segments:
        if kept and kept[-1].op == segment.op == "equal":
            kept[-1] = _span(kept[-1], segment)
            continue
        kept.append(segment)
        if len(kept) > 1 and segment.kind in _JOINED and kept[-2].kind == segment.kind:
            kept[-2:] = [_span(kept[-2], segment)]
        elif len(kept) > 2 and segment.kind in _JOINED and _is_between(kept[-2], old) and _alike(kept[-3], segment):
            kept[-3:] = [_span(kept[-3], segment)]
    return kept


def _alike(left: Segment, right: Segment) -> bool:
    return left.kind == right.kind and left.op == right.op == "replace"


def _is_between(segment: Segment, old: Sequence[TokenLike]) -> bool:
    """Tell whether a segment is equal and so short that two changes of spelling around it read as one."""
    between = [old[at] for at in segment.old]
    return segment.op == "equal" and (
        all(token.kind == "space" for token in between)
        or (len(between) <= 2 and all(token.kind == "han" for token in between))
    )


def _span(first: Segment, last: Segment) -> Segment:
    old, new = range(first.old.start, last.old.stop), range(first.new.start, last.new.stop)
    if first.kind is None:
        return Segment("equal", old, new)
    return Segment("replace" if old and new else "delete" if old else "insert", old, new, first.kind)
