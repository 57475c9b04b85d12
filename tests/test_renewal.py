"""The review before a renewal: what came of every promise, how punctual each party was, what has to be decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.document import Document, text_of
from mouflow.register.exports.extract import Edition
from mouflow.register.records import Register, Row, TermPeriod
from mouflow.register.states import Status
from mouflow.tracking.report import report_material
from mouflow.tracking.reports.outcomes import Punctuality, of_term, open_questions, outcome, punctuality
from mouflow.tracking.reports.renewal import renewal_review
from mouflow.workspace.folder import open_workspace
from tests.conftest import MOU, Ran
from tests.docs import ROOT
from tests.export_samples import CHANGED, DIRECTORY, TODAY, event, extract, occurrence, row
from tests.test_register_report import PARTIES, table_below, voices

TERM = TermPeriod(
    1,
    date(2024, 6, 8),
    date(2027, 6, 7),
    opens=date(2026, 6, 8),
    receive_by=date(2026, 12, 7),
    send_by=date(2026, 11, 30),
    review_by=date(2026, 9, 7),
)
NEXT = TermPeriod(2, date(2027, 6, 8), date(2030, 6, 7), known_from=date(2026, 12, 8))


def duty(name: str, status: Status, due: date | None = date(2026, 3, 31), closed: date | None = None) -> Row:
    seen = [{"address": f"https://x.example/{name}"}]
    events = (event(event="done", of=name, date=closed.isoformat(), evidence=seen),) if closed else ()
    return row(occurrence(name, due=due, closed=closed, events=events), status)


def promised() -> list[Row]:
    return [
        duty("on-time", "done", closed=date(2026, 3, 30)),
        duty("late", "late", closed=date(2026, 4, 2)),
        replace(duty("overdue", "overdue"), overdue=183),
        duty("disputed", "disputed"),
        duty("waived", "waived"),
        duty("to-come", "open", date(2026, 12, 31)),
        duty("next-term", "open", date(2028, 3, 31)),
        duty("waiting", "waiting", None),
        duty("always", "standing", None),
        row(occurrence("together", due=date(2025, 1, 1), closed=date(2025, 1, 1), bearers=PARTIES), "done"),
    ]


def review(rows: Sequence[Row], *keys: str, kind: str = "tacit", today: date = TODAY) -> Document:
    register = Register("hk-shanghai", kind, (TERM, NEXT), tuple(each.occurrence for each in rows))
    said = voices(*(keys or ("en",)))
    edition = Edition(today, said, DIRECTORY)
    own = extract(rows, parties=PARTIES, register=register)
    return renewal_review(own, edition, said, report_material(open_workspace(ROOT), CHANGED))


def told(document: Document) -> str:
    return "\n".join(map(text_of, document.blocks))


def test_of_term__leaves_out_other_terms_windows_and_what_has_no_day() -> None:
    window = row(occurrence("term.notice", source="term", due=date(2026, 11, 30)))
    names = [each.occurrence.id for each in of_term([*promised(), window], TERM)]
    assert names == ["together", "disputed", "late", "on-time", "overdue", "waived", "to-come"]


def test_punctuality__counts_what_is_borne_together_for_each_and_leaves_out_what_is_waived_or_to_come() -> None:
    hkte, smtwb = punctuality(of_term(promised(), TERM), PARTIES)
    assert dict(hkte.counts) == {"on-time": 2, "late": 1, "overdue": 1, "disputed": 1, "waived": 1, "to-come": 1}
    assert hkte.rate == 40
    assert (dict(smtwb.counts), smtwb.rate) == ({"on-time": 1}, 100)


@pytest.mark.parametrize(("on_time", "late", "rate"), [(0, 0, None), (1, 2, 33), (2, 1, 67), (0, 3, 0), (1, 7, 13)])
def test_rate__is_rounded_half_up(on_time: int, late: int, rate: int | None) -> None:
    assert Punctuality("hkte", {"on-time": on_time, "late": late}).rate == rate


def test_open_questions__are_what_has_to_be_settled_before_the_term_ends() -> None:
    assert [each.occurrence.id for each in open_questions(promised(), TERM)] == ["overdue", "disputed", "waiting"]


@pytest.mark.parametrize("status", ["waiting", "standing", "lapsed", "ended"])
def test_outcome__there_is_none_of_what_never_fell_due(status: Status) -> None:
    assert outcome(duty("x", status)) is None


def test_review__tells_what_came_of_each_promise_and_what_shows_it() -> None:
    lines = table_below(
        review(promised(), "en", "zh-Hant"), "4. What was promised and what came of it / 責任及履行結果"
    )
    by_name = {line[0].rpartition(" | ")[2]: line[3:] for line in lines}
    assert by_name["late"] == [
        "Done late | 逾期完成 | on 2 April 2026 | 2026年4月2日 | 2 days late | 遲2日",
        "https://x.example/late",
    ]
    assert by_name["on-time"][0].startswith("On time | 如期 | on 30 March 2026")
    assert by_name["overdue"] == ["Overdue | 逾期 | 183 days overdue | 逾期183日", ""]
    assert by_name["to-come"] == ["Not due yet | 未到期", ""]


def test_review__sets_the_parties_beside_each_other() -> None:
    lines = table_below(review(promised()), "3. How each party kept its word")
    assert lines[0] == ["On time", "2", "1"]
    assert lines[-1] == ["Punctual", "40%", "100%"]


def test_review__tells_the_dates_to_keep() -> None:
    facts = dict(line for line in table_below(review(promised()), "2. Dates to keep"))
    assert facts["Review of activity due"] == "7 September 2026"
    assert facts["Last day to send notice"] == "30 November 2026"
    assert facts["Last day to receive notice"] == "7 December 2026"
    assert facts["Next term"] == "Term 2: 8 June 2027 to 7 June 2030"


@pytest.mark.parametrize(
    ("kind", "today", "wanted", "refused"),
    [
        ("tacit", TODAY, "notice to be sent by 30 November 2026 and received by 7 December 2026", "The last day for"),
        ("tacit", date(2027, 1, 20), "The last day for notice was 7 December 2026.", "to be sent by"),
        ("tacit", date(2027, 1, 20), "End it by notice of termination", "Do not renew"),
        ("express", TODAY, "by a decision of both sides", "no notice is needed"),
        ("fixed", TODAY, "Sign a new memorandum", "no notice is needed"),
    ],
)
def test_review__offers_what_can_still_be_decided(kind: str, today: date, wanted: str, refused: str) -> None:
    written = told(review(promised(), kind=kind, today=today))
    assert wanted in written
    assert refused not in written


@pytest.mark.parametrize(
    ("key", "title", "words"),
    [("zh-Hant", "續期前工作檢討", ("擬備", "如期")), ("zh-Hans", "续期前履约评估", ("拟稿", "按期"))],
)
def test_review__speaks_as_officers_of_either_place_do(key: str, title: str, words: tuple[str, ...]) -> None:
    document = review(promised(), key)
    assert title in document.leading.running_title
    assert not [word for word in words if word not in told(document)]
    assert "{" not in told(document)


def test_review__of_an_agreement_without_anything_says_so() -> None:
    written = told(review([]))
    assert "Nothing fell due in this term." in written
    assert "Nothing is open." in written


def test_review__needs_a_term() -> None:
    said = voices("en")
    none = extract([], register=Register("hk-shanghai"))
    with pytest.raises(MouflowError) as failed:
        renewal_review(none, Edition(TODAY, said), said, report_material(open_workspace(ROOT), CHANGED))
    assert [each.code for each in failed.value.diagnostics] == ["no-term"]


OBLIGATIONS = """\
    term: {kind: tacit, length: {years: 3}, notice: {length: {months: 6}}}
    obligations:
      - {id: report, clause: areas.list, bearer: [hkte], due: 2025-03-31}
