"""The three layouts: one language, two languages side by side, or one after the other (design.md section 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from mouflow.document import Element, Node, has_class
from mouflow.document.tree import mapped
from mouflow.languages.profiles import Profile

Part = tuple[Profile, tuple[Element, ...]]
_TEXT_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "caption", "figcaption", "th"})
_SEPARATOR = "~"


def single(part: Part) -> tuple[Element, ...]:
    """One language: every block bears its language."""
    profile, blocks = part
    return _in_language(blocks, profile, suffix="")


def sequential(parts: Sequence[Part]) -> tuple[Element, ...]:
    """One whole text after the other, each on a new page."""
    return tuple(
        Element(
            "section",
            {"id": f"document{_SEPARATOR}{profile.tag}", "class": "document", "lang": profile.tag},
            _in_language(blocks, profile, suffix=_SEPARATOR + profile.tag),
        )
        for profile, blocks in parts
    )


def parallel(parts: Sequence[Part]) -> tuple[Element, ...]:
    """Clause beside clause: rows of a table, with what is marked ``together`` once across all columns."""
    columns = [
        (profile, _flattened(_in_language(blocks, profile, suffix=_SEPARATOR + profile.tag)))
        for profile, blocks in parts
    ]
    rows = _aligned([blocks for _, blocks in columns])
    laid: list[Element] = []
    for together, group in groupby(rows, key=_is_together):
        if together:
            laid += [block for row in group for block in _once([each for each in row if each])]
        else:
            laid.append(_table([profile for profile, _ in columns], list(group)))
    return tuple(laid)


def _in_language(blocks: tuple[Element, ...], profile: Profile, suffix: str) -> tuple[Element, ...]:
    """Put the language on every block, and the suffix on every id and inner link."""

    def marked(element: Element) -> Element:
        attributes = dict(element.attributes)
        if element.tag in _TEXT_BLOCKS:
            attributes.setdefault("lang", profile.tag)
        for name in ("id", "data-of"):
            if name in attributes:
                attributes[name] += suffix
        if "href" in attributes:
            attributes["href"] += suffix
        return replace(element, attributes=attributes)

    return tuple(node for node in mapped(blocks, marked) if isinstance(node, Element))


def _bare(identifier: str) -> str:
    return identifier.partition(_SEPARATOR)[0]


def _flattened(blocks: tuple[Element, ...]) -> list[Element]:
    """Open sections that only group blocks, so that each block becomes a row of its own."""
    flat: list[Element] = []
    for block in blocks:
        grouping = block.tag in {"section", "header", "footer", "div"} and not has_class(block, "together")
        if grouping and not has_class(block, "keep"):
            children = _flattened(tuple(child for child in block.children if isinstance(child, Element)))
            if children and has_class(block, "annex"):
                children[0] = _with_class(children[0], "page-start")
            flat += children
        else:
            flat.append(block)
    return flat


def _aligned(columns: Sequence[Sequence[Element]]) -> list[tuple[Element | None, ...]]:
    """Align blocks by id, in the order of the first column; a block that only another column has keeps its place."""
    by_id: list[Mapping[str, Element]] = [{_bare(block.id): block for block in blocks} for blocks in columns]
    order: list[str] = []
    for blocks in columns:
        at = 0
        for identifier in (_bare(block.id) for block in blocks):
            if identifier in order:
                at = order.index(identifier) + 1
            else:
                order.insert(at, identifier)
                at += 1
    return [tuple(blocks.get(identifier) for blocks in by_id) for identifier in order]


def _is_together(row: tuple[Element | None, ...]) -> bool:
    return any(block is not None and (has_class(block, "together") or block.tag == "figure") for block in row)


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
    return versions if versions[0].tag in _TEXT_BLOCKS else [stacked(versions)]


def stacked(versions: Sequence[Element]) -> Element:
    """Lay versions of one block over each other: same frame once, each text in every language, blank lines once."""
    first = versions[0]
    children: list[Node] = []
    for at, child in enumerate(first.children):
        twins = [v.children[at] for v in versions if at < len(v.children)]
        elements = [twin for twin in twins if isinstance(twin, Element)]
        if not isinstance(child, Element) or not elements:
            children.append(child)
        elif child.tag == "th" or child.tag in {"caption", "figcaption"}:
            children.append(_inline_stacked(elements))
        elif child.tag in _TEXT_BLOCKS:
            children += elements[:1] if has_class(child, "signature-line") else elements
        else:
            children.append(stacked(elements))
    frame = {name: value for name, value in first.attributes.items() if name != "lang"}
    return Element(first.tag, frame, tuple(children), first.origin)


def _inline_stacked(versions: Sequence[Element]) -> Element:
    children: list[Node] = []
    for at, version in enumerate(versions):
        children += [Element("br")] if at else []
        children.append(Element("span", {"lang": version.get("lang")}, version.children))
    return replace(versions[0], children=tuple(children))


def _with_class(element: Element, name: str) -> Element:
    return element.with_attributes(class_=f"{element.get('class')} {name}".strip())
