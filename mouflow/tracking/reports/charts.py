"""The timeline of an agreement's register: rows and terms to charts, each of which fits on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import get_args

from mouflow.assembly.contexts import shortened
from mouflow.languages.dates import MONTHS
from mouflow.languages.profiles import Profile, find_profile
from mouflow.register.gantt.chart import LABEL_COLUMNS, Bar, Chart, Label, Lane, Mark, lane_height
from mouflow.register.records import Row, TermPeriod
from mouflow.register.states import Status

from .telling import Telling, Texts

MOST_HEIGHT = 420
"""Pixels that the lanes of one picture may take: Word shows pictures no taller than 14 cm, and the axis and the legend
have their share of that."""
_PADDING = timedelta(days=31)


def charts(rows: Sequence[Row], terms: Sequence[TermPeriod], telling: Telling) -> tuple[Chart, ...]:
    """Return the charts of an agreement; none where nothing has a day. ``terms`` are those to show."""
    dated = [row for row in rows if row.occurrence.due]
    first, last = _span(dated, terms, telling.edition.today)
    lanes = [*_term_lanes(dated, terms, (first, last), telling), *_duty_lanes(dated, telling)]
    parts = -(-len(lanes) // max(1, MOST_HEIGHT // lane_height(len(telling.voices))))
    most = -(-len(lanes) // max(1, parts)) or 1
    months, today = _months(telling.voices[0].book.profile), _label(telling.label("gantt.today"))
    legend = tuple((status, _label(telling.status(status))) for status in get_args(Status))
    return tuple(
        Chart(first, last, telling.edition.today, today, months, tuple(lanes[at : at + most]), legend)
        for at in range(0, len(lanes), most)
    )


def _label(texts: Texts) -> Label:
    """Join a text in several languages to one line; every face of theirs is at hand for it."""
    faces = tuple(dict.fromkeys(face for each in texts for face in _faces(str(each["tag"]))))
    return Label(" ".join(str(each["text"]) for each in texts), faces)


def _labels(texts: Texts, before: str = "") -> tuple[Label, ...]:
    return tuple(
        Label(shortened(before + str(each["text"]), LABEL_COLUMNS), _faces(str(each["tag"]))) for each in texts
    )


def _faces(tag: str) -> tuple[str, ...]:
    profile = find_profile(tag)
    return profile.sans if profile else ()


def _months(profile: Profile) -> tuple[str, ...]:
    return tuple(f"{at}月" if profile.chinese else name[:3] for at, name in enumerate(MONTHS, 1))


def _span(rows: Iterable[Row], terms: Sequence[TermPeriod], today: date) -> tuple[date, date]:
    """Return the days to show: what is due, today, and the term of today whole."""
    days = [today, *(row.occurrence.due for row in rows if row.occurrence.due)]
    current = [term for term in terms if term.first <= today and (term.last is None or term.last >= today)]
    days += [day for term in current or terms[:1] for day in (term.first, term.last) if day]
    return min(days).replace(day=1), max(days) + _PADDING


def _term_lanes(
    rows: Sequence[Row], terms: Sequence[TermPeriod], span: tuple[date, date], telling: Telling
) -> Iterator[Lane]:
    shown = [term for term in terms if term.first <= span[1] and (term.last is None or term.last >= span[0])]
    if shown:
        yield Lane(_labels(telling.heading("term")), tuple(_term_bar(term, span, telling) for term in shown))
    windows = tuple(
        Bar("window", max(term.opens or term.first, span[0]), min(term.receive_by, span[1]))
        for term in shown
        if term.receive_by and span[0] <= term.receive_by and (term.opens or term.first) <= span[1]
    )
    notices = [row for row in rows if row.occurrence.id == "term.notice"]
    if windows or notices:
        yield Lane(_labels(telling.label("gantt.window")), windows, _marks(notices))


def _term_bar(term: TermPeriod, span: tuple[date, date], telling: Telling) -> Bar:
    expected = term.known_from is not None and term.known_from > telling.edition.today
    said = telling.label("gantt.expected" if expected else "gantt.term", number=term.number)
    last = min(term.last or span[1], span[1])
    return Bar("expected" if expected else "term", max(term.first, span[0]), last, _label(said[:1]).text)


def _duty_lanes(rows: Iterable[Row], telling: Telling) -> Iterator[Lane]:
    """Give a lane for every duty, with a mark for each time that it is due; the first due come first."""
    series: dict[tuple[str, str], list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.occurrence.due or date.max):
        if row.occurrence.id not in ("term.notice", "term.end"):
            series.setdefault((row.occurrence.id, row.occurrence.party or ""), []).append(row)
    for (_, party), own in series.items():
        texts = telling.wording(own[0])
        if party:
            names = {str(each["tag"]): f"{each['text']}: " for each in telling.party(party)}
            texts = [{**each, "text": f"{names.get(str(each['tag']), '')}{each['text']}"} for each in texts]
        yield Lane(_labels(texts), tuple(_overdue(own, telling.edition.today)), _marks(own))


def _overdue(rows: Iterable[Row], today: date) -> Iterator[Bar]:
    for row in rows:
        if row.overdue and row.occurrence.due:
            yield Bar("overdue", row.occurrence.due, today)


def _marks(rows: Iterable[Row]) -> tuple[Mark, ...]:
    return tuple(Mark(row.occurrence.due, row.status) for row in rows if row.occurrence.due)
