"""Versions of one block in several languages, laid over each other: the frame once, the texts one below the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mouflow.document import Element, Node, children_of, text_of
from mouflow.document.block_ids import without_language
from mouflow.document.subset import TEXT_BLOCKS

from .alignment import aligned

_INLINE_STACKED = frozenset({"th", "caption", "figcaption"})


def stacked(versions: Sequence[Element]) -> Element:
    """Lay versions of one block over each other: same frame once, each text in every language, equal texts once."""
    first = versions[0]
    if first.tag in _INLINE_STACKED:
        return _inline_stacked(versions)
    children: list[Node] = []
    for twins in _twins(versions):
        elements = [twin for twin in twins if twin is not None]
        if elements[0].tag == "img" and twins[0] is None:
            continue  # all languages share the picture of the first
        if elements[0].tag in TEXT_BLOCKS - _INLINE_STACKED:
            children += _distinct(elements)
        else:
            children.append(stacked(elements))
    frame = {name: value for name, value in first.attributes.items() if name != "lang"}
    return Element(first.tag, frame, tuple(children), first.origin)


def _twins(versions: Sequence[Element]) -> list[tuple[Element | None, ...]]:
    """Align the children of several versions: by id, and what has none by its place among those of its tag.

    In a redline a row that came or went in one language only has no twin in the others.
    """
    columns = [children_of(version) for version in versions]
    keys: dict[int, str] = {}
    for column in columns:
        places: Counter[tuple[str, str]] = Counter()
        for child in column:
            sort = (child.tag, child.get("data-revision").removeprefix("changed"))
            places[sort] += 1
            keys[id(child)] = without_language(child.id) or " ".join((*sort, str(places[sort])))
    return aligned(columns, lambda child: keys[id(child)])


def _distinct(versions: Sequence[Element]) -> list[Element]:
    """Keep the first of versions that read alike: a blank line to sign on, a number, a name in Latin script."""
    kept: dict[str, Element] = {}
    for version in versions:
        kept.setdefault(text_of(version), version)
    return list(kept.values())


def _inline_stacked(versions: Sequence[Element]) -> Element:
    children: list[Node] = []
    for at, version in enumerate(_distinct(versions)):
        children += [Element("br")] if at else []
        children.append(Element("span", {"lang": version.get("lang")}, version.children))
    return replace(versions[0], children=tuple(children))
