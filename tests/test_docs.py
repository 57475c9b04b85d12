"""The documentation says what the code does: keys, functions, commands, and the worked example."""

from __future__ import annotations

import re
import sys
import textwrap
import types
import typing
from pathlib import Path

import pytest

from mouflow import cli
from mouflow.document.subset import CLASSES, COMPUTED
from mouflow.document.tree import Layout
from mouflow.model import KINDS
from mouflow.render import FORMATS
from tests.docs import GENERATED, ROOT, filled
from tests.drafts import HEAD, printed


@pytest.mark.parametrize("file", GENERATED)
def test_generated_parts__are_current(file: str) -> None:
    written = (ROOT / file).read_text("utf-8")
    assert written == filled(written, GENERATED[file]), "run `make docs`"


def test_readme__names_every_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in cli.COMMANDS:
        assert f"mouflow {name}" in readme


def test_readme__shows_clauses_of_the_first_agreement() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    starter = (ROOT / "templates/mou/starter.yaml").read_text("utf-8")
    shown = re.findall(r"^ {6}- (?:id|use): .*\n(?: {6,}.*\n)*", readme, re.MULTILINE)
    assert len(shown) == 2
    for clause in shown:
        assert re.sub(r"^ {4}", "", clause, flags=re.MULTILINE) in starter


def test_guide__shows_texts_and_clauses_that_work() -> None:
    """Put what stands under the conditions and the library of agreements/README.md into one memorandum."""
    guide = (ROOT / "agreements/README.md").read_text("utf-8")
    (phrase,) = re.findall(r"^    (en: .* if facts\.partners .*\n) {4}(zh-Hant: .*\n)", guide, re.MULTILINE)
    (ending,) = re.findall(r"^    - use: termination@1\n(?: {4,}.*\n)+", guide, re.MULTILINE)
    meeting = "".join(f"        {line}" for line in phrase)
    head = HEAD.replace("[en, zh-Hant, zh-Hans]", "[en, zh-Hant]") + "facts: {partners: 2, funding: true}\nclauses:\n"
    aim = "  - id: aim\n    heading: {en: Aim, zh-Hant: 目的}\n    paragraphs:\n      - id: aim.meeting\n"
    written = head + aim + meeting + re.sub(r"^ {2}", "", ending, flags=re.MULTILINE)
    assert "will meet every year, alternately in Hong Kong and Shanghai." in printed(written)
    assert "Notice under Paragraph 2(1) will name" in printed(written)
    assert "按第二條第一款發出的通知" in printed(written, "zh-Hant")
    assert "will meet every year." in printed(written.replace("partners: 2", "partners: 3"))


def test_guide__shows_labels_and_numbers_that_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put both samples of templates/README.md into the labels of a new workspace."""
    guide = (ROOT / "templates/README.md").read_text("utf-8")
    samples = re.findall(r"^ {4}(?:labels|numbering):\n(?: {6,}.*\n)+", guide, re.MULTILINE)
    assert len(samples) == 2
    assert cli.main(["init", str(tmp_path)]) == 0
    (tmp_path / "templates/mou").mkdir()
    (tmp_path / "templates/mou/labels.yaml").write_text("\n".join(map(textwrap.dedent, samples)), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert (
        cli.main(["generate", "--format", "text", "--layout", "single", "--holder", "our-office", "--jobs", "1"]) == 0
    )
    made = tmp_path / "build/first-agreement"
    english = (made / "mou.our-office.en.txt").read_text("utf-8")
    assert "Our Office's copy" in english
    assert "Section 1" in english
    assert "Section 2, paragraph 1" in english
    assert "第二條第一款" in (made / "mou.our-office.zh-Hant.txt").read_text("utf-8")


def test_readme__shows_what_check_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Take out the Chinese text of the purpose, as the tour says."""
    assert cli.main(["init", str(tmp_path)]) == 0
    path = tmp_path / "agreements/first-agreement/mou.yaml"
    purpose = '        zh-Hant: "{{ participants }}{{ will }}為學生提供前往另一地學習的機會。"\n'
    assert purpose in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(purpose, ""), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check"]) == 1
    readme = (ROOT / "README.md").read_text("utf-8")
    told = capsys.readouterr().err.splitlines()[:-1]
    assert "\n".join(f"    {line}" for line in told) in readme


