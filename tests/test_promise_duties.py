"""What a change of obligations.yaml does to duties: by id, in words of every language, and as data."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mouflow.compare.promises import promise_duties
from mouflow.model.obligations import Promises
from mouflow.schema import read_record
from mouflow.source import parse_yaml
from tests.conftest import Ran
from tests.repositories import AGREEMENT, change, commit_all, new_repository, use_settings

OLD = """\
term:
  kind: tacit
  length: {years: 3}
  notice: {length: {months: 6}, clause: areas.list}
obligations:
  - {id: meeting, clause: areas.list, joint: true, owner: chris-sun, due: {every: {years: 1}, from: 2025-12-08}}
  - {id: secrecy, clause: areas.list, bearer: [hkte]}
milestones:
  - {id: guide, en: Guide, zh-Hant: 指南, evidence: {required: true}, due: 2025-02-28}
"""
PATH = f"agreements/{AGREEMENT}/obligations.yaml"


def duties(new: str, old: str = OLD) -> list[tuple[str, str, str, str]]:
    """What changes from one file to the other: effect, name, old and new value."""
    before, after = (read_record(parse_yaml(text, "x"), Promises, "x") for text in (old, new))
    return [(each.effect, each.name, each.old, each.new) for each in promise_duties(before, after, "en")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("from: 2025-12-08}", "from: 2025-11-30}", ("promise-due", "meeting")),
        (", due: {every: {years: 1}, from: 2025-12-08}", "", ("promise-due", "meeting")),
        ("owner: chris-sun, ", "", ("promise-owner", "meeting", "chris-sun", "")),
        ("bearer: [hkte]", "bearer: [hkte, smtwb]", ("promise-bearer", "secrecy", "hkte", "hkte, smtwb")),
        ("joint: true, ", "kind: meeting, ", ("promise-other", "meeting", "", "kind, joint")),
        ("en: Guide,", "en: Handbook,", ("promise-wording", "guide", "Guide", "Handbook")),
        ("required: true", "verified: true", ("promise-other", "guide", "", "evidence")),
        ("kind: tacit", "kind: express", ("term-kind", "", "tacit", "express")),
        ("{years: 3}", "{years: 5}", ("term-length", "", '{"length": {"years": 3}}', '{"length": {"years": 5}}')),
        ("length: {months: 6}", "length: {months: 6}, counting: inclusive", ("term-notice", "")),
        ("obligations:", "  termination: {length: {months: 3}}\nobligations:", ("term-termination", "", "")),
        ("kind: tacit", "kind: tacit\n  effect: {on: date, date: 2024-07-01}", ("term-effect", "", "")),
    ],
)
def test_promise_duties__tells_one_change(old: str, new: str, told: tuple[str, ...]) -> None:
    assert old in OLD
    (found,) = duties(OLD.replace(old, new))
    assert found[: len(told)] == told


def test_promise_duties__what_came_and_what_ended() -> None:
    found = duties(OLD.replace("id: guide", "id: handbook"))
    assert [(effect, name) for effect, name, _, _ in found] == [("promise-new", "handbook"), ("promise-ended", "guide")]
    assert len(duties(OLD, "{}")) == 3 + 3
    assert duties("{}", OLD)[0][0] == "term-kind"


def test_promise_duties__how_it_is_written_is_no_change() -> None:
    """Other lines, pins, notes and reminders are the office's own."""
    moved = "# why\n\n" + OLD.replace("joint: true", "pinned: 0123456789ab, note: Ask first., remind: [3], joint: true")
    assert duties(moved) == []


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use_settings(monkeypatch, tmp_path)
    root = new_repository(tmp_path / "office", files={PATH: OLD})
    commit_all(root, "Begin")
    change(root, "{every: {years: 1}, from: 2025-12-08}", "{after: signed, months: 6, roll: previous}", PATH)
    change(root, "bearer: [hkte]", "bearer: [smtwb]", PATH)
    change(root, "{months: 6}", "{months: 3}", PATH)
    change(root, "owner: chris-sun, ", "", PATH)
    return root


ROLLED = "(or the business day before, where it is none)"
WORDS = {
    "en": (
        "Paragraph 1, notice before the end of the term: 3 months (was 6 months)",
        f"Paragraph 1, meeting: due 6 months after signature {ROLLED} (was every year from 8 December 2025)",
        "Paragraph 1, meeting: seen to by nobody (was Chris Sun)",
        "Paragraph 1, secrecy: owed by Shanghai Municipal Talent Work Bureau (was Hong Kong Talent Engage)",
    ),
    "zh-Hant": (
        "第一條，屆滿前通知期：3個月（原為6個月）",
        "第一條，meeting：期限改為簽署後6個月（非工作日則提前）（原為自2025年12月8日起每年）",
        "第一條，meeting：改由無人跟進（原為孫玉菡）",
        "第一條，secrecy：改由上海市人才工作局履行（原為香港人才服務辦公室）",
    ),
}


@pytest.mark.parametrize("language", WORDS)
def test_diff__words_what_is_owed_now(language: str, office: Path, run: Callable[..., Ran]) -> None:
    ran = run(office, "diff", AGREEMENT, "--format", "json", "--lang", language, "--exit-code")
    assert ran.status == 1, "obligations alone differ"
    (document,) = json.loads(ran.out)["documents"]
    assert tuple(document["duties"]) == WORDS[language]
    assert document["changes"] == []
    assert document["obligations"][1] == {
        "effect": "promise-due",
        "id": "meeting",
        "clause": "areas.list",
        "bearers": [],
        "old": '{"every": {"years": 1}, "from": "2025-12-08"}',
        "new": '{"after": "signed", "months": 6, "roll": "previous"}',
    }


def test_diff__on_the_terminal_and_as_a_page(office: Path, run: Callable[..., Ran]) -> None:
    ran = run(office, "diff", AGREEMENT)
    assert "0 changes; 4 changes of obligations" in ran.out
    assert run(office, "diff", AGREEMENT, "--only", "value", "--exit-code").status == 0
    assert run(office, "diff", AGREEMENT, "--format", "html", "--lang", "en").status == 0
    (page,) = (office / "build").rglob("*.html")
    written = page.read_text("utf-8")
    assert "What you now owe" in written
    assert "The two versions do not differ" not in written


def test_diff__of_obligations_that_cannot_be_read_compares_the_text(office: Path, run: Callable[..., Ran]) -> None:
    (office / PATH).write_text("obligations: [", "utf-8")
    ran = run(office, "diff", AGREEMENT, "--format", "json", "--exit-code")
    assert ran.status == 1, "what could not be compared may differ"
    (document,) = json.loads(ran.out)["documents"]
    assert [each["effect"] for each in document["obligations"]] == ["promise-unread"]
    assert "obligations were not compared" in document["duties"][0]
    assert document["changes"] == []
