"""Imports go only downwards: the table of rooms in README is the law, and this holds it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mouflow"

RANKS = {
    "diagnostics": 0,
    "languages": 0,
    "root": 0,
    "git_environment": 0,
    "json_text": 0,
    "tracing": 0,
    "crew": 0,
    "private_folder": 0,
    "file_errors": 1,
    "model": 1,
    "document": 1,
    "source": 2,
    "schema": 2,
    "validation": 2,
    "assembly": 2,
    "compare": 2,
    "history": 2,
    "proof": 2,
    "register": 2,
    "render": 2,
    "workspace": 3,
    "build": 4,
    "tracking": 5,
    "watch": 6,
    "server": 6,
    "cli": 7,
    "__main__": 8,
}
"""Rank of each room; a room imports only from lower ranks."""

ENGINES = {
    "weasyprint": "render/pdf",
    "pydyf": "render/pdf",
    "docx": "render/docx",
    "yaml": "source",
    "git": "history",
    "opencc": "compare",
    "rapidfuzz": "compare",
    "holidays": "register",
    "dateutil": "register",
    "icalendar": "register",
    "xlsxwriter": "register",
    "sqlite3": ("build", "tracking"),
    "smtplib": "tracking",
    "distributed": "build",
    "watchdog": "watch",
    "starlette": "server",
    "uvicorn": "server",
    "jinja2": ("assembly", "workspace"),
    "click": "cli",
    "rich": "cli",
}
"""Which room alone may import which engine."""


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Give the dotted name of every import, relative ones resolved."""
    package = ["mouflow", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*base, *([node.module] if node.module else [])])


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_layers__imports_go_down(path: Path) -> None:
    room = room_of(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "mouflow" and len(parts) > 1 and parts[1] != room:
            other = parts[1]
            assert other in RANKS, f"{other} has no rank"
            assert RANKS[other] < RANKS[room], f"{room} imports {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_layers__engines_stay_in_their_room(path: Path) -> None:
    where = path.relative_to(PACKAGE).as_posix()
    for name in imported(path):
        rooms = ENGINES.get(name.split(".")[0])
        if rooms is not None:
            assert where.startswith(rooms), f"{where} imports {name}"


def test_layers__every_module_says_its_job() -> None:
    for path in MODULES:
        said = ast.get_docstring(ast.parse(path.read_text("utf-8")))
        assert said, f"{path} has no docstring"
