"""What was looked at while something was made: told by whoever looks, kept for whoever listens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, NamedTuple, TypeAlias

Look = Literal["file", "there", "names", "kind"]
"""The bytes of a file, whether something is there, the names in a folder, the document of a kind in the same pack."""

CHANGING = "!changing"
"""What was seen where two looks gave two answers: no later look gives it."""


class Sight(NamedTuple):
    """One look: below which folder, at what, and at which path; at a kind of document, its name is the path."""

    root: str
    look: Look
    path: str


Trace: TypeAlias = Mapping[Sight, str]
"""Every look with what it gave: a digest, or a word."""

_LISTENING: ContextVar[tuple[dict[Sight, str], ...]] = ContextVar("listening", default=())


@contextmanager
def tracing() -> Iterator[dict[Sight, str]]:
    """Gather every look until this is left; whoever traces around it gathers the same looks as well."""
    seen: dict[Sight, str] = {}
    before = _LISTENING.set((*_LISTENING.get(), seen))
    try:
        yield seen
    finally:
        _LISTENING.reset(before)


def is_traced() -> bool:
    """Tell whether anybody listens, so that what costs time to find out need not be."""
    return bool(_LISTENING.get())


def note(sight: Sight, gave: str) -> None:
    """Tell everybody who listens what a look gave."""
    for seen in _LISTENING.get():
        if seen.setdefault(sight, gave) != gave:
            seen[sight] = CHANGING
