"""Conditions drop a passage in every language at once, at every depth, before anything is numbered."""

from __future__ import annotations

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.document import walk
from tests.drafts import HEAD, assembled, printed

TEXT = (
    HEAD
    + """\
facts: {funding: false, years: 3, city: Hong Kong}
recitals: [{id: recital, when: funding, en: Noting the fund, zh-Hant: 鑒於基金，, zh-Hans: 鉴于基金，}]
clauses:
  - id: aim
    heading: {en: Aim, zh-Hant: 目的, zh-Hans: 目的}
    paragraphs:
      - {id: aim.one, en: One., zh-Hant: 甲。, zh-Hans: 甲。}
      - {id: aim.two, when: years > 3, en: Two., zh-Hant: 乙。, zh-Hans: 乙。}
  - id: funding
    when: facts.funding
    heading: {en: Fund, zh-Hant: 基金, zh-Hans: 基金}
    paragraphs: [{id: funding.one, en: Fund., zh-Hant: 基金。, zh-Hans: 基金。}]
  - id: review
    heading: {en: Review, zh-Hant: 檢討, zh-Hans: 检讨}
    paragraphs:
      - {id: review.one, when: city == "Hong Kong", en: "See {{ ref('aim') }}.", zh-Hant: 見。, zh-Hans: 见。}
      - id: review.two
        en: "Items:"
        zh-Hant: 各項：
        zh-Hans: 各项：
        items:
          - {id: review.a, when: funding, en: a, zh-Hant: 甲, zh-Hans: 甲}
          - {id: review.b, en: b, zh-Hant: 乙, zh-Hans: 乙}
annexes:
  - {id: budget, when: funding, heading: {en: Budget, zh-Hant: 預算, zh-Hans: 预算}}
"""
)


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_kept__drops_the_same_passages_in_every_language(language: str) -> None:
    numbered = [each.id for each in walk(assembled(TEXT, language).blocks) if each.get("data-label")]
    assert numbered == ["aim", "review", "review.one", "review.two", "review.b"]


def test_kept__numbers_what_stays() -> None:
    assert "Paragraph 2 Review\n\n(1) See Paragraph 1.\n\n(2) Items:\n\n(a) b" in printed(TEXT)


def test_kept__keeps_everything_where_conditions_hold() -> None:
    text = TEXT.replace("funding: false", "funding: true").replace("years: 3", "years: 4")
    numbered = [each.id for each in walk(assembled(text).blocks) if each.get("data-label")]
    assert numbered == [
        "aim", "aim.one", "aim.two", "funding", "review", "review.one", "review.two", "review.a", "review.b", "budget",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "code"),
    [("fundng", "undefined-variable"), ("funding and", "template-syntax"), ("''.__class__", "template-unsafe")],
)
def test_kept__a_wrong_condition_is_a_problem_at_its_place(condition: str, code: str) -> None:
    text = TEXT.replace("when: facts.funding", f'when: "{condition}"')
    with pytest.raises(MouflowError) as failed:
        assembled(text)
    place = failed.value.diagnostics[0].location
    assert failed.value.diagnostics[0].code == code
    assert place
    assert text.splitlines()[place.line - 1].strip().startswith("when:")


def test_kept__a_reference_to_a_dropped_passage_is_dangling() -> None:
    with pytest.raises(MouflowError) as failed:
        assembled(TEXT.replace("ref('aim')", "ref('funding.one')"))
    problem = failed.value.diagnostics[0]
    assert problem.code == "dangling-reference"
    assert "when:" in problem.hint
