"""The generated parts of the documentation; `make docs` writes them, test_docs.py holds them true."""

from __future__ import annotations

import inspect
import re
import sys
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path

from pydantic.fields import FieldInfo

from mouflow.assembly import budget, sandbox
from mouflow.assembly.filters import LANGUAGE_FILTERS
from mouflow.assembly.general_filters import FILTERS
from mouflow.assembly.names import Names
from mouflow.assembly.voice import Voice
from mouflow.document import markup
from mouflow.document.subset import ATTRIBUTES, BLOCK, CLASSES, COMPUTED, CONTENT, EVERYWHERE, INLINE
from mouflow.languages.profiles import find_profile
from mouflow.model import KINDS
from mouflow.model.base import Localized, Record, Worded
from mouflow.model.calendars import OwnCalendar
from mouflow.model.facts import Organisation, Person, Term
from mouflow.model.ledger import Event
from mouflow.model.mou import LibraryClause
from mouflow.model.obligations import Promise, Promises
from mouflow.workspace.settings import Settings
from tests.clause_list import clause_list
from tests.redline_shape import redline_shape

ROOT = Path(__file__).parent.parent

ASSEMBLED = frozenset({"data-label", "data-mark", "data-of"})
"""Attributes that assembly computes; no template writes them."""

PLAIN = {
    str: "text",
    int: "whole number",
    bool: "true or false",
    date: "date",
    time: "time",
    datetime: "instant",
    object: "value",
}
SAMPLES: dict[str, object] = {
    "time": time(14, 30),
    "issue_time": time(14, 30),
    "ordinal": 3,
    "words": 3,
    "number": 160_000,
    "capital": "the parties",
    "plain": "a text",
}
"""What the filters are shown with; the others write a date."""

REGISTER: dict[str, tuple[type[Record], str]] = {
    "obligations.yaml": (Promises, ""),
    "ledger.yaml": (Event, "A list; each event stands on a line of its own, as mouflow writes it.\n"),
    "calendars.yaml": (OwnCalendar, "Beside `people.yaml`; each entry stands under its id.\n"),
}
"""What the register is read from, with a sentence on how the records stand in the file."""
SHARED: dict[str, type[Record]] = {
    "people.yaml": Person,
    "organisations.yaml": Organisation,
    "terms.yaml": Term,
    "templates/clauses/NAME@VERSION.yaml": LibraryClause,
    "mouflow.toml": Settings,
}


def reference() -> str:
    """Every key of every kind of document and shared file, as Markdown tables."""
    seen: set[type[Record]] = set()
    parts = []
    for kind, model in KINDS.items():
        parts += [f"## `kind: {kind}`\n", *_tables(model, seen)]
    for file, (model, said) in REGISTER.items():
        parts += [f"## `{file}`\n", said, *_tables(model, seen)]
    for file, model in SHARED.items():
        intro = "" if file.endswith((".toml", "VERSION.yaml")) else "Each entry stands under its id.\n"
        parts += [f"## `{file}`\n", intro, *_tables(model, seen)]
    return "\n".join(part for part in parts if part)


_TITLED = frozenset({*KINDS.values(), *SHARED.values(), *(model for model, _ in REGISTER.values())})
"""Records that have the heading of their file."""


def _tables(model: type[Record], seen: set[type[Record]]) -> Iterator[str]:
    if model in seen:
        return
    seen.add(model)
    title = "" if model in _TITLED else f"### {model.__name__}\n\n"
    named = {name: field for name, field in model.model_fields.items() if name not in {"location", "text"}}
    names = sorted(named, key=lambda name: name != "id") if issubclass(model, Promise) else list(named)
    rows = [_row(name, named[name]) for name in names]
    if issubclass(model, Worded):
        needed, said = ("", "what is to be done, in") if issubclass(model, Promise) else ("yes", "the text itself, in")
        rows.insert(1, f"| `en`, `zh-Hant`, `zh-Hans` | text | {needed} | {said} every language of the document |")
    table = "\n".join(["| key | value | needed | meaning |", "| --- | --- | --- | --- |", *rows])
    yield f"{title}{_for_users(inspect.cleandoc(model.__doc__ or ''))}\n\n{table}\n"
    for field in model.model_fields.values():
        for inner in _records(field.annotation):
            yield from _tables(inner, seen)


def _row(name: str, field: FieldInfo) -> str:
    default = field.get_default(call_default_factory=True, validated_data={}) if not field.is_required() else None
    needed = "yes" if field.is_required() else "" if default in (None, (), {}) else _shown(default)
    meaning = _for_users(field.description or "").replace("|", "\\|")
    return f"| `{field.alias or name}` | {_type(field.annotation)} | {needed} | {meaning} |"


def _for_users(text: str) -> str:
    """Leave out where a rule comes from: sources stand in the code."""
    return re.sub(r" \((?:domain\.md|rules?) [^)]*\)", "", text).replace("``", "`")


def _shown(default: object) -> str:
    if isinstance(default, Record):
        return ""
    return "`" + (", ".join(map(str, default)) if isinstance(default, tuple) else str(default).lower()) + "`"


def _type(annotation: object) -> str:  # noqa: PLR0911  one line a case reads best
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _type(inner[0])
    if origin is typing.Literal:
        return ", ".join(f"`{word}`" for word in inner)
    if origin in {typing.Union, types.UnionType}:
        return " or ".join(dict.fromkeys(_type(each) for each in inner if each is not type(None)))
    if origin is tuple:
        return f"list of {_type(inner[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"id: {_type(inner[1])}"
    if annotation is Localized:
        return "text per language"
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return PLAIN.get(annotation, str(annotation))  # type: ignore[call-overload, no-any-return]


