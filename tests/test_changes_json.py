"""The JSON form of a redline, and the schema that says what it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.document import KINDS, Redline, Side
from mouflow.render.changes_json import render_changes_json
from mouflow.render.changes_shape import RedlineShape, changes_schema
from tests.conftest import Ran
from tests.redline_samples import change, paragraph, redlined
from tests.render_samples import mou


def written() -> Any:
    return json.loads(render_changes_json("x", [("mou", redlined())]))


def test_render_changes_json__shape() -> None:
    (document,) = written()["documents"]
    assert written() | {"documents": []} == {"version": 1, "agreement": "x", "documents": []}
    assert document["old"] == {"name": "v1", "commit": "0f1e2d3c4b5a", "date": "2024-06-01T00:00:00Z"}
    assert document["new"] == {"name": "the files as they are", "commit": None, "date": None}
    assert document["languages"] == ["en-HK", "zh-Hant-HK"]
    assert document["counts"]["value"] == {"en-HK": 2, "zh-Hant-HK": 0}
    assert list(document["counts"]) == list(KINDS)
    assert document["duties"] == ["Our Office owes a report by 30 June."]
    assert document["layout_changes"] == ["templates/mou/style.css"]
    assert document["drift"] == [
        {"block": "term.length", "clause": "term", "changed": ["en-HK"], "unchanged": ["zh-Hant-HK"]}
    ]
    assert document["renumberings"][1] == {
        "language": "zh-Hant-HK", "block": "term", "old": "第二條", "new": "第一條", "heading": "期限",
    }  # fmt: skip


def test_render_changes_json__a_change() -> None:
    (document,) = written()["documents"]
    assert document["changes"][1] == {
        "id": "c2", "kind": "value", "operation": "replaced", "language": "en-HK",
        "clause": "term", "block": "term.length", "path": "agreements/x/備忘錄.yaml", "line": 23,
        "old_number": "Paragraph 2(1)", "new_number": "Paragraph 1(1)", "old": "two (2)", "new": "three (3)",
        "old_offset": 0, "new_offset": 0, "author": "Chan Tai Man", "date": "2024-06-03T09:00:00Z",
        "reason": "Longer term", "commit": "1a2b3c4d5e6f",
    }  # fmt: skip


def test_render_changes_json__what_moved_has_the_number_of_each_place() -> None:
    (document,) = written()["documents"]
    moved = document["changes"][0]
    assert (moved["operation"], moved["old_number"], moved["new_number"]) == ("moved", "Paragraph 1", "Paragraph 2")


def test_render_changes_json__what_has_no_place_stands_in_the_file() -> None:
    (document,) = written()["documents"]
    assert (document["changes"][3]["path"], document["changes"][3]["line"]) == ("agreements/x/mou.yaml", 1)


def test_render_changes_json__a_cell_stands_where_its_row_does() -> None:
    changes = (change("c1", "value", "term.length.td2.p1", "June", "July", clause="term"),)
    document = replace(redlined(), redline=Redline(Side("v1"), Side("v2"), changes))
    (found,) = json.loads(render_changes_json("x", [("mou", document)]))["documents"][0]["changes"]
    assert (found["path"], found["line"]) == ("agreements/x/備忘錄.yaml", 23)


def test_render_changes_json__a_document_that_is_no_redline() -> None:
    with pytest.raises(ValueError, match="mou is no redline"):
        render_changes_json("x", [("mou", mou("en"))])


def test_changes_schema__says_what_is_written() -> None:
    schema = changes_schema()
    assert list(broken(written(), schema, schema)) == []
    RedlineShape.model_validate(written())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda shape: shape.update(version=2),
        lambda shape: shape.pop("agreement"),
        lambda shape: shape["documents"][0].update(surplus=1),
        lambda shape: shape["documents"][0]["changes"][0].update(kind="grave"),
        lambda shape: shape["documents"][0]["changes"][0].update(old_offset=-1),
        lambda shape: shape["documents"][0]["changes"][0].update(commit=7),
        lambda shape: shape["documents"][0]["counts"].update(value={"en-HK": "2"}),
    ],
)
def test_changes_schema__refuses_another_shape(spoil: Callable[[Any], object]) -> None:
    shape, schema = written(), changes_schema()
    spoil(shape)
    assert list(broken(shape, schema, schema))


def test_changes_schema__describes_every_field() -> None:
    schema: Any = changes_schema()
    for name, shape in {"": schema, **schema["$defs"]}.items():
        for key, field in shape["properties"].items():
            assert field.get("description"), f"{name}.{key}"


def test_schema_command__prints_the_schema_of_diff(run: Callable[..., Ran], tmp_path: Path) -> None:
    ran = run(tmp_path, "schema", "diff")
    assert ran.status == 0
    assert json.loads(ran.out) == changes_schema()


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\x1b\x9b\u202e\u200b\ufeff\U000e0041")))
def test_render_changes_json__keeps_every_text_and_prints_nothing_that_a_terminal_obeys(text: str) -> None:
    changes = (change("c1", "value", text, text, text),)
    document = replace(paragraph("a"), redline=Redline(Side(text), Side("v2"), changes, duties=(text,)))
    told = render_changes_json(text, [(text, document)])
    assert not set(told) & set("\x1b\x9b\u202e\u200b\ufeff\U000e0041\x07\x7f\u2066")
    shape = json.loads(told)
    assert shape["agreement"] == text
    assert shape["documents"][0]["changes"][0]["new"] == text
    assert shape["documents"][0]["duties"] == [text]


TYPES = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list, "null": type(None)}


def broken(value: Any, rule: Any, schema: Any, at: str = "$") -> Iterator[str]:
    """Give the places where a value breaks a JSON Schema, as far as ours go."""
    if "$ref" in rule:
        yield from broken(value, schema["$defs"][rule["$ref"].rpartition("/")[2]], schema, at)
    if "anyOf" in rule and all(any(True for _ in broken(value, each, schema, at)) for each in rule["anyOf"]):
        yield f"{at}: none of the choices"
    if "type" in rule and not isinstance(value, TYPES[rule["type"]]):
        yield f"{at}: no {rule['type']}"
        return
    if ("const" in rule and value != rule["const"]) or ("enum" in rule and value not in rule["enum"]):
        yield f"{at}: {value!r} is not allowed"
    if "minimum" in rule and value < rule["minimum"]:
        yield f"{at}: too small"
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from broken(each, rule.get("items", {}), schema, f"{at}[{index}]")
    if isinstance(value, dict):
        yield from _broken_object(value, rule, schema, at)


def _broken_object(value: dict[str, Any], rule: Any, schema: Any, at: str) -> Iterator[str]:
    known, others = rule.get("properties", {}), rule.get("additionalProperties", {})
    yield from (f"{at}: no {name}" for name in rule.get("required", ()) if name not in value)
    for name, each in value.items():
        if name not in known and others is False:
            yield f"{at}: surplus {name}"
        else:
            yield from broken(each, known.get(name, others if isinstance(others, dict) else {}), schema, f"{at}.{name}")
