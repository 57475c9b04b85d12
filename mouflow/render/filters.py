"""The controls that choose among the rows of a table in HTML. Without their script they hide, and every row shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from mouflow.document import Document, Element
from mouflow.document.filters import Facet, Filters


@lru_cache(maxsize=1)
def filter_script() -> str:
    """Return the script of the controls as it stands in its file."""
    return files(__package__).joinpath("filters.js").read_text("utf-8")


def filter_controls(document: Document) -> tuple[Element, ...]:
    """Return the controls, in the leading language; nothing where there is nothing to choose from."""
    filters = document.filters
    facets = [(facet, options) for facet, options in _options(filters) if len(options) > 1]
    if filters is None or not facets:
        return ()
    own = {"class": "filters", "lang": document.leading.profile.tag, "aria-label": filters.name, "hidden": ""}
    data = {"data-table": filters.table, "data-shown": filters.shown, "data-rows": _rows(filters, facets)}
    selects = tuple(_select(facet.name, options, filters.every) for facet, options in facets)
    return (Element("section", {**own, **data}, (*selects, Element("output", {"role": "status"}))),)


def _options(filters: Filters | None) -> Iterator[tuple[Facet, list[str]]]:
    """Give each facet with every value that a row has, in order."""
    for facet in filters.facets if filters else ():
        yield facet, sorted({value for values in facet.values for value in values}, key=_alphabetical)


def _alphabetical(value: str) -> tuple[str, str]:
    return value.casefold(), value


def _rows(filters: Filters, facets: Sequence[tuple[Facet, list[str]]]) -> str:
    """Return for each row its section, and by facet the numbers of its values, as JSON."""
    numbers = [{value: at for at, value in enumerate(options)} for _, options in facets]
    rows = (
        [
            section,
            *([known[value] for value in facet.values[at]] for (facet, _), known in zip(facets, numbers, strict=True)),
        ]
        for at, section in enumerate(filters.sections)
    )
    return json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))


def _select(name: str, options: Sequence[str], every: str) -> Element:
    """Return one control: its name, and a choice for every value."""
    choices = [Element("option", {"value": str(at)}, (option,)) for at, option in enumerate(options)]
    select = Element("select", {}, (Element("option", {"value": ""}, (every,)), *choices))
    return Element("label", {}, (Element("span", {}, (name,)), select))
