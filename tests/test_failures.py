"""What is told of expressions that fail: the reader's words, none of Python's, at the expression, with a way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from tests.conftest import MOU, Ran

Make = Callable[..., Path]
Run = Callable[..., Ran]

SAMPLE = dedent(MOU).replace("date: 2024-06-08, ", "")
PYTHON = re.compile(r"NoneType|object|argument|attribute|instance|'str'|_\w+\(\)|\{%")


@pytest.mark.parametrize(
    ("expression", "message", "hint"),
    [
        ("mou.signing.date | date", "`date` writes a day, and is given nothing", "ask for it first"),
        ("'soon' | date", "`date` writes a day, and is given `soon`", "such as 2024-06-08"),
        ("'x' | words", "`words` writes a whole number, and is given `x`", "such as 3"),
        ("'x' | time", "`time` writes a time of day, and is given `x`", "such as 14:30"),
        ("ref()", "`ref()` needs `target` in its brackets", "templates/README.md"),
        ("org()", "`org()` needs `identifier` in its brackets", "templates/README.md"),
        ("org('hkte', wide=true)", "`org()` takes no `wide`", "templates/README.md"),
        ("org('hkte', true, true)", "`org()` is given too many values", "templates/README.md"),
        ("'a' > 1", "`>` cannot compare a text with a number", "templates/README.md"),
        ("none | join", "nothing has no items to go through", "templates/README.md"),
        ("-'a'", "`-` cannot be done with a text", "templates/README.md"),
        ("1 in 2", "`in` cannot search a number", "templates/README.md"),
        ("1 / 0", "a number is divided by zero", "templates/README.md"),
        ("3 | dat", "no filter `dat`", "did you mean `date`?"),
        ("3 | zzz", "no filter `zzz`", "known here: abs, capital"),
        ("orgg('hkte')", "`orgg` is not defined", "did you mean `org`?"),
        ("1 +", "", "an expression is {{ … }}; templates/README.md"),
    ],
)
def test_check__an_expression_that_fails(expression: str, message: str, hint: str, workspace: Make, run: Run) -> None:
    text = f"en: |\n          It is {{{{ {expression} }}}}."
    root = workspace({"agreements/x/mou.yaml": SAMPLE.replace("en: The Participants will co-operate.", text)})
    ran = run(root, "check")
    assert ran.status == 1
    told = re.findall(r"^agreements/x/mou\.yaml:\d+:\d+: error: (.+) \[", ran.err, re.MULTILINE)[0]
    assert message in told
    assert not PYTHON.search(told), told
    assert hint in ran.err
    assert "{%" not in ran.err


def test_check__a_syntax_error_is_told_at_its_expression(workspace: Make, run: Run) -> None:
    text = "en: It is {{ 1 }}, {{ 2 + }}."
    root = workspace({"agreements/x/mou.yaml": SAMPLE.replace("en: The Participants will co-operate.", text)})
    assert "agreements/x/mou.yaml:14:28: error" in run(root, "check").err
