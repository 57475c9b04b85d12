"""The fingerprint of a clause: a digest of what it says, in all languages, however its YAML is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256

from mouflow.model.base import Localized, Prose, Record, named_in, records_in
from mouflow.model.pack import DocumentRecord

DIGITS = 12
"""So many hexadecimal digits a fingerprint has: 2^48 wordings, where one clause has a handful in its life."""

_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_]\w*")
_BLANKS = re.compile(r"\s+")
_TABLES = ("people", "organisations", "terms")


def clauses_of(document: DocumentRecord) -> dict[str, Record]:
    """Return everything in a document that an obligation can be pinned to, by id: clauses, paragraphs, items, rows."""
    named = ((getattr(each, "id", None), each) for each in records_in(document))
    return {identifier: each for identifier, each in named if identifier}


def fingerprint(record: Record) -> str:
    """Return the fingerprint of a clause, paragraph, item or row with all below it, :data:`DIGITS` hexadecimal digits.

    It stands for the texts in every language as they are written once library clauses are expanded, the parameters
    that those texts name, conditions, days, and the people, organisations and terms named. Ids, the place in the
    document, quotation marks and folding of the YAML make no difference.
    """
    named = [identifier for table in _TABLES for identifier, _ in named_in(record, table)]
    said = json.dumps([*_said(record, ""), *named], ensure_ascii=False, sort_keys=True)
    return sha256(said.encode()).hexdigest()[:DIGITS]


def _said(record: Record, way: str) -> Iterator[object]:
    """Give what a record and those below it say; what is left out in YAML leaves nothing here either."""
    for name in type(record).model_fields:
        yield from _value(getattr(record, name), f"{way}/{name}")


def _value(value: object, way: str) -> Iterator[object]:
    if isinstance(value, Localized):
        yield from ([way, language, *_prose(prose)] for language, prose in sorted(value.texts.items()))
    elif isinstance(value, Record):
        yield from _said(value, way)
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _value(item, f"{way}/{at}")
    elif isinstance(value, date):
        yield [way, value.isoformat()]
    elif isinstance(value, str) and way.endswith("/when"):
        yield [way, _plain(value), _used(value, getattr(value, "values", {}))]


def _prose(prose: Prose) -> tuple[str, dict[str, object]]:
    expressions = " ".join(_EXPRESSION.findall(prose.text))
    return _plain(prose.text), _used(expressions, prose.values)


def _used(expressions: str, values: Mapping[str, object]) -> dict[str, object]:
    """Return the parameters that expressions name; another one of the same library clause does not touch them."""
    names = set(_WORD.findall(expressions))
    return {name: _parameter(value) for name, value in values.items() if name in names and not name.startswith("_")}


def _parameter(value: object) -> object:
    if isinstance(value, Localized):
        return {language: _plain(prose.text) for language, prose in value.texts.items()}
    return str(value)


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
