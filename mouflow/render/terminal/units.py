"""What a terminal shows at once: text blocks, pictures, rules, and rows of tables with their cells side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from mouflow.document import Element, children_of, has_class, walk
from mouflow.document.marks import PARALLEL
from mouflow.document.subset import TEXT_BLOCKS

from .runs import Run, joined, runs_of

_CELL = " | "


def units_of(elements: Iterable[Element]) -> Iterator[Element]:
    """Give what is shown at once: text blocks, pictures and rules, and whole rows of tables."""
    for element in elements:
        if element.tag in TEXT_BLOCKS or element.tag in ("tr", "hr", "img"):
            yield element
        elif has_class(element, PARALLEL):
            body = (row for part in children_of(element, "tbody") for row in children_of(part))
            yield from units_of(cell for row in body for cell in children_of(row))
        else:
            yield from units_of(children_of(element))


@dataclass(frozen=True, slots=True)
class Unit:
    """What is shown at once, in one language: cells that hold blocks; ``named`` is the element whose id it goes by."""

    language: str
    named: Element
    cells: tuple[tuple[Element, ...], ...]

    @property
    def blocks(self) -> tuple[Element, ...]:
        """The blocks of all cells, at least one."""
        return tuple(chain.from_iterable(self.cells))


def by_language(element: Element, otherwise: str) -> Iterator[Unit]:
    """Part what is shown at once by language; a block that names none is in the language ``otherwise``."""
    named = next((each for each in walk((element,)) if each.id), element)
    if element.tag != "tr":
        yield Unit(element.get("lang", otherwise), named, ((element,),))
        return
    cells = [list(units_of([cell] if cell.tag == "th" else children_of(cell))) for cell in children_of(element)]
    for language in dict.fromkeys(block.get("lang", otherwise) for cell in cells for block in cell):
        own = (tuple(block for block in cell if block.get("lang", otherwise) == language) for cell in cells)
        yield Unit(language, named, tuple(filter(None, own)))


def runs_of_cells(cells: Sequence[Sequence[Element]]) -> list[Run]:
    """Join the runs of cells, with a bar between them that bears their mark where both sides have the same."""
    runs: list[Run] = []
    for cell in cells:
        content = [run for at, block in enumerate(cell) for run in _spaced(_block_runs(block), at)]
        if runs:
            same = content and (runs[-1].mark, runs[-1].change) == (content[0].mark, content[0].change)
            runs.append(Run(_CELL, runs[-1].mark, runs[-1].change) if same else Run(_CELL))
        runs += content
    return joined(runs)


def _spaced(runs: list[Run], at: int) -> list[Run]:
    return [Run(" ", runs[0].mark, runs[0].change), *runs] if at and runs else runs


def _block_runs(block: Element) -> list[Run]:
    """Return the runs of a block; a picture or a rule is named."""
    if block.tag in TEXT_BLOCKS:
        return runs_of(block)
    name = "(rule)" if block.tag == "hr" else f"(picture: {block.get('alt')})"
    return runs_of(block.with_children(name))
