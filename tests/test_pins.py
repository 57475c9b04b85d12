"""Pins: a fingerprint follows what a clause says, not how its YAML is written; what is wrong is told with a way out."""

from __future__ import annotations

import pytest
import yaml

from mouflow.assembly.library import expand
from mouflow.diagnostics import Severity
from mouflow.model.mou import Mou
from mouflow.model.obligations import Promises
from mouflow.model.pack import Agreement
from mouflow.register.fingerprint import clauses_of, fingerprint
from mouflow.register.pin_rules import check_pins
from mouflow.register.pins import pins_of
from mouflow.schema import read_document, read_record
from mouflow.source import parse_yaml, read_yaml
from tests.docs import ROOT
from tests.drafts import HEAD, library, mou

CLAUSES = """\
clauses:
  - id: aim
    heading: {en: Aim, zh-Hant: 目的, zh-Hans: 目的}
    when: facts.go
    paragraphs:
      - id: aim.meet
        en: The Participants will meet once a year.
        zh-Hant: 雙方每年舉行一次會議。
        zh-Hans: 双方每年举行一次会议。
        items:
          - {id: aim.meet.where, en: in turn, zh-Hant: 輪流, zh-Hans: 轮流}
      - id: aim.plan
        en: They will plan.
        zh-Hant: 雙方將訂立計劃。
        zh-Hans: 双方将订立计划。
        table:
          columns: [{heading: {en: What, zh-Hant: 事項, zh-Hans: 事项}, width: 40}]
          rows:
            - {id: plan.guide, cells: [{en: Guide, zh-Hant: 指南, zh-Hans: 指南}]}
            - {id: plan.fair, cells: [{en: Fair, zh-Hant: 招聘會, zh-Hans: 招聘会}]}
  - use: duration@1
    with: {years: 3, renewal: automatic, notice_months: 6}
"""


def memorandum(clauses: str = CLAUSES) -> Mou:
    record, problems = expand(mou(f"{HEAD}facts: {{go: true}}\n{clauses}"), library())
    assert not problems
    return record


def print_of(identifier: str, clauses: str = CLAUSES) -> str:
    return fingerprint(clauses_of(memorandum(clauses))[identifier])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("en: The Participants will meet once a year.", 'en: "The Participants will meet once a year."'),
        (
            "en: The Participants will meet once a year.",
            "en: >-\n          The Participants will\n          meet once a year.",
        ),
        ("zh-Hant: 雙方每年舉行一次會議。", "zh-Hant: >\n          雙方每年\n          舉行一次會議。"),
        ("      - id: aim.meet\n        en", "      # why\n      - id: aim.meet\n\n        en"),
        ("id: aim.meet.where", "id: aim.meet.place"),
        ("width: 40", "width: 60"),
        ("{id: aim.meet.where, en: in turn, zh-Hant: 輪流", "{en: in turn, zh-Hant: 輪流, id: aim.meet.where"),
    ],
)
def test_fingerprint__is_the_same_however_it_is_written(old: str, new: str) -> None:
    assert old in CLAUSES
    assert print_of("aim", CLAUSES.replace(old, new)) == print_of("aim")


@pytest.mark.parametrize(
    ("old", "new", "touched", "untouched"),
    [
        ("once a year", "twice a year", {"aim", "aim.meet"}, {"aim.plan", "aim.meet.where", "duration"}),
        ("双方每年", "两方每年", {"aim", "aim.meet"}, {"aim.plan"}),
        ("in turn", "in Hong Kong", {"aim", "aim.meet", "aim.meet.where"}, {"aim.plan"}),
        ("en: Fair", "en: Job fair", {"aim", "aim.plan", "plan.fair"}, {"plan.guide", "aim.meet"}),
        ("when: facts.go", "when: not facts.go", {"aim"}, {"aim.meet", "aim.plan"}),
        ("years: 3", "years: 5", {"duration", "duration.term", "duration.automatic"}, {"aim"}),
        ("notice_months: 6", "notice_months: 3", {"duration", "duration.automatic"}, {"duration.term", "aim"}),
        ("renewal: automatic", "renewal: express", {"duration"}, {"duration.term"}),
    ],
)
def test_fingerprint__follows_what_the_clause_says(old: str, new: str, touched: set[str], untouched: set[str]) -> None:
    assert old in CLAUSES
    changed = CLAUSES.replace(old, new)
    assert {each for each in touched | untouched if print_of(each, changed) != print_of(each)} == touched


def test_fingerprint__has_twelve_digits_and_stays_for_ever() -> None:
    """Pins stand in files of years ago: another way of counting would call every clause changed."""
    assert print_of("aim.meet") == "f40f9ada6807"
    assert print_of("duration") == "caca19d36977"


PROMISES = """\
term:
  kind: tacit
  length: {years: 3}
  clause: duration
  notice: {length: {months: 6}, clause: duration.automatic}
obligations:
  - {id: meeting, clause: aim.meet, due: {every: {years: 1}, from: 2025-06-08}}
  - {id: guide, clause: plan.guide, due: 2025-02-28}
"""


def told(text: str, *more: Mou, **options: object) -> list[tuple[str, str, str]]:
    promises = read_record(parse_yaml(text, "obligations.yaml"), Promises, "obligations.yaml")
    documents = {"mou": memorandum(), **{f"side-letter-{at}": each for at, each in enumerate(more, 1)}}
    found = check_pins(promises, Agreement(id="draft", documents=documents), **options)  # type: ignore[arg-type]
    return [(each.code, f"{each.location}", f"{each.message}; {each.hint}") for each in found]


