"""Two versions of a text block to one that holds both: words marked, and the number it had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby

from mouflow.document import Element, Node, has_class

from .inline import Piece, pieces, rebuilt, unlinked
from .recorder import Recorder
from .words import Segment, compare_tokens

FOLLOWING = "stars"
"""The class of a block that only follows from another: the asterisks under a title have its length."""


def merged_text(old: Element, new: Element, ids: Mapping[str, str], recorder: Recorder) -> Element:
    """Return the new block with the old one's words among its own, and what its number, level and classes were.

    ``ids`` leads from ids in the old tree to those of the same blocks in the new one, for references to be held by.
    """
    if old.children == new.children:
        return _numbered(old, new, recorder)
    before, after = list(pieces(old.children, ids)), list(pieces(new.children, {}))
    manner = recorder.manner
    segments = compare_tokens(before, after, manner.names, simplified=manner.simplified)
    if manner.emphasis:
        segments = tuple(part for segment in segments for part in _with_emphasis(before, after, segment))
    if has_class(new, FOLLOWING):
        segments = tuple(replace(each, kind="consequential") if each.kind else each for each in segments)
    children = _children(before, after, segments, new.id, recorder)
    merged = new.with_children(*children)
    if any(segment.op != "equal" for segment in segments):
        merged = merged.with_attributes(data_revision="changed")
    return _numbered(old, merged, recorder)


def _children(
    old: Sequence[Piece], new: Sequence[Piece], segments: Sequence[Segment], block: str, recorder: Recorder
) -> list[Node]:
    children: list[Node] = []
    old_offsets, new_offsets = _offsets(old), _offsets(new)
    for segment in segments:
        gone, come = old[segment.old.start : segment.old.stop], new[segment.new.start : segment.new.stop]
        if segment.kind is None:
            children += rebuilt(come)
            continue
        left, arrived = (_text(gone), old_offsets[segment.old.start]), (_text(come), new_offsets[segment.new.start])
        change = recorder.words(block, segment.kind, left, arrived)
        mark = {"data-change": change}
        children += [Element("del", mark, unlinked(rebuilt(gone)))] if gone else []
        children += [Element("ins", mark, rebuilt(come))] if come else []
    return children


def _with_emphasis(old: Sequence[Piece], new: Sequence[Piece], segment: Segment) -> Iterator[Segment]:
    """Part an equal run where the same words bear other emphasis, which is a change of typography."""
    if segment.kind is not None:
        yield segment
        return
    pairs = list(zip(segment.old, segment.new, strict=True))
    for same, run in groupby(pairs, lambda pair: old[pair[0]].emphasis == new[pair[1]].emphasis):
        group = list(run)
        parts = (range(group[0][0], group[-1][0] + 1), range(group[0][1], group[-1][1] + 1))
        yield Segment("equal", *parts) if same else Segment("replace", *parts, "typographic")


def _offsets(parts: Sequence[Piece]) -> list[int]:
    """Return the offset of each piece in the text of its block, and the length of the whole at the end."""
    return list(accumulate((len(piece.text) for piece in parts), initial=0))


def _text(parts: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in parts)


def _numbered(old: Element, merged: Element, recorder: Recorder) -> Element:
    """Note the number, level and classes that the block had, where they differ."""
    was: dict[str, str] = {}
    if old.get("data-label") != merged.get("data-label"):
        was["data_was"] = old.get("data-label")
        recorder.renumbered(merged, old.get("data-label"))
    if old.get("data-number") != merged.get("data-number"):
        was |= {"data_was": old.get("data-label"), "data_was_number": old.get("data-number")}
    if was and old.get("class") != merged.get("class"):
        was["data_was_class"] = old.get("class")
    return merged.with_attributes(**was) if was else merged
