"""The command that prints JSON Schemas for editors."""

from __future__ import annotations

import json

import click

from mouflow.workspace.schemas import SCHEMAS, schema_of

VIEWS = ("due", "status", "timeline", "explain", "remind")
"""Views of the register whose JSON has a shape."""


@click.command()
@click.argument("kind", required=False, type=click.Choice([*SCHEMAS, "diff", "export", *VIEWS]))
def schema(kind: str | None) -> int:
    """Print the JSON Schema of a KIND of file; of all kinds, by name, without one.

    `mouflow schema diff` prints that of what `mouflow diff --format json` writes; so do `export` and the names of the
    register's views, of which `obligations` and `milestones` print what `due` does.
    """
    shown = _schema(kind) if kind else {each: schema_of(each) for each in SCHEMAS}
    click.echo(json.dumps(shown, indent=1, ensure_ascii=False))
    return 0


def _schema(kind: str) -> dict[str, object]:
    if kind == "diff":
        from mouflow.render.changes_shape import changes_schema

        return changes_schema()
    if kind == "export":
        from mouflow.register.exports.shape import register_schema

        return register_schema()
    if kind in VIEWS:
        from mouflow.tracking.shape import view_schema

        return view_schema(kind)
    return schema_of(kind)
