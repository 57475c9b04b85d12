"""The words of a YAML file by id and language, read from its nodes: no schema, old or new, stands in the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mouflow.languages.profiles import LANGUAGE_NAMES, find_profile
from mouflow.source import read_yaml

_BLANKS = re.compile(r"[ \t\n]+")


class _Piece(NamedTuple):
    """A scalar: the id it stands under, its language (none: empty), its way from there, its text."""

    id: str
    language: str
    way: str
    text: str


def words_of(data: bytes, path: str) -> dict[tuple[str, str], str]:
    """Return the words of a file under each id and language key; the language is empty for values without one.

    A text without an id belongs to the nearest id around it, or else to the key at the top of the file. The order of
    keys, quotation marks and folding make no difference.

    Raises:
        MouflowError: The bytes are no YAML that mouflow reads.
    """
    value = read_yaml(data, path)
    found: dict[tuple[str, str], list[str]] = {}
    top = value.items() if isinstance(value, Mapping) else ()
    for key, item in top:
        for piece in sorted(_pieces(item, key, ""), key=lambda each: each.way):
            shown = piece.text if piece.language else f"{piece.way}={piece.text}"
            found.setdefault((piece.id, piece.language), []).append(shown)
    return {name: "\n".join(texts) for name, texts in found.items()}


def _pieces(value: object, identifier: str, way: str, language: str = "") -> Iterator[_Piece]:
    if isinstance(value, Mapping):
        own = _own_id(value)
        inside, way = (own, "") if own else (identifier, way)
        for key, item in value.items():
            spoken = _language(key)
            yield from _pieces(item, inside, f"{way}/{'' if spoken else key}", spoken or language)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _pieces(item, identifier, f"{way}/{at:06}", language)
    elif isinstance(value, str) and not (way == "/id" and not language):
        yield _Piece(identifier, language, way, _BLANKS.sub(" ", value).strip())


def _own_id(value: Mapping[str, object]) -> str:
    """Return the id of a mapping; a clause of the library has the name it is taken by, where it has no other."""
    own, used = value.get("id"), value.get("use")
    if isinstance(own, str):
        return own
    return used.partition("@")[0] if isinstance(used, str) else ""


def _language(key: str) -> str:
    profile = find_profile(key) if key in LANGUAGE_NAMES else None
    return profile.key if profile else ""
