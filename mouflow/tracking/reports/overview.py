"""The table of agreements in a register: a line for each, which its page can be filtered by.

Its lines are made here, not in the template: a template would run out of what it may spend on thousands of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from mouflow.assembly.report import Data
from mouflow.document import Element, Node, mapped
from mouflow.register.exports.extract import Extract
from mouflow.tracking.glance import Glance, glance
from mouflow.tracking.packing import facts_of

from .telling import Telling, Texts

TABLE = "_register.agreements"
"""The id of the table in ``templates/register/front.html.j2``."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An agreement in the table; ``linked`` says that more of it follows on the page, under its id."""

    extract: Extract
    glance: Glance
    today: date
    linked: bool = True

    def happened(self, event: str) -> date | None:
        """Return the first day of an event of the agreement, such as ``signed``."""
        return next(iter(self.extract.register.events.get(event, ())), None)

    def notice_by(self) -> date | None:
        """Return the next last day on which a notice can be received."""
        days = (term.receive_by for term in self.extract.register.terms if term.receive_by)
        return min((day for day in days if day >= self.today), default=None)


def listed(extract: Extract, today: date, *, linked: bool = True) -> Listed:
    """Return an agreement as it stands on a day, for the table."""
    facts = facts_of(extract.register, extract.languages, extract.parties, None)
    return Listed(extract, glance(facts, extract.rows, today), today, linked)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: the name of its heading, its share of the width, and the paragraphs of a cell."""

    name: str
    width: int
    cell: Callable[[Listed, Telling], list[Element]]


def _columns(*, public: bool) -> tuple[_Column, ...]:
    """Return the columns; what is overdue and what comes next is not for the public."""
    plain = (
        _Column("agreement", 33 if public else 18, _agreement),
        _Column("parties", 23 if public else 14, lambda one, telling: _each(map(telling.party, one.extract.parties))),
        _Column("instrument", 9, lambda one, telling: _words("instrument", one.extract.instrument, telling)),
        _Column("stage", 11 if public else 8, lambda one, telling: _words("stage", one.glance.stage, telling)),
        _Column("signed", 12 if public else 11, lambda one, telling: _day(one.happened("signed"), telling)),
        _Column("last", 12 if public else 11, lambda one, telling: _day(_last(one), telling)),
    )
    return plain if public else (*plain, *_OWN)


def _agreement(one: Listed, telling: Telling) -> list[Element]:
    extract = one.extract
    title = telling.written(extract.title)
    if not title:
        return _paragraphs(telling.plain(extract.agreement), link=extract.agreement if one.linked else "")
    named = _paragraphs(title, link=extract.agreement if one.linked else "")
    return [*named, *_paragraphs(telling.plain(extract.agreement), "small")]


def _last(one: Listed) -> date | None:
    return one.glance.ended or (one.glance.term.last if one.glance.term else None)


def _overdue(one: Listed, telling: Telling) -> list[Element]:
    count = sum(row.overdue > 0 for row in one.extract.rows)
    return _paragraphs(telling.plain(str(count)), "end")


def _next(one: Listed, telling: Telling) -> list[Element]:
    return _day(one.glance.next.occurrence.due if one.glance.next else None, telling)


_OWN = (
    _Column("status.overdue", 7, _overdue),
    _Column("next-due", 11, _next),
    _Column("notice-by", 11, lambda one, telling: _day(one.notice_by(), telling)),
)


def overview_columns(telling: Telling, *, public: bool = False) -> list[Data]:
    """Return what the template prints of the columns: the width and the heading of each."""
    return [{"width": each.width, "heading": telling.heading(each.name)} for each in _columns(public=public)]


def with_lines(
    blocks: tuple[Element, ...], agreements: Sequence[Listed], telling: Telling, *, public: bool = False
) -> tuple[Element, ...]:
    """Put a line for each agreement into the table."""
    columns = _columns(public=public)
    lines = tuple(
        Element("tr", {}, tuple(Element("td", {}, tuple(column.cell(one, telling))) for column in columns))
        for one in agreements
    )

    def filled(element: Element) -> Element:
        if element.id != TABLE:
            return element
        return element.with_children(*(_filled_body(child, lines) for child in element.children))

    return cast("tuple[Element, ...]", mapped(blocks, filled))


def _filled_body(child: Node, lines: Sequence[Element]) -> Node:
    return child.with_children(*lines) if isinstance(child, Element) and child.tag == "tbody" else child


def _words(column: str, value: str, telling: Telling) -> list[Element]:
    return _paragraphs(telling.word(column, value))


def _day(day: date | None, telling: Telling) -> list[Element]:
    return _paragraphs(telling.day(day))


def _each(texts: Iterable[Texts]) -> list[Element]:
    return [paragraph for each in texts for paragraph in _paragraphs(each)]


def _paragraphs(texts: Texts, name: str = "", *, link: str = "") -> list[Element]:
    """Return a paragraph in each language."""
    named = {"class": name} if name else {}
    return [Element("p", {"lang": str(each["tag"]), **named}, (_linked(str(each["text"]), link),)) for each in texts]


def _linked(text: str, link: str) -> Node:
    return Element("a", {"href": f"#{link}"}, (text,)) if link else text
