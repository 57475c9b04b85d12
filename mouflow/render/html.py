"""Document to one self-contained HTML page."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from mouflow.document import Document, Element, Node, Wording, has_class, text_of, walk
from mouflow.document.markup import write_markup
from mouflow.document.tree import mapped
from mouflow.languages.profiles import Profile


def render_html(document: Document) -> bytes:
    """Render the page: table of contents, text, styles and pictures in one file that asks for nothing outside."""
    page = page_of(document, contents(document))
    return page.encode()


def page_of(document: Document, before: str = "") -> str:
    """Compose the page; PDF lays out the same one without the table of contents."""
    leading = document.leading.profile
    head = (
        '<meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document.metadata.title)}</title>"
        f"<style>{font_rules(document)}{document.css}</style>"
    )
    body = write_markup(tuple(_printed(block, document) for block in document.blocks))
    return (
        f'<!DOCTYPE html>\n<html lang="{leading.tag}"><head>{head}</head>'
        f'<body class="{document.kind} {document.layout}">{before}<main>{body}</main></body></html>\n'
    )


def font_rules(document: Document) -> str:
    """Name the faces of each language: generic families fail for tags with a script (domain.md 4.6 rule 28)."""
    return "".join(_font_rule(wording.profile) for wording in document.wordings)


def _font_rule(profile: Profile) -> str:
    serif, sans = (", ".join(f'"{name}"' for name in names) for names in (profile.serif, profile.sans))
    return (
        f":lang({profile.tag}){{font-family:{serif},serif}}"
        f":is(h1,h2,h3,h4,th,strong,dfn):lang({profile.tag}){{--sans:{sans},sans-serif}}"
    )


def _printed(block: Element, document: Document) -> Element:
    """Write computed attributes out as markup: number labels, column widths, picture data."""

    def printed(element: Element) -> Element:
        attributes = {name: value for name, value in element.attributes.items() if not name.startswith("data-")}
        children: tuple[Node, ...] = element.children
        if element.get("data-label"):
            shown = element.get("data-label") + element.get("data-mark")
            children = (Element("span", {"class": "number"}, (shown,)), " ", *children)
        if element.get("data-width"):
            attributes["style"] = f"width:{element.get('data-width')}%"
        if element.tag == "img":
            image = document.images[element.get("src")]
            attributes["src"] = f"data:{image.media_type};base64,{b64encode(image.data).decode()}"
        return Element(element.tag, attributes, children)

    (changed,) = mapped((block,), printed)
    assert isinstance(changed, Element)
    return changed


def contents(document: Document) -> str:
    """Build the table of contents of an instrument: one entry per numbered heading of the leading language."""
    leading = document.leading
    headings = [each for each in walk(document.blocks) if _is_entry(each, leading)]
    if len(headings) < 3:
        return ""
    items = "".join(_entry(heading) for heading in headings)
    name = escape(leading.contents)
    return f'<nav class="contents" aria-label="{name}"><p>{name}</p><ol>{items}</ol></nav>'


def _is_entry(element: Element, leading: Wording) -> bool:
    heading = element.tag == "h2" and element.get("data-label") and not has_class(element, "title")
    return bool(heading) and element.get("lang") == leading.profile.tag


def _entry(heading: Element) -> str:
    label = escape(heading.get("data-label"))
    return (
        f'<li><a href="#{escape(heading.id)}"><span class="number">{label}</span> {escape(text_of(heading))}</a></li>'
    )
