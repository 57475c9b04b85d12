"""What is done again after an edit, and what is not: plans, the cache behind them, and what depends on what."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from mouflow.build import Target, Wish, find_targets
from mouflow.build.assembled import assembled
from mouflow.build.cache import open_cache
from mouflow.build.dependents import Dependents
from mouflow.build.document_digest import DocumentDigests
from mouflow.build.plan import Plan, plan
from mouflow.build.write import write_output
from mouflow.document import Attachment, Document
from mouflow.render import FORMATS
from mouflow.render.rendered import render
from mouflow.workspace import find_workspace, load_ground
from tests.conftest import FILES, MOU, write_files

Make = Callable[..., Path]
QUICK = Wish(formats=("html", "docx", "text"))
MOU_PATH = "agreements/talent/mou.yaml"
PRESS_PATH = "agreements/talent/press-release.yaml"
PRESS = """\
    kind: press-release
    languages: [en, zh-Hant]
    output: {formats: [html]}
    title: {en: Talent, zh-Hant: 人才}
    issued: {date: 2024-06-08, time: "12:30"}
    paragraphs:
      - en: The offices will co-operate.
        zh-Hant: 兩地辦公室合作。
    """
DRAFT = MOU.replace("    languages:", "    status: draft\n    languages:")


def planned(root: Path, wish: Wish = QUICK, *, force: bool = False) -> Plan:
    """Plan everything in a workspace as a new process does."""
    workspace = find_workspace(root)
    cache = open_cache(workspace)
    targets = find_targets(workspace, (), root)
    found = plan(workspace, targets, wish, root / "build", cache, force=force)
    if cache:
        cache.close()
    return found


def made(root: Path, wish: Wish = QUICK) -> Plan:
    """Plan everything, then render and write what is pending."""
    found = planned(root, wish)
    cache = open_cache(find_workspace(root))
    for each in found.pending:
        data = render(each).data
        write_output(root / "build" / each.path, data)
        if cache:
            cache.files.remember(root / "build" / each.path, each.made_from, data)
    if cache:
        cache.close()
    return found


def names(found: Plan) -> list[str]:
    return sorted(each.path.removeprefix("talent/") for each in found.pending)


def edit(path: Path, old: str, new: str) -> None:
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new), "utf-8")


def test_plan__has_the_quickest_format_first_over_all_documents(workspace: Make) -> None:
    root = workspace({MOU_PATH: MOU, PRESS_PATH: PRESS})
    found = planned(root)
    order = [each.format for each in found.pending]
    assert order == sorted(order, key=list(FORMATS).index)
    assert {each.path.partition(".")[0] for each in found.pending} == {"talent/mou", "talent/press-release"}


def test_plan__nothing_is_assembled_where_nothing_changed(workspace: Make) -> None:
    root = workspace({MOU_PATH: MOU})
    first = made(root)
    again = planned(root)
    assert len(first.pending) == 6
    assert (again.pending, again.documents) == ((), ())
    assert sorted(again.unchanged) == sorted(root / "build" / each.path for each in first.pending)
    assert again.traces.keys() == first.traces.keys()


def test_plan__one_language_s_text_changes_that_language_alone(workspace: Make) -> None:
    root = workspace({MOU_PATH: MOU})
    made(root)
    edit(root / MOU_PATH, "雙方合作。", "雙方緊密合作。")
    assert names(planned(root)) == ["mou.zh-Hant.docx", "mou.zh-Hant.html", "mou.zh-Hant.txt"]


def test_plan__a_comment_in_the_yaml_changes_only_what_carries_the_yaml(workspace: Make) -> None:
    root = workspace({MOU_PATH: MOU})
    made(root)
    edit(root / MOU_PATH, "kind: mou", "kind: mou  # the smallest")
    assert names(planned(root)) == []
    assert names(planned(root, Wish(formats=("pdf", "html")))) == ["mou.en.pdf", "mou.zh-Hant.pdf"]


def test_plan__only_the_document_that_was_edited_is_assembled(workspace: Make) -> None:
    root = workspace({MOU_PATH: MOU, PRESS_PATH: PRESS})
    made(root)
    edit(root / PRESS_PATH, "co-operate", "work together")
    found = planned(root)
    assert {job.request.name for job, _ in found.documents} == {"press-release"}
    assert names(found) == ["press-release.en.docx", "press-release.en.html", "press-release.en.txt"]


def test_plan__a_document_that_names_another_follows_it(workspace: Make) -> None:
    release = PRESS.replace("en: The offices will co-operate.", "en: '{{ mou.subject }}: the offices will co-operate.'")
    root = workspace({MOU_PATH: MOU, PRESS_PATH: release})
    made(root)
    edit(root / MOU_PATH, "subject: {en: Talent", "subject: {en: Skills")
    assert "press-release.en.html" in names(planned(root))


LABELS = "templates/mou/labels.yaml"
DRAFT_LABEL = "labels:\n  draft-title: {en: 'Draft: {title}', zh-Hant: '草擬：{title}'}\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (LABELS, DRAFT_LABEL),
        ("templates/mou/style.css", "h1 { color: red }"),
        ("mouflow.toml", 'organisation = "Another office"\n'),
    ],
)
def test_plan__a_new_file_of_the_workspace_counts_though_it_was_not_there(
    workspace: Make, path: str, text: str
) -> None:
    root = workspace({MOU_PATH: DRAFT})
    made(root)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")
    assert planned(root).pending


def test_plan__a_changed_label_rebuilds_what_uses_it_and_nothing_else(workspace: Make) -> None:
    root = workspace({MOU_PATH: MOU, "agreements/other/mou.yaml": DRAFT, LABELS: DRAFT_LABEL})
    made(root)
    edit(root / LABELS, "Draft: ", "First draft: ")
    assert {each.path for each in planned(root).pending} == {f"other/mou.en.{end}" for end in ("html", "docx", "txt")}


def test_plan__a_template_that_a_template_imports_from_another_counts(workspace: Make) -> None:
    outer = '{% from "mou/inner.html.j2" import word %}{% macro said() %}{{ word() }}{% endmacro %}'
    document = '{% from "mou/outer.html.j2" import said %}<h1 id="t" class="title">{{ said() }}</h1>'
    templates = {
        "templates/mou/document.html.j2": document,
        "templates/mou/outer.html.j2": outer,
        "templates/mou/inner.html.j2": "{% macro word() %}before{% endmacro %}",
    }
    root = workspace({MOU_PATH: MOU, **templates})
    made(root)
    edit(root / "templates/mou/inner.html.j2", "before", "after!")
    found = made(root)
    assert found.pending
    assert "after!" in (root / "build/talent/mou.en.html").read_text("utf-8")


def test_plan__problems_are_told_again_and_nothing_is_assembled(workspace: Make) -> None:
    root = workspace({MOU_PATH: MOU.replace("雙方合作。", "參閱{{ ref('nowhere') }}。")})
    first, again = planned(root), planned(root)
    assert "dangling-reference" in [each.code for each in first.problems]
    assert again.problems == first.problems
    assert first.pending == again.pending == ()


@pytest.mark.parametrize("harm", ["gone", "other bytes", "same size", "a folder", "a link"])
def test_plan__an_output_that_is_not_what_was_written_is_made_again(workspace: Make, harm: str) -> None:
    root = workspace({MOU_PATH: MOU})
    made(root)
    path = root / "build/talent/mou.en.html"
    data = path.read_bytes()
    if harm == "same size":
        path.write_bytes(data[:-1] + b"!")
    else:
        path.unlink()
    if harm == "other bytes":
        path.write_bytes(b"<p>something else</p>")
    if harm == "a folder":
        path.mkdir()
    if harm == "a link":
        (root / "elsewhere.html").write_bytes(data)
        path.symlink_to(root / "elsewhere.html")
    assert names(planned(root)) == ["mou.en.html"]


def test_plan__an_output_with_another_time_but_the_same_bytes_stays(workspace: Make) -> None:
    root = workspace({MOU_PATH: MOU})
    made(root)
    os.utime(root / "build/talent/mou.en.html", (1_000_000_000, 1_000_000_000))
    assert planned(root).pending == ()


def test_plan__force_makes_everything(workspace: Make) -> None:
    root = workspace({MOU_PATH: MOU})
    first = made(root)
    assert names(planned(root, force=True)) == names(first)


def test_plan__without_a_cache_everything_is_made(workspace: Make) -> None:
    root = workspace({MOU_PATH: MOU})
    made(root)
    opened = find_workspace(root)
    found = plan(opened, find_targets(opened, (), root), QUICK, root / "build", None)
    assert len(found.pending) == 6


EDITS = {
    "a word": (MOU_PATH, "co-operate", "work together"),
    "a word of Chinese": (MOU_PATH, "雙方合作", "雙方緊密合作"),
    "a comment": (MOU_PATH, "kind: mou", "kind: mou  # small"),
    "another document": (PRESS_PATH, "兩地", "兩地的"),
    "a name": ("agreements/organisations.yaml", "Hong Kong Talent Engage", "Hong Kong Talents Engage"),
    "a label": (LABELS, "Draft: ", "First draft: "),
    "a style": ("templates/mou/style.css", "red", "green"),
    "an error": (MOU_PATH, "parties: [hkte", "parties: [hk-te"),
    "settings": ("mouflow.toml", "An office", "Another office"),
}


@hypothesis.settings(max_examples=8, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture])
@hypothesis.given(st.lists(st.sampled_from(sorted(EDITS)), max_size=6))
def test_plan__after_any_edits_in_a_row_the_files_are_those_of_a_clean_build(workspace: Make, edits: list[str]) -> None:
    root = workspace(
        {
            MOU_PATH: DRAFT,
            PRESS_PATH: PRESS.replace("en: The offices will co-operate.", "en: '{{ mou.subject }}: on both sides.'"),
            LABELS: DRAFT_LABEL,
            "templates/mou/style.css": "h1 { color: red }",
            "mouflow.toml": 'organisation = "An office"\n',
        }
    )
    made(root)
    for path, old, new in map(EDITS.__getitem__, edits):
        text = (root / path).read_text("utf-8")
        (root / path).write_text(text.replace(new, old) if new in text else text.replace(old, new), "utf-8")
        made(root)
    for each in planned(root, force=True).pending:
        assert (root / "build" / each.path).read_bytes() == render(each).data, each.path


def test_plan__a_workspace_that_takes_no_cache_is_made_all_the_same(workspace: Make) -> None:
    root = workspace({MOU_PATH: MOU, ".mouflow": "a file in its place"})
    assert len(made(root).pending) == 6
    assert len(made(root).pending) == 6


def test_plan__several_processes_share_a_cache(workspace: Make) -> None:
    root = workspace({f"agreements/a{number}/mou.yaml": MOU for number in range(6)})
    command = [sys.executable, "-m", "mouflow", "generate", "--jobs", "1", "--format", "html,text"]
    several = [subprocess.Popen(command, cwd=root, stdout=-1, stderr=-1, text=True) for _ in range(4)]
    for each in several:
        out, said = each.communicate(timeout=120)
        assert each.returncode == 0, said
        assert re.search(r"(\d+) files? in .* s", out)
    assert len(list(root.glob("build/*/*.*"))) == 24
    again = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert "24 unchanged" in again.stdout


def broken_database(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)


def foreign_database(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE VIEW documents AS SELECT 1 AS agreement, 2 AS question")
    connection.close()


def wrong_rows(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE documents SET result = '[[[1]], {\"../../x\": 3}]', own = '{}'")
        connection.execute("UPDATE outputs SET value = '[null, 5]'")
    connection.close()


def cut_short(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(5000)


@pytest.mark.parametrize("harm", [broken_database, foreign_database, wrong_rows, cut_short, Path.unlink])
def test_plan__a_cache_that_is_harmed_is_made_anew(workspace: Make, harm: Callable[[Path], None]) -> None:
    root = workspace({MOU_PATH: MOU})
    made(root)
    harm(root / ".mouflow/build.db")
    assert len(made(root).pending) == 6
    assert planned(root).pending == ()


def test_plan__a_cache_that_is_deleted_while_it_is_open_is_no_failure(workspace: Make) -> None:
    root = workspace({MOU_PATH: MOU})
    opened = find_workspace(root)
    cache = open_cache(opened)
    assert cache
    targets = find_targets(opened, (), root)
    for each in (root / ".mouflow").iterdir():
        each.unlink()
    (root / ".mouflow").rmdir()
    assert len(plan(opened, targets, QUICK, root / "build", cache).pending) == 6
    cache.close()
    assert len(made(root).pending) == 6


@pytest.mark.parametrize("name", ["", "/build.db", "/build.db-wal"])
def test_open_cache__follows_no_link(workspace: Make, tmp_path: Path, name: str) -> None:
    root = workspace({MOU_PATH: MOU})
    outside = tmp_path / "outside"
    outside.mkdir()
    if name:
        (root / ".mouflow").mkdir()
    (root / f".mouflow{name}").symlink_to(outside / "cache" if name else outside)
    assert open_cache(find_workspace(root)) is None
    assert not list(outside.iterdir())


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    root = tmp_path_factory.mktemp("digest")
    write_files(root, {**FILES, MOU_PATH: MOU})
    opened = find_workspace(root)
    found = assembled(opened, load_ground(opened), Target("talent", ("mou",)), Wish(layouts=("single",)))
    return next(document for each in found for _, document in each.jobs)


OTHERS: dict[str, object] = {
    "attachments": (Attachment("notes.yaml", b"a: b\n", "Notes"),),
    "reference": None,
    "css": "h1 { color: green }",
    "images": {},
}


@pytest.mark.parametrize("name", FORMATS)
def test_find__what_a_format_ignores_changes_neither_digest_nor_bytes(document: Document, name: str) -> None:
    other = replace(document, **{field: OTHERS[field] for field in FORMATS[name].ignores})  # type: ignore[arg-type]
    assert other != document
    assert DocumentDigests().find(other)[name] == DocumentDigests().find(document)[name]
    assert FORMATS[name].render(other) == FORMATS[name].render(document)


def test_find__what_is_shown_counts(document: Document) -> None:
    first = document.blocks[0]
    others = [
        replace(document, blocks=(first.with_attributes(lang="fr"), *document.blocks[1:])),
        replace(document, blocks=(first.with_children(*first.children, "more"), *document.blocks[1:])),
        replace(document, metadata=replace(document.metadata, title="Another")),
        replace(document, layout="parallel"),
    ]
    every = [DocumentDigests().find(each)["html"] for each in (document, *others)]
    assert len(set(every)) == len(every)


@pytest.fixture
def dependents(workspace: Make) -> tuple[Dependents, Target, Target]:
    root = workspace({MOU_PATH: MOU, "agreements/other/mou.yaml": MOU, PRESS_PATH: PRESS})
    found = planned(root, Wish(formats=("html",)))
    known = Dependents(str(root.resolve()))
    for target, trace in found.traces.items():
        known.learn(target, trace)
    return known, Target("other", ("mou",)), Target("talent", ("mou", "press-release"))


@pytest.mark.parametrize(
    ("path", "touches"),
    [
        ("agreements/people.yaml", "other talent"),
        ("agreements/talent/mou.yaml", "talent"),
        ("agreements/other/mou.yaml", "other"),
        ("agreements/talent/minutes.yaml", "talent"),
        ("agreements/talent", "talent"),
        ("agreements", "other talent"),
        ("agreements/third/mou.yaml", ""),
        ("templates/press-release/style.css", "talent"),
        ("templates/mou/labels.yaml", "other talent"),
        ("templates/clauses/new.yaml", "other talent"),
        ("templates", "other talent"),
        ("mouflow.toml", "other talent"),
        ("build/talent/mou.en.html", ""),
        ("notes.txt", ""),
    ],
)
def test_touched__leads_from_a_path_to_the_targets_it_concerns(
    dependents: tuple[Dependents, Target, Target], path: str, touches: str
) -> None:
    known, *_ = dependents
    assert " ".join(each.agreement for each in known.touched([path])) == touches


def test_forget__nothing_concerns_a_target_that_is_gone(dependents: tuple[Dependents, Target, Target]) -> None:
    known, other, talent = dependents
    known.forget(other)
    assert known.touched(["agreements/people.yaml", "agreements/other/mou.yaml"]) == (talent,)
    known.learn(talent, {})
    assert known.touched(["agreements"]) == ()
