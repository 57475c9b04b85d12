"""Every picture that a template shows is one that its document brings along; nothing is fetched."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mouflow.diagnostics import Diagnostic, did_you_mean, error
from mouflow.document import Node, walk


def unknown_pictures(nodes: tuple[Node, ...], known: Collection[str]) -> Iterator[Diagnostic]:
    """Find the pictures that are not among the document's own."""
    for element in walk(nodes):
        source = element.get("src")
        if element.tag == "img" and source not in known:
            hint = f"{did_you_mean(source, known)}; a template shows the pictures that the document's YAML names"
            yield error("unknown-picture", f"no picture {source[:80]!r}", element.origin, hint)
