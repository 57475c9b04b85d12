"""Holds a redline against the two plain documents: all changes accepted must give the new one, all rejected the old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from mouflow.diagnostics import Diagnostic, error

from .reading import Passage, Reading
from .resolve import accept_all, reject_all

_SHOWN = 60
_HINT = "do not send this redline out; please report it with both versions"


def prove(redline: bytes, old: bytes, new: bytes) -> list[Diagnostic]:
    """Return an error for each text that a redline fails to give, at the first place that differs; none if it holds.

    All three are DOCX. Compared are the text of every paragraph to the letter, rows, cells, lists and their levels,
    headers and footers; not styles and sizes, which a redline does not track.
    """
    found = [
        *_differences("accepting all changes does not give the new text", accept_all(redline), accept_all(new)),
        *_differences("rejecting all changes does not give the old text", reject_all(redline), reject_all(old)),
    ]
    return [error("redline-proof", message, hint=_HINT) for message in found]


def _differences(failure: str, found: Reading, wanted: Reading) -> Iterator[str]:
    parts = [("the text", found.body, wanted.body)]
    pairs = zip_longest(found.margins, wanted.margins, fillvalue=("a header or footer", ()))
    parts += [(f"the {name}", own, theirs) for (name, own), (_, theirs) in pairs]
    for name, own, theirs in parts:
        at = _first_difference(own, theirs)
        if at is not None:
            yield f"{failure}: in {name}, {_place(theirs, at)}, {_shown(own, at)} stands for {_shown(theirs, at)}"


def _first_difference(found: Sequence[Passage], wanted: Sequence[Passage]) -> int | None:
    pairs = enumerate(zip_longest(found, wanted))
    return next((at for at, (own, theirs) in pairs if own != theirs), None)


def _place(passages: Sequence[Passage], at: int) -> str:
    counts = {kind: sum(each.kind == kind for each in passages[: at + 1]) for kind in ("paragraph", "row")}
    return f"paragraph {counts['paragraph']}" + (f" (row {counts['row']})" if counts["row"] else "")


def _shown(passages: Sequence[Passage], at: int) -> str:
    if at >= len(passages):
        return "nothing"
    passage = passages[at]
    if passage.kind != "paragraph":
        return f"a {passage.kind}"
    text = passage.text if len(passage.text) <= _SHOWN else passage.text[:_SHOWN] + "…"
    return repr(text) + (f" ({passage.level})" if passage.level else "")
