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
    has_class,
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
    "has_class",
    "text_of",
    "walk",
]
