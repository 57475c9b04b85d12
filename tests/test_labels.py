"""Labels and numbering schemes: a workspace's own file changes what it names, and leaves the rest as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

from mouflow.languages.profiles import PROFILES
from mouflow.model.labels import Labels
from mouflow.schema import read_record
from mouflow.source import parse_yaml
from tests.conftest import MOU, Ran
from tests.docs import ROOT
from tests.drafts import labels

Make = Callable[..., Path]
Run = Callable[..., Ran]

CHINESE = PROFILES["zh-Hant-HK"]
ENGLISH = PROFILES["en-HK"]


def merged(written: str, kind: str = "mou") -> Labels:
    """The built-in labels of a kind with a file of one's own over them."""
    return labels(kind).merged(read_record(parse_yaml(dedent(written), "labels.yaml"), Labels, "labels.yaml"))


def test_merged__a_language_that_is_left_out_keeps_its_label() -> None:
    found = merged("labels: {original-for: {en: My copy}}")
    assert found.find("original-for", "", ENGLISH).text == "My copy"  # type: ignore[union-attr]
    assert found.find("original-for", "", CHINESE).text == "{{ party }}存本"  # type: ignore[union-attr]


def test_merged__a_script_covers_its_places() -> None:
    found = merged("labels: {today: {zh-Hans: 即日}}", "press-release")
    assert found.find("today", "", PROFILES["zh-Hans-CN"]).text == "即日"  # type: ignore[union-attr]


def test_merged__levels_and_languages_that_are_left_out_stay() -> None:
    found = merged('numbering: {clause: {en: [{format: decimal, label: "Section {n}"}]}}')
    own, *below = found.levels("clause", "", ENGLISH)
    assert own.label == "Section {n}"
    assert tuple(below) == labels().levels("clause", "", ENGLISH)[1:]
    assert found.levels("clause", "", CHINESE) == labels().levels("clause", "", CHINESE)


def test_readme__own_numbering_works_as_shown(workspace: Make, run: Run) -> None:
    readme = (ROOT / "templates/README.md").read_text("utf-8")
    shown = re.search(r"^    numbering:\n(?:    .*\n)+", readme, re.MULTILINE)
    assert shown
    sample = dedent(MOU)
    root = workspace({"agreements/x/mou.yaml": sample, "templates/mou/labels.yaml": dedent(shown.group())})
    ran = run(root, "generate", "--format", "text", "--jobs", "1")
    assert ran.status == 0, ran.err
    assert "Section 1" in (root / "build/x/mou.en.txt").read_text("utf-8")
    assert "第一條" in (root / "build/x/mou.zh-Hant.txt").read_text("utf-8")


def test_check__an_own_label_without_a_language(workspace: Make, run: Run) -> None:
    text = dedent(MOU).replace("雙方合作。", "\"{{ label('own') }}\"")
    root = workspace({"agreements/x/mou.yaml": text, "templates/mou/labels.yaml": "labels:\n  own: {en: Own}\n"})
    ran = run(root, "check")
    assert "templates/mou/labels.yaml:2:8: error: no label `own` in zh-Hant [unknown-label]" in ran.err
    assert "hint: add `zh-Hant:` to it" in ran.err
