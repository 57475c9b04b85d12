"""The benchmark runs and says what it measured; what the figures are is not for a test to judge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench.__main__ import main
from tests.bench.row import Row
from tests.bench.texts import memorandum
from tests.bench.timing import Pairs, paired


def test_main__measures_rows_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "figures.json"
    main(["--only", "help,yaml", "--pairs", "1", "--json", str(file), "--date", "2026-01-31"])
    told = json.loads(file.read_text())
    assert told["date"] == "2026-01-31"
    assert told["machine"]["cores"] >= 1
    assert [row["rival"] for row in told["rows"]] == ["python -c pass", "PyYAML CSafeLoader"]
    for row in told["rows"]:
        assert row["ratios"][0] == row["pairs"]["ours"][0] / row["pairs"]["rival"][0] > 0
    assert "YAML with places and validation" in capsys.readouterr().out


def test_paired__takes_turns() -> None:
    turns: list[str] = []
    pairs = paired(lambda: turns.append("ours"), lambda: turns.append("rival"), 2)
    assert turns == ["ours", "rival"] * 3
    assert len(pairs.ratios) == 2


@pytest.mark.parametrize(("seconds", "verdict"), [(1.0, "aim"), (1.5, "pass"), (2.5, "MISS")])
def test_row__judges_the_median(seconds: float, verdict: str) -> None:
    pairs = Pairs((0.1, seconds, 9.0), (1.0, 1.0, 1.0))
    assert Row("work", "rival", pairs, due=2, aim=1).verdict == verdict


def test_memorandum__has_words_of_its_own() -> None:
    first, second = (memorandum(number, clauses=4, library=False).splitlines() for number in (1, 2))
    sentences = {line for line in first if "{{ participants }} will " in line and "ref(" not in line}
    assert sentences
    assert sentences.isdisjoint(second)
