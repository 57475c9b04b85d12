"""The language and table scope of each element in a PDF's structure tree; the one module on WeasyPrint's private parts.

WeasyPrint writes a language on the document alone (seen in 70.0), so that every Chinese block of a bilingual PDF would
count as English. Its tag builder knows the box, and with it the style, of each element that it makes: it is wrapped
while a document is written. With any version other than :data:`VERSION` the plain builder stands, and
:func:`mouflow.render.pdf.finish.finish` gives each element the document's language.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

VERSION = "70.0"


@contextmanager
def tagged_languages() -> Iterator[None]:
    """Let the structure elements made inside carry /Lang, and table headers their /Scope."""
    import weasyprint
    from weasyprint.pdf import tags

    if weasyprint.__version__ != VERSION:
        yield
        return
    plain = tags._build_box_tree
    tags._build_box_tree = partial(_tagged, plain)
    try:
        yield
    finally:
        tags._build_box_tree = plain


def _tagged(plain: Any, box: Any, *arguments: Any) -> Iterator[Any]:
    """Give the elements of one box; ``box.style`` may be that of an absolute box inside a placeholder."""
    import pydyf

    style = getattr(getattr(box, "_box", box), "style", None)
    language = style["lang"] if style is not None else None
    for element in plain(box, *arguments):
        if language and "Lang" not in element:
            element["Lang"] = pydyf.String(language)
        if element["S"] == "/TH":
            row = box.element is not None and box.element.get("scope") == "row"
            element["A"]["Scope"] = "/Row" if row else "/Column"
        yield element
