"""One agreement of a report on the register: facts, timeline, tables of what is due, terms, ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mouflow.assembly.report import Data
from mouflow.document import Image
from mouflow.register.exports.extract import Extract
from mouflow.register.gantt.chart import Chart
from mouflow.register.gantt.draw import gantt
from mouflow.register.records import Row
from mouflow.register.states import CLOSED

from .charts import charts
from .rows import TERM_HEADINGS, duty_data, event_data, term_data
from .telling import Telling

_DUTIES = ("reference", "wording", "bearers", "due", "status", "place")
_EVENTS = ("date", "event", "reference", "detail")


class Part:
    """The data of one agreement, and its timeline."""

    def __init__(self, extract: Extract, telling: Telling) -> None:
        self.extract = extract
        self._telling = telling
        self._charts = charts(extract.rows, extract.register.terms, telling)

    def data(self) -> Data:
        """Return what ``templates/register/part.html.j2`` prints."""
        telling, extract = self._telling, self.extract
        return {
            "id": extract.agreement,
            "title": telling.written(extract.title) or telling.plain(extract.agreement),
            "facts": list(self._facts()),
            "timeline": telling.heading("timeline"),
            "pictures": [{"name": self._name(at), "alt": self._alt(each)} for at, each in enumerate(self._charts, 1)],
            "duty_heads": telling.headings(*_DUTIES),
            "groups": list(self._groups()),
            "terms_title": telling.heading("terms"),
            "term_heads": telling.headings(*TERM_HEADINGS),
            "terms": [term_data(each, telling) for each in extract.register.terms],
            "ledger_title": telling.heading("ledger"),
            "event_heads": telling.headings(*_EVENTS, *(["by"] if telling.edition.internal else [])),
            "events": [event_data(each, telling) for each in extract.events],
            "internal": telling.edition.internal,
            "no_events": telling.label("report.no-events"),
            "nothing": telling.label("report.none"),
        }

    def pictures(self) -> dict[str, Image]:
        """Return the timeline, by the names that the template shows it under."""
        drawn = (gantt(each) for each in self._charts)
        return {self._name(at): Image("image/svg+xml", *each) for at, each in enumerate(drawn, 1)}

    def _name(self, at: int) -> str:
        return f"{self.extract.agreement}/timeline-{at}.svg"

    def _alt(self, chart: Chart) -> str:
        voice = self._telling.voices[0]
        return voice.book.say("report.picture", first=voice.day(chart.first), last=voice.day(chart.last))

    def _facts(self) -> Iterator[Data]:
        telling, register = self._telling, self.extract.register
        facts = [
            ("agreement", telling.plain(self.extract.agreement)),
            ("parties", telling.parties(self.extract.parties)),
        ]
        if register.kind:
            facts.append(("term-kind", telling.texts(lambda voice: voice.word("term-kind", register.kind))))
        for name in ("signed", "in-effect"):
            days = register.events.get(name, ())
            facts.append((f"event.{name}", telling.day(days[0]) if days else []))
        if register.ended:
            facts.append(("event.terminated", telling.day(register.ended)))
        for name, value in facts:
            if value:
                yield {"name": telling.heading(name), "value": value}

    def _groups(self) -> Iterator[Data]:
        """Give the tables of what is due, in the order in which an officer asks for them."""
        telling, rows = self._telling, self.extract.rows
        for title, own in (
            (telling.heading("obligations"), [row for row in rows if _group(row) == "obligations"]),
            (telling.heading("milestones"), [row for row in rows if _group(row) == "milestones"]),
            (telling.label("report.term-and-notice"), [row for row in rows if _group(row) == "term"]),
            (telling.label("report.waiting"), [row for row in rows if _group(row) == "waiting"]),
            (telling.label("report.standing"), [row for row in rows if _group(row) == "standing"]),
            (telling.label("report.closed"), _by_day(row for row in rows if _group(row) == "closed")),
        ):
            if own:
                yield {"title": title, "rows": [duty_data(row, self.extract.parties, telling) for row in own]}


def _group(row: Row) -> str:
    if row.status in CLOSED:
        return "closed"
    if row.status in ("waiting", "standing"):
        return row.status
    return {"milestone": "milestones", "term": "term"}.get(row.occurrence.source, "obligations")


def _by_day(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.occurrence.due is None, row.occurrence.due))
