"""The three layouts: one language, two languages side by side, or one after the other (design.md section 2)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mouflow.document import Element, children_of, has_class, mapped
from mouflow.document.block_ids import SEPARATOR, without_language
from mouflow.document.subset import GROUPS, TEXT_BLOCKS
from mouflow.languages.profiles import Profile

from .action_table import is_action_table, parallel_action_table
from .alignment import aligned
from .paired_rows import is_list, one_row_tables
from .stacking import stacked

Part = tuple[Profile, tuple[Element, ...]]


def single(part: Part) -> tuple[Element, ...]:
    """One language: every block bears its language."""
    profile, blocks = part
    return _in_language(blocks, profile, suffix="")


def sequential(parts: Sequence[Part]) -> tuple[Element, ...]:
    """One whole text after the other, each on a new page."""
    return tuple(
        Element(
            "section",
            {"id": f"document{SEPARATOR}{profile.tag}", "class": "document", "lang": profile.tag},
            _in_language(blocks, profile, suffix=SEPARATOR + profile.tag),
        )
        for profile, blocks in parts
    )


def parallel(parts: Sequence[Part]) -> tuple[Element, ...]:
    """Clause beside clause: rows of a table, with what is marked ``together`` once across all columns."""
    columns = [
        (profile, _flattened(_in_language(blocks, profile, suffix=SEPARATOR + profile.tag)))
        for profile, blocks in parts
    ]
    profiles = [profile for profile, _ in columns]
    rows = aligned([blocks for _, blocks in columns], lambda block: without_language(block.id))
    laid: list[Element] = []
    for manner, group in groupby(rows, key=_manner):
        if manner == "together":
            laid += [block for row in group for block in _once([each for each in row if each])]
        elif manner == "action":
            laid += [parallel_action_table(profiles, row) for row in group]
        else:
            laid.append(_table(profiles, list(group)))
    return tuple(laid)


def _in_language(blocks: tuple[Element, ...], profile: Profile, suffix: str) -> tuple[Element, ...]:
    """Put the language on every block, and the suffix on every id and inner link."""

    def marked(element: Element) -> Element:
        attributes = dict(element.attributes)
        if element.tag in TEXT_BLOCKS:
            attributes.setdefault("lang", profile.tag)
        for name in ("id", "data-of"):
            if name in attributes:
                attributes[name] += suffix
        if "href" in attributes:
            attributes["href"] += suffix
        return Element(element.tag, attributes, element.children, element.origin)

    return tuple(node for node in mapped(blocks, marked) if isinstance(node, Element))


def _flattened(blocks: Sequence[Element]) -> list[Element]:
    """Open sections that only group blocks, and lists, so that each block or line becomes a row of its own."""
    flat: list[Element] = []
    for block in blocks:
        grouping = block.tag in GROUPS and not has_class(block, "together")
        if grouping and not has_class(block, "keep"):
            children = _flattened(children_of(block))
            if children and has_class(block, "annex"):
                children[0] = _with_class(children[0], "page-start")
            flat += children
        elif is_list(block):
            flat += one_row_tables(block)
        else:
            flat.append(block)
    return flat


def _manner(row: tuple[Element | None, ...]) -> str:
    """Tell how a row is laid out: once for all languages, as an action table, or in columns."""
    blocks = [block for block in row if block is not None]
    if any(has_class(block, "together") or block.tag == "figure" for block in blocks):
        return "together"
    return "action" if all(map(is_action_table, blocks)) else "columns"


def _table(profiles: Sequence[Profile], rows: list[tuple[Element | None, ...]]) -> Element:
    width = f"{100 / len(profiles):.4g}"
    columns = Element("colgroup", {}, tuple(Element("col", {"data-width": width}) for _ in profiles))
    heads = tuple(Element("th", {"lang": p.tag, "scope": "col"}, (p.name,)) for p in profiles)
    body = tuple(_row(profiles, row) for row in rows)
    head = Element("thead", {}, (Element("tr", {}, heads),))
    return Element("table", {"class": "parallel"}, (columns, head, Element("tbody", {}, body)))


def _row(profiles: Sequence[Profile], row: tuple[Element | None, ...]) -> Element:
    cells = tuple(
        Element("td", {"lang": profile.tag}, (block,) if block else ())
        for profile, block in zip(profiles, row, strict=True)
    )
    starts_page = any(block is not None and has_class(block, "page-start") for block in row)
    return Element("tr", {"class": "page-start"} if starts_page else {}, cells)


def _once(versions: Sequence[Element]) -> Sequence[Element]:
    return versions if versions[0].tag in TEXT_BLOCKS else [stacked(versions)]


def _with_class(element: Element, name: str) -> Element:
    return element.with_attributes(class_=f"{element.get('class')} {name}".strip())
