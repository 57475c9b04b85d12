"""Versions of one block in several languages, laid over each other: the frame once, the texts one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from mouflow.document import Element, Node, text_of
from mouflow.document.subset import TEXT_BLOCKS

_INLINE_STACKED = frozenset({"th", "caption", "figcaption"})


def stacked(versions: Sequence[Element]) -> Element:
    """Lay versions of one block over each other: same frame once, each text in every language, equal texts once."""
    first = versions[0]
    if first.tag in _INLINE_STACKED:
        return _inline_stacked(versions)
    children: list[Node] = []
    for twins in zip_longest(*(version.children for version in versions)):
        elements = [twin for twin in twins if isinstance(twin, Element)]
        if not elements:
            children += [twin for twin in twins[:1] if twin is not None]
        elif elements[0].tag in TEXT_BLOCKS - _INLINE_STACKED:
            children += _distinct(elements)
        else:
            children.append(stacked(elements))
    frame = {name: value for name, value in first.attributes.items() if name != "lang"}
    return Element(first.tag, frame, tuple(children), first.origin)


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
