"""The rules over records: each one's problem, at the word that is wrong, with its way out."""

from __future__ import annotations

from textwrap import dedent

import pytest

from mouflow.diagnostics import Diagnostic
from mouflow.model.facts import SharedFacts
from mouflow.schema import read_document, read_record
from mouflow.source import parse_yaml
from mouflow.validation import RULES, validate
from mouflow.validation.mou import validate_parties, validate_signing, validate_wording
from mouflow.validation.names import validate_names
from mouflow.validation.rules import (
    validate_ids,
    validate_languages,
    validate_layouts,
    validate_tables,
    validate_texts,
)
from mouflow.validation.weekdays import validate_weekdays
from tests.conftest import MOU, ORGANISATIONS, PEOPLE, TERMS

SAMPLE = dedent(MOU)


def facts() -> SharedFacts:
    tables = {"people": PEOPLE, "organisations": ORGANISATIONS, "terms": TERMS}
    values = {name: parse_yaml(dedent(text), name) for name, text in tables.items()}
    return read_record(values, SharedFacts, "facts")


def told(rule: object, old: str = "", new: str = "", add: str = "") -> list[tuple[str, int, int]]:
    """Return code, line and column of what a rule finds in the sample with one text replaced and lines added."""
    assert old in SAMPLE
    record = read_document(parse_yaml(SAMPLE.replace(old, new, 1) + add, "x.yaml"), "x.yaml")
    found: list[Diagnostic] = list(rule(record, facts()))  # type: ignore[operator]
    assert all(each.hint for each in found)
    return [(each.code, *each.location[1:]) for each in found if each.location]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rules__find_no_error_in_the_sample(rule: object) -> None:
    assert {code for code, *_ in told(rule)} <= {"no-signatory"}


def test_validate__applies_every_rule() -> None:
    wrong = SAMPLE.replace("smtwb", "x").replace("[en, zh-Hant]", "[en, zh-Hans]")
    found = validate(read_document(parse_yaml(wrong, "x.yaml"), "x.yaml"), facts())
    assert {"unknown-party", "missing-language"} <= {each.code for each in found}


def test_validate_languages__unknown_and_twice() -> None:
    assert told(validate_languages, "[en, zh-Hant]", "[en, zh-Hnt]") == [("unknown-language", 2, 17)]
    assert told(validate_languages, "[en, zh-Hant]", "[zh-Hans-CN, zh-Hans-HK]") == [("duplicate-language", 1, 1)]


def test_validate_texts__missing_in_one_language() -> None:
    assert told(validate_texts, ", zh-Hant: 香港}", "}") == [("missing-language", 8, 36)]


def test_validate_ids__twice() -> None:
    assert told(validate_ids, "areas.list", "areas") == [("duplicate-id", 13, 13)]


def test_validate_names__unknown_people() -> None:
    lines = "signatories: [{person: chris-sn, party: hkte}]\nwitnesses: [chris-sun, nobody]\n"
    assert sorted(told(validate_names, add=lines)) == [("unknown-person", 16, 24), ("unknown-person", 17, 24)]


def test_validate_names__unknown_terms() -> None:
    old = "        en: The Participants will co-operate.\n"
    new = f"{old}        definitions: [{{term: talnt, en: a, zh-Hant: b}}]\n"
    assert told(validate_names, old, new) == [("unknown-term", 15, 30)]


def test_validate_names__unknown_organisations() -> None:
    release = """\
        kind: press-release
        languages: [en]
        title: {en: A visit}
        issued: {date: 2024-06-08, time: 14:30}
        on_behalf_of: hkt
        paragraphs: [{id: one, en: They met.}]
        """
    record = read_document(parse_yaml(dedent(release), "x.yaml"), "x.yaml")
    (problem,) = validate_names(record, facts())
    assert str(problem) == "x.yaml:5:15: error: unknown organisation `hkt` [unknown-organisation]"
    assert "`hkte`" in problem.hint


def test_validate_parties__unknown_twice_or_none() -> None:
    assert told(validate_parties, "[hkte, smtwb]", "[hkte, x]") == [("unknown-party", 7, 17)]
    assert told(validate_parties, "[hkte, smtwb]", "[hkte, hkte]") == [("duplicate-party", 7, 17)]
    assert told(validate_parties, "[html]", "[html], holders: [all, x]") == [("unknown-party", 3, 42)]
    line = "signatories: [{person: chris-sun, party: x}]\n"
    assert told(validate_parties, add=line) == [("unknown-party", 16, 42)]


def test_validate_signing__too_few_originals_and_unknown_language() -> None:
    assert told(validate_signing, "{date:", "{originals: 1, date:") == [("too-few-originals", 8, 10)]
    assert told(validate_signing, "{date:", "{prevailing: fr, date:") == [("unknown-language", 8, 23)]


def test_validate_layouts__need_two_languages() -> None:
    text = SAMPLE.replace("[en, zh-Hant]", "[en]").replace("[html]", "[html], layouts: [parallel]")
    record = read_document(parse_yaml(text, "x.yaml"), "x.yaml")
    assert [each.code for each in validate_layouts(record, facts())] == ["one-language"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Saturday, 8 June 2024", None),
        ("Saturday, June 8, 2024", None),
        ("8 June 2024 (Saturday)", None),
        ("8 June 2024, Saturday", None),
        ("2024年6月8日（星期六）", None),
        ("2024年6月9日（星期天）", None),
        ("2024年6月8日（周六）", None),
        ("Sunday, 8 June 2024", "wrong-weekday"),
        ("Sunday 8 June 2024", "wrong-weekday"),
        ("Sunday, June 8, 2024", "wrong-weekday"),
        ("8 June 2024 (Sunday)", "wrong-weekday"),
        ("June 8, 2024 (Sunday)", "wrong-weekday"),
        ("2024年6月8日（星期日）", "wrong-weekday"),
        ("2024年6月8日星期日", "wrong-weekday"),
        ("2024年6月8日(週日)", "wrong-weekday"),
        ("Sunday, 31 June 2024", "bad-date"),
        ("2024年6月31日（星期日）", "bad-date"),
    ],
)
def test_validate_weekdays(written: str, code: str | None) -> None:
    expected = [(code, 14, 18)] if code else []
    assert told(validate_weekdays, "The Participants will co-operate.", f"'On, {written}'") == expected


def test_validate_wording__treaty_offers_the_variables() -> None:
    found = [("treaty-wording", 14, 17), ("treaty-wording", 14, 30)]
    assert told(validate_wording, add="profile: treaty\n") == found
    neutral = "The {{ participants }} {{ will }} co-operate."
    assert told(validate_wording, "The Participants will co-operate.", neutral, "profile: treaty\n") == []
    assert told(validate_wording) == []


def test_validate_tables__columns_wider_than_the_page() -> None:
    heading = "heading: {en: A, zh-Hant: 甲}"
    for width, codes in (("70", ["table-width"]), ("30", [])):
        columns = f"[{{{heading}, width: 70}}, {{{heading}, width: {width}}}]"
        found = told(validate_tables, "co-operate.", f"co-operate.\n        table: {{columns: {columns}, rows: []}}")
        assert [code for code, *_ in found] == codes
