"""Digests of everything in a document that a format shows: what gives the same digest gives the same file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from mouflow.document import Document, Element
from mouflow.render import FORMATS

_NOT_SHOWN = "places"
"""What leads back to YAML: other lines of that make no other document."""


class DocumentDigests:
    """Digests of documents that share their pictures and attachments, each of which is read once."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[bytes, str]] = {}

    def find(self, document: Document) -> dict[str, str]:
        """Return the SHA-256 of a document for each format, in hexadecimal."""
        parts = {name: self._part(getattr(document, name)) for name in _shown(Document)}
        return {name: _digest_without(form.ignores, parts) for name, form in FORMATS.items()}

    def _part(self, value: object) -> str:
        return json.dumps(self._plain(value), ensure_ascii=False, separators=(",", ":"), check_circular=False)

    def _plain(self, value: Any) -> object:
        if value is None or isinstance(value, str | int | float):
            return value
        if isinstance(value, Element):
            return "".join(_flat(value, []))
        if isinstance(value, bytes | date):
            return self._digest(value) if isinstance(value, bytes) else value.isoformat()
        if isinstance(value, tuple):
            return [self._plain(each) for each in value]
        named = (
            value if isinstance(value, Mapping) else {name: getattr(value, name) for name in _shown(value.__class__)}
        )
        return [[name, self._plain(each)] for name, each in named.items()]

    def _digest(self, data: bytes) -> str:
        if id(data) not in self._read:
            self._read[id(data)] = data, sha256(data).hexdigest()
        return self._read[id(data)][1]


def _digest_without(ignored: Iterable[str], parts: Mapping[str, str]) -> str:
    shown = "\0\0".join(f"{name}\0{part}" for name, part in parts.items() if name not in ignored)
    return sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()


def _flat(element: Element, pieces: list[str]) -> list[str]:
    """Add an element's tag, attributes and children to pieces, each led by a NUL and a sign: no text holds a NUL."""
    pieces.append(f"\0({element.tag}")
    for name, value in element.attributes.items():
        pieces.append(f"\0@{name}\0={value}")
    for child in element.children:
        if isinstance(child, Element):
            _flat(child, pieces)
        else:
            pieces.append(f"\0.{child}")
    pieces.append("\0)")
    return pieces


@cache
def _shown(kind: type[Any]) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"a document holds no {kind.__name__}")
    return tuple(each.name for each in fields(kind) if each.name != _NOT_SHOWN)
