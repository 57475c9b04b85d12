"""What the agreements of a register can be chosen by on its page: party, type, stage, and the year of signing."""

from __future__ import annotations

from collections.abc import Sequence

from mouflow.document.filters import Facet, Filters

from .overview import TABLE, Listed
from .telling import Telling, Texts


def register_filters(agreements: Sequence[Listed], telling: Telling) -> Filters:
    """Return what the rows of the table of agreements can be chosen by, in all languages of the register."""
    values: dict[str, list[tuple[str, ...]]] = {
        "party": [tuple(_joined(telling.party(each)) for each in one.extract.parties) for one in agreements],
        "instrument": [_words("instrument", one.extract.instrument, telling) for one in agreements],
        "stage": [_words("stage", one.glance.stage, telling) for one in agreements],
        "year": [(str(day.year),) if (day := one.happened("signed")) else () for one in agreements],
    }
    return Filters(
        table=TABLE,
        sections=tuple(one.extract.agreement if one.linked else "" for one in agreements),
        facets=tuple(Facet(_joined(telling.label(f"filter.{name}")), tuple(own)) for name, own in values.items()),
        name=telling.voices[0].book.say("filter.name"),
        every=_joined(telling.label("filter.all")),
        shown=telling.voices[0].book.say("filter.shown", shown="{shown}", total="{total}"),
    )


def _words(column: str, value: str, telling: Telling) -> tuple[str, ...]:
    return (_joined(telling.word(column, value)),) if value else ()


def _joined(texts: Texts) -> str:
    return " / ".join(str(each["text"]) for each in texts)
