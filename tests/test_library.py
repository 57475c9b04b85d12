"""The clause library: every clause in every language and profile; what an agreement can get wrong."""

from __future__ import annotations

import re

import pytest

from mouflow.assembly.library import expand
from mouflow.diagnostics import Diagnostic
from mouflow.document import text_of, walk
from tests.drafts import HEAD, TEMPLATES, assembled, clause, library, mou, printed, text_at

LANGUAGES = ("en", "zh-Hant", "zh-Hans")

GREETING = """\
id: greeting
heading: {en: "Greeting {{ name }}", zh-Hant: 問候, zh-Hans: 问候}
parameters:
  name: {type: text, choices: [Ann, Bo]}
  times: {type: number, minimum: 1, default: "1"}
  day: {type: date, default: "2024-06-08"}
  warm: {type: flag, default: "false"}
  words: {type: localized, default: {en: hello, zh-Hant: 你好, zh-Hans: 你好}}
  host: {type: party, default: hkte}
paragraphs:
  - id: greeting.said
    en: "{{ org(host) }} says {{ words }} to {{ name }} {{ times | words }} times on {{ day | date }}."
    zh-Hant: "{{ words }}"
    zh-Hans: "{{ words }}"
  - {id: greeting.warmly, when: warm, en: 'Warmly, see {{ ref(".said") }}.', zh-Hant: 親切。, zh-Hans: 亲切。}
"""


def problems(uses: str, head: str = HEAD) -> list[Diagnostic]:
    _, found = expand(mou(head + "clauses:\n" + uses), {"greeting@1": clause(GREETING), "greeting@2": clause(GREETING)})
    return found


def said(uses: str, identifier: str, language: str = "en") -> str:
    return text_at(
        assembled(HEAD + "clauses:\n" + uses, language, clauses={"greeting@1": clause(GREETING)}), identifier
    )


def test_expand__binds_values_of_every_type() -> None:
    text = """\
  - use: greeting@1
    with: {name: Bo, times: 2, day: 2024-07-01, host: smtwb, words: {en: good day, zh-Hant: 您好, zh-Hans: 您好}}
"""
    sentence = "Shanghai Municipal Talent Work Bureau says good day to Bo two times on 1 July 2024."
    assert said(text, "greeting.said") == sentence
    assert said(text, "greeting.said", "zh-Hant") == "您好"
    assert said(text, "greeting") == "Greeting Bo"


def test_expand__fills_in_defaults() -> None:
    sentence = "Hong Kong Talent Engage says hello to Ann one times on 8 June 2024."
    assert said("  - {use: greeting@1, with: {name: Ann}}\n", "greeting.said") == sentence


def test_expand__lets_one_clause_stand_twice_under_ids_of_its_own() -> None:
    uses = """\
  - {use: greeting@1, with: {name: Ann, warm: true}}
  - {id: second, use: greeting@1, with: {name: Bo, warm: true}, heading: {en: Again, zh-Hant: 再, zh-Hans: 再}}
"""
    assert said(uses, "greeting.warmly") == "Warmly, see Paragraph 1(1)."
    assert said(uses, "second.warmly") == "Warmly, see Paragraph 2(1)."
    assert said(uses, "second") == "Again"


def test_expand__conditions_see_parameters_and_facts() -> None:
    uses = """\
  - {use: greeting@1, when: polite, with: {name: Ann}}
  - {id: b, use: greeting@1, with: {name: Bo, warm: true}}
"""
    text = HEAD + "facts: {polite: false}\nclauses:\n" + uses
    document = assembled(text, clauses={"greeting@1": clause(GREETING)})
    assert [each.id for each in walk(document.blocks) if each.get("data-label")] == ["b", "b.said", "b.warmly"]


