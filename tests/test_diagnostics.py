"""Diagnostics: how a problem is told to people, to programs and to terminals."""

from __future__ import annotations

import pickle

import pytest

from mouflow.diagnostics import (
    Location,
    MouflowError,
    as_json,
    as_sarif,
    did_you_mean,
    error,
    format_github,
    format_text,
    in_order,
    place_of,
    printable,
    warning,
)

PLACE = Location("agreements/x/mou.yaml", 3, 5)


def test_format_text__place_line_caret_and_hint() -> None:
    told = format_text(error("unknown-key", "unknown key `b`", PLACE, "did you mean `a`?"), "    b: 1")
    assert told.splitlines() == [
        "agreements/x/mou.yaml:3:5: error: unknown key `b` [unknown-key]",
        "        b: 1",
        "        ^",
        "    hint: did you mean `a`?",
    ]


def test_format_text__caret_stands_below_wide_characters_and_tabs() -> None:
    lines = format_text(error("x", "m", Location("f", 1, 4)), "雙\t方x").splitlines()
    assert lines[2] == "      \t  ^"


@pytest.mark.parametrize("column", [1, 60, 500, 1000, 2000])
def test_format_text__shows_a_window_of_a_long_line(column: int) -> None:
    line = "".join(chr(ord("a") + n % 26) for n in range(1000))
    _, shown, caret = format_text(error("x", "m", Location("f", 1, column)), line).splitlines()
    assert len(shown) < 130
    if column <= 1000:
        assert shown[caret.index("^")] == line[column - 1]


def test_format_text__prints_nothing_that_a_terminal_obeys() -> None:
    told = format_text(error("x", "bad\x1b[2J\u202e", PLACE, "\x07"), "\x1b]0;evil\ud800")
    assert not set(told) & set("\x1b\x07\u202e\ud800")


def test_printable__leaves_text_alone() -> None:
    assert printable("Article 1\t第一條 — “é”") == "Article 1\t第一條 — “é”"
    assert printable("港滬\u3000合作\u00a0") == "港滬\u3000合作\u00a0"


def test_did_you_mean__lists_each_name_once() -> None:
    assert did_you_mean("x", ["hkte", "hkte"]) == "known here: hkte"


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("claues", ["clauses", "annexes"], "did you mean `clauses`?"),
        ("x", ["clauses", "annexes"], "known here: annexes, clauses"),
        ("x", [], "none is defined"),
        ("x", [f"name{n:02}" for n in range(20)], "known here: " + ", ".join(f"name{n:02}" for n in range(12)) + ", …"),
    ],
)
def test_did_you_mean(word: str, known: list[str], said: str) -> None:
    assert did_you_mean(word, known) == said


def test_in_order__by_place_and_each_once() -> None:
    late, early, nowhere = error("a", "m", Location("f", 9)), error("b", "m", Location("f", 2)), error("c", "m")
    assert in_order([late, early, late, nowhere]) == [nowhere, early, late]


def test_place_of__a_value_without_a_place() -> None:
    assert place_of("text", PLACE) is PLACE


def test_error__travels_between_processes() -> None:
    failed = pickle.loads(pickle.dumps(MouflowError(error("a", "m", PLACE, "h"))))
    assert failed.diagnostics == (error("a", "m", PLACE, "h"),)


def test_machine_forms__carry_code_and_place() -> None:
    problem = warning("wrong-weekday", "no, 100%", PLACE, "look")
    assert as_json(problem) == {
        "severity": "warning", "code": "wrong-weekday", "message": "no, 100%",
        "path": "agreements/x/mou.yaml", "line": 3, "column": 5, "hint": "look",
    }  # fmt: skip
    assert format_github(problem) == (
        "::warning file=agreements/x/mou.yaml,line=3,col=5::no, 100%25 [wrong-weekday]%0Alook"
    )
    (run,) = as_sarif([problem], "1")["runs"]  # type: ignore[misc]
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}
