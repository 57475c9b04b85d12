"""Blame follows words by clause and language through moves, renumbering, reformatting, merges and broken versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from mouflow.document import Edit
from mouflow.history import Commit, Key, open_repository
from mouflow.history import last_changes as changes_of
from mouflow.source import pieces, words_of
from mouflow.workspace import find_workspace
from mouflow.workspace.authors import Authors, authorship
from tests.conftest import write_files
from tests.repositories import AGREEMENT, MOU_PATH, change, commit_all, git, new_repository, use_settings

EN, HANT = "en", "zh-Hant"
CLAUSES = """\
  - id: aim
    heading: {en: Aim, zh-Hant: 目的}
    paragraphs:
      - id: aim.first
        en: The Participants will meet.
        zh-Hant: 雙方會面。
"""


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_settings(monkeypatch, tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A memorandum with the clauses `areas` and `aim`, recorded once."""
    root = new_repository(tmp_path / "office")
    (root / MOU_PATH).write_text((root / MOU_PATH).read_text("utf-8") + CLAUSES, "utf-8")
    commit_all(root, "Begin")
    return root


def blame(root: Path, old: str | None = None, new: str | None = None) -> Authors:
    repository = open_repository(root)
    versions = [repository.resolve(name) if name else None for name in (old, new)]
    return authorship(find_workspace(root), repository, AGREEMENT, *versions)


def reasons(root: Path, *names: str, document: str = "mou", old: str | None = None) -> list[str]:
    """Give why each text (`areas.list en`) was last changed."""
    changes = blame(root, old).changes
    found = [changes[Key(document, *name.split(" "))] for name in names]
    return [each.subject if each else "not recorded" for each in found]


def test_blame__names_each_language_by_itself(root: Path) -> None:
    change(root, "雙方合作", "雙方攜手合作")
    commit_all(root, "Say it better in Chinese")
    change(root, "will co-operate", "will work together")
    assert reasons(root, "areas.list en", "areas.list zh-Hant", "areas en") == [
        "not recorded",
        "Say it better in Chinese",
        "Begin",
    ]


def test_blame__is_not_led_astray_by_another_way_of_writing_yaml(root: Path) -> None:
    text = (root / MOU_PATH).read_text("utf-8")
    text = text.replace("The Participants will co-operate.", '"The Participants\n          will co-operate."')
    text = text.replace("zh-Hant: 雙方合作。", "zh-Hant: >-\n          雙方\n          合作。")
    text = text.replace(
        "heading: {en: Areas, zh-Hant: 範疇}", "heading:\n      zh-Hant: '範疇'\n      en: |\n        Areas"
    )
    (root / MOU_PATH).write_text(f"# Written anew\n{text}", "utf-8")
    commit_all(root, "Write it anew")
    assert set(reasons(root, "areas en", "areas zh-Hant", "areas.list en", "areas.list zh-Hant")) == {"Begin"}


def test_blame__follows_a_clause_that_moved_and_was_renumbered(root: Path) -> None:
    text = (root / MOU_PATH).read_text("utf-8")
    head, first = text.split("clauses:\n")
    first = first.removesuffix(CLAUSES)
    (root / MOU_PATH).write_text(f"{head}clauses:\n{CLAUSES}{first}", "utf-8")
    commit_all(root, "Put the aim first")
    assert set(reasons(root, "aim en", "aim.first en", "areas.list zh-Hant")) == {"Begin"}


def test_blame__follows_a_clause_into_another_document(root: Path) -> None:
    change(root, "will meet", "will meet yearly")
    commit_all(root, "Meet yearly")
    change(root, CLAUSES.replace("will meet", "will meet yearly"), "")
    write_files(
        root, {f"agreements/{AGREEMENT}/annex.yaml": f"kind: mou\nclauses:\n{CLAUSES}".replace("meet", "meet yearly")}
    )
    commit_all(root, "Make it an annex")
    assert reasons(root, "aim.first en", "aim.first zh-Hant", document="annex") == ["Meet yearly", "Begin"]


