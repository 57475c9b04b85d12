"""Versions of one block in several languages, laid over each other: the frame once, the texts one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mouflow.document import Element, Node, has_class

TEXT_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "caption", "figcaption", "th"})


def stacked(versions: Sequence[Element]) -> Element:
    """Lay versions of one block over each other: same frame once, each text in every language, blank lines once."""
    first = versions[0]
    if first.tag == "th":
        return _inline_stacked(versions)
    children: list[Node] = []
    for at, child in enumerate(first.children):
        twins = [v.children[at] for v in versions if at < len(v.children)]
        elements = [twin for twin in twins if isinstance(twin, Element)]
        if not isinstance(child, Element) or not elements:
            children.append(child)
        elif child.tag in {"th", "caption", "figcaption"}:
            children.append(_inline_stacked(elements))
        elif child.tag in TEXT_BLOCKS:
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
