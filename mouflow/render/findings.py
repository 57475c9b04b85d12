"""What forms for programs ask of a redline: places in YAML, and numbers."""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.diagnostics import Location
from mouflow.document import Document
from mouflow.document.block_ids import ids_in_tree
from mouflow.document.places import Numbers, numbers_of


class Findings:
    """Looks up the blocks of one document by their permanent ids."""

    def __init__(self, document: Document) -> None:
        self._places = document.places
        self._numbers = numbers_of(document)

    def place(self, *identifiers: str) -> Location | None:
        """Return where the first of these blocks that is known stands in YAML; else the beginning of its file.

        A block without a place has that of the row or paragraph it is part of, by whose id its own begins. What is only
        in the old version has no place of its own any more.
        """
        known = (self._places[name] for each in identifiers for name in _with_parents(each) if name in self._places)
        first = next(iter(self._places.values()), None)
        return next(known, Location(first.path) if first else None)

    def numbers(self, block: str, language: str) -> Numbers:
        """Return the numbers of a block in both versions."""
        names = ids_in_tree(block, language)
        return next((self._numbers[name] for name in names if name in self._numbers), Numbers())


def _with_parents(identifier: str) -> Iterator[str]:
    """Give an id and those it begins with: ``plan.fair.td2``, ``plan.fair``, ``plan``."""
    while identifier:
        yield identifier
        identifier = identifier.rpartition(".")[0]