def test_expand__puts_further_paragraphs_behind_those_of_the_library() -> None:
    uses = """\
  - use: greeting@1
    with: {name: Ann}
    paragraphs: [{id: own, en: More., zh-Hant: 更多。, zh-Hans: 更多。}]
"""
    expanded, _ = expand(mou(HEAD + "clauses:\n" + uses), {"greeting@1": clause(GREETING)})
    assert [each.id for each in expanded.clauses[0].paragraphs] == ["greeting.said", "greeting.warmly", "own"]
    assert expanded.clauses[0].use == "greeting@1"


@pytest.mark.parametrize(
    ("use", "code", "hint"),
    [
        ("{use: greting@1}", "unknown-clause", "did you mean `greeting@1`?"),
        ("{use: greeting@3}", "unknown-clause-version", "there is `greeting@1` or `greeting@2`"),
        ("{use: greeting}", "unknown-clause-version", "there is `greeting@1` or `greeting@2`"),
        ("{use: greeting@1}", "missing-parameter", "add `name:` under `with:` (text)"),
        ("{use: greeting@1, with: {name: Ann, tims: 2}}", "unknown-parameter", "did you mean `times`?"),
        ("{use: greeting@1, with: {name: Cy}}", "wrong-value", "known here: Ann, Bo"),
        ("{use: greeting@1, with: {name: Ann, times: 012}}", "wrong-type", "write digits only, without a leading zero"),
        ("{use: greeting@1, with: {name: Ann, times: 0}}", "wrong-value", ""),
        ("{use: greeting@1, with: {name: Ann, warm: yes}}", "wrong-type", "write `true` or `false`"),
        ("{use: greeting@1, with: {name: Ann, day: 2024-02-30}}", "bad-date", "look at a calendar"),
        ("{use: greeting@1, with: {name: Ann, host: hkt}}", "wrong-value", "did you mean `hkte`?"),
        ("{use: greeting@1, with: {name: Ann, words: {fr: salut}}}", "unknown-language", ""),
        ("{id: a, with: {name: Ann}}", "missing-key", "write the clause out, or take one from the library with `use:`"),
    ],
)
def test_expand__tells_what_is_wrong_and_where(use: str, code: str, hint: str) -> None:
    first = problems(f"  - {use}\n")[0]
    assert first.code == code
    assert hint in first.hint
    assert first.location
    assert (first.location.path, first.location.line) == ("mou.yaml", HEAD.count("\n") + 2)


def test_expand__tells_everything_at_once() -> None:
    found = problems("  - {use: greeting@1, with: {times: x, warmth: true}}\n  - use: farewell@1\n")
    assert {each.code for each in found} == {"unknown-parameter", "missing-parameter", "wrong-type", "unknown-clause"}


def test_expand__asks_for_an_id_where_a_clause_stands_twice() -> None:
    (problem,) = problems("  - {use: greeting@1, with: {name: Ann}}\n  - {use: greeting@1, with: {name: Bo}}\n")
    assert problem.code == "duplicate-id"
    assert problem.location
    assert problem.location.line == HEAD.count("\n") + 3


def test_expand__refuses_a_clause_of_the_other_profile() -> None:
    text = HEAD + "profile: treaty\nclauses:\n  - use: non-binding@1\n"
    _, (problem,) = expand(mou(text), library())
    assert problem.code == "wrong-profile"


def test_library__is_told_of_in_the_readme() -> None:
    readme = (TEMPLATES.parent / "agreements/README.md").read_text("utf-8")
    assert set(re.findall(r"`([a-z-]+@\d+)`", readme)) == set(library())
    for source in library().values():
        assert all(f"`{name}`" in readme for name in source.parameters)


def test_library__example_of_the_readme_works() -> None:
    readme = (TEMPLATES / "README.md").read_text("utf-8")
    example = readme.split("# templates/clauses/review@1.yaml\n")[1].split("```")[0]
    text = HEAD.replace(", zh-Hans]", "]") + "clauses:\n  - {use: review@1, with: {public: true}}\n"
    clauses = {"review@1": clause(example)}
    outcome = text_at(assembled(text, clauses=clauses), "review.outcome")
    assert outcome == "The outcome of the review under Paragraph 1(1) will be published."
    assert text_at(assembled(text, "zh-Hant", clauses=clauses), "review.meeting") == "雙方將每兩年檢討本備忘錄一次。"


