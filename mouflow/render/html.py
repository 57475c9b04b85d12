"""Document to one self-contained HTML page: text, styles and pictures in one file that asks for nothing outside."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape

from mouflow.document import Document, Element, Node, Wording, has_class, mapped, walk
from mouflow.document.markup import write_markup

from .filters import filter_controls, filter_script
from .marks import marked
from .notes import unmarked
from .page import named_facts, style_text, written_blocks
from .review import is_gone, review_controls, review_script
from .styles import generated_css
from .typography import Manner, typeset

TEXT_ID = "~text"
"""Where the skip link leads; no block id begins with a tilde."""
FEWEST_ENTRIES = 3
_LAYOUT_TABLES = ("signatures", "witnesses")


def render_html(document: Document) -> bytes:
    """Render the page; its own policy keeps a browser from fetching anything."""
    document = marked(document, on_screen=True)
    controls, script = _controls(document)
    leading = document.leading.profile
    body = write_markup(_body(document, controls)) + (f"<script>{script}</script>" if script else "")
    return (
        f'<!DOCTYPE html>\n<html lang="{leading.tag}"><head>{_head(document, script)}</head>'
        f'<body class="{document.kind} {document.layout}">{body}</body></html>\n'
    ).encode()


def _controls(document: Document) -> tuple[tuple[Element, ...], str]:
    """Return the controls of a page and their script: those of a redline, or of a table whose rows can be chosen."""
    if review := review_controls(document):
        return review, review_script()
    filters = filter_controls(document)
    return filters, filter_script() if filters else ""


def _head(document: Document, script: str) -> str:
    metadata = document.metadata
    css = style_text(generated_css(document) + document.css)
    named = named_facts(metadata, **{"dcterms.created": metadata.created.isoformat()})
    return (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(css, script)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(metadata.title)}</title>{named}<style>{css}</style>"
    )


def _policy(css: str, script: str) -> str:
    """Allow this very style sheet and script, and embedded pictures, nothing else (CSP level 3)."""
    scripts = f" script-src {_digest(script)};" if script else ""
    return f"default-src 'none'; img-src data:; style-src {_digest(css)};{scripts} base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _body(document: Document, controls: tuple[Element, ...]) -> tuple[Node, ...]:
    def picture(name: str) -> str:
        image = document.images[name]
        return f"data:{image.media_type};base64,{b64encode(image.data).decode()}"

    profiles = {wording.profile.tag: wording.profile for wording in document.wordings}
    blocks = written_blocks(typeset(document.blocks, profiles, Manner(punctuation=False)), document, picture)
    blocks = tuple(node for node in mapped(blocks, _for_readers) if isinstance(node, Element))
    lists = {wording.profile.tag: _contents(blocks, wording) for wording in document.wordings}
    skip = Element("a", {"class": "skip", "href": f"#{TEXT_ID}"}, (document.leading.skip,))
    main = {"id": TEXT_ID, "tabindex": "-1"}
    if document.layout == "sequential":
        return skip, *controls, Element("main", main, tuple(_after_title(block, lists) for block in blocks))
    navs = tuple(nav for each in lists.values() for nav in each)
    return (
        skip,
        *controls,
        *((Element("div", {"class": "navigation"}, navs),) if navs else ()),
        Element("main", main, blocks),
    )


def _for_readers(element: Element) -> Element:
    """Tell screen readers which tables are there for their layout alone."""
    if element.tag == "table" and any(has_class(element, name) for name in _LAYOUT_TABLES):
        return element.with_attributes(role="presentation")
    return element


def _after_title(section: Element, lists: dict[str, tuple[Element, ...]]) -> Element:
    """Put the table of contents of a language after the title of its text."""
    first, *rest = section.children or ("",)
    return section.with_children(first, *lists.get(section.get("lang"), ()), *rest)


def _contents(blocks: tuple[Element, ...], wording: Wording) -> tuple[Element, ...]:
    """Build the table of contents of one language: an entry for each numbered heading; none for a short document.

    It is folded: on a phone the list would fill two screens before the title.
    """
    tag = wording.profile.tag
    entries = [
        Element("li", {}, (Element("a", {"href": f"#{heading.id}"}, tuple(_unlinked(unmarked(heading.children)))),))
        for heading in walk(blocks)
        if heading.tag == "h2" and heading.id and heading.get("lang") == tag and _is_numbered(heading)
        if not is_gone(heading)
    ]
    if len(entries) < FEWEST_ENTRIES:
        return ()
    name = Element("summary", {}, (wording.contents,))
    folded = Element("details", {}, (name, Element("ol", {}, tuple(entries))))
    return (Element("nav", {"class": "contents", "lang": tag, "aria-label": wording.contents}, (folded,)),)


def _is_numbered(heading: Element) -> bool:
    first = heading.children[0] if heading.children else ""
    return isinstance(first, Element) and has_class(first, "number")


def _unlinked(children: Iterable[Node]) -> Iterator[Node]:
    """Give a heading's content without links, which may not stand inside an entry's own link."""
    for child in children:
        if isinstance(child, Element) and child.tag == "a":
            yield from _unlinked(child.children)
        else:
            yield child