def test_check_pins__what_was_never_pinned_is_a_note() -> None:
    (found,) = told(PROMISES)
    assert found[:2] == ("not-pinned", "obligations.yaml:4:11")
    assert found[2].startswith("`term` and 3 more are not pinned to the wording of their clauses; `mouflow pin draft`")
    (found,) = told("obligations: [{id: meeting, clause: aim.meet}]")
    assert found[2].startswith("`meeting` is not pinned to the wording of `aim.meet`;")


def test_check_pins__says_nothing_of_what_is_pinned() -> None:
    text = PROMISES
    for clause in ("duration.automatic", "aim.meet", "plan.guide"):
        text = text.replace(f"clause: {clause}", f"clause: {clause}, pinned: {print_of(clause)}")
    text = text.replace("clause: duration\n", f"clause: duration\n  pinned: {print_of('duration')}\n")
    assert told(text) == []


def test_check_pins__a_clause_that_changed_is_named_with_the_obligation_and_the_way_out() -> None:
    (found,) = told("obligations: [{id: meeting, clause: aim.meet, pinned: 0123456789ab}]")
    assert found[:2] == ("clause-changed", "obligations.yaml:1:55")
    assert "`aim.meet` has changed since `meeting` was pinned to it" in found[2]
    assert "mouflow diff draft" in found[2]
    assert "mouflow pin draft meeting" in found[2]


def test_check_pins__a_clause_that_is_not_there() -> None:
    (found,) = told("obligations: [{id: meeting, clause: aim.meeting}]")
    assert found == (
        "dangling-clause",
        "obligations.yaml:1:37",
        "`meeting` follows from `aim.meeting`, which is not in `mou`; did you mean `aim.meet`?",
    )


def test_check_pins__of_several_memoranda_one_is_named() -> None:
    side = memorandum(CLAUSES.replace("aim", "goal"))
    (found,) = told("obligations: [{id: meeting, clause: aim.meet}]", side)
    assert found[0] == "which-document"
    assert "`document: mou`, or `side-letter-1`" in found[2]
    (found,) = told("obligations: [{id: meeting, clause: aim.meet, document: side-letter-1}]", side)
    assert found[2].endswith("which is not in `side-letter-1`; it stands in `mou`: add `document: mou`")
    (found,) = told("obligations: [{id: meeting, clause: aim.meet, document: side-leter-1}]", side)
    assert (found[0], found[2]) == (
        "unknown-document",
        "no document `side-leter-1` here; did you mean `side-letter-1`?",
    )


def test_check_pins__what_could_not_be_read_is_passed_over() -> None:
    assert told("obligations: [{id: meeting, clause: x, document: minutes}]", unread={"minutes"}) == []


def test_check_pins__a_clause_that_its_condition_leaves_out() -> None:
    text = f"obligations: [{{id: meeting, clause: aim.meet, pinned: {print_of('aim.meet')}}}]"
    (found,) = told(text, absent={"mou": {"aim", "aim.meet"}})
    assert found[0] == "absent-clause"
    assert "`aim.meet` is left out of `mou`: its condition does not hold" in found[2]


def test_check_pins__a_pin_without_clause_or_that_is_none() -> None:
    codes = [code for code, _, _ in told("obligations: [{id: meeting, pinned: 0123456789ab, en: a, zh-Hant: b}]")]
    assert codes == ["pin-without-clause"]
    assert [code for code, _, _ in told("obligations: [{id: m, clause: aim, pinned: yes}]")] == [
        "bad-pin",
        "clause-changed",
    ]


def test_pins_of__says_what_became_of_each() -> None:
    text = PROMISES.replace("aim.meet,", f"aim.meet, pinned: {print_of('aim.meet')},")
    text = text.replace("plan.guide,", "plan.gone,").replace("{months: 6}", "{months: 6}, pinned: 0123456789ab")
    promises = read_record(parse_yaml(text, "x"), Promises, "x")
    found = pins_of(promises, Agreement(id="draft", documents={"mou": memorandum()}))
    assert {pin.name: pin.state for pin in found} == {
        "term": "new",
        "term.notice": "changed",
        "meeting": "kept",
        "guide": "gone",
    }
    assert [pin.now for pin in found] == [
        print_of("duration"),
        print_of("duration.automatic"),
        print_of("aim.meet"),
        "",
    ]


def test_check_pins__only_errors_stop_a_build() -> None:
    promises = read_record(parse_yaml(PROMISES, "x"), Promises, "x")
    found = list(check_pins(promises, Agreement(id="draft", documents={"mou": memorandum()})))
    assert {each.severity for each in found} == {Severity.NOTE}


@pytest.mark.parametrize("style", [{}, {"default_style": '"'}, {"default_flow_style": True}, {"width": 40}])
def test_fingerprint__of_the_example_is_the_same_in_every_style_of_yaml(style: dict[str, object]) -> None:
    path = ROOT / "agreements/hk-shanghai-talent-2024/mou.yaml"
    value = read_yaml(path.read_bytes(), "mou.yaml")
    again = yaml.safe_dump(plain(value), allow_unicode=True, sort_keys=False, **style).encode()
    old, new = (read_document(each, "mou.yaml") for each in (value, read_yaml(again, "mou.yaml")))
    prints = [{name: fingerprint(each) for name, each in clauses_of(record).items()} for record in (old, new)]
    assert prints[0] == prints[1]
    assert len(prints[0]) > 30


def plain(value: object) -> object:
    """A value of YAML as plain dictionaries, lists and texts."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else None if value is None else str(value)