"""


def test_renewal__writes_files_of_every_format(workspace: Callable[..., Path], run: Callable[..., Ran]) -> None:
    root = workspace({"agreements/talent/mou.yaml": MOU, "agreements/talent/obligations.yaml": OBLIGATIONS})
    day = ("--today", "2026-09-30")
    ran = run(root, "renewal", "talent", "--format", "html,pdf,docx,text", "--lang", "zh-Hant,en", *day)
    assert ran.status == 0, ran.err
    folder = root / "build/talent"
    assert {each.name for each in folder.iterdir()} == {
        f"renewal.zh-Hant+en.{extension}" for extension in ("html", "pdf", "docx", "txt")
    }
    text = (folder / "renewal.zh-Hant+en.txt").read_text("utf-8")
    assert "發出通知的最後日期" not in text, "no delivery is agreed, so that only the last day of receipt counts"
    assert "收到通知的最後日期" in text
    assert "逾期548日" in text


def test_renewal__of_an_agreement_without_obligations_is_told(
    workspace: Callable[..., Path], run: Callable[..., Ran]
) -> None:
    ran = run(workspace({"agreements/talent/mou.yaml": MOU}), "renewal", "talent")
    assert ran.status == 1
    assert "no-term" in ran.err
    assert "agreements/talent/obligations.yaml" in ran.err
