"""The words beside the marks of a redline, each in its block's language: old numbers, moves, drift, who and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mouflow.document import WAS, Change, Document, Element, Node, Redline, Wording, has_class, walk
from mouflow.document.block_ids import permanent_id
from mouflow.document.places import numbers_of
from mouflow.languages.dates import plain_date
from mouflow.languages.phrases import joined
from mouflow.languages.profiles import find_profile

_NOTES = ("was", "note")
"""The classes of notes."""
_DIFFERS = "≠ "


class Notes:
    """Writes notes for the blocks of one document."""

    def __init__(self, document: Document, redline: Redline) -> None:
        self._document = document
        self._numbers = numbers_of(document)
        self._order = {each.id: at for at, each in enumerate(walk(document.blocks)) if each.id}
        self._changed = {each.clause: each.changed for each in redline.drifts}
        self._changed |= {each.block: each.changed for each in redline.drifts}

    def space(self, block: Element) -> str:
        """Return what parts a note from the words after it; Chinese needs nothing."""
        return "" if self._wording(block).profile.chinese else " "

    def has_old_number(self, block: Element) -> bool:
        """Tell whether a block that stands in both versions bore another number in the old one."""
        return bool(block.get("data-was"))

    def old_number(self, block: Element) -> Element:
        """Write the number a block had."""
        words = self._wording(block).review
        return Element("span", {"class": "was"}, (words.was.replace("{label}", block.get("data-was")),))

    def moved(self, block: Element) -> Element:
        """Write where a block moved to or from, with an arrow that points there; a link where the place is known."""
        words = self._wording(block).review
        left = block.get("data-revision") == "moved-from"
        other = block.id.removeprefix(WAS) if left else WAS + block.id
        numbers = self._numbers.get(other)
        place = (numbers.current if numbers else "") or words.elsewhere
        text = (words.moved_to if left else words.moved_from).replace("{place}", place)
        if other not in self._order:
            return Element("span", {"class": "note"}, (text,))
        arrow = "↓" if self._order[other] > self._order.get(block.id, 0) else "↑"
        return Element("a", {"class": "note", "href": f"#{other}"}, (f"{arrow} {text}",))

    def drift(self, block: Element) -> tuple[Node, ...]:
        """Write below a block which languages it no longer agrees with."""
        wording = self._wording(block)
        words, behind = wording.review, block.get("data-drift").split()
        if wording.profile.tag in behind:
            others = [each.profile.tag for each in self._document.wordings if each.profile.tag not in behind]
            form, tags = words.drift_elsewhere, list(self._changed.get(permanent_id(block.id), others))
        else:
            form, tags = words.drift_here, sorted(behind, key=[*words.languages, *behind].index)
        named = joined([self._language(tag, wording) for tag in tags], wording.profile)
        text = _DIFFERS + form.replace("{languages}", named)
        return Element("br"), Element("span", {"class": "note drift"}, (text,))

    def authorship(self, change: Change) -> str:
        """Tell of a change its kind, who made it, when and why."""
        wording = self._document.wording(change.language)
        who = change.authorship
        unnamed = wording.review.unrecorded if who.known else wording.review.unknown_author
        day = plain_date(who.date, wording.profile) if who.commit else unnamed
        told = (wording.review.kinds.get(change.kind, change.kind), who.name, day)
        mark = "：" if wording.profile.chinese else ": "
        return " · ".join(filter(None, told)) + (mark + who.reason if who.reason else "")

    def _language(self, tag: str, wording: Wording) -> str:
        profile = find_profile(tag)
        return wording.review.languages.get(tag) or (profile.name if profile else tag)

    def _wording(self, block: Element) -> Wording:
        return self._document.wording(block.get("lang"))


def unmarked(nodes: Iterable[Node]) -> Iterator[Node]:
    """Give marked content as the new text has it, without marks and notes, for a list of contents or an outline."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif any(has_class(node, name) for name in _NOTES) or (has_class(node, "change") and node.tag == "del"):
            continue
        elif has_class(node, "change"):
            yield from unmarked(node.children)
        else:
            yield node.with_children(*unmarked(node.children))
