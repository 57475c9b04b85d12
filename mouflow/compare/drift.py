"""Drift: a block that was changed in some languages while others kept their text (all languages stand level)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mouflow.document import WAS, Change, Drift, Element, mapped, walk
from mouflow.document.subset import TEXT_BLOCKS

Blocks = Mapping[str, tuple[Element, ...]]
"""The blocks of each language, by its tag, numbered but neither laid out nor marked."""

GRAVE = frozenset({"substantive", "modality", "value"})
"""Kinds that every language must follow; spelling, punctuation and numbers of clauses are each language's own."""


def find_drifts(changes: Iterable[Change], old: Blocks, new: Blocks) -> tuple[Drift, ...]:
    """Return every block that has a grave change in some of the languages that both versions share, but not in all."""
    shared = tuple(tag for tag in new if tag in old)
    changed: dict[tuple[str, str], set[str]] = {}
    for each in changes:
        if each.kind in GRAVE:
            changed.setdefault((each.block, each.clause), set()).add(each.language)
    return tuple(
        Drift(
            block,
            clause,
            changed=tuple(tag for tag in shared if tag in languages),
            unchanged=tuple(tag for tag in shared if tag not in languages),
        )
        for (block, clause), languages in changed.items()
        if len(languages) < len(shared)
    )


def with_drifts(blocks: tuple[Element, ...], drifts: Iterable[Drift]) -> tuple[Element, ...]:
    """Mark the blocks of one language that drifts name with the tags of the languages that stayed behind.

    A block that this language does not have is marked at the heading of its clause.
    """
    known = {_name(each) for each in walk(blocks) if each.tag in TEXT_BLOCKS}
    behind: dict[str, set[str]] = {}
    for each in drifts:
        behind.setdefault(each.block if each.block in known else each.clause, set()).update(each.unchanged)

    def marked(element: Element) -> Element:
        if element.tag in TEXT_BLOCKS and _name(element) in behind:
            return element.with_attributes(data_drift=" ".join(sorted(behind[_name(element)])))
        return element

    return tuple(node for node in mapped(blocks, marked) if isinstance(node, Element))


def _name(block: Element) -> str:
    return block.id.removeprefix(WAS)
