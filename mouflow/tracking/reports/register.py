"""The register as a document: what is overdue and what comes next, of one agreement or of many, in several languages.

Every line stands in all languages of the report, below each other: an officer reads one row, whichever is theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import get_args

from mouflow.assembly.report import Data, report
from mouflow.assembly.request import Material
from mouflow.document import Document, Element, Image, Metadata, Wording
from mouflow.register.exports.extract import Edition, Extract
from mouflow.register.gantt.chart import Chart
from mouflow.register.gantt.draw import gantt
from mouflow.register.records import Row
from mouflow.register.states import CLOSED, Status
from mouflow.tracking.words.register_words import RegisterWords

from .charts import charts
from .filters import register_filters
from .overview import listed, overview_columns, with_lines
from .rows import TERM_HEADINGS, duty_data, event_data, term_data
from .telling import Telling

_DUTIES = ("reference", "wording", "bearers", "due", "status", "place")
_EVENTS = ("date", "event", "reference", "detail")


def register_report(
    extracts: Sequence[Extract],
    edition: Edition,
    voices: Sequence[RegisterWords],
    material: Material,
    reader: str | None = None,
) -> Document:
    """Return the report on some agreements, laid on its side, ready for any renderer.

    ``voices`` are the words of its languages, the leading one first; ``reader`` the party whose duties it is limited
    to, and for whom it is unless the edition is internal. ``material`` carries the labels and the style of
    ``templates/register``; the date of the bytes is its ``created``.

    Raises:
        MouflowError: With every problem in the templates and their labels.
    """
    telling = Telling(edition, voices)
    parts = [_Part(extract, telling) for extract in extracts]
    every = [listed(extract, edition.today) for extract in extracts] if len(extracts) != 1 else []
    front = _rendered("register/front.html.j2", _front(parts, telling, reader), telling)
    blocks = [*with_lines(front, every, telling)]
    for part in parts:
        blocks += _rendered("register/part.html.j2", {**part.data(), "alone": len(parts) == 1}, telling)
    pictures = {name: image for part in parts for name, image in part.pictures().items()}
    whole = composed("register", titles(extracts, telling), tuple(blocks), telling, material, pictures)
    return replace(whole, filters=register_filters(every, telling) if every else None)


def public_register(
    extracts: Sequence[Extract], edition: Edition, voices: Sequence[RegisterWords], material: Material
) -> Document:
    """Return the list of agreements that the public may read: parties, dates and stages, and nothing of their duties.

    What is not signed yet is left out. Parameters and errors are those of :func:`register_report`.
    """
    telling = Telling(edition, voices)
    every = [each for each in (listed(own, edition.today, linked=False) for own in extracts) if each.happened("signed")]
    front = _rendered("register/front.html.j2", _public_front(telling), telling)
    blocks = with_lines(front, every, telling, public=True)
    named = [voice.book.say("report.public") for voice in telling.voices]
    whole = composed("register", named, blocks, telling, material, {})
    return replace(whole, filters=register_filters(every, telling))


def _rendered(template: str, data: Data, telling: Telling) -> tuple[Element, ...]:
    return report(template, data, telling.voices[0].book.speaker())


def titles(extracts: Sequence[Extract], telling: Telling) -> list[str]:
    """Name the report in each of its languages: after its agreement, where it is one alone."""
    if len(extracts) != 1:
        return [voice.heading("register") for voice in telling.voices]
    (only,) = extracts
    return [
        voice.book.say(
            "report.title-of",
            register=voice.heading("register"),
            title=only.title.get(voice.key) or next(iter(only.title.values()), only.agreement),
        )
        for voice in telling.voices
    ]


def composed(
    kind: str,
    named: Sequence[str],
    blocks: tuple[Element, ...],
    telling: Telling,
    material: Material,
    images: dict[str, Image],
) -> Document:
    """Compose a document of blocks that hold all languages at once."""
    wordings = tuple(
        Wording(
            profile=voice.book.profile,
            running_title=name,
            page_of=voice.book.say("page-of", page="{page}", pages="{pages}"),
            contents=voice.book.say("contents"),
            skip=voice.book.say("skip"),
        )
        for voice, name in zip(telling.voices, named, strict=True)
    )
    return Document(
        kind=kind,
        layout="single",
        wordings=wordings,
        blocks=blocks,
        metadata=Metadata(" / ".join(named), material.author, material.created),
        css=material.css,
        images=images,
        reference=material.reference,
        landscape=kind == "register",
    )


def _front(parts: Sequence[_Part], telling: Telling, reader: str | None) -> Data:
    """Return the data of the first page: what it is, on which day, for whom, and how much is overdue."""
    internal = telling.edition.internal
    name = "report.of-party" if internal else "report.for-party"
    party = telling.edition.party
    counts = Counter(row.status for part in parts for row in part.extract.rows)
    statuses: tuple[Status, ...] = get_args(Status)
    return {
        "title": telling.heading("register"),
        "as_at": telling.on("report.as-at", telling.edition.today),
        "reader": telling.texts(lambda voice: voice.book.say(name, party=party(reader, voice.key))) if reader else [],
        "summary": telling.label("report.agreements"),
        "counts": [
            {"status": telling.status(own), "count": counts[own], "grave": own == "overdue"}
            for own in statuses
            if counts[own]
        ],
        "columns": overview_columns(telling) if len(parts) != 1 else [],
        "nothing": telling.label("report.none"),
    }


def _public_front(telling: Telling) -> Data:
    return {
        "title": telling.label("report.public"),
        "as_at": telling.on("report.as-at", telling.edition.today),
        "reader": [],
        "summary": [],
        "counts": [],
        "columns": overview_columns(telling, public=True),
        "nothing": [],
    }


class _Part:
    """One agreement of the report."""

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
