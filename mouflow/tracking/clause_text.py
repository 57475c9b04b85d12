"""The text of a clause out of the blocks of its document: plain, with all that stands below it, a line a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mouflow.document import Element, Node, text_of
from mouflow.document.subset import TEXT_BLOCKS
from mouflow.model.base import records_in
from mouflow.model.minutes import Action
from mouflow.model.pack import DocumentRecord
from mouflow.register.fingerprint import clauses_of


def clause_text(record: DocumentRecord, blocks: Sequence[Node], clause: str) -> str:
    """Return what a clause, paragraph, item or row says in the blocks of one language; nothing where it is absent.

    What the action column of minutes says beside a paragraph, who does it by when, is no part of its words.
    """
    below = (each for each in records_in(clauses_of(record).get(clause)) if not isinstance(each, Action))
    ids = {identifier for each in below if (identifier := getattr(each, "id", None))}
    return "\n".join(_lines(blocks, ids, inside=False))


def _lines(nodes: Sequence[Node], ids: set[str], *, inside: bool) -> Iterator[str]:
    """Give the text of the blocks that bear one of the ids, and of those below them."""
    for node in nodes:
        if isinstance(node, Element):
            within = inside or node.id in ids
            if node.tag in TEXT_BLOCKS:
                yield from [" ".join(text_of(node).split())] if within else ()
            else:
                yield from _lines(node.children, ids, inside=within)
