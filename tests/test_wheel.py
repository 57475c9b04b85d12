"""A wheel carries the templates and works in an environment of its own, outside the checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from mouflow.server.assets import NAMES
from tests.docs import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_wheel__carries_templates_and_licence(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for kind in ("mou", "press-release", "minutes"):
        for file in ("document.html.j2", "labels.yaml", "starter.yaml"):
            assert f"mouflow/templates/{kind}/{file}" in names
    assert "mouflow/templates/shared/reference.docx" in names
    assert {f"mouflow/server/static/{name}" for name in ("preview.html", "frame.js", "patch.js", *NAMES)} <= names
    assert "mouflow/templates/clauses/termination@1.yaml" in names
    assert "mouflow/templates/README.md" in names
    assert {name for name in names if "agreements" in name} == {"mouflow/agreements/README.md"}
    assert any(name.endswith("licenses/mouflow/LICENSE") for name in names)
    assert not any(name.startswith("tests/") for name in names)


def test_wheel__makes_a_pack_from_nothing(wheel: Path, tmp_path: Path) -> None:
    """Dependencies come from the running environment, mouflow from the wheel alone."""
    home = tmp_path / "environment"
    venv.create(home, with_pip=False)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    zipfile.ZipFile(wheel).extractall(site)
    python = home / "bin" / "python"

    def run(*arguments: str, cwd: Path) -> str:
        command = [str(python), *arguments]
        return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout

    assert run("-c", "import mouflow; print(mouflow.__file__)", cwd=tmp_path).startswith(str(site))
    run("-m", "mouflow", "init", "office", cwd=tmp_path)
    made = run("-m", "mouflow", "generate", "--format", "html,docx,text", cwd=tmp_path / "office")
    assert "mou.en.html" in made
    assert (tmp_path / "office/agreements/README.md").read_bytes() == (ROOT / "agreements/README.md").read_bytes()
    assert list((tmp_path / "office" / "build").rglob("*.docx"))
