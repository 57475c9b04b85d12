"""A text block as the pieces that are compared, and pieces back to inline elements with the marks of a redline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mouflow.document import Element, Node, text_of

from .tokens import TokenKind, tokens

_EMPHASIS = frozenset({"strong", "em", "dfn"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A token and the inline elements around it, the outermost first; ``node`` is what cannot be parted: a reference.

    Two references are the same when they lead to the same block, whatever number it bears.
    """

    text: str
    key: str
    kind: TokenKind
    path: tuple[Element, ...] = ()
    node: Element | None = None

    @property
    def emphasis(self) -> tuple[str, ...]:
        """The emphasis the words bear."""
        return tuple(each.tag for each in self.path if each.tag in _EMPHASIS)


def pieces(nodes: Sequence[Node], ids: Mapping[str, str], path: tuple[Element, ...] = ()) -> Iterator[Piece]:
    """Part the content of a text block into pieces; ``ids`` leads from old ids of blocks to those they have now."""
    for node in nodes:
        if isinstance(node, str):
            yield from (Piece(token.text, token.key, token.kind, path) for token in tokens(node))
        elif node.tag == "br":
            yield Piece("\n", "\n", "space", path, node)
        elif node.tag == "a" and (target := node.get("href")[1:]):
            yield Piece(text_of(node), f"ref:{ids.get(target, target)}", "reference", path, node)
        else:
            yield from pieces(node.children, ids, (*path, node))


def rebuilt(parts: Sequence[Piece], depth: int = 0) -> tuple[Node, ...]:
    """Turn pieces back into the nodes they came from."""
    nodes: list[Node] = []
    for _, run in groupby(parts, lambda piece: id(piece.path[depth]) if len(piece.path) > depth else 0):
        group = list(run)
        if len(group[0].path) > depth:
            nodes.append(group[0].path[depth].with_children(*rebuilt(group, depth + 1)))
        else:
            nodes += _joined(group)
    return tuple(nodes)


def _joined(parts: Sequence[Piece]) -> Iterator[Node]:
    """Join the texts of neighbours; what cannot be parted stands between them."""
    for whole, run in groupby(parts, lambda piece: piece.node):
        if whole is None:
            yield "".join(piece.text for piece in run)
        else:
            yield from (piece.node for piece in run if piece.node is not None)


def unlinked(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Take the links out of words that only the old text has: where they led may be gone."""
    return tuple(node if isinstance(node, str) else _unlinked(node) for node in nodes)


def _unlinked(element: Element) -> Element:
    if element.tag != "a" and not element.get("data-of"):
        return element.with_children(*unlinked(element.children))
    kept = {"class": element.get("class")} if element.get("class") else {}
    return Element("span", kept, (text_of(element),), element.origin)
