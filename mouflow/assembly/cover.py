"""The cover of a redline: from its records to the plain data that ``templates/redline/cover.html.j2`` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from mouflow.document import (
    KINDS,
    WAS,
    Authorship,
    Change,
    Document,
    Element,
    Kind,
    Redline,
    Side,
    Wording,
    text_of,
    walk,
)
from mouflow.document.places import Numbers, marked_blocks, numbers_of
from mouflow.document.review import WORKING_FILES

from .alignment import SEPARATOR, bare
from .contexts import context_of, new_text, row_headings, shortened
from .report import Speaker, report, review_words, speaker
from .request import Material

Data: TypeAlias = dict[str, object]
LISTED = ("substantive", "modality", "value", "moved")
"""Kinds whose changes the cover lists one by one; the others are counted and marked in the text."""
MOST_PLACES = 12
"""Places that one line names; what is beyond is counted."""
MOST_ROWS = 200
"""Rows of a list on the cover; what is beyond is counted, and marked in the text."""
_RUNNING = 48
"""Half-width characters of a document's own title in the running title."""
_NAME = 24
"""Half-width characters of a text that has no number, where its first words name it."""


def dressed(document: Document, material: Material) -> Document:
    """Make a redline ready for a reader of HTML or PDF: its cover, words at the marks, running titles, styles.

    ``material`` carries the labels of the redline's own folder (``templates/redline``, those of ``shared`` included)
    and, as ``css``, its style sheet alone. A document without a redline stays as it is.

    Raises:
        MouflowError: With every problem in the template of the cover and its labels.
    """
    redline = document.redline
    if redline is None:
        return document
    tags = _tags(document, redline)
    voices = [speaker(wording, tags, material) for wording in document.wordings]
    wordings = [_worded(*each, redline) for each in zip(document.wordings, voices, strict=True)]
    titles = (_title(*each, redline) for each in zip(voices, document.wordings, strict=True))
    return replace(
        document,
        wordings=tuple(wordings),
        redline=replace(redline, cover=cover(document, material)),
        metadata=replace(document.metadata, title=" / ".join(titles)),
        css=f"{document.css}\n{material.css}",
    )


def _worded(wording: Wording, voice: Speaker, redline: Redline) -> Wording:
    """Give a wording the words at the marks, and a running title that says what is compared and fits on two lines."""
    short = replace(wording, running_title=shortened(wording.running_title, _RUNNING))
    return replace(wording, running_title=_title(voice, short, redline), review=review_words(voice))


def _title(voice: Speaker, wording: Wording, redline: Redline) -> str:
    sides = {"old": _side_name(redline.old, voice), "new": _side_name(redline.new, voice)}
    return voice.words("running-title", title=wording.running_title, **sides)


def cover(document: Document, material: Material) -> tuple[Element, ...]:
    """Return the cover of a marked document in its leading language; links in it lead to blocks of the document.

    Raises:
        MouflowError: With every problem in the template of the cover and its labels.
    """
    if document.redline is None:
        return ()
    voice = speaker(document.leading, _tags(document, document.redline), material)
    return report("redline/cover.html.j2", _Cover(document, document.redline, voice).data(), voice)


def _tags(document: Document, redline: Redline) -> tuple[str, ...]:
    """Return the tags of all languages that a redline tells of, those of the document first."""
    own = [wording.profile.tag for wording in document.wordings]
    told = [tag for drift in redline.drifts for tag in (*drift.changed, *drift.unchanged)]
    return tuple(dict.fromkeys((*own, *told)))


@dataclass(frozen=True, slots=True)
class _Place:
    """A place that the cover names: the id a link leads to, and what it is called."""

    id: str
    name: str

    def data(self) -> Data:
        return {"id": self.id, "name": self.name}


