"""The records of a redline to the plain data that ``templates/redline/cover.html.j2`` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from mouflow.document import KINDS, Change, Document, Kind, Redline
from mouflow.document.block_ids import without_language
from mouflow.document.places import Numbers

from .contexts import context_of, shortened
from .cover_places import Place, Places
from .report import Data, Speaker, author_data, side_data

LISTED = ("substantive", "modality", "value", "moved")
"""Kinds whose changes the cover lists one by one; the others are counted and marked in the text."""
MOST_PLACES = 12
"""Places that one line names; what is beyond is counted."""
MOST_ROWS = 200
"""Rows of a list on the cover; what is beyond is counted, and marked in the text."""


class CoverData:
    """Gathers the data of one cover."""

    def __init__(self, document: Document, redline: Redline, voice: Speaker) -> None:
        self._document = document
        self._redline = redline
        self._voice = voice
        self._places = Places(document, redline, voice)
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
            "semicolon": "；" if self._voice.profile.chinese else "; ",
        }

    def _kind(self, kind: Kind, counts: Counter[tuple[Kind, str]]) -> Data:
        places = dict.fromkeys(self._places.named(each) for each in self._changes if each.kind == kind)
        named = {place.name: place for place in reversed(places)}
        shown = [named[name] for name in dict.fromkeys(place.name for place in places)]
        return {
            "name": kind,
            "counts": [counts[kind, tag] for tag in self._tags],
            **_shown(shown),
        }

    def _drift(self, block: str, clause: str, changed: Sequence[str], unchanged: Sequence[str]) -> Data:
        return {
            "place": self._places.place(block, clause).data(),
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
        block = self._places.blocks.get(change.id)
        place = self._places.at(without_language(block.id) if block else change.block)
        return place, KINDS.index(change.kind), self._tags.index(change.language)

    def _entry(self, places: Sequence[Sequence[Change]]) -> Data:
        """Describe changes of one kind to one block, in every language; the same in other blocks by place alone."""
        first = places[0]
        authors = dict.fromkeys(each.authorship for each in first)
        languages = dict.fromkeys(self._voice.language_name(each.language) for each in first)
        return {
            **_shown(list(dict.fromkeys(self._places.named(changes[0]) for changes in places))),
            "kind": first[0].kind,
            "languages": list(languages),
            "words": [self._words(each) for each in first[: 1 if first[0].operation == "moved" else None]],
            "authors": list(map(author_data, authors)),
        }

    def _words(self, change: Change) -> Data:
        block = self._places.blocks.get(change.id)
        before, after = context_of(block, change) if block else ("", "")
        is_move = change.operation == "moved"
        return {
            "operation": change.operation,
            "tag": change.language,
            "row": self._places.row(block, change) if block else "",
            "before": before,
            "old": shortened(change.old),
            "new": shortened(change.new),
            "after": after,
            "from": self._places.left(block) if block and is_move else "",
        }

    def _renumberings(self) -> Iterator[Data]:
        """Give every renumbered block once, with its numbers in each language."""
        known = [each for each in self._redline.renumberings if each.language in self._tags]
        known.sort(key=lambda each: (self._places.at(each.block), each.block, self._tags.index(each.language)))
        for block, rows in groupby(known, lambda each: each.block):
            languages = []
            for each in rows:
                identifier = self._places.id(block, each.language)
                numbers = self._places.numbers.get(identifier, Numbers(each.old, each.new))
                numbered = {"old": numbers.old if each.old else "", "new": numbers.new or each.new}
                languages.append({"tag": each.language, "id": identifier, "heading": each.heading, **numbered})
            yield {"languages": languages}


def _shown(places: Sequence[Place]) -> Data:
    """Return the first places and how many there are beyond."""
    return {"places": [each.data() for each in places[:MOST_PLACES]], "more": max(len(places) - MOST_PLACES, 0)}
