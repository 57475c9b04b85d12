"""The shape of a redline in JSON as Markdown tables, made from its schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mouflow.render.changes_shape import changes_schema

TITLES = {
    "RedlineShape": "",
    "DocumentShape": "Each of `documents`",
    "SideShape": "`old` and `new` of a document",
    "ChangeShape": "Each of `changes`",
    "RenumberingShape": "Each of `renumberings`",
    "DriftShape": "Each of `drift`",
    "ObligationShape": "Each of `obligations`",
}


def redline_shape() -> str:
    """Every field of the JSON form, with its type and meaning."""
    schema: Any = changes_schema()
    shapes = {"RedlineShape": schema, **schema["$defs"]}
    return "\n\n".join("\n".join(_table(title, shapes[name])) for name, title in TITLES.items())


def _table(title: str, shape: Any) -> Iterator[str]:
    if title:
        yield f"### {title}\n"
        yield f"{shape['description']}\n"
    yield "| field | value | meaning |"
    yield "| --- | --- | --- |"
    for name, field in shape["properties"].items():
        yield f"| `{name}` | {_type(field)} | {field['description']} |"


def _type(field: Any) -> str:
    if "anyOf" in field:
        return " or ".join(map(_type, field["anyOf"]))
    words = field.get("enum", [field["const"]] if "const" in field else [])
    if words:
        return ", ".join(f"`{word}`" for word in words)
    named = {
        "string": "date and time" if field.get("format") == "date-time" else "text",
        "integer": "whole number",
        "null": "null",
        "array": "list of objects" if "$ref" in field.get("items", {}) else "list of texts",
        "object": "numbers by language, by kind",
    }
    return "object" if "$ref" in field else named[field["type"]]
