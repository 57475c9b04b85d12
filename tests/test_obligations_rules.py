"""Rules for obligations.yaml: each case shows what is written and what is told."""

from __future__ import annotations

import pytest

from mouflow.assembly.library import expand
from mouflow.diagnostics import Diagnostic
from mouflow.model.facts import SharedFacts
from mouflow.model.obligations import Promises
from mouflow.model.pack import Agreement
from mouflow.schema import read_document, read_record
from mouflow.source import parse_yaml
from mouflow.validation.obligations import check_promises
from tests.drafts import HEAD, library, mou

FACTS = """\
organisations:
  hkte: {name: {en: Hong Kong Talent Engage, zh-Hant: 香港人才服務辦公室}}
  smtwb: {name: {en: Shanghai Municipal Talent Work Bureau, zh-Hant: 上海市人才工作局}}
  lwb: {name: {en: Labour and Welfare Bureau, zh-Hant: 勞工及福利局}}
people:
  chan: {name: {en: Chan, zh-Hant: 陳}, email: chan@example.org}
  wong: {name: {en: Wong, zh-Hant: 黃}}
"""
CLAUSES = """\
clauses:
  - use: effect@1
  - use: duration@1
    with: {years: 3, renewal: automatic, notice_months: 6}
  - use: termination@1
    with: {notice_months: 3}
"""
MINUTES = """\
kind: minutes
body: {en: Board, zh-Hant: 委員會}
date: 2024-06-08
start: 09:30
venue: {en: Room, zh-Hant: 會議室}
present: [{person: chan}]
agenda:
  - id: business
    heading: {en: Business, zh-Hant: 事項}
    paragraphs: [{id: business.one, en: To do., zh-Hant: 跟進。, actions: [{id: action.leaflet, owners: [hkte]}]}]
"""
TERM = """\
term:
  kind: tacit
  length: {years: 3}
  notice: {length: {months: 6}}
  termination: {length: {months: 3}}
"""
REPORT = "obligations: [{id: report, en: Report, zh-Hant: 匯報, zh-Hans: 汇报, %s}]\n"


def told(text: str, clauses: str = CLAUSES) -> list[Diagnostic]:
    promises = read_record(parse_yaml(text, "obligations.yaml"), Promises, "obligations.yaml")
    facts = read_record(parse_yaml(FACTS, "facts.yaml"), SharedFacts, "facts.yaml")
    record, problems = expand(mou(HEAD + clauses), library())
    assert not problems
    minutes = read_document(parse_yaml(MINUTES, "minutes.yaml"), "minutes.yaml")
    agreement = Agreement(id="draft", documents={"mou": record, "minutes": minutes})
    return list(check_promises(promises, agreement, facts))


def test_check_promises__says_nothing_where_all_is_well() -> None:
    assert told(TERM + REPORT % "bearer: [hkte], owner: chan, due: 2025-03-31") == []


@pytest.mark.parametrize(
    ("keys", "code", "message", "hint"),
    [
        ("bearer: [hkt]", "unknown-organisation", "unknown organisation `hkt`", "did you mean `hkte`?"),
        ("bearer: [lwb]", "not-a-party", "`lwb` bears `report` and is no party", "hkte"),
        ("owner: chang", "unknown-person", "unknown person `chang`", "did you mean `chan`?"),
        ("deputy: owner", "unknown-person", "unknown person `owner`", "known here: chan, wong"),
        ("owner: chan, deputy: chan", "own-deputy", "`chan` is owner and deputy of `report`", "another person"),
        ("bearer: [hkte], joint: true", "joint-alone", "`report` is joint and has one bearer", "name the other"),
        ("remind: [30, -1]", "wrong-value", "a reminder cannot come after the date", "escalate"),
        ("deliverable: {en: A report}", "missing-language", "the text has no zh-Hant", "add `zh-Hant:`"),
        ("owner: wong", "no-address", "`wong` has no address that reminders could go to", "add `email:`"),
    ],
)
def test_check_promises__of_one_obligation(keys: str, code: str, message: str, hint: str) -> None:
    found = told(TERM + REPORT % keys)[0]
    assert (found.code, found.message) == (code, message)
    assert hint in found.hint
    assert found.location
    assert found.location.line == 6


def test_check_promises__ids_stand_once_in_the_whole_agreement() -> None:
    text = """\
obligations:
  - {id: report, en: Report, zh-Hant: 匯報, zh-Hans: 汇报}
  - {id: action.leaflet, en: Leaflet, zh-Hant: 單張, zh-Hans: 单张}
  - {id: term.notice, en: Notice, zh-Hant: 通知, zh-Hans: 通知}
  - {id: signed, en: Sign, zh-Hant: 簽署, zh-Hans: 签署}
milestones:
  - {id: report, en: Report, zh-Hant: 匯報, zh-Hans: 汇报, due: 2025-03-31}
"""
    found = [(each.code, each.location and each.location.line, each.hint) for each in told(TERM + text)]
    assert [(code, line) for code, line, _ in found] == [
        ("duplicate-id", 8),
        ("reserved-id", 9),
        ("reserved-id", 10),
        ("duplicate-id", 12),
    ]
    assert "minutes.yaml:10:" in found[0][2]
    assert "obligations.yaml:7:" in found[3][2]