def test_blame__of_words_that_came_back_names_the_last_time(root: Path) -> None:
    change(root, "will meet", "will not meet")
    commit_all(root, "Change")
    change(root, "will not meet", "will meet")
    commit_all(root, "Change back")
    assert reasons(root, "aim.first en") == ["Change back"]


def test_blame__goes_through_merges_to_where_the_words_came_from(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "partner")
    change(root, "will meet", "will meet yearly")
    commit_all(root, "The partner's wish")
    git(root, "checkout", "--quiet", "main")
    change(root, "will co-operate", "will work together")
    commit_all(root, "Our wish")
    git(root, "merge", "--quiet", "--no-edit", "partner")
    assert reasons(root, "aim.first en", "areas.list en", "aim zh-Hant") == ["The partner's wish", "Our wish", "Begin"]


def test_blame__passes_over_versions_that_cannot_be_read(root: Path) -> None:
    good = (root / MOU_PATH).read_text("utf-8")
    for number in range(3):
        (root / MOU_PATH).write_text(f"<<<<<<< ours {number}\n{good}", "utf-8")
        commit_all(root, f"Broken {number}")
    (root / MOU_PATH).write_text(good.replace("will meet", "will meet yearly"), "utf-8")
    commit_all(root, "Mended, and changed")
    assert reasons(root, "aim.first en", "aim.first zh-Hant") == ["Mended, and changed", "Begin"]
    (root / MOU_PATH).write_text(f"{good}\t- broken", "utf-8")
    assert reasons(root, "aim.first en") == ["Mended, and changed"]


def test_blame__needs_no_schema(root: Path) -> None:
    (root / MOU_PATH).write_text((root / MOU_PATH).read_text("utf-8") + "    unheard-of: {en: x}\n", "utf-8")
    commit_all(root, "A key of another time")
    change(root, "    unheard-of: {en: x}\n", "")
    commit_all(root, "Gone again")
    assert reasons(root, "aim.first en") == ["Begin"]


def test_authorship__since_a_version_names_what_changed_came_and_went(root: Path) -> None:
    change(root, "will meet", "will meet yearly")
    commit_all(root, "Meet yearly")
    change(root, CLAUSES.replace("will meet", "will meet yearly"), "")
    commit_all(root, "Strike the aim")
    change(root, "will co-operate", "will work together")
    found = blame(root, "HEAD~2")
    told = {key[1:]: commit.subject if commit else None for key, commit in found.changes.items()}
    gone = {("aim", EN), ("aim", HANT), ("aim.first", EN), ("aim.first", HANT)}
    assert told == {("areas.list", EN): None, **dict.fromkeys(gone, "Strike the aim")}
    recorded = blame(root, "HEAD~2", "HEAD~1")
    assert [(key.id, key.language) for key in recorded.changes] == [("aim.first", EN)]


def subject_of(found: Authors, edit: Edit, language: str) -> str:
    """Give why an edit was made, as far as the texts of YAML tell."""
    origin = found.find("mou", edit, language)
    if origin is None:
        return "not told"
    return origin.commit.subject if origin.commit else "not recorded"


def test_find__knows_the_words_of_yaml_and_no_others(root: Path) -> None:
    change(root, "will meet", "will meet yearly")
    commit_all(root, "Meet yearly")
    found = blame(root, "HEAD~1")

    def told(block: str, old: str, new: str) -> str:
        return subject_of(found, Edit("replaced", "en-HK", block, "aim", old, new), EN)

    assert told("aim.first", "", " yearly") == "Meet yearly"
    assert told("aim.first.p2", "", " yearly") == "Meet yearly"  # part of the same paragraph
    assert told("aim.first", "Hong Kong Talent Engage", "HKTE") == "not told"
    assert told("areas.list", "", " yearly") == "not told"


