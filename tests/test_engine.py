"""Expressions are compiled alone and once, and print what the whole text would; templates on disk stay current."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader

from mouflow.assembly.engine import Engine
from mouflow.assembly.inline import parted
from mouflow.diagnostics import Location
from mouflow.model.base import Prose
from mouflow.workspace import find_workspace
from mouflow.workspace.templates import TemplateLoader

PLACE = Location("mou.yaml", 3, 9)


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("a {{ b }} c", ("a ", "{{ b }}", " c")),
        ("{{ a }}{{ b }}", ("", "{{ a }}", "", "{{ b }}", "")),
        ("{{ ref('x.y') }}.", ("", "{{ ref('x.y') }}", ".")),
        ("a }} {{ b }}", ("a }} ", "{{ b }}", "")),
    ],
)
def test_parted__expressions(source: str, parts: tuple[str, ...]) -> None:
    assert parted(source) == parts


@pytest.mark.parametrize(
    "source",
    [
        "{% if a %}{{ b }}{% endif %}",
        "a {{- b }}",
        "{{ b -}} c",
        "{{ '}}' }}",
        "{{ {'a': 1} }}",
        "{{{ a }}",
        "{# a #}{{ b }}",
    ],
)
def test_parted__what_must_stay_whole(source: str) -> None:
    assert parted(source) == ("", source)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ a }} & {{ a }}", "&lt;x&gt; &amp; &lt;x&gt;"),
        ("**{{ a }}** {{ n + 1 }}", "<strong>&lt;x&gt;</strong> 3"),
        ("a {{- n -}} b", "a2b"),
        ("{{ 1 }}\n{{ 2 }}", "1<br/>2"),
    ],
)
def test_prose__prints_its_parts_in_order(text: str, printed: str) -> None:
    engine = Engine(DictLoader({}))
    assert engine.prose(Prose(text, PLACE), {"a": "<x>", "n": 2}, {}) == printed
    assert not engine.problems


def test_template__follows_its_file_through_equal_loaders(workspace: Callable[..., Path]) -> None:
    root = workspace()
    file = root / "templates/mou/document.html.j2"

    def printed() -> str:
        return Engine(TemplateLoader(find_workspace(root))).template("mou/document.html.j2", {"word": "old"})

    file.parent.mkdir(parents=True)
    file.write_text("<p>{{ word }}</p>")
    assert ">old</p>" in printed()
    file.write_text("<p>newer {{ word }}</p>")
    assert ">newer old</p>" in printed()


def test_template_loader__own_file_hides_the_built_in_one_at_once(workspace: Callable[..., Path]) -> None:
    root = workspace()
    loader = TemplateLoader(find_workspace(root))
    assert loader == TemplateLoader(find_workspace(root))
    environment = Engine(loader).environment
    built_in = environment.get_template("shared/macros.html.j2")
    (root / "templates/shared").mkdir(parents=True)
    (root / "templates/shared/macros.html.j2").write_text("own")
    assert built_in.is_up_to_date is False
    assert environment.get_template("shared/macros.html.j2").render({"_budget": Engine(loader).budget}) == "own"