class _Cover:
    """Gathers the data of one cover."""

    def __init__(self, document: Document, redline: Redline, voice: Speaker) -> None:
        self._document = document
        self._redline = redline
        self._voice = voice
        self._numbers = numbers_of(document)
        self._blocks = marked_blocks(document, redline)
        self._elements = {each.id: each for each in walk(document.blocks) if each.id}
        self._rows = row_headings(document.blocks)
        self._order = {name: at for at, name in enumerate(dict.fromkeys(bare(each) for each in self._elements))}
        self._tags = [wording.profile.tag for wording in document.wordings]
        self._changes = [each for each in redline.changes if each.language in self._tags]

    def data(self) -> Data:
        """Return everything the template names."""
        counts = Counter((each.kind, each.language) for each in self._changes)
        changes, renumberings = list(self._listed()), list(self._renumberings())
        return {
            "title": self._document.leading.running_title,
            "old": side_data(self._redline.old, self._voice),
            "new": side_data(self._redline.new, self._voice),
            "authors": list(dict.fromkeys(each.authorship.name for each in self._changes if each.authorship.name)),
            "languages": [{"tag": tag, "name": self._voice.language_name(tag)} for tag in self._tags],
            "kinds": [self._kind(kind, counts) for kind in KINDS if any(counts[kind, tag] for tag in self._tags)],
            "totals": [sum(counts[kind, tag] for kind in KINDS) for tag in self._tags],
            "has_moves": any(each.operation == "moved" for each in self._changes),
            "duties": list(self._redline.duties),
            "drifts": [
                self._drift(each.block, each.clause, each.changed, each.unchanged) for each in self._redline.drifts
            ],
            "changes": changes[:MOST_ROWS],
            "more_changes": max(len(changes) - MOST_ROWS, 0),
            "renumberings": renumberings[:MOST_ROWS],
            "more_renumberings": max(len(renumberings) - MOST_ROWS, 0),
            "layout_changes": list(self._redline.layout_changes),
            "colon": "：" if self._voice.profile.chinese else ": ",
        }

    def _kind(self, kind: Kind, counts: Counter[tuple[Kind, str]]) -> Data:
        places = dict.fromkeys(self._named(each) for each in self._changes if each.kind == kind)
        named = {place.name: place for place in reversed(places)}
        shown = [named[name] for name in dict.fromkeys(place.name for place in places)]
        return {
            "name": kind,
            "counts": [counts[kind, tag] for tag in self._tags],
            **_shown(shown),
        }

    def _drift(self, block: str, clause: str, changed: Sequence[str], unchanged: Sequence[str]) -> Data:
        return {
            "place": self._place(block, clause).data(),
            "changed": [self._voice.language_name(tag) for tag in changed],
            "unchanged": [self._voice.language_name(tag) for tag in unchanged],
        }

    def _listed(self) -> Iterator[Data]:
        """Give the changes that a reader has to decide on, clause by clause, languages together; equal ones once."""
        wanted = sorted((each for each in self._changes if each.kind in LISTED), key=self._position)
        alike: dict[object, list[list[Change]]] = {}
        for _, group in groupby(wanted, lambda each: self._position(each)[:2]):
            changes = list(group)
            moved = changes[0].id if changes[0].operation == "moved" else ""
            words = tuple((each.language, each.old, each.new, each.authorship) for each in changes)
            alike.setdefault((changes[0].kind, moved, words), []).append(changes)
        yield from map(self._entry, alike.values())

    def _position(self, change: Change) -> tuple[int, int, int]:
        """Order by place in the text, then kind, then language: what was changed alike in all stands together."""
        block = self._blocks.get(change.id)
        place = self._at(bare(block.id) if block else change.block)
        return place, KINDS.index(change.kind), self._tags.index(change.language)

    def _entry(self, places: Sequence[Sequence[Change]]) -> Data:
        """Describe changes of one kind to one block, in every language; the same in other blocks by place alone."""
        first = places[0]
        authors = dict.fromkeys(each.authorship for each in first)
        languages = dict.fromkeys(self._voice.language_name(each.language) for each in first)
        return {
            **_shown(list(dict.fromkeys(self._named(changes[0]) for changes in places))),
            "kind": first[0].kind,
            "languages": list(languages),
            "words": [self._words(each) for each in first[: 1 if first[0].operation == "moved" else None]],
            "authors": list(map(author_data, authors)),
        }

    def _words(self, change: Change) -> Data:
        block = self._blocks.get(change.id)
        before, after = context_of(block, change) if block else ("", "")
        is_move = change.operation == "moved"
        return {
            "operation": change.operation,
            "tag": change.language,
            "row": self._row(block, change) if block else "",
            "before": before,
            "old": shortened(change.old),
            "new": shortened(change.new),
            "after": after,
            "from": self._left(block) if block and is_move else "",
        }

    def _row(self, block: Element, change: Change) -> str:
        """Return what begins the row of a table that a change stands in, with a colon."""
        heading = shortened(self._rows.get(block.id, ""), _NAME * 2)
        colon = "：" if self._document.wording(change.language).profile.chinese else ": "
        return heading + colon if heading else ""

    def _renumberings(self) -> Iterator[Data]:
        """Give every renumbered block once, with its numbers in each language."""
        known = [each for each in self._redline.renumberings if each.language in self._tags]
        by_block = groupby(sorted(known, key=lambda each: (self._at(each.block), each.block)), lambda each: each.block)
        for block, rows in by_block:
            languages = []
            for each in sorted(rows, key=lambda row: self._tags.index(row.language)):
                identifier = self._id(block, each.language)
                numbers = self._numbers.get(identifier, Numbers(each.old, each.new))
                numbered = {"old": numbers.old if each.old else "", "new": numbers.new or each.new}
                languages.append({"tag": each.language, "id": identifier, "heading": each.heading, **numbered})
            yield {"languages": languages}

    def _at(self, block: str) -> int:
        return self._order.get(block, len(self._order))

    def _id(self, block: str, tag: str) -> str:
        """Return the id of a block in a language as this layout has it; an empty one where it has none."""
        return next((each for each in (f"{block}{SEPARATOR}{tag}", block) if each in self._elements), "")

    def _named(self, change: Change) -> _Place:
        """Return the place of a change: it leads to the block in the language of the change."""
        block = self._blocks.get(change.id)
        if block is None:
            return self._place(change.block, change.clause)
        name = self._name(bare(block.id), change.clause)
        is_gone = block.get("data-revision") == "deleted" and block.id in self._numbers
        return _Place(block.id, self._voice.words("old-place", place=name) if is_gone else name)

    def _place(self, block: str, clause: str) -> _Place:
        found = (self._id(name, tag) for name in (block, WAS + block, clause) for tag in self._tags)
        return _Place(next(filter(None, found), ""), self._name(block, clause))

    def _name(self, block: str, clause: str) -> str:
        """Name a place in the language of the cover: by its number, that of its clause, or its first words."""
        ids = [found for name in (block, clause) for tag in self._tags if (found := self._id(name, tag))]
        numbers = (self._numbers[each].current for each in ids if each in self._numbers)
        if number := next(filter(None, numbers), ""):
            return number[0].upper() + number[1:]
        opening, closing, *inner = self._voice.profile.quotes
        words = (new_text(self._elements[each].children) or text_of(self._elements[each]) for each in ids)
        first = next(filter(None, words), block).strip("".join((opening, closing, *inner)))
        return f"{opening}{shortened(first, _NAME)}{closing}"

    def _left(self, block: Element) -> str:
        """Return the number at the place that a block moved away from, in the language of the cover."""
        ids = filter(None, (self._id(bare(block.id), tag) for tag in self._tags))
        return next((self._numbers[each].old for each in ids if each in self._numbers), "")


def _shown(places: Sequence[_Place]) -> Data:
    """Return the first places and how many there are beyond."""
    return {"places": [each.data() for each in places[:MOST_PLACES]], "more": max(len(places) - MOST_PLACES, 0)}


def side_data(side: Side, voice: Speaker) -> Data:
    """Return one of the two versions as plain data."""
    return {"name": _side_name(side, voice), "date": side.date or "", "commit": side.commit[:10]}


def _side_name(side: Side, voice: Speaker) -> str:
    return voice.words("working-files") if side.name == WORKING_FILES else side.name


def author_data(who: Authorship) -> Data:
    """Return who made a change as plain data; the day is empty for what is not recorded yet."""
    return {"name": who.name, "date": who.date if who.commit else "", "reason": who.reason}
