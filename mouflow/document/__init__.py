"""The semantic document that every format renders and every redline compares."""

from .tree import (
    Attachment,
    Document,
    Element,
    Image,
    Level,
    Metadata,
    Node,
    Scheme,
    Wording,
    children_of,
    has_class,
    mapped,
    text_of,
    walk,
)

__all__ = [
    "Attachment",
    "Document",
    "Element",
    "Image",
    "Level",
    "Metadata",
    "Node",
    "Scheme",
    "Wording",
    "children_of",
    "has_class",
    "mapped",
    "text_of",
    "walk",
]