def _records(annotation: object) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _records(inner)


def subset() -> str:
    """The HTML subset: elements with their content and attributes, then class names."""
    groups: dict[tuple[str, str], list[str]] = {}
    for tag, content in CONTENT.items():
        own = _words(ATTRIBUTES.get(tag, frozenset()) - ASSEMBLED)
        groups.setdefault((_content(content), own), []).append(f"`<{tag}>`")
    rows = [f"| {' '.join(tags)} | {content} | {own} |" for (content, own), tags in groups.items()]
    classes, added = ([f"| `{name}` | {meaning} |" for name, meaning in every.items()] for every in (CLASSES, COMPUTED))
    return "\n".join(
        [
            f"Every element may bear {_words(EVERYWHERE)}.\n",
            f"Blocks: {_words(BLOCK)}. Inline elements: {_words(INLINE)}.\n",
            "| element | may hold | attributes of its own |",
            "| --- | --- | --- |",
            *rows,
            "\n| class | meaning |",
            "| --- | --- |",
            *classes,
            "\n| class that mouflow adds, for style sheets | what bears it |",
            "| --- | --- |",
            *added,
        ]
    )


def _content(names: frozenset[str]) -> str:
    return {BLOCK: "blocks", INLINE: "text and inline elements"}.get(names) or _words(names)


def _words(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "nothing"


def functions() -> str:
    """Functions and filters that templates and texts may use, from their docstrings."""
    methods = {name: _method(name) for name in _function_names()}
    rows = [f"| `{name}{_parameters(method)}` | {_first_line(method)} |" for name, method in sorted(methods.items())]
    forms = [
        f"| `{name}` | {_example(name, 'en')} | {_example(name, 'zh-Hant')} |" for name in sorted(LANGUAGE_FILTERS)
    ]
    general = ", ".join(f"`{name}`" for name in sorted(FILTERS))
    return "\n".join(
        [
            "| function | prints |",
            "| --- | --- |",
            *rows,
            "\n| filter | in English | in Traditional Chinese |",
            "| --- | --- | --- |",
            *forms,
            f"\nJinja2's own filters that are allowed: {general}.",
        ]
    )


def _example(name: str, language: str) -> str:
    """Show what a filter makes of a sample of the type it takes."""
    context = {"_voice": types.SimpleNamespace(profile=find_profile(language))}
    written = LANGUAGE_FILTERS[name](context, SAMPLES.get(name, date(2024, 6, 8)))  # type: ignore[arg-type]
    return re.sub(r"<[^>]+>", "", str(written))


def _function_names() -> list[str]:
    source = inspect.getsource(Voice.functions)
    return sorted({*re.findall(r"(?:self|names)\.(\w+)", source), "ref"} - {"names"})


def _method(name: str) -> Callable[..., object]:
    if name == "ref":
        from mouflow.assembly.voice import _ref

        return _ref
    return typing.cast("Callable[..., object]", getattr(Voice, name, None) or getattr(Names, name))


def _parameters(method: Callable[..., object]) -> str:
    shown = []
    for parameter in inspect.signature(method).parameters.values():
        if parameter.name in {"self", "context"}:
            continue
        if parameter.kind is parameter.VAR_KEYWORD:
            shown.append("name=value …")
        else:
            default = "" if parameter.default is parameter.empty else f"={parameter.default!r}"
            shown.append(parameter.name + default)
    return f"({', '.join(shown)})"


def _first_line(method: object) -> str:
    said = inspect.getdoc(method) or ""
    return _for_users(said.split("\n\n", maxsplit=1)[0].replace("\n", " ")).replace("|", "\\|")


def limits() -> str:
    """What one document may spend, as the sandbox has it."""
    rows = {
        "steps: turns of a loop, calls, filters, comparisons": f"{budget.MAX_STEPS:,}",
        "characters printed or copied": f"{budget.MAX_CHARACTERS:,}",
        "seconds of work, beside compiling": f"{budget.MAX_SECONDS:g}",
        "seconds of compiling": f"{budget.MAX_COMPILING:g}",
        "values in a list that a template writes or adds, counts of `range()`": f"{budget.MAX_VALUES:,}",
        "characters of a template's file": f"{sandbox.MAX_SOURCE:,}",
        "elements inside one another": f"{markup.MAX_DEPTH}",
    }
    return "\n".join(["| of | at most |", "| --- | --- |", *(f"| {what} | {most} |" for what, most in rows.items())])


GENERATED: dict[str, dict[str, Callable[[], str]]] = {
    "agreements/README.md": {"clauses": clause_list, "reference": reference, "redline": redline_shape},
    "templates/README.md": {"subset": subset, "limits": limits, "functions": functions},
}
"""Which parts of which file are generated, by what."""


def filled(text: str, parts: Mapping[str, Callable[[], str]]) -> str:
    """Put the generated parts between their markers."""
    for name, make in parts.items():
        opening, closing = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
        before, found, rest = text.partition(opening)
        assert found, f"no marker {opening}"
        text = f"{before}{opening}\n\n{make()}\n\n{closing}{rest.partition(closing)[2]}"
    return text


if __name__ == "__main__":
    for file, parts in GENERATED.items():
        path = ROOT / file
        new = filled(path.read_text("utf-8"), parts)
        if "--write" in sys.argv:
            path.write_text(new, "utf-8")
