"""The review of activity that is filed before an agreement is renewed, filled from the register and the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mouflow.assembly.report import Data, report
from mouflow.assembly.request import Material
from mouflow.diagnostics import Location, MouflowError, error
from mouflow.document import Document
from mouflow.register.exports.extract import Edition, Extract
from mouflow.register.records import Row, TermPeriod
from mouflow.tracking.glance import current_term
from mouflow.tracking.words.register_words import RegisterWords
from mouflow.workspace.folder import AGREEMENTS

from .composing import composed
from .outcomes import OUTCOMES, Outcome, of_term, open_questions, outcome, punctuality
from .review_term import choices, listed, particulars, term_dates, window_passed
from .rows import duty_data, evidence_of
from .telling import Telling, Texts

_NAMES: Mapping[Outcome, str] = {
    "late": "status.late",
    "overdue": "status.overdue",
    "disputed": "status.disputed",
    "waived": "status.waived",
}
"""Outcomes that are called like a status; the others have words of their own."""


def renewal_review(extract: Extract, edition: Edition, voices: Sequence[RegisterWords], material: Material) -> Document:
    """Return the review of the term that an agreement is in, ready for any renderer.

    ``extract`` holds what is closed too. ``voices`` and ``material`` are those of :func:`~.register.register_report`.

    Raises:
        MouflowError: The agreement has no term; or with every problem in the template and its labels.
    """
    term, following = current_term(extract.register.terms, edition.today)
    if term is None:
        place = Location(f"{AGREEMENTS}/{extract.agreement}/obligations.yaml")
        hint = "write down its `term:`, and when it was signed or takes effect"
        raise MouflowError(error("no-term", "no term has begun, so that nothing comes up for renewal", place, hint))
    telling = Telling(edition, voices)
    data = _Review(extract, term, following, telling).data()
    blocks = report("register/renewal.html.j2", data, voices[0].book.speaker())
    named = [_title(extract, voice) for voice in voices]
    return composed("renewal", named, blocks, telling, material, {})


def _title(extract: Extract, voice: RegisterWords) -> str:
    title = extract.title.get(voice.key) or next(iter(extract.title.values()), extract.agreement)
    return voice.book.say("report.title-of", register=voice.book.say("renewal.title"), title=title)


class _Review:
    """Gathers the data of one review."""

    def __init__(self, extract: Extract, term: TermPeriod, following: TermPeriod | None, telling: Telling) -> None:
        self._extract = extract
        self._term, self._following = term, following
        self._telling = telling
        self._rows = of_term(extract.rows, term)

    def data(self) -> Data:
        """Return everything the template names."""
        telling, rows = self._telling, self._rows
        milestones = [row for row in rows if row.occurrence.source == "milestone"]
        duties = [row for row in rows if row.occurrence.source != "milestone"]
        return {
            "title": telling.label("renewal.title"),
            "agreement": telling.written(self._extract.title) or telling.plain(self._extract.agreement),
            "as_at": telling.on("report.as-at", telling.edition.today),
            "particulars_title": telling.label("renewal.particulars"),
            "particulars": listed(particulars(self._extract, self._term, telling)),
            "dates_title": telling.label("renewal.dates"),
            "dates": listed(term_dates(self._term, self._following, telling)),
            "passed": window_passed(self._term, telling),
            "punctuality_title": telling.label("renewal.punctuality"),
            **self._punctuality(),
            "rate_note": telling.label("renewal.rate-note"),
            "outcome_heads": [*telling.headings("wording", "bearers", "due"), *self._result_heads()],
            "groups": [
                {"title": telling.label("renewal.performance"), "rows": [self._outcome(row) for row in duties]},
                *([{"title": telling.heading("milestones"), "rows": [self._outcome(row) for row in milestones]}]
                  if milestones else []),
            ],
            "nothing": telling.label("renewal.none"),
            "standing_title": telling.label("renewal.standing"),
            "standing_heads": [*telling.headings("wording", "bearers"), telling.label("renewal.how-kept")],
            "standing": [self._duty(row) for row in self._extract.rows if row.status == "standing"],
            "questions_title": telling.label("renewal.questions"),
            "question_heads": [*telling.headings("wording", "bearers", "status"), telling.label("renewal.answer")],
            "questions": [self._duty(row) for row in open_questions(self._extract.rows, self._term)],
            "no_questions": telling.label("renewal.no-questions"),
            "recommendation_title": telling.label("renewal.recommendation"),
            "tick": telling.label("renewal.tick"),
            "choices": list(choices(self._extract.register.kind, self._term, telling)),
            "reasons": telling.label("renewal.reasons"),
            "signatures_title": telling.label("renewal.signatures"),
            "signatories": [telling.label(f"renewal.{each}") for each in ("prepared", "reviewed", "approved")],
            "name": telling.label("renewal.name"),
            "date": telling.label("renewal.date"),
        }  # fmt: skip

    def _result_heads(self) -> list[Texts]:
        evidence = [self._telling.heading("evidence")] if self._telling.edition.internal else []
        return [self._telling.label("renewal.outcome"), *evidence]

    def _punctuality(self) -> Data:
        """Return a table with a column for each party, and a line for each outcome that any of them has."""
        telling, found = self._telling, punctuality(self._rows, self._extract.parties)
        told = [name for name in OUTCOMES if any(each.counts.get(name) for each in found)]
        return {
            "outcome_title": telling.label("renewal.outcome"),
            "parties": [
                {
                    "name": telling.party(each.party),
                    "width": f"{66 / len(found):.4g}",
                    "rate": "–" if each.rate is None else f"{each.rate}%",
                }
                for each in found
            ],
            "punctuality": [
                {"name": self._called(name), "counts": [each.counts.get(name, 0) for each in found]} for name in told
            ],
            "rate_title": telling.label("renewal.rate"),
        }

    def _called(self, name: Outcome) -> Texts:
        return self._telling.label(_NAMES.get(name, f"renewal.{name}"))

    def _duty(self, row: Row) -> Data:
        return duty_data(row, self._extract.parties, self._telling)

    def _outcome(self, row: Row) -> Data:
        """Return a row with what came of it, on which day, how late, and what shows it."""
        found, telling, one = outcome(row), self._telling, row.occurrence
        word = self._called(found) if found and found != "other" else telling.status(row.status)
        notes = [telling.on("renewal.on-day", one.closed)] if one.closed else []
        if row.status == "late" and one.closed and one.due:
            days = (one.closed - one.due).days
            notes.append(telling.label("renewal.days-late-one" if days == 1 else "renewal.days-late", days=days))
        left = [] if one.closed else self._duty(row)["status_notes"]
        evidence = evidence_of(one.events) if telling.edition.internal else []
        return {**self._duty(row), "outcome": word, "notes": [*notes, *left], "evidence": evidence}  # type: ignore[misc]
