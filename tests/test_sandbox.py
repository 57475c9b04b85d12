"""The template environment: what it opens, what it keeps shut, what it makes a template pay for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader

from mouflow.assembly.budget import MAX_VALUES, Budget, LimitError, weigh
from mouflow.assembly.engine import Engine
from mouflow.assembly.general_filters import FILTERS
from mouflow.assembly.sandbox import for_templates
from mouflow.diagnostics import Location, MouflowError
from mouflow.model.base import Prose
from mouflow.source import parse_yaml
from tests.conftest import MOU, Ran, write_files


def rendered(body: str, templates: Mapping[str, str] | None = None, **names: Any) -> str:
    return Engine(DictLoader({"t.j2": body, **(templates or {})})).template("t.j2", names)


def code_of(body: str, templates: Mapping[str, str] | None = None, **names: Any) -> str:
    with pytest.raises(MouflowError) as failed:
        rendered(body, templates, **names)
    (problem,) = failed.value.diagnostics
    assert problem.hint
    return problem.code


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("{{ 1 + 2 * 3 }} {{ 'a' ~ 1 }} {{ 'a' + 'b' }}", "7 a1 ab"),
        ("{% for x in [3, 1, 2] | sort %}{{ x }}{{ ',' if not loop.last }}{% endfor %}", "1,2,3"),
        ("{% for x in range(3) recursive %}{{ loop.index }}{% endfor %}", "123"),
        ("{% set n = namespace(a=1) %}{% for x in [1] %}{% set n.a = 2 %}{% endfor %}{{ n.a }}", "2"),
        ("{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m('&') }}", "<&amp;>"),
        ("{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}a{% endcall %}", "[a]"),
        ("{{ facts.a }} {{ facts['a'] }} {{ facts.items }}", "1 1 mine"),
        ("{{ 'x' if false }}{{ none }}|{{ nothing | default('d') }}", "|d"),
        ("{{ '<A>&' | lower }} {{ 'a&b' | upper }}", "&lt;a&gt;&amp; A&amp;B"),
        ("{{ ['<', 'b'] | join('&') }}", "&lt;&amp;b"),
        ("{{ [1, 2, 3][1:] | join }} {{ 'abc'[0] }} {{ [] | length }}", "23 a 0"),
        ("{% from 'm.j2' import twice %}{{ twice('a') }}", "aa"),
        ("{% import 'm.j2' as m %}{{ m.twice('a') }}", "aa"),
        ("{{ f(2) }}", "4"),
    ],
)  # fmt: skip
def test_template__can_compute(body: str, printed: str) -> None:
    names = {"facts": {"a": 1, "items": "mine"}, "f": for_templates(lambda x: x * 2)}
    assert rendered(body, {"m.j2": "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}"}, **names) == printed


def test_template__an_unmarked_function_cannot_be_called() -> None:
    assert code_of("{{ f() }}", f=lambda: "x") == "template-unsafe"


def test_template__place_is_in_the_file_that_fails() -> None:
    with pytest.raises(MouflowError) as failed:
        rendered("a\n{% include 'b.j2' %}", {"b.j2": "x\ny\n{{ nothing }}"})
    assert failed.value.diagnostics[0].code == "undefined-variable"


def test_prose__values_escape_and_problems_are_gathered() -> None:
    engine = Engine(DictLoader({}))
    assert engine.prose(Prose("**{{ x }}** & y"), {"x": "<b>"}, {}) == "<strong>&lt;b&gt;</strong> &amp; y"
    assert engine.prose(Prose("{{ nothing }}", Location("f", 3, 5)), {}, {}) == ""
    assert [(each.code, each.location) for each in engine.problems] == [("undefined-variable", Location("f", 3, 8))]


@pytest.mark.parametrize(
    ("expression", "holds"),
    [("a", True), ("not a", False), ("a and b > 2", True), ("facts.b == 3", True), ("false", False), ("''", False)],
)
def test_condition(expression: str, holds: bool) -> None:
    names = {"a": True, "b": 3, "facts": {"b": 3}}
    assert Engine(DictLoader({})).condition(expression, names, Location("f")) is holds


@pytest.mark.parametrize(
    "expression", ["nothing", "a b", "a) or (b", "{{ a }}", "", "a.__class__", "_budget", "9" * 5000]
)
def test_condition__that_is_none(expression: str) -> None:
    with pytest.raises(MouflowError) as failed:
        Engine(DictLoader({})).condition(expression, {"a": 1, "b": 1}, Location("f", 2, 3))
    assert failed.value.diagnostics[0].location == Location("f", 2, 3)


def test_filters__pay_for_what_they_give_back() -> None:
    text = "{% set l = 'x' %}{% for n in range(5000) %}{% set m = big | %s %}{% endfor %}"
    for name in ("upper", "trim", "reverse"):
        assert name in FILTERS
        assert code_of(text.replace("%s", name), big="x" * 1000) == "template-limit"


def test_budget__steps() -> None:
    budget = Budget()
    with pytest.raises(LimitError, match="steps"):
        list(iter(budget.step, "never"))


def test_budget__characters() -> None:
    budget = Budget()
    with pytest.raises(LimitError, match="characters"):
        list(map(budget.print, [10**4] * 10**4))


def test_budget__time_to_compile_is_an_account_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.0, 4.0, 4.0, 4.0, 8.0])
    monkeypatch.setattr("mouflow.assembly.budget.thread_time", lambda: next(clock))
    budget = Budget()
    with budget.compiling():
        pass
    for _ in range(32):
        budget.step()
    with pytest.raises(LimitError, match="compile"), budget.compiling():
        pass


def test_weigh__counts_what_lists_share_each_time() -> None:
    value: list[object] = [1]
    for _ in range(8):
        value = [value, value]
    assert weigh(value) == MAX_VALUES - 2 * 2**8 - (2**8 - 1)
    for _ in range(40):
        value = [value, value]
    with pytest.raises(LimitError):
        weigh(value)


@settings(max_examples=300)
@given(st.text(alphabet=st.sampled_from("{}%#'\"()[]|~.*+-_ab1 \n<>"), max_size=40))
def test_prose__any_text_prints_or_is_told(text: str) -> None:
    engine = Engine(DictLoader({}))
    try:
        engine.prose(Prose(text, Location("f")), {"a": 1, "b": "x"}, {})
    except MouflowError as failed:
        engine.problems.extend(failed.diagnostics)
    assert all(each.location and each.hint for each in engine.problems)


class _Texts(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=30))
def test_generate__any_name_comes_out_as_it_is(
    name: str, workspace: Callable[..., Path], run: Callable[..., Ran]
) -> None:
    spaceless = " ".join(name.split())
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    text = MOU.replace("The Participants will co-operate.", "\"{{ full_name('x') }}|\"")
    root = workspace({"agreements/x/mou.yaml": text})
    write_files(root, {"agreements/people.yaml": f"x:\n  name: {{en: {quoted}, zh-Hant: 名}}\n".encode()})
    marks = any(mark in name for mark in "*_\\{")
    status = run(root, "generate", "--jobs", "1", "--lang", "en").status
    readable = readable_yaml(quoted)
    if status or marks or not readable:
        assert marks or not readable or not spaceless
        return
    page = (root / "build/x/mou.en.html").read_text()
    assert spaceless in " ".join("".join(_Texts(page).texts).split())


def readable_yaml(text: str) -> bool:
    try:
        return bool(parse_yaml(text, "x"))
    except MouflowError:
        return False
