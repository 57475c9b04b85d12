"""The register as a document: what is overdue and what comes next, of one agreement or of many, in several languages.

Every line stands in all languages of the report, below each other: an officer reads one row, whichever is theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from mouflow.assembly.report import Data, report
from mouflow.assembly.request import Material
from mouflow.document import Document, Element
from mouflow.register.exports.extract import Edition, Extract
from mouflow.register.states import Status
from mouflow.tracking.words.register_words import RegisterWords

from .composing import composed, titles
from .filters import register_filters
from .overview import listed, overview_columns, with_lines
from .part import Part
from .telling import Telling


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
    parts = [Part(extract, telling) for extract in extracts]
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


def _front(parts: Sequence[Part], telling: Telling, reader: str | None) -> Data:
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
