"""Ids of blocks: the permanent one, and what layouts and redlines add to it."""

from __future__ import annotations

from .redline import WAS

SEPARATOR = "~"
"""Parts a block's id from the language tag that layouts of several languages add to it."""


def without_language(identifier: str) -> str:
    """Return a block's id without the language tag; what only the old text has still begins with ``_was.``."""
    return identifier.partition(SEPARATOR)[0]


def permanent_id(identifier: str) -> str:
    """Return the id that a block has in every version, language and layout."""
    return without_language(identifier).removeprefix(WAS)


def ids_in_tree(identifier: str, language: str) -> tuple[str, ...]:
    """Return every id that a tree may have for a permanent one, in the language of a tag; the new text's come first."""
    return tuple(f"{was}{identifier}{suffix}" for was in ("", WAS) for suffix in ("", f"{SEPARATOR}{language}"))
