"""Collects what the comparison of one language finds, change by change, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mouflow.document import WAS, Authorship, Change, Edit, Element, Kind, Renumbering, text_of, walk
from mouflow.document.redline import Operation
from mouflow.document.subset import HEADINGS, TEXT_BLOCKS

Who = Callable[[Edit], Authorship]
"""Tells who made a change, when and why."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the words of a language are held against each other.

    ``names`` are those whose change is one of value; ``emphasis`` says whether words that only bear other emphasis
    differ, ``simplified`` whether one of the texts is in Simplified characters.
    """

    names: frozenset[str] = frozenset()
    emphasis: bool = True
    simplified: bool = False


class Recorder:
    """Numbers and keeps the changes of one language; ``clause`` is the heading that the merge stands under."""

    def __init__(self, language: str, who: Who, manner: Manner, first: int) -> None:
        self.language = language
        self.manner = manner
        self.clause = ""
        self.changes: list[Change] = []
        self.renumberings: list[Renumbering] = []
        self._who = who
        self._next = first

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Stand inside a group: a heading in it holds no longer after its end."""
        clause = self.clause
        yield
        self.clause = clause

    def words(self, block: str, kind: Kind, old: tuple[str, int], new: tuple[str, int]) -> str:
        """Record words that differ, each with its offset in the block; return the id of the change."""
        operation: Operation = "replaced" if old[0] and new[0] else "deleted" if old[0] else "inserted"
        return self._record(kind, operation, block, old, new)

    def block(self, operation: Operation, element: Element) -> str:
        """Record a block or group that came or went as a whole."""
        text = lines_of(element)
        kind: Kind = "substantive" if text else "typographic"
        old, new = ("", text) if operation == "inserted" else (text, "")
        return self._record(kind, operation, known_as(element), (old, 0), (new, 0))

    def move(self, old: Element, new: Element) -> str:
        """Record that a block or group moved."""
        return self._record("moved", "moved", known_as(new), (lines_of(old), 0), (lines_of(new), 0))

    def renumbered(self, block: Element, old: str) -> None:
        """Record that a block bears another number."""
        heading = text_of(block) if block.tag in HEADINGS else ""
        self.renumberings.append(Renumbering(self.language, block.id, old, block.get("data-label"), heading))

    def _record(self, kind: Kind, operation: Operation, block: str, old: tuple[str, int], new: tuple[str, int]) -> str:
        identifier = f"c{self._next + len(self.changes)}"
        edit = Edit(operation, self.language, block, self.clause, old[0], new[0])
        self.changes.append(
            Change(
                id=identifier,
                kind=kind,
                operation=operation,
                language=self.language,
                block=block,
                clause=self.clause,
                old=old[0],
                new=new[0],
                old_offset=old[1],
                new_offset=new[1],
                authorship=self._who(edit),
            )
        )
        return identifier


def lines_of(element: Element) -> str:
    """Return the text of a block or group, a line for each text block, and for each picture its description."""
    inside = walk((element,))
    lines = (text_of(each) if each.tag in TEXT_BLOCKS else each.get("alt") for each in inside)
    return "\n".join(filter(None, lines))


def known_as(element: Element) -> str:
    """Return the id that a block, a group or a row is known by: its heading's, its own, or the first inside."""
    inside = [each for each in walk((element,)) if each.id]
    headings = [each.id for each in inside if each.tag in HEADINGS]
    names = headings or ([element.id] if element.id else [each.id for each in inside])
    return names[0].removeprefix(WAS) if names else ""
