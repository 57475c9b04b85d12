"""What clauses say to those who owe something under them: plain text, in every language, with the clause's number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.register.records import Occurrence, Row
from mouflow.tracking.wordings import load_wordings
from mouflow.workspace.folder import open_workspace
from tests.conftest import MOU

CLAUSES = """\
  - id: reports
    heading: {en: Reports, zh-Hant: 報告}
    paragraphs:
      - id: reports.yearly
        en: "{{ org('hkte') }} will **report** under {{ ref('areas') }}."
        zh-Hant: "{{ org('hkte') }}按{{ ref('areas') }}**報告**。"
      - id: reports.form
        en: In writing.
        zh-Hant: 以書面形式。
"""


def row(clause: str | None, **more: object) -> Row:
    return Row(Occurrence("talent", "obligation", "duty", clause=clause, **more), "open")  # type: ignore[arg-type]


@pytest.fixture
def root(workspace: Callable[..., Path]) -> Path:
    from textwrap import dedent

    return workspace({"agreements/talent/mou.yaml": dedent(MOU) + CLAUSES})


def worded(root: Path, *rows: Row) -> list[Row]:
    wordings = load_wordings(open_workspace(root), "talent", rows)
    return [wordings.worded(each) for each in rows]


def test_load_wordings__what_a_paragraph_says_and_where_it_stands(root: Path) -> None:
    (found,) = worded(root, row("reports.yearly"))
    assert found.wording == {
        "en": "Hong Kong Talent Engage will report under Paragraph 1.",
        "zh-Hant": "香港人才服務辦公室按第一條報告。",
    }
    assert found.place == {"en": "Paragraph 2(1)", "zh-Hant": "第二條第一款"}


def test_load_wordings__a_clause_says_all_that_is_in_it(root: Path) -> None:
    (found,) = worded(root, row("reports"))
    assert found.wording["en"].splitlines() == [
        "Reports",
        "Hong Kong Talent Engage will report under Paragraph 1.",
        "In writing.",
    ]
    assert found.place["zh-Hant"] == "第二條"


def test_load_wordings__an_action_is_worded_by_its_paragraph_without_the_action_column() -> None:
    """The example: paragraph 8 of the minutes, with `HKTE, by 28 June 2024` beside it."""
    examples = Path(__file__).parent.parent
    rows = [row("areas.liaison", document="minutes-2024-06-08")]
    (found,) = (load_wordings(open_workspace(examples), "hk-shanghai-talent-2024", rows).worded(each) for each in rows)
    assert (
        found.wording["en"]
        == "The meeting agreed that each side should designate a contact person for day-to-day liaison."
    )
    assert found.place["en"] == "paragraph 8"


def test_load_wordings__the_duty_of_its_own_wording_keeps_it(root: Path) -> None:
    (found,) = worded(root, row("reports.form", wording={"en": "Write."}))
    assert found.wording == {"en": "Write.", "zh-Hant": "以書面形式。"}


def test_load_wordings__what_has_no_clause_has_no_wording(root: Path) -> None:
    assert [(each.wording, each.place) for each in worded(root, row(None), row("gone"))] == [({}, {}), ({}, {})]


def test_load_wordings__the_title_of_the_memorandum(root: Path) -> None:
    title = load_wordings(open_workspace(root), "talent", []).title
    assert title["en"].startswith("Memorandum of Understanding between Hong Kong Talent Engage")
    assert title["zh-Hant"].endswith("合作備忘錄")


def test_load_wordings__documents_with_errors(workspace: Callable[..., Path]) -> None:
    root = workspace({"agreements/talent/mou.yaml": MOU.replace("[hkte, smtwb]", "[hkte, nobody]")})
    with pytest.raises(MouflowError, match="nobody"):
        load_wordings(open_workspace(root), "talent", [row("areas")])
