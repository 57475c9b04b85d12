"""JSON Schemas of everything that is written in YAML, and the settings by which editors find them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mouflow.model import KINDS
from mouflow.model.base import Record
from mouflow.model.calendars import Calendars
from mouflow.model.ledger import Event
from mouflow.model.obligations import Promises
from mouflow.render import FORMATS

from .folder import AGREEMENTS

FOLDER = f"{AGREEMENTS}/.schemas"
OTHERS: dict[str, tuple[type[Record], str]] = {
    "obligations": (Promises, f"{AGREEMENTS}/*/obligations.yaml"),
    "ledger": (Event, f"{AGREEMENTS}/*/ledger.yaml"),
    "calendars": (Calendars, f"{AGREEMENTS}/calendars.yaml"),
}
"""What is no document: its record, and where it stands."""
SCHEMAS = (*KINDS, *OTHERS)
"""The name of every schema."""

_DRAFT = {"$schema": "https://json-schema.org/draft/2020-12/schema"}


def schema_of(name: str) -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of a kind of document, or of one of the other files."""
    if name in KINDS:
        schema = KINDS[name].model_json_schema(by_alias=True)
        schema["$defs"]["Output"]["properties"]["formats"]["items"]["enum"] = list(FORMATS)
        return {**_DRAFT, **schema}
    schema = OTHERS[name][0].model_json_schema(by_alias=True)
    if name == "ledger":
        shared = schema.pop("$defs", {})
        return {**_DRAFT, "type": "array", "items": schema, "$defs": shared}
    return {**_DRAFT, **(_entries(schema) if name == "calendars" else schema)}


def _entries(schema: dict[str, Any]) -> dict[str, object]:
    """Return the schema of a file that holds entries by id and no key above them."""
    (entries,) = schema["properties"].values()
    return {**entries, "$defs": schema["$defs"]}


def schema_files() -> Iterator[tuple[str, bytes]]:
    """Give the path and bytes of every schema of a new workspace."""
    for name in SCHEMAS:
        yield f"{FOLDER}/{name}.json", (json.dumps(schema_of(name), indent=1, ensure_ascii=False) + "\n").encode()


def editor_settings() -> bytes:
    """Tell editors that know the YAML language server which schema goes with which file."""
    places = {kind: f"{AGREEMENTS}/*/{kind}*.yaml" for kind in KINDS} | {
        name: each for name, (_, each) in OTHERS.items()
    }
    schemas = {f"./{FOLDER}/{name}.json": place for name, place in places.items()}
    return (json.dumps({"yaml.schemas": schemas}, indent=1) + "\n").encode()
