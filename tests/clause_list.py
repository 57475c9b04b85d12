"""The list of library clauses in agreements/README.md: their parameters, the ids of their paragraphs, their English."""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.document import Element, text_of, walk
from mouflow.document.tree import mapped
from mouflow.model.mou import LibraryClause, Parameter
from tests.drafts import HEAD, assembled, library


def clause_list() -> str:
    """Every clause that comes with mouflow, as Markdown."""
    return "\n\n".join(part for name, clause in library().items() for part in _shown(name, clause))


def _shown(name: str, clause: LibraryClause) -> Iterator[str]:
    texts = _english(name, clause)
    yield f"## `{name}`: {texts[clause.id]}"
    if clause.profile:
        yield f"For the {clause.profile} profile only."
    if clause.parameters:
        yield "\n".join(
            ["| parameter | value | default | meaning |", "| --- | --- | --- | --- |", *_parameters(clause)]
        )
    rows = [f"| `{each.id}` | {_condition(each.when)}{texts[each.id or '']} |" for each in clause.paragraphs]
    yield "\n".join(["| paragraph | what it says |", "| --- | --- |", *rows])


def _parameters(clause: LibraryClause) -> Iterator[str]:
    for name, parameter in clause.parameters.items():
        default = "" if parameter.default is None else f"`{parameter.default}`"
        yield f"| `{name}` | {_values(parameter)} | {default} | {parameter.description or ''} |"


def _values(parameter: Parameter) -> str:
    if parameter.choices:
        return ", ".join(f"`{choice}`" for choice in parameter.choices)
    if parameter.type == "flag":
        return "`true` or `false`"
    return parameter.type if parameter.minimum is None else f"{parameter.type}, at least {parameter.minimum}"


def _condition(when: str | None) -> str:
    return f"(when `{when}`) " if when else ""


def _english(name: str, clause: LibraryClause) -> dict[str, str]:
    """Return the heading under the clause's id and every paragraph under its own, none left out by a condition."""
    always = tuple(each.model_copy(update={"when": None}) for each in clause.paragraphs)
    document = assembled(
        f"{HEAD}clauses: [use: {name}]", clauses={name: clause.model_copy(update={"paragraphs": always})}
    )
    blocks = {each.id: each for each in walk(mapped(document.blocks, _by_id)) if each.id}
    heading = next(each for each in walk((blocks[clause.id],)) if each.tag in {"h2", "h3", "h4"})
    return {clause.id: text_of(heading), **{each.id or "": text_of(blocks[each.id or ""]) for each in always}}


def _by_id(element: Element) -> Element:
    """Show a reference as the id it leads to: the number depends on the agreement."""
    return element.with_children(f"`{element.get('href')[1:]}`") if element.get("href").startswith("#") else element