@pytest.mark.parametrize("name", sorted(library()))
def test_library__ids_begin_with_the_clause(name: str) -> None:
    source = library()[name]
    assert all((each.id or "").startswith(f"{source.id}.") for each in source.paragraphs)


@pytest.mark.parametrize("name", sorted(library()))
@pytest.mark.parametrize("language", [*LANGUAGES, "zh-Hans-HK"])
@pytest.mark.parametrize("profile", ["non-binding", "treaty"])
def test_library__reads_well_in_every_language_and_profile(name: str, language: str, profile: str) -> None:
    if library()[name].profile not in {None, profile}:
        return
    short = "short: {en: Agreement, zh-Hant: 協定, zh-Hans: 协定}" if profile == "treaty" else r"\g<0>"
    text = re.sub(r"short: .*", short, HEAD) + f"profile: {profile}\nclauses:\n  - use: {name}\n"
    document = assembled(text, language)
    clause_text = "".join(text_of(each) for each in document.blocks if "clause" in each.get("class"))
    if language == "en":
        treaty = {"Parties", "Party", "shall", "Agreement"}
        words = set(re.findall(r"[A-Za-z]+", clause_text))
        assert not words & (treaty if profile == "non-binding" else {"Participant", "Participants", "will"})
        assert not re.search(r"[，。「“]\w|  | \.", clause_text)
    else:
        assert not re.search(r"[A-Za-z ,;:]", clause_text), "no Latin letters, spaces or narrow marks beside Han"
        assert ("備忘錄" in clause_text or "备忘录" in clause_text) is (profile == "non-binding")


DURATIONS = [
    ("{years: 1}", "for one year.", "有效期為一年。"),
    ("{years: 2}", "for two years.", "有效期為兩年。"),
    ("{years: 5, renewal: automatic}", "for further periods of five years", "自動延長五年，並依此順延。"),
    ("{renewal: express, notice_months: 1}", "at least one month before its end.", "最少一個月以書面議定"),
]


@pytest.mark.parametrize(("values", "english", "chinese"), DURATIONS)
def test_duration__says_the_same_in_both_languages(values: str, english: str, chinese: str) -> None:
    text = f"{HEAD}clauses:\n  - {{use: duration@1, with: {values}}}\n"
    assert english in printed(text)
    assert chinese in printed(text, "zh-Hant")


def test_termination__of_three_parties() -> None:
    text = HEAD.replace("[hkte, smtwb]", "[hkte, smtwb, ministry]") + "clauses:\n  - use: termination@1\n"
    sentence = (
        "Any Participant may terminate this Memorandum by giving the other Participants three months’ written notice."
    )
    assert text_at(assembled(text), "termination.notice") == sentence
    assert (
        text_at(assembled(text, "zh-Hant"), "termination.notice")
        == "任何一方可提前三個月以書面通知其他各方，終止本備忘錄。"
    )


@pytest.mark.parametrize("name", sorted(name for name in library() if library()[name].parameters))
def test_library__one_of_a_thing_is_not_many(name: str) -> None:
    """Every number set to one, in every choice that a clause offers."""
    parameters = library()[name].parameters
    ones = {key: "1" for key, each in parameters.items() if each.type == "number"}
    choices = [(key, choice) for key, each in parameters.items() for choice in each.choices] or [("", "")]
    for key, choice in choices:
        values = {**ones, **({key: choice} if key else {})}
        given = ", ".join(f"{each}: {value}" for each, value in values.items())
        said = printed(f"{HEAD}clauses:\n  - {{use: {name}, with: {{{given}}}}}\n")
        assert not re.search(r"\b(?:one|1)\s+(?:years|months|days)\b", said)
