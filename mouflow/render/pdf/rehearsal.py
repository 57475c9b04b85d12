"""A page that nobody sees: what WeasyPrint does once in a process is done before the first document is there."""

from __future__ import annotations

from datetime import UTC, datetime

from mouflow.document import Document, Element, Metadata, Wording
from mouflow.languages.profiles import PROFILES

from .write import render_pdf

_SPOKEN = {"en-HK": "Word", "zh-Hant-HK": "文字"}


def rehearse() -> None:
    """Load WeasyPrint and lay out a word in each of the commonest languages.

    The first page of a process parses the default style sheet and C declarations, and looks for fonts: 90 ms that need
    not wait for a document.

    Raises:
        MouflowError: Pango or a font is missing.
    """
    now = datetime.now(UTC)
    wordings = tuple(Wording(PROFILES[tag], running_title="Rehearsal") for tag in _SPOKEN)
    blocks = tuple(_spoken(tag, text) for tag, text in _SPOKEN.items())
    render_pdf(Document("rehearsal", "sequential", wordings, blocks, Metadata("Rehearsal", "", now)))


def _spoken(tag: str, text: str) -> Element:
    heading = Element("h1", {"id": f"heading-{tag}", "lang": tag}, (text,))
    cell = Element("td", {"lang": tag}, (Element("p", {"id": f"text-{tag}", "lang": tag}, (text,)),))
    table = Element("table", {"class": "parallel"}, (Element("tbody", {}, (Element("tr", {}, (cell,)),)),))
    return Element("section", {"class": "document", "id": tag, "lang": tag}, (heading, table))
