"""Numbers and references: contiguous after conditions, equal to the label chain, and told where they lead nowhere."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mouflow.diagnostics import MouflowError
from mouflow.document import Document, Element, text_of, walk
from mouflow.languages.numerals import chinese_numeral, letters, roman
from tests.drafts import CLAUSE, HEAD, assembled, mou, text_at

FORMS = {
    "en": ("Paragraph {}", "({})", "({})", "({})", "({})"),
    "zh-Hant": ("第{}條", "第{}款", "第（{}）項", "第{}目", "（{}）"),
}
COUNTS = {
    "en": (str, str, letters, roman, lambda number: letters(number).upper()),
    "zh-Hant": (chinese_numeral, chinese_numeral, chinese_numeral, str, str),
}


@dataclass(frozen=True)
class Branch:
    """A passage of a made-up text: whether it stays, and what stands below it."""

    stays: bool
    below: tuple[Branch, ...] = ()


def branches(depth: int) -> st.SearchStrategy[tuple[Branch, ...]]:
    below = branches(depth - 1) if depth > 1 else st.just(())
    return st.lists(st.builds(Branch, st.booleans(), below), max_size=3).map(tuple)


CLAUSES = st.lists(st.builds(Branch, st.booleans(), branches(4).filter(bool)), min_size=1, max_size=3).map(tuple)


def passage(branch: Branch, identifier: str, indent: int) -> str:
    pad = " " * indent
    lines = [
        f"- id: {identifier}",
        f"  when: {str(branch.stays).lower()}",
        "  en: text",
        "  zh-Hant: 文",
        "  zh-Hans: 文",
    ]
    if branch.below:
        lines.append("  items:")
    own = "".join(f"{pad}{line}\n" for line in lines)
    return own + "".join(passage(each, f"{identifier}.{at}", indent + 2) for at, each in enumerate(branch.below))


def written(clauses: tuple[Branch, ...], references: list[str]) -> str:
    text = HEAD + "clauses:\n"
    for at, branch in enumerate(clauses):
        text += f"  - id: c{at}\n    when: {str(branch.stays).lower()}\n"
        text += "    heading: {en: H, zh-Hant: 題, zh-Hans: 题}\n    paragraphs:\n"
        text += "".join(passage(each, f"c{at}.{n}", 6) for n, each in enumerate(branch.below))
    quoted = " ".join(f"{{{{ ref('{each}') }}}}" for each in references)
    text += "  - id: last\n    heading: {en: L, zh-Hant: 末, zh-Hans: 末}\n    paragraphs:\n"
    return text + "".join(f'      - {{id: last.text, en: "{quoted} .", zh-Hant: "{quoted} 。", zh-Hans: 。}}\n')


def expected(clauses: tuple[Branch, ...], language: str) -> dict[str, str]:
    """Compute the reference to every passage that stays, independently of the tree."""
    forms, counts = FORMS[language], COUNTS[language]
    found: dict[str, str] = {}

    def go(siblings: tuple[Branch, ...], prefix: str, chain: str, depth: int) -> None:
        staying = [(at, each) for at, each in enumerate(siblings) if each.stays]
        alone = depth == 1 and len(staying) == 1
        for number, (at, each) in enumerate(staying, 1):
            own = chain if alone else chain + forms[depth].format(counts[depth](number))
            found[f"{prefix}{at}"] = own
            go(each.below, f"{prefix}{at}.", own, depth + 1)

    go(clauses, "c", "", 0)
    return found


@settings(max_examples=60, deadline=None)
@given(CLAUSES, st.sampled_from(["en", "zh-Hant"]))
def test_number_blocks__labels_are_contiguous_and_references_equal_their_chain(
    clauses: tuple[Branch, ...], language: str
) -> None:
    references = expected(clauses, language)
    document = assembled(written(clauses, list(references)), language)
    links = [each for each in walk(document.blocks) if each.tag == "a"]
    assert [text_of(each) for each in links] == list(references.values())
    assert [each.get("href") for each in links] == [f"#{each}" for each in references]
    assert len(set(references.values())) + _alone(references) == len(references)
    for link in links:
        assert _fields_hold_labels(link, document)


def _alone(references: dict[str, str]) -> int:
    """Count the paragraphs that stand alone and so share the number of their clause."""
    return sum(each.count(".") == 1 and references[each.split(".")[0]] == own for each, own in references.items())


def _fields_hold_labels(link: Element, document: Document) -> bool:
    """Tell whether each part of a reference is what Word's REF field gives: the label without trailing full stops."""
    labels = {each.id: each.get("data-label").rstrip(".") for each in walk(document.blocks) if each.id}
    return all(text_of(part) == labels[part.get("data-of")] for part in walk(link.children) if part.get("data-of"))


@settings(max_examples=30, deadline=None)
@given(CLAUSES)
def test_number_blocks__every_reference_to_a_dropped_passage_is_told_at_its_place(clauses: tuple[Branch, ...]) -> None:
    staying = expected(clauses, "en")
    everything = expected(tuple(_kept(each) for each in clauses), "en")
    dropped = [each for each in everything if each not in staying]
    text = written(clauses, dropped)
    if not dropped:
        assert assembled(text)
        return
    with pytest.raises(MouflowError) as failed:
        assembled(text)
    problems = failed.value.diagnostics
    assert [each.code for each in problems] == ["dangling-reference"] * len(dropped)
    line = next(at for at, each in enumerate(text.splitlines(), 1) if "last.text" in each)
    assert {(each.location.path, each.location.line) for each in problems if each.location} == {("mou.yaml", line)}


def _kept(branch: Branch) -> Branch:
    return Branch(True, tuple(map(_kept, branch.below)))


def reference_to(target: str, language: str = "en") -> str:
    text = CLAUSE.replace("The Participants will meet.", f"\"{{{{ ref('{target}') }}}}\"")
    return text_at(assembled(mou(HEAD + text), language), "aim.text")


def test_reference__to_a_paragraph_that_stands_alone_names_its_clause() -> None:
    assert reference_to("aim.text") == "Paragraph 1"


@pytest.mark.parametrize("target", ["_parties", "_testimonium"])
def test_reference__to_a_passage_without_number_is_a_problem(target: str) -> None:
    with pytest.raises(MouflowError) as failed:
        reference_to(target)
    assert failed.value.diagnostics[0].code == "unnumbered-reference"


def test_reference__to_nothing_suggests_what_there_is() -> None:
    with pytest.raises(MouflowError) as failed:
        reference_to("aim.txt")
    problem = failed.value.diagnostics[0]
    assert problem.code == "dangling-reference"
    assert problem.hint.startswith("did you mean `aim.text`?")
