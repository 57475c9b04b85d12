"""The action table of minutes in parallel: what was said side by side, who acts once for all languages."""

from __future__ import annotations

from collections.abc import Sequence

from mouflow.document import Element, children_of, has_class, walk
from mouflow.document.block_ids import without_language
from mouflow.languages.profiles import Profile

from .alignment import aligned
from .stacking import stacked


def is_action_table(block: Element) -> bool:
    """Tell whether a block is a table whose last column says who acts."""
    return block.tag == "table" and has_class(block, "action")


def parallel_action_table(profiles: Sequence[Profile], versions: Sequence[Element | None]) -> Element:
    """Lay the table's versions beside each other, row by row; cells marked ``shared`` stand once, languages stacked.

    ``versions`` has one entry a profile, None where a language has no such table.
    """
    head = _rows(profiles, [_part(version, "thead") for version in versions])
    body = _rows(profiles, [_part(version, "tbody") for version in versions])
    first = next(version for version in versions if version is not None)
    widths = [float(each.get("data-width")) for each in walk((first,)) if each.tag == "col"]
    attributes = {"id": first.id, "class": "parallel action"}
    parts = (_columns(widths, head, len(profiles)), Element("thead", {}, head), Element("tbody", {}, body))
    return Element("table", attributes, parts, first.origin)


def _part(table: Element | None, tag: str) -> list[Element]:
    return [row for part in children_of(table, tag) for row in children_of(part)] if table else []


def _rows(profiles: Sequence[Profile], versions: Sequence[Sequence[Element]]) -> tuple[Element, ...]:
    return tuple(_row(profiles, row) for row in aligned(versions, _row_key))


def _row_key(row: Element) -> str:
    """Know a row by the first block in it that has an id; the header row has none."""
    return next((without_language(each.id) for each in walk(row.children) if each.id), "")


def _row(profiles: Sequence[Profile], versions: Sequence[Element | None]) -> Element:
    rows = [children_of(version) if version else [] for version in versions]
    cells: list[Element] = []
    longest = max(rows, key=len)
    for at, pattern in enumerate(longest):
        twins = [row[at] if at < len(row) else None for row in rows]
        if has_class(pattern, "shared"):
            cells.append(stacked([twin for twin in twins if twin is not None]))
        else:
            cells += [_cell(profile, twin, pattern) for profile, twin in zip(profiles, twins, strict=True)]
    return Element("tr", {}, tuple(cells))


def _cell(profile: Profile, cell: Element | None, pattern: Element) -> Element:
    return (cell or Element(pattern.tag)).with_attributes(lang=profile.tag)


def _columns(widths: Sequence[float], head: Sequence[Element], languages: int) -> Element:
    """Share the width of each text column among the languages."""
    shared = {len(widths) - 1} if head and has_class(children_of(head[0])[-1], "shared") else set()
    shares = [
        share
        for at, width in enumerate(widths)
        for share in ([width] if at in shared else [width / languages] * languages)
    ]
    return Element("colgroup", {}, tuple(Element("col", {"data-width": f"{share:.4g}"}) for share in shares))