def test_readme__shows_what_an_amendment_does_to_obligations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Put nine months in the place of six, as the tour says."""
    assert cli.main(["init", str(tmp_path)]) == 0
    path = tmp_path / "agreements/first-agreement/mou.yaml"
    assert path.read_text("utf-8").count("notice_months: 6") == 1
    path.write_text(path.read_text("utf-8").replace("notice_months: 6", "notice_months: 9"), "utf-8")
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert cli.main(["check"]) == 0
    told = capsys.readouterr().err.splitlines()[:-1]
    assert len(told) == 8
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "\n".join(f"    {line}" for line in told) in readme
    assert cli.main(["pin", "first-agreement", "term.termination"]) == 0
    assert "nine months’ written notice" in capsys.readouterr().out


def test_init__gives_the_guides_that_comments_and_hints_name(tmp_path: Path) -> None:
    assert cli.main(["init", str(tmp_path)]) == 0
    for guide in ("agreements/README.md", "templates/README.md"):
        assert (tmp_path / guide).read_bytes() == (ROOT / guide).read_bytes()
    assert [path.name for path in (tmp_path / "templates").iterdir()] == ["README.md"]


def test_init__copies_the_templates_to_be_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.main(["init", "--templates", str(tmp_path)]) == 0
    built_in = {path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*") if path.is_file()}
    assert {path.relative_to(tmp_path) for path in (tmp_path / "templates").rglob("*") if path.is_file()} == built_in
    with (tmp_path / "templates/shared/base.css").open("a", encoding="utf-8") as sheet:
        sheet.write("h1 { color: #123456; }\n")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["generate", "--format", "html", "--layout", "single", "--jobs", "1"]) == 0
    assert "color: #123456" in (tmp_path / "build/first-agreement/mou.en.html").read_text("utf-8")


@pytest.mark.parametrize("file", ["agreements/README.md", "templates/README.md", "templates/shared/base.css"])
def test_init__writes_nothing_over(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text("mine", "utf-8")
    assert cli.main(["init", "--templates", str(tmp_path)]) == 2
    assert file in capsys.readouterr().err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / file]


@pytest.mark.parametrize("path", sorted(ROOT.glob("templates/*/*.css")), ids=lambda path: path.parent.name)
def test_style_sheets__name_only_classes_that_something_bears(path: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    named = set(re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", rules))
    assert named <= {*CLASSES, *COMPUTED, *KINDS, *typing.get_args(Layout)}


def test_every_command__has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for name, (_, line) in cli.COMMANDS.items():
        assert cli.main([name, "--help"]) == 0
        shown = " ".join(capsys.readouterr().out.split())
        assert shown.startswith("Usage:"), name
        assert line.split()[0] in shown, name


def blocks(file: str, language: str) -> list[str]:
    """Return the code blocks of a language in a document."""
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / file).read_text("utf-8"), re.DOTALL)


def test_worked_example__adds_a_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Follow templates/README.md from the model to the page."""
    code, line = blocks("templates/README.md", "python")
    (template,) = blocks("templates/README.md", "jinja")
    labels, starter = blocks("templates/README.md", "yaml")
    module = types.ModuleType("mouflow.model.letter")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(code, "letter.py", "exec"), module.__dict__)
    monkeypatch.setitem(KINDS, "letter", module.Letter)
    exec(line, {"KINDS": KINDS, "Letter": module.Letter})
    assert cli.main(["init", str(tmp_path)]) == 0
    folder = tmp_path / "templates" / "letter"
    folder.mkdir(parents=True)
    (folder / "document.html.j2").write_text(template, "utf-8")
    (folder / "labels.yaml").write_text(labels, "utf-8")
    (folder / "starter.yaml").write_text(starter, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "letter", "first-agreement"]) == 0
    assert cli.main(["generate", "first-agreement/letter", "--jobs", "1"]) == 0
    made = tmp_path / "build" / "first-agreement"
    assert sorted(path.suffix for path in made.iterdir()) == sorted([each.extension for each in FORMATS.values()] * 2)
    english = (made / "letter.en.txt").read_text("utf-8")
    chinese = (made / "letter.zh-Hant.txt").read_text("utf-8")
    assert "in the course of 2024 on the matters in paragraph 1" in english
    assert "2024年內就第一段所述事宜" in chinese


def test_init__where_no_folder_can_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mouflow.toml").write_text("")
    assert cli.main(["init", str(tmp_path / "mouflow.toml")]) == 2
    assert "mouflow.toml is a file; name a folder" in capsys.readouterr().err
    assert cli.main(["init", "/proc/foo"]) == 2
    assert "cannot make /proc/foo" in capsys.readouterr().err
