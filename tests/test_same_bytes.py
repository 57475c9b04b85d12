"""The same sources give the same bytes: in two folders, on two days, with another hash seed, in one process or many."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs import ROOT

AGREEMENT = "hk-shanghai-talent-2024"


def generate(folder: Path, day: str, seed: str, jobs: int) -> dict[str, str]:
    """Copy the example into a folder, generate it on a day, and return the digest of each output."""
    shutil.copytree(ROOT / "agreements", folder / "agreements")
    command = ["faketime", day, sys.executable, "-m", "mouflow", "generate", "--layout", "single,parallel,sequential"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "UTC" if jobs == 1 else "Asia/Tokyo"}
    environment.pop("SOURCE_DATE_EPOCH", None)
    subprocess.run(
        [*command, "--holder", "smtwb", "--lang", "en,zh-Hant", "--jobs", str(jobs)],
        cwd=folder,
        check=True,
        capture_output=True,
        env=environment,
    )
    made = folder / "build" / AGREEMENT
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(made.iterdir())}


@pytest.mark.slow
def test_generate__same_bytes_anywhere_at_any_time(tmp_path: Path) -> None:
    first = generate(tmp_path / "a", "2024-06-08 09:00:00", "1", 1)
    second = generate(tmp_path / "a longer name" / "b", "2031-12-31 23:59:59", "2", 2)
    assert {Path(name).suffix for name in first} == {".pdf", ".docx", ".html", ".txt"}
    assert len(first) > 20
    assert first == second


def test_generate__source_date_epoch_decides_the_dates(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "agreements", tmp_path / "agreements")
    command = [sys.executable, "-m", "mouflow", "generate", f"{AGREEMENT}/press-release", "--format", "pdf,docx,html"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1717821000"}
    subprocess.run([*command, "--lang", "en"], cwd=tmp_path, check=True, capture_output=True, env=environment)
    made = tmp_path / "build" / AGREEMENT
    assert b"20240608043000" in (made / "press-release.en.pdf").read_bytes()
    assert "2024-06-08T04:30:00" in (made / "press-release.en.html").read_text("utf-8")
