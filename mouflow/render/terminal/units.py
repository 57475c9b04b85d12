"""What a terminal shows at once: text blocks, pictures, rules, and rows of tables with their cells side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mouflow.document import WAS, Element, children_of, has_class
from mouflow.document.subset import TEXT_BLOCKS

from .runs import Run, joined, runs_of

_CELL = " | "


def units_of(elements: Iterable[Element]) -> Iterator[Element]:
    """Give what is shown at once: text blocks, pictures and rules, and whole rows of tables."""
    for element in elements:
        if element.tag in TEXT_BLOCKS or element.tag in ("tr", "hr", "img"):
            yield element
        elif has_class(element, "parallel"):
            body = (row for part in children_of(element, "tbody") for row in children_of(part))
            yield from units_of(cell for row in body for cell in children_of(row))
        else:
            yield from units_of(children_of(element))


def by_language(unit: Element, otherwise: str) -> dict[str, list[list[Element]]]:
    """Part the blocks of a unit by language, cell for cell; one that names none is in the language ``otherwise``."""
    if unit.tag != "tr":
        return {unit.get("lang", otherwise): [[unit]]}
    parted: dict[str, list[list[Element]]] = {}
    for cell in children_of(unit):
        blocks: dict[str, list[Element]] = {}
        for block in units_of([cell] if cell.tag == "th" else children_of(cell)):
            blocks.setdefault(block.get("lang", otherwise), []).append(block)
        for language, found in blocks.items():
            parted.setdefault(language, []).append(found)
    return parted


def bare(block: Element) -> str:
    """Return the permanent id of a block, without the language tag and the sign of the old text."""
    return block.id.partition("~")[0].removeprefix(WAS)


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
