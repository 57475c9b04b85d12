"""A marked document to its changed passages, the languages of each beside one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mouflow.document import (
    KINDS,
    WAS,
    Authorship,
    Change,
    Document,
    Drift,
    Element,
    Redline,
    walk,
)
from mouflow.document.block_ids import ids_in_tree, permanent_id, without_language
from mouflow.document.places import Numbers, numbers_of

from .runs import Run, current_text, in_context, runs_of
from .units import Unit, by_language, runs_of_cells, units_of

_MOVES = ("moved-from", "moved-to")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text block, or a row of a table, that changed in one language or stayed behind another.

    ``number`` has an arrow where it differs between the versions; ``note`` tells of a move; ``whole`` is the change
    that the passage shares with the blocks around it, where all came, went or moved together.
    """

    key: str
    language: str
    number: str
    label: str
    heading: str
    block: str
    kinds: tuple[str, ...]
    runs: tuple[Run, ...]
    authorships: tuple[Authorship, ...] = ()
    whole: str = ""
    note: str = ""
    drift: Drift | None = None


def passages_of(document: Document, redline: Redline) -> list[Passage]:
    """Return every passage that bears one of the redline's changes or drifts.

    They stand in reading order; those that have the same place in several languages stand together.
    """
    finder = _Finder(document, redline)
    found = [passage for unit in units_of(document.blocks) for passage in finder.passages(unit)]
    # A passage that changed in the second language only stands where the first language has it.
    keys = [*(without_language(each.id) for each in walk(document.blocks) if each.id), *(each.key for each in found)]
    order = {key: at for at, key in reversed(list(enumerate(keys)))}
    languages = {each.profile.tag: at for at, each in enumerate(document.wordings)}
    return sorted(found, key=lambda each: (order[each.key], languages.get(each.language, 0)))


class _Finder:
    """Turns units of one document into passages; ``_told`` are the ends of moves that were met."""

    def __init__(self, document: Document, redline: Redline) -> None:
        self._document = document
        self._changes = {each.id: each for each in redline.changes}
        self._drifts = {each.clause: each for each in redline.drifts} | {each.block: each for each in redline.drifts}
        self._numbers = numbers_of(document)
        self._blocks = {each.id: each for each in walk(document.blocks) if each.id}
        self._told: set[tuple[str, str]] = set()

    def passages(self, element: Element) -> Iterator[Passage]:
        """Give the passages of what is shown at once: one for each language in which something happened to it."""
        for unit in by_language(element, self._document.leading.profile.tag):
            changes, drift = self._changes_of(unit.blocks), self._drift(unit.blocks)
            if not changes and not drift:
                continue
            follows = self._follows_a_move(unit.blocks[0])
            if not follows or drift or _is_edited(unit.blocks):
                passage = self._passage(unit, changes, drift)
                yield passage if follows else replace(passage, note=self._move(unit.blocks[0]))

    def _changes_of(self, blocks: Sequence[Element]) -> list[Change]:
        named = dict.fromkeys(each.get("data-change") for block in blocks for each in walk((block,)))
        return [self._changes[name] for name in named if name in self._changes]

    def _drift(self, blocks: Sequence[Element]) -> Drift | None:
        there = (block for block in blocks if block.get("data-drift") and block.get("data-revision") != "moved-from")
        marked = (self._drifts.get(permanent_id(block.id)) for block in there)
        return next((drift for drift in marked if drift), None)

    def _follows_a_move(self, block: Element) -> bool:
        """Tell whether a block moved along with others that were met already."""
        end = (block.get("data-change"), block.get("data-revision"))
        follows = end in self._told
        if end[1] in _MOVES:
            self._told.add(end)
        return follows

    def _passage(self, unit: Unit, changes: Sequence[Change], drift: Drift | None) -> Passage:
        first, named = unit.blocks[0], unit.named
        clause = changes[0].clause if changes else drift.clause if drift else ""
        heading = self._found(clause, unit.language)
        whole = self._changes.get(first.get("data-change"))
        kinds = [kind for kind in KINDS if any(change.kind == kind for change in changes)]
        left = first.get("data-revision") == "moved-from"
        was = WAS if named.id.startswith(WAS) else ""
        return Passage(
            key=was + whole.block if whole else without_language(named.id),
            language=unit.language,
            number=self._number(first) or (self._number(heading) if heading is not None else ""),
            label="" if left else _label(first),
            heading=current_text(runs_of(heading)) if heading is not None else "",
            block=permanent_id(named.id),
            kinds=tuple(kinds) or ("drift",),
            runs=() if left else tuple(in_context(runs_of_cells(unit.cells))),
            authorships=tuple(dict.fromkeys(change.authorship for change in changes)),
            whole=whole.id if whole else "",
            drift=drift,
        )

    def _found(self, identifier: str, language: str) -> Element | None:
        """Return a block by its permanent id, wherever it stands in the tree of this language."""
        names = ids_in_tree(identifier, language)
        return next((self._blocks[name] for name in names if name in self._blocks), None)

    def _number(self, block: Element) -> str:
        numbers = self._numbers.get(block.id, Numbers())
        both = numbers.old and numbers.new and numbers.old != numbers.new
        return f"{numbers.old} → {numbers.new}" if both else numbers.current

    def _move(self, block: Element) -> str:
        """Tell where a block moved to or from, and whether others moved with it."""
        change, revision = self._changes.get(block.get("data-change")), block.get("data-revision")
        if change is None or revision not in _MOVES:
            return ""
        left = revision == "moved-from"
        numbers = self._numbers.get(block.id.removeprefix(WAS) if left else WAS + block.id)
        place = (numbers.current if numbers else "") or "another place"
        more = ", with what stands under it" if "\n" in (change.old if left else change.new) else ""
        return f"[moved {'to' if left else 'from'} {place}{more}]"


def _label(block: Element) -> str:
    """Return the number before a block with what parts it from the text: a mark, else a space."""
    label, mark = block.get("data-label"), block.get("data-mark")
    return label + (mark or " ") if label else ""


def _is_edited(blocks: Iterable[Element]) -> bool:
    return any(run.mark for block in blocks for run in runs_of(block))
