"""The records of a document: elements of the HTML subset, numbering schemes, and what a whole output needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from mouflow.diagnostics import Location
from mouflow.languages.profiles import Profile

from .filters import Filters
from .redline import Redline
from .review import ReviewWords

Node: TypeAlias = "Element | str"
Layout = Literal["single", "parallel", "sequential"]


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the subset (see ``subset.py``); ``origin`` is its place in a template or in YAML."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Node, ...] = ()
    origin: Location | None = field(default=None, compare=False, repr=False)

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute, or the default where it is absent."""
        return self.attributes.get(name, default)

    @property
    def id(self) -> str:
        """The permanent id of a block; empty on inline elements."""
        return self.attributes.get("id", "")

    def with_attributes(self, **attributes: str) -> Element:
        """Return a copy with attributes set; ``data_number`` stands for ``data-number``."""
        named = {name.replace("_", "-").strip("-"): value for name, value in attributes.items()}
        return Element(self.tag, {**self.attributes, **named}, self.children, self.origin)

    def with_children(self, *children: Node) -> Element:
        """Return a copy with other children."""
        return Element(self.tag, self.attributes, children, self.origin)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering scheme.

    ``label`` is what stands before the block, with ``{n}`` for the number in ``format``; ``mark`` follows the label
    and is no part of it (the 、 after 一); ``reference`` is what a reference prints for this level, with
    ``{label}`` for the label without trailing full stops, as Word's own paragraph number fields give it.
    """

    format: str
    label: str
    reference: str = "{label}"
    mark: str = ""
    indent: float = 0.0
    hanging: float = 0.0


@dataclass(frozen=True, slots=True)
class Scheme:
    """A numbering scheme of one language: its levels, the outermost first.

    ``continuous`` names levels that do not start again when a level above them advances.
    """

    name: str
    levels: tuple[Level, ...]
    continuous: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """What the renderers themselves print in one language; texts come from the label files.

    ``page_of`` has ``{page}`` and ``{pages}``; ``running_title`` stands in the page header; ``decision`` leads a
    decision where no colour can tell it from other paragraphs; ``review`` are the words beside the marks of a redline.
    """

    profile: Profile
    running_title: str = ""
    page_of: str = "{page} / {pages}"
    contents: str = "Contents"
    skip: str = "Skip to the text"
    decision: str = "Decision:"
    original_for: str = ""
    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    review: ReviewWords = field(default_factory=ReviewWords)


@dataclass(frozen=True, slots=True)
class Image:
    """A checked picture; width and height in pixels (SVG user units)."""

    media_type: str
    data: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A source file that travels inside the PDF."""

    name: str
    data: bytes = field(repr=False)
    description: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Facts about the document as a file; ``created`` is aware and decides every date in the bytes."""

    title: str
    author: str
    created: datetime
    subject: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One document, laid out, ready for any renderer.

    ``wordings`` has one entry a language, in reading order, the leading language first. ``css`` is known to ask for
    nothing outside. ``places`` leads from a block id to the YAML that gave it. ``reference`` is the Word document whose
    styles, page and letterhead DOCX takes over; None stands for the built-in one. ``redline`` is there where the tree
    holds two texts at once (see ``redline.py``). ``landscape`` lays the pages of Word on their side; in PDF the style
    sheet does so. ``filters`` is what the rows of a table can be chosen by in HTML.
    """

    kind: str
    layout: Layout
    wordings: tuple[Wording, ...]
    blocks: tuple[Element, ...]
    metadata: Metadata
    css: str = field(default="", repr=False)
    images: Mapping[str, Image] = field(default_factory=dict, repr=False)
    attachments: tuple[Attachment, ...] = field(default=(), repr=False)
    places: Mapping[str, Location] = field(default_factory=dict, repr=False, compare=False)
    reference: bytes | None = field(default=None, repr=False)
    redline: Redline | None = None
    landscape: bool = False
    filters: Filters | None = None

    @property
    def leading(self) -> Wording:
        """The wording of the leading language."""
        return self.wordings[0]

    def wording(self, tag: str) -> Wording:
        """Return the wording of a language tag; the leading one where the tag is not a language of this document."""
        return next((each for each in self.wordings if each.profile.tag == tag), self.leading)


def walk(nodes: tuple[Node, ...]) -> Iterator[Element]:
    """Give every element below, in reading order."""
    for node in nodes:
        if isinstance(node, Element):
            yield node
            yield from walk(node.children)


def children_of(element: Element, *tags: str) -> list[Element]:
    """Return the elements right below one; of these tags only, where any are named."""
    children = (child for child in element.children if isinstance(child, Element))
    return [child for child in children if not tags or child.tag in tags]


def text_of(node: Node) -> str:
    """Return the bare text of a node; a line break is a newline."""
    if isinstance(node, str):
        return node
    if len(node.children) == 1 and isinstance(node.children[0], str):
        return node.children[0]
    return "\n" if node.tag == "br" else "".join(map(text_of, node.children))


def has_class(element: Element, name: str) -> bool:
    """Tell whether the element carries a class name."""
    return name in element.get("class").split()


def mapped(nodes: tuple[Node, ...], change: Callable[[Element], Element]) -> tuple[Node, ...]:
    """Rebuild a tree bottom up, with every element passed through ``change``; what stays the same is not copied."""
    found: list[Node] = []
    same = True
    for node in nodes:
        if isinstance(node, str):
            found.append(node)
            continue
        children = mapped(node.children, change)
        whole = node if children is node.children else Element(node.tag, node.attributes, children, node.origin)
        made = change(whole)
        same = same and made is node
        found.append(made)
    return nodes if same else tuple(found)
