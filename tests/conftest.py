"""Workspaces made from files that a test shows, and the command line run in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import settings

from mouflow.cli import main

settings.register_profile("mouflow", deadline=None)
settings.load_profile("mouflow")

ORGANISATIONS = """\
    hkte:
      name: {en: Hong Kong Talent Engage, zh-Hant: 香港人才服務辦公室}
      place: {en: Hong Kong, zh-Hant: 香港}
    smtwb:
      name: {en: Shanghai Municipal Talent Work Bureau, zh-Hant: 上海市人才工作局}
      place: {en: Shanghai, zh-Hant: 上海}
    """
PEOPLE = """\
    chris-sun:
      name: {en: Chris Sun, zh-Hant: 孫玉菡}
      surname: {en: Sun, zh-Hant: 孫}
      honorific: {en: Mr, zh-Hant: 先生}
      post: {en: Secretary for Labour and Welfare, zh-Hant: 勞工及福利局局長}
    """
TERMS = """\
    talent:
      name: {en: Talent, zh-Hant: 人才}
    """
MOU = """\
    kind: mou
    languages: [en, zh-Hant]
    output: {formats: [html]}
    facts: {funding: true}
    instrument: {en: Memorandum of Understanding, zh-Hant: 合作備忘錄}
    subject: {en: Talent, zh-Hant: 人才}
    parties: [hkte, smtwb]
    signing: {date: 2024-06-08, place: {en: Hong Kong, zh-Hant: 香港}}
    clauses:
      - id: areas
        heading: {en: Areas, zh-Hant: 範疇}
        paragraphs:
          - id: areas.list
            en: The Participants will co-operate.
            zh-Hant: 雙方合作。
    """
"""The smallest memorandum; 16 lines, so that what a test adds begins on line 16."""

FILES = {
    "agreements/organisations.yaml": ORGANISATIONS,
    "agreements/people.yaml": PEOPLE,
    "agreements/terms.yaml": TERMS,
}

Files = Mapping[str, str | bytes]


def write_files(root: Path, files: Files) -> None:
    """Write files below a folder; texts are dedented."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())


@pytest.fixture
def workspace(tmp_path: Path) -> Callable[..., Path]:
    """Make a workspace with shared facts and these files (path to text); return its folder."""

    def make(files: Files | None = None) -> Path:
        root = tmp_path / "workspace"
        write_files(root, {**FILES, **(files or {})})
        return root

    return make


@dataclass(frozen=True)
class Ran:
    """What a command gave back."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run a mouflow command in a folder, as `python -m mouflow` does."""

    def run_in(folder: Path, *arguments: str) -> Ran:
        monkeypatch.chdir(folder)
        capsys.readouterr()
        status = main(arguments)
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return run_in


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files from what the code gives")
