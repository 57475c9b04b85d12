"""The walk over records: everything that stands below one is found, wherever its type puts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from mouflow.model.base import Localized, Record, records_in, texts_in
from mouflow.model.obligations import Promises
from mouflow.schema import read_document, read_record
from mouflow.source import read_yaml
from mouflow.workspace.promises import PROMISES
from tests.docs import ROOT

PACK = sorted(
    path for path in (ROOT / "agreements/hk-shanghai-talent-2024").glob("*.yaml") if path.name != "ledger.yaml"
)


def everything(value: object) -> Iterator[object]:
    """Give whatever stands in a record, looking into every field that it has."""
    yield value
    if isinstance(value, Record):
        inner: Iterator[object] = (getattr(value, name) for name in type(value).model_fields)
    elif isinstance(value, Mapping):
        inner = iter(value.values())
    else:
        inner = iter(value if isinstance(value, tuple) and not hasattr(value, "_fields") else ())
    for each in inner:
        yield from everything(each)


@pytest.mark.parametrize("name", [path.name for path in PACK])
def test_records_in__finds_what_a_look_into_every_field_finds(name: str) -> None:
    path = next(path for path in PACK if path.name == name)
    value = read_yaml(path.read_bytes(), name)
    record = read_record(value, Promises, name) if name == PROMISES else read_document(value, name)
    found = list(everything(record))
    assert list(map(id, records_in(record))) == [id(each) for each in found if isinstance(each, Record)]
    assert set(map(id, texts_in(record))) == {id(each) for each in found if isinstance(each, Localized)}
    assert list(texts_in(record))
