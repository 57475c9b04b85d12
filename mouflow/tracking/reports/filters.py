"""What the agreements of a register can be chosen by on its page: party, type, stage, and the year of signing."""

from __future__ import annotations

from collections.abc import Sequence

from mouflow.document.filters import Facet, Filters
from mouflow.register.exports.extract import Extract
from mouflow.register.status import rows
from mouflow.tracking.glance import glance
from mouflow.tracking.packing import facts_of

from .telling import Telling, Texts


def register_filters(extracts: Sequence[Extract], telling: Telling, table: str, sections: Sequence[str]) -> Filters:
    """Return what the rows of a table of agreements are chosen by; ``sections`` are the ids of what each leads to."""
    parties = tuple(tuple(_joined(telling.party(each)) for each in extract.parties) for extract in extracts)
    facets = (
        Facet(_label("party", telling), parties),
        Facet(_label("kind", telling), tuple(_words("term-kind", each.register.kind, telling) for each in extracts)),
        Facet(_label("stage", telling), tuple(_words("stage", _stage(each, telling), telling) for each in extracts)),
        Facet(_label("year", telling), tuple(_year(each) for each in extracts)),
    )
    leading = telling.voices[0].book
    return Filters(
        table=table,
        sections=tuple(sections),
        facets=facets,
        name=leading.say("filter.name"),
        every=_label("all", telling),
        shown=leading.say("filter.shown", shown="{shown}", total="{total}"),
    )


def _label(name: str, telling: Telling) -> str:
    return _joined(telling.label(f"filter.{name}"))


def _joined(texts: Texts) -> str:
    return " / ".join(str(each["text"]) for each in texts)


def _words(column: str, value: str, telling: Telling) -> tuple[str, ...]:
    return (_joined(telling.texts(lambda voice: voice.word(column, value))),) if value else ()


def _stage(extract: Extract, telling: Telling) -> str:
    facts = facts_of(extract.register, extract.languages, extract.parties, None)
    return glance(facts, rows(extract.register, telling.edition.today), telling.edition.today).stage


def _year(extract: Extract) -> tuple[str, ...]:
    signed = extract.register.events.get("signed", ())
    return tuple(str(day.year) for day in signed[:1])
