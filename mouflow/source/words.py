"""The words of a YAML file by id and language, read from its nodes: no schema, old or new, stands in the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mouflow.diagnostics import MouflowError
from mouflow.languages.profiles import LANGUAGE_NAMES, find_profile

from .nodes import Mapping, Sequence
from .reader import decode, parse_yaml, read_yaml

_BLANKS = re.compile(r"[ \t\n]+")
_PLACES = re.compile(r"/\d+")
_TOP = re.compile(r"^(?=[A-Za-z_])", re.MULTILINE)
_LIST = re.compile(r"[\w-]+:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*( *)- ")


class Piece(NamedTuple):
    """A scalar of a file: the id it stands under, its way from there, its language key, and its text.

    The id is the nearest one around it, or else the key at the top of the file. The language is empty for a value that
    has none. The text is on one line.
    """

    id: str
    way: str
    language: str
    text: str

    def __str__(self) -> str:
        """Say it on one line: ``[purpose] heading en: Purpose``."""
        way = _PLACES.sub("", self.way).strip("/").replace("/", ".")
        named = " ".join(filter(None, (way, self.language)))
        return f"[{self.id}] {named}: {self.text}" if named else f"[{self.id}] {self.text}"

    def under(self, key: str, at: int) -> Piece:
        """Return a piece of a list's item as one of the whole file: under the list's key, by the item's place."""
        return self._replace(id=key, way=f"/{at:06}{self.way}")


def pieces(data: bytes, path: str) -> list[Piece]:
    """Return every scalar of a file but its ids, in order.

    Raises:
        MouflowError: The bytes are no YAML that mouflow reads.
    """
    value = read_yaml(data, path)
    return [piece for key, item in _items(value) for piece in _pieces(item, key, "", "")]


def words_of(data: bytes, path: str) -> dict[tuple[str, str], str]:
    """Return the words of a file under each id and language, in order.

    How the YAML is written (the order of keys, quotation marks, folding) makes no difference.

    Raises:
        MouflowError: The bytes are no YAML that mouflow reads.
    """
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for piece in _by_blocks(decode(data, path)) or pieces(data, path):
        found.setdefault((piece.id, piece.language), []).append((piece.way, piece.text))
    return {name: _joined(name[1], parts) for name, parts in found.items()}


def ids_below(data: bytes, path: str, clause: str) -> set[str]:
    """Return a clause's id and those inside of it; none where the file has no such clause.

    Raises:
        MouflowError: The bytes are no YAML that mouflow reads.
    """
    return set(_ids(read_yaml(data, path), clause, inside=False))


def _by_blocks(text: str) -> list[Piece]:
    """Read a file block by block; nothing where its blocks do not stand each for itself, as under an anchor.

    Of a history, most versions differ in one block: the others are not read again.
    """
    start, *tops = _TOP.split(text)
    found: list[Piece] = []
    try:
        if _block(start):
            return []
        for top in tops:
            begun = _LIST.match(top)
            head, *items = re.split(rf"^(?={begun[1]}- )", top, flags=re.MULTILINE) if begun else (top,)
            key = head.partition(":")[0]
            found += () if items else _block(head)
            for at, item in enumerate(items):
                found += (each if each.id else each.under(key, at) for each in _block(item))
    except MouflowError:
        return []
    return found


@lru_cache(maxsize=4096)
def _block(text: str) -> tuple[Piece, ...]:
    value = parse_yaml(text, "")
    if isinstance(value, Sequence):
        return tuple(_pieces(value[0], "", "", "")) if len(value) == 1 else ()
    return tuple(piece for key, item in _items(value) for piece in _pieces(item, key, "", ""))


def _pieces(value: object, identifier: str, way: str, language: str) -> Iterator[Piece]:
    if isinstance(value, Mapping):
        own = _own_id(value)
        inside, above = (own, "") if own else (identifier, way)
        for key, item in value.items():
            spoken = _language(key)
            if key != "id":
                yield from _pieces(item, inside, above if spoken else f"{above}/{key}", spoken or language)
    elif isinstance(value, Sequence):
        for at, item in enumerate(value):
            yield from _pieces(item, identifier, f"{way}/{at:06}", language)
    elif isinstance(value, str):
        yield Piece(identifier, way, language, _BLANKS.sub(" ", value).strip())


def _joined(language: str, parts: list[tuple[str, str]]) -> str:
    if language and len(parts) == 1:
        return parts[0][1]
    return "\n".join(text if language else f"{way}={text}" for way, text in sorted(parts))


def _ids(value: object, clause: str, *, inside: bool) -> Iterator[str]:
    own = _own_id(value) if isinstance(value, Mapping) else ""
    inside = inside or own == clause
    if inside and own:
        yield own
    for _, item in _items(value):
        yield from _ids(item, clause, inside=inside)


def _items(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, Sequence):
        yield from (("", item) for item in value)


def _own_id(value: Mapping) -> str:
    """Return the id of a mapping; a clause of the library has the name it is taken by, where it has no other."""
    own, used = value.get("id"), value.get("use")
    if isinstance(own, str):
        return own
    return used.partition("@")[0] if isinstance(used, str) else ""


def _language(key: str) -> str:
    profile = find_profile(key) if key in LANGUAGE_NAMES else None
    return profile.key if profile else ""
