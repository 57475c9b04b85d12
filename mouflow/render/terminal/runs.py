"""A marked text block to runs of words that were kept, put in or taken out, and long stretches cut to context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from mouflow.document import Element, Node

Mark = Literal["", "ins", "del"]

CONTEXT = 24
"""How much unchanged text stands on either side of an edit: so many Han characters, or half as many words."""

_SPARED = 40
"""So many characters are not worth an ellipsis."""

_REACH = 400
"""No context is longer than this many characters, whatever its words are like."""

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_ATOM = re.compile(rf"[{_HAN}]\s*|[^\s{_HAN}]+\s*|\s+")
_IS_HAN = re.compile(f"[{_HAN}]")
_SHOWN = {" ": "␣", "\N{NO-BREAK SPACE}": "⍽", "\n": "↵\n"}


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one mark and one change."""

    text: str
    mark: Mark = ""
    change: str = ""


def runs_of(block: Element) -> list[Run]:
    """Return the words of a text block with their marks; of one that came or went as a whole, all bear that mark."""
    whole: dict[str, Mark] = {"inserted": "ins", "deleted": "del"}
    mark = whole.get(block.get("data-revision"), "")
    return joined(_runs(block.children, Run("", mark, block.get("data-change") if mark else "")))


def _runs(nodes: Iterable[Node], within: Run) -> Iterator[Run]:
    for node in nodes:
        if isinstance(node, str):
            yield Run(node, within.mark, within.change)
        elif node.tag == "br":
            yield Run("\n", within.mark, within.change)
        elif node.tag in ("ins", "del"):
            yield from _runs(node.children, Run("", "ins" if node.tag == "ins" else "del", node.get("data-change")))
        else:
            yield from _runs(node.children, within)


def joined(runs: Iterable[Run]) -> list[Run]:
    """Join neighbours of the same mark and change."""
    groups = groupby(runs, lambda run: (run.mark, run.change))
    merged = (Run("".join(run.text for run in group), mark, change) for (mark, change), group in groups)
    return [run for run in merged if run.text]


def current_text(runs: Iterable[Run]) -> str:
    """Return the words of the new version; those of the old one where nothing else is left."""
    kept = list(runs)
    return "".join(run.text for run in kept if run.mark != "del") or "".join(run.text for run in kept)


def in_context(runs: Sequence[Run]) -> list[Run]:
    """Cut what is unchanged to what stands near an edit, and make edits of nothing but spaces visible."""
    last = len(runs) - 1
    if last == 0 and not runs[0].mark:
        return [Run(_cut(runs[0].text, head=True, tail=False))]
    return [
        Run(_visible(run.text), run.mark, run.change) if run.mark else Run(_cut(run.text, head=at > 0, tail=at < last))
        for at, run in enumerate(runs)
    ]


def _visible(text: str) -> str:
    if text.strip():
        return text
    return "".join(_SHOWN.get(sign, f"<U+{ord(sign):04X}>") for sign in text)


def _cut(text: str, *, head: bool, tail: bool) -> str:
    """Keep the beginning, the end or both of an unchanged stretch."""
    left = _reach(_ATOM.findall(text[:_REACH])) if head else 0
    right = len(text) - (_reach(reversed(_ATOM.findall(text[-_REACH:]))) if tail else 0)
    if right - left <= _SPARED:
        return text
    gap = " " if tail and text[right - 1].isspace() else ""
    return f"{text[:left]}…{gap}{text[right:]}"


def _reach(atoms: Iterable[str]) -> int:
    """Return how many characters of the words make up the context."""
    weight, reach = 0, 0
    for atom in atoms:
        weight += 1 if _IS_HAN.match(atom) else 2 if atom.strip() else 0
        if weight > CONTEXT:
            break
        reach += len(atom)
    return reach
