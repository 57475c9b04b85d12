"""Ids of blocks: what a template leaves unnamed is named by its place, and no id stands twice."""

from __future__ import annotations

from mouflow.diagnostics import Diagnostic, error
from mouflow.document import Element, Node, walk
from mouflow.document.subset import GROUPS

_FRAMES = frozenset({"thead", "tbody", "tr", "td"})
_HOLDS_BLOCKS = GROUPS | _FRAMES | {"figure", "table"}
_WITHOUT_ID = frozenset({"colgroup", "col", "th", "img"})


def identified(nodes: tuple[Node, ...], above: str = "") -> tuple[Node, ...]:
    """Give every block without an id one that its place among its neighbours decides.

    Such ids begin with ``_``, which no id in YAML can, so that the two never meet.
    """
    named: list[Node] = []
    for at, node in enumerate(nodes, 1):
        if isinstance(node, str) or node.tag in _WITHOUT_ID:
            named.append(node)
            continue
        identifier = node.id or (f"{above}.{node.tag}{at}" if above else f"_{node.tag}{at}")
        children = identified(node.children, identifier) if node.tag in _HOLDS_BLOCKS else node.children
        attributes = node.attributes if node.tag in _FRAMES else {**node.attributes, "id": identifier}
        named.append(Element(node.tag, attributes, children, node.origin))
    return tuple(named)


def doubled_ids(nodes: tuple[Node, ...]) -> list[Diagnostic]:
    """Return an error for every id that two blocks bear."""
    seen: set[str] = set()
    found = []
    for element in walk(nodes):
        if element.id and element.id in seen:
            found.append(error("duplicate-id", f"two blocks have the id `{element.id}`", element.origin, "rename one"))
        seen.add(element.id)
    return found
