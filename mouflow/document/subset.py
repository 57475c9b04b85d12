"""The HTML subset that templates may write: elements, attributes, class names; anything else is refused."""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.diagnostics import Diagnostic, did_you_mean, error

from .redline import KINDS
from .tree import Element, Node

HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
GROUPS = frozenset({"section", "header", "footer", "div"})
"""Blocks that only hold others together."""
TEXT_BLOCKS = HEADINGS | {"p", "caption", "figcaption", "th"}
"""What holds text itself, and no block."""
BLOCK = HEADINGS | GROUPS | {"p", "table", "figure", "hr"}
INLINE = frozenset({"strong", "em", "dfn", "a", "span", "br", "ins", "del"})

CONTENT: dict[str, frozenset[str]] = {
    **dict.fromkeys(("section", "header", "footer", "div"), BLOCK),
    "figure": frozenset({"img", "figcaption"}),
    "table": frozenset({"caption", "colgroup", "thead", "tbody"}),
    "colgroup": frozenset({"col"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "td": BLOCK,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "p", "caption", "figcaption", "th"), INLINE),
    **dict.fromkeys(("strong", "em", "dfn", "a", "span", "ins", "del"), INLINE),
    **dict.fromkeys(("br", "hr", "img", "col"), frozenset[str]()),
}
"""What each element may hold; elements that hold inline elements hold text too."""

VOID = frozenset(tag for tag, content in CONTENT.items() if not content)

EVERYWHERE = frozenset({"id", "lang", "class"})
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "data-ref"}),
    "img": frozenset({"src", "alt"}),
    "col": frozenset({"data-width"}),
    "th": frozenset({"colspan", "scope"}),
    "td": frozenset({"colspan"}),
    "span": frozenset({"data-of"}),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "p"), frozenset({"data-number", "data-label", "data-mark"})),
}
"""Attributes beside :data:`EVERYWHERE`. Assembly computes ``data-label``, ``data-mark`` and ``data-of``."""

CLASSES: dict[str, str] = {
    "together": "parallel layout: printed once across both columns, the languages stacked",
    "keep": "never broken across pages",
    "cover": "the title block of an instrument",
    "draft": "the line that says that the document is a draft",
    "title": "the title of the document",
    "headline": "beside `title`: set as news sets it, at the start of the line",
    "original": "the line that names whose original this is",
    "preamble": "the opening words and recitals",
    "clause": "a clause with its heading and paragraphs",
    "annex": "an annex, which starts on a new page",
    "recital": "one recital",
    "numbered": "a paragraph or item that bears a number",
    "plain": "a paragraph without number or indent",
    "indent": "a paragraph whose first line is indented by two ems",
    "testimonium": "the closing words before the signatures",
    "signatures": "the table of signature blocks",
    "witnesses": "the table of witnesses",
    "signature-line": "the blank line to sign on; printed once when languages are stacked",
    "stars": "the row of asterisks under a press release's title",
    "quotation": "a paragraph of direct speech",
    "ending": "the closing lines of a press release",
    "photograph": "a picture with its caption",
    "fields": "a table of labels and values without rules",
    "attendance": "a list of people at a meeting",
    "grid": "a table with rules between its cells",
    "action": "minutes: a table whose last column says who acts; a cell of that column",
    "shared": "a cell that both languages of a parallel table share",
    "decision": "a paragraph that records a decision",
    "confirmation": "the block in which minutes are confirmed",
    "centre": "centred text",
    "end": "text set to the end of the line",
    "small": "smaller text",
    "term": "a defined term where it is used",
    "ref": "a reference to a numbered block",
    "nowrap": "never broken across lines: a date, a time, a number with its unit",
    "comparison": "the cover of a redline",
    "moved-from": "redline: what moved, at its old place",
    "moved-to": "redline: what moved, at its new place",
}
"""Every class name that a template may write, with what it means."""

COMPUTED: dict[str, str] = {
    "number": "the label of a numbered block",
    "long": "beside `number`: a label wider than the space that its level hangs by",
    "parallel": "a table whose columns are languages",
    "document": "the whole text of one language in the sequential layout",
    "page-start": "the row that begins an annex in the parallel layout",
    "with-next": "a row that stays on the page of the next",
    "halt": "a Chinese punctuation mark set to half its width",
    "skip": "the link of an HTML page that leads past the contents to the text",
    "navigation": "what holds the tables of contents of an HTML page",
    "contents": "the table of contents of an HTML page, in one language",
    "change": "redline: a mark; beside it the kind of the change",
    **{kind: f"redline: a mark whose change is {kind}" for kind in KINDS},
    "inserted": "redline: a block or row that only the new text has",
    "deleted": "redline: a block or row that only the old text has",
    "changed": "redline: a block with changes inside",
    "quiet": "redline: a block whose changes are of script, typography or numbers alone",
    "was": "redline: the number that a block had",
    "note": "redline: words beside a mark",
    "drift": "redline: the note at a clause that only some languages changed",
    "review": "redline: the controls of an HTML page",
    "review-note": "redline: what tells who made a change, when and why",
    "pair": "redline: a block in its old and its new form, side by side",
    "head": "redline: the names of the two versions, above what stands side by side",
    "amendments": "the page of a table of amendments",
    "register": "the page of a report on the register",
    "renewal": "the page of a review before a renewal",
    "filters": "register: the controls of an HTML page that choose among agreements",
}
"""Class names that layout and renderers add, for style sheets to use."""


def check_subset(nodes: tuple[Node, ...]) -> list[Diagnostic]:
    """Return one error for everything in the tree that is outside the subset."""
    found: list[Diagnostic] = []
    for node in nodes:
        if isinstance(node, Element):
            if node.tag not in BLOCK:
                found.append(_refused(node, f"<{node.tag}> cannot stand at the top of a document", BLOCK))
            found.extend(_check(node))
        elif node.strip():
            found.append(error("template-text", f"text outside a block: {node.strip()[:40]!r}", hint="wrap it in <p>"))
    return found


def _check(element: Element) -> Iterator[Diagnostic]:
    if element.tag not in CONTENT:
        yield _refused(element, f"<{element.tag}> is not in the subset", CONTENT)
        return
    yield from _check_attributes(element)
    allowed = CONTENT[element.tag]
    for child in element.children:
        if isinstance(child, Element):
            if child.tag in CONTENT and child.tag not in allowed:
                yield _refused(child, f"<{child.tag}> cannot stand in <{element.tag}>", allowed)
            yield from _check(child)
        elif child.strip() and not allowed & INLINE:
            yield _refused(element, f"text directly in <{element.tag}>: {child.strip()[:40]!r}", allowed)


def _check_attributes(element: Element) -> Iterator[Diagnostic]:
    known = EVERYWHERE | ATTRIBUTES.get(element.tag, frozenset())
    for name, value in element.attributes.items():
        if name not in known:
            yield _refused(element, f"<{element.tag}> has no attribute `{name}`", known)
        elif name == "href" and not value.startswith("#"):
            yield error(
                "template-link",
                f"a link may only lead to a place in the document, not to {value!r}",
                element.origin,
                "write an address as text",
            )
        elif name == "class":
            for word in value.split():
                if word not in CLASSES:
                    yield _refused(element, f"unknown class `{word}`", CLASSES)


def _refused(
    element: Element, message: str, known: frozenset[str] | dict[str, str] | dict[str, frozenset[str]]
) -> Diagnostic:
    word = message.split("`")[1] if "`" in message else element.tag
    return error("template-subset", message, element.origin, did_you_mean(word, known))