def test_find__knows_what_came_or_went_as_a_whole(root: Path) -> None:
    change(root, CLAUSES, "")
    commit_all(root, "Strike the aim")
    gone = Edit("deleted", "en-HK", "aim", "aim", "Aim\nThe Participants will meet.", "")
    assert subject_of(blame(root, "HEAD~1"), gone, EN) == "Strike the aim"
    assert subject_of(blame(root, "HEAD~1"), replace(gone, block="areas"), EN) == "not told"


def test_authorship__names_who_moved_a_clause(root: Path) -> None:
    text = (root / MOU_PATH).read_text("utf-8")
    head, first = text.split("clauses:\n")
    (root / MOU_PATH).write_text(f"{head}clauses:\n{CLAUSES}{first.removesuffix(CLAUSES)}", "utf-8")
    commit_all(root, "Put the aim first")
    change(root, "will co-operate", "will work together")
    commit_all(root, "Later")
    found = blame(root, "HEAD~2", "HEAD")
    moves = [Edit("moved", "en-HK", block, "aim", "x", "x") for block in ("aim", "aim.first")]
    assert [subject_of(found, each, HANT) for each in moves] == ["Put the aim first"] * 2
    (root / MOU_PATH).write_text(text, "utf-8")
    assert subject_of(blame(root, "HEAD"), moves[0], EN) == "not recorded"
    assert Key("mou", "aim", "") not in blame(root).changes


def test_last_changes__is_a_function_of_commits_and_texts() -> None:
    def commit(sha: str, *parents: str) -> Commit:
        return Commit(sha, parents, "A", "a@b", datetime(2024, 6, 8, tzinfo=UTC), sha, "")

    key = Key("mou", "aim", EN)
    texts = {"c": {key: "new"}, "b": {key: "new"}, "a": {key: "old"}}
    found = changes_of([commit("c", "b"), commit("b", "a"), commit("a")], texts.__getitem__, {key: "new"})
    assert found[key].sha == "b"
    assert changes_of([], texts.__getitem__, {key: "new"}) == {}


def test_words_of__puts_each_text_under_the_nearest_id() -> None:
    data = dedent("""\
        title: {en: A title, zh-Hant: 標題}
        signing: {date: 2024-06-08}
        clauses:
          - use: termination@1
            with: {notice_months: 3}
          - id: areas
            heading: {zh-Hant-HK: 範疇, en: Areas}
            paragraphs:
              - en: Without an id.
              - id: areas.list
                en: With an id.
              - en: Another without.
        """).encode()
    assert words_of(data, "mou.yaml") == {
        ("title", EN): "A title",
        ("title", HANT): "標題",
        ("signing", ""): "/date=2024-06-08",
        ("termination", ""): "/use=termination@1\n/with/notice_months=3",
        ("areas", HANT): "範疇",
        ("areas", EN): "Areas\nWithout an id.\nAnother without.",
        ("areas.list", EN): "With an id.",
    }


def test_words_of__reads_blocks_as_it_reads_the_whole() -> None:
    """A list may stand at its key's own indent, with lists inside; a text may look like a list."""
    for text in (
        "clauses:\n- id: a\n  paragraphs:\n  - en: One\n  - en: Two\n- id: b\n  en: Three\n",
        "clauses:  # all\n\n  # the first\n  - id: a\n    en: |\n      - no item\n      - none\n  - en: Two\n",
        "note: |\n  - no item\n  - none\nen: x\n",
        "a: &x {en: y}\nclauses:\n  - id: b\n    heading: *x\n",
        'clauses:\n  - en: "One\n  - not two"\n',
        "---\nclauses:\n      - id: a\n        en: One\n      - id: b\n        en: Two\n",
        "{clauses: [{id: a, en: One}]}",
        "",
    ):
        data = text.encode()
        whole: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for piece in pieces(data, "mou.yaml"):
            whole.setdefault((piece.id, piece.language), []).append((piece.way, piece.text))
        assert set(words_of(data, "mou.yaml")) == set(whole), text
        for (identifier, language), parts in whole.items():
            texts = [words if language else f"{way}={words}" for way, words in sorted(parts)]
            assert words_of(data, "mou.yaml")[identifier, language] == "\n".join(texts), text
