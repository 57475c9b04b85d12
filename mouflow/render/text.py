"""Document to plain text, as an office pastes it into a message or a wire service takes it."""

from __future__ import annotations

from mouflow.document import Document, Element, has_class, text_of


def render_text(document: Document) -> bytes:
    """Render one language as UTF-8 text with a blank line between blocks."""
    blocks = [text for block in document.blocks for text in _texts(block)]
    return ("\n\n".join(blocks) + "\n").encode()


def _texts(element: Element) -> list[str]:
    if element.tag in {"p", "h1", "h2", "h3", "h4", "caption", "figcaption"}:
        return [_line(element)] if text_of(element) or not has_class(element, "signature-line") else ["_" * 30]
    if element.tag == "tr":
        cells = [" / ".join(_texts(cell)) for cell in element.children if isinstance(cell, Element)]
        return ["\t".join(cells)]
    if element.tag == "th":
        return [text_of(element)]
    return [text for child in element.children if isinstance(child, Element) for text in _texts(child)]


def _line(element: Element) -> str:
    label, mark = element.get("data-label"), element.get("data-mark")
    gap = "" if mark or not label else " "
    return f"{label}{mark}{gap}{text_of(element)}"
