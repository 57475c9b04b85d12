"""Numbers and references, computed on the assembled tree: after conditions, before layout (design.md law 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from mouflow.diagnostics import Diagnostic, did_you_mean, error
from mouflow.document import Element, Level, Node, Scheme, mapped, text_of, walk
from mouflow.document.subset import HEADINGS
from mouflow.languages.numerals import counted

_Chain: TypeAlias = tuple[tuple[str, Level, str], ...]
"""The numbered blocks that a reference names, the outermost first: id, level and label of each."""


@dataclass(slots=True)
class _Counters:
    """Running numbers of every scheme, and for each numbered block the chain of blocks it stands under."""

    schemes: Mapping[str, Scheme]
    counts: dict[str, list[int]] = field(default_factory=dict)
    above: dict[str, list[str]] = field(default_factory=dict)
    chains: dict[str, _Chain] = field(default_factory=dict)

    def advance(self, scheme_name: str, depth: int, block: str) -> tuple[Level, str]:
        """Count one block at a depth; return its level and its label."""
        scheme = self.schemes[scheme_name]
        size = len(scheme.levels)
        counts = self.counts.setdefault(scheme_name, [0] * size)
        above = self.above.setdefault(scheme_name, [""] * size)
        counts[depth] += 1
        for deeper in range(depth + 1, size):
            if deeper not in scheme.continuous:
                counts[deeper] = 0
            above[deeper] = ""
        above[depth] = block
        level = scheme.levels[depth]
        label = level.label.format(n=counted(counts[depth], level.format))
        chain = tuple(link for outer in above[:depth] if outer for link in self.chains[outer][-1:])
        self.chains[block] = (*chain, (block, level, label.rstrip(".")))
        return level, label


def number_blocks(nodes: tuple[Node, ...], schemes: Mapping[str, Scheme]) -> tuple[tuple[Node, ...], list[Diagnostic]]:
    """Give every block with ``data-number`` its label, and every ``<a data-ref>`` its text and link."""
    counters = _Counters(schemes)
    problems: list[Diagnostic] = []
    labels: dict[str, tuple[Level, str]] = {}
    for element in walk(nodes):
        if element.get("data-number"):
            name, _, depth = element.get("data-number").partition(":")
            if name not in schemes or not depth.isdigit() or int(depth) >= len(schemes[name].levels):
                message = f"no numbering level `{element.get('data-number')}`"
                problems.append(error("unknown-numbering", message, element.origin, did_you_mean(name, schemes)))
            else:
                labels[element.id] = counters.advance(name, int(depth), element.id)
    _adopt(nodes, counters.chains, ())
    known = {element.id: element for element in walk(nodes) if element.id}

    def finished(element: Element) -> Element:
        if element.get("data-ref"):
            return _reference(element, counters, known, problems)
        if element.id in labels and element.get("data-number"):
            level, label = labels[element.id]
            marked = {"data-mark": level.mark} if level.mark else {}
            return element.with_attributes(data_label=label, **marked)
        return element

    return mapped(nodes, finished), problems


def _adopt(nodes: tuple[Node, ...], chains: dict[str, _Chain], above: _Chain) -> None:
    """Let blocks without a number be known by the numbered heading of their section."""
    for node in nodes:
        if not isinstance(node, Element):
            continue
        if node.tag in HEADINGS:
            above = chains.get(node.id, above)
        elif node.id and above:
            chains.setdefault(node.id, above)
        _adopt(node.children, chains, above)


def _reference(
    element: Element, counters: _Counters, known: Mapping[str, Element], problems: list[Diagnostic]
) -> Element:
    target = element.get("data-ref")
    if target not in known:
        message = f"reference to `{target}`, which is not in the document"
        hint = did_you_mean(target, counters.chains) + "; a passage that its `when:` drops cannot be referred to"
        problems.append(error("dangling-reference", message, element.origin, hint))
        return element
    children: list[Node] = []
    for block, level, label in counters.chains.get(target, ()):
        before, _, after = level.reference.partition("{label}")
        field_of = Element("span", {"data-of": block}, (label,))
        children += [part for part in (before, field_of, after) if part]
    if not children and known[target].tag in HEADINGS:
        children = [text_of(known[target])]
    if not children:
        message = f"reference to `{target}`, which has no number"
        hint = "refer to a clause, a numbered paragraph, an item or an annex"
        problems.append(error("unnumbered-reference", message, element.origin, hint))
    return Element("a", {"class": "ref", "href": f"#{target}"}, tuple(children), element.origin)
