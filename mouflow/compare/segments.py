"""Edits of units to segments of tokens: spaces find their side, and what is only spelt differently is told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mouflow.document import Kind

from .alignment import Edit
from .edges import BEFORE_ADDITION
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
    edits: Sequence[Edit],
    texts: tuple[Sequence[TokenLike], Sequence[TokenLike]],
    units: tuple[list[Unit], list[Unit]],
    simplified: bool | None = None,
) -> tuple[Segment, ...]:
    """Cover both texts, as tokens, with segments in order; ``edits`` speak of the ``units`` of these texts.

    ``simplified`` says whether one of the texts is in Simplified characters; None has it found out.
    """
    return tuple(_joined(_Segmenter(texts, units, simplified).segments(edits), texts[0]))


class _Segmenter:
    """Walks through both texts, equal run by equal run."""

    def __init__(
        self,
        texts: tuple[Sequence[TokenLike], Sequence[TokenLike]],
        units: tuple[list[Unit], list[Unit]],
        simplified: bool | None,
    ) -> None:
        self.old, self.new = texts
        self.units = units
        self._said = simplified

    def segments(self, edits: Sequence[Edit]) -> Iterator[Segment]:
        at, to = 0, 0
        old_unit, new_unit = 0, 0
        for edit in (*edits, Edit(range(len(self.units[0]), 0), range(len(self.units[1]), 0))):
            old, new = self.units[0][old_unit : edit.old.start], self.units[1][new_unit : edit.new.start]
            here = old[0].start if old else _stop(self.units[0], old_unit)
            there = new[0].start if new else _stop(self.units[1], new_unit)
            yield from self._between(range(at, here), range(to, there))
            at, to = here, there
            if old:
                yield from self._run(old, new)
                at, to = old[-1].stop, new[-1].stop
            old_unit, new_unit = edit.old.stop, edit.new.stop
        yield from self._between(range(at, len(self.old)), range(to, len(self.new)))

    def _run(self, old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Segment]:
        """Give the segments of units that stand in both texts, the spaces between them included."""
        here, there = range(old[0].start, old[-1].stop), range(new[0].start, new[-1].stop)
        if _texts(self.old, here) == _texts(self.new, there):
            yield Segment("equal", here, there)
            return
        at, to = here.start, there.start
        solid = (_solid(self.old, here), _solid(self.new, there))
        for at_next, to_next in zip(*solid, strict=True):
            yield from self._between(range(at, at_next), range(to, to_next))
            yield self._pair(at_next, to_next)
            at, to = at_next + 1, to_next + 1

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
        if self._said is not None:
            return self._said
        return any(shows_simplified(token.text) for side in (self.old, self.new) for token in side)

    @cached_property
    def _starts(self) -> list[dict[int, Unit]]:
        return [{unit.start: unit for unit in side} for side in self.units]

    def _is_parted_otherwise(self, old: range, new: range) -> bool:
        """Tell whether the same text makes other tokens, because of what follows it in one of the two."""
        same = "".join(_texts(self.old, old)) == "".join(_texts(self.new, new))
        return same and not _is_reference(self.old, old) and not _is_reference(self.new, new)

    def _edit(self, old: range, new: range) -> Segment:
        if self._is_parted_otherwise(old, new):
            return Segment("equal", old, new)
        said = [side[at] for side, part in zip(self._starts, (old, new), strict=True) for at in part if at in side]
        kind = kind_of_words([unit.nature for unit in (said if old and new else _without_links(said))])
        if kind == "value" and not (old and new) and restates(self.old if old else self.new, old or new):
            kind = "typographic"
        return Segment("replace" if old and new else "delete" if old else "insert", old, new, kind)


def _without_links(said: Sequence[Unit]) -> Sequence[Unit]:
    """Leave out what only joins a part of a list that came or went to the others: ``and Shanghai``, ``or may``."""
    places = [at for at, unit in enumerate(said) if unit.key not in BEFORE_ADDITION]
    return said[places[0] : places[-1] + 1] if places else said


def _is_reference(of: Sequence[TokenLike], part: range) -> bool:
    return any(of[at].kind == "reference" for at in part)


def _stop(units: Sequence[Unit], place: int) -> int:
    """Return where the unit before a place ends, so that the space after it goes with what follows."""
    return units[place - 1].stop if place else 0


def _texts(of: Sequence[TokenLike], part: range) -> list[str]:
    return [token.text for token in of[part.start : part.stop]]


def _solid(of: Sequence[TokenLike], part: range) -> list[int]:
    return [at for at in part if of[at].kind != "space"]


_SPELT = frozenset({"orthographic", "typographic"})


def _joined(segments: Iterator[Segment], old: Sequence[TokenLike]) -> list[Segment]:
    """Join equal neighbours, and runs of one spelling change with the few characters between them."""
    kept: list[Segment] = []
    for segment in segments:
        kept.append(segment)
        if len(kept) > 1 and kept[-2].kind == segment.kind and segment.kind in {None, *_SPELT}:
            kept[-2:] = [_span(kept[-2], segment)]
        elif len(kept) > 2 and segment.kind in _SPELT and kept[-3].kind == segment.kind and _is_between(kept[-2], old):
            kept[-3:] = [_span(kept[-3], segment)]
    return kept


def _is_between(segment: Segment, old: Sequence[TokenLike]) -> bool:
    """Tell whether a segment is equal and so short that two changes of spelling around it read as one.

    That is a space, or one or two Han characters among others; not the words between two brackets.
    """
    if segment.op != "equal" or len(segment.old) > 2:
        return False
    if all(old[at].kind == "space" for at in segment.old):
        return True
    around = range(max(segment.old.start - 1, 0), min(segment.old.stop + 1, len(old)))
    return all(old[at].kind == "han" for at in around)


def _span(first: Segment, last: Segment) -> Segment:
    old, new = range(first.old.start, last.old.stop), range(first.new.start, last.new.stop)
    if first.kind is None:
        return Segment("equal", old, new)
    return Segment("replace" if old and new else "delete" if old else "insert", old, new, first.kind)