def test_check_promises__what_is_to_be_done_is_said_in_every_language() -> None:
    codes = [(each.code, each.hint) for each in told(f"{TERM}obligations: [{{id: report}}, {{id: plan, en: Plan}}]")]
    assert codes == [
        ("no-wording", "add `clause:`, or its words: en:, zh-Hant:, zh-Hans:"),
        ("missing-language", "add `zh-Hant:`"),
        ("missing-language", "add `zh-Hans:`"),
    ]


def test_check_promises__milestones_have_one_date_and_an_order() -> None:
    words = "en: x, zh-Hant: 甲, zh-Hans: 甲"
    text = f"""\
milestones:
  - {{id: first, {words}, due: 2024-12-08, follows: [third]}}
  - {{id: second, {words}, due: 2025-02-28, follows: [frist]}}
  - {{id: third, {words}, due: {{every: {{years: 1}}, from: 2025-02-28}}, follows: [first]}}
"""
    assert [(each.code, each.message) for each in told(TERM + text)] == [
        ("unknown-obligation", "`second` follows an unknown `frist`"),
        ("milestone-recurs", "the milestone `third` recurs"),
        ("follows-itself", "`first` follows itself"),
        ("follows-itself", "`third` follows itself"),
    ]


def test_check_promises__the_ladder_goes_upwards() -> None:
    text = "escalate: [{after: 7, to: owner}, {after: 3, to: wonk}, {after: 30, to: deputy}]\n"
    assert [(each.code, each.message) for each in told(TERM + text)] == [
        ("unknown-person", "unknown person `wonk`"),
        ("escalation-order", "the ladder goes down: 3 days after 7"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("length: {years: 3}", "ends: 2027-06-07", "missing-key", "nothing says how long a renewed term is"),
        ("length: {years: 3}", "renewals: 1", "missing-key", "a term of `kind: tacit` needs a length"),
        ("years: 3", "years: 0", "wrong-value", "`length:` is nothing"),
        ("  notice: {length: {months: 6}}\n", "", "no-notice", "a tacit renewal that no notice can stop"),
        (
            "  notice: {length: {months: 6}}\n",
            "  review: {months: 3}\n",
            "missing-key",
            "`review:` without `notice:`",
        ),
        (
            "length: {months: 6}",
            "length: {months: 6}, earliest: {months: 3}",
            "wrong-value",
            "notice can be given only after it is too late",
        ),
        ("kind: tacit", "kind: tacit\n  ends: 2027-06-07", "stray-key", "`length:` and `ends:` both say how long"),
        ("kind: tacit", "kind: indefinite", "stray-key", "`length:` does not go with `kind: indefinite`"),
        ("kind: tacit", "kind: fixed\n  renewals: 2", "stray-key", "`renewals:` does not go with `kind: fixed`"),
        ("kind: tacit", "kind: tacit\n  effect: {on: date}", "missing-key", "`on: date` needs `date:`"),
        ("kind: tacit", "kind: tacit\n  effect: {date: 2024-07-01}", "stray-key", "`date:` does not go with `on: sig"),
        (
            "kind: tacit",
            "kind: tacit\n  effect: {on: notifications, notifications: [told]}",
            "unknown-obligation",
            "no obligation `told`",
        ),
        (
            "kind: tacit",
            "kind: tacit\n  effect: {on: date, date: 2024-07-01, delay: {days: 30}}",
            "stray-key",
            "`delay:` does not go with `on: date`",
        ),
    ],
)
def test_check_promises__of_the_term(old: str, new: str, code: str, message: str) -> None:
    assert old in TERM
    found = [(each.code, each.message[: len(message)]) for each in told(TERM.replace(old, new, 1))]
    assert (code, message) in found


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("years: 3", "years: 5", "the term is 5 years; `duration@1` (mou.yaml:12:19) says 3 years", 3),
        ("{years: 3}", "{months: 30}", "the term is 30 months; `duration@1` (mou.yaml:12:19) says 3 years", 3),
        ("months: 6", "months: 3", "the notice is 3 months; `duration@1` (mou.yaml:12:57) says 6 months", 4),
        ("months: 6", "days: 180", "the notice is 180 days; `duration@1` (mou.yaml:12:57) says 6 months", 4),
        (
            "months: 3",
            "months: 1",
            "the notice of termination is 1 month; `termination@1` (mou.yaml:14:27) says 3 months",
            5,
        ),
        ("kind: tacit", "kind: express", "the term is express; `duration@1` (mou.yaml:12:31) makes it tacit", 2),
        (
            "kind: tacit",
            "kind: tacit\n  effect: {on: date, date: 2024-07-01}",
            "the term comes into effect on: date; `effect@1` (mou.yaml:10:10) has it on signature",
            3,
        ),
    ],
)
def test_check_promises__the_term_is_that_of_the_memorandum(old: str, new: str, message: str, line: int) -> None:
    (found,) = told(TERM.replace(old, new, 1))
    assert (found.code, found.message) == ("term-differs", message)
    assert found.location
    assert found.location.line == line


def test_check_promises__the_same_length_in_other_units_is_no_difference() -> None:
    assert told(TERM.replace("{years: 3}", "{months: 36}")) == []


def test_check_promises__a_term_that_the_memorandum_alone_says() -> None:
    (found,) = told(REPORT % "bearer: [hkte]")
    assert (found.code, str(found.location)) == ("no-term", "mou.yaml:11:10")
    assert "notice window" in found.hint
