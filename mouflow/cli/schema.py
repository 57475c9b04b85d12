"""The command that prints JSON Schemas for editors."""

from __future__ import annotations

import json

import click

from mouflow.workspace.schemas import SCHEMAS, schema_of


@click.command()
@click.argument("kind", required=False, type=click.Choice([*SCHEMAS, "diff"]))
def schema(kind: str | None) -> int:
    """Print the JSON Schema of a KIND of file; of all kinds, by name, without one.

    `mouflow schema diff` prints that of what `mouflow diff --format json` writes.
    """
    if kind == "diff":
        from mouflow.render.changes_shape import changes_schema

        click.echo(json.dumps(changes_schema(), indent=1, ensure_ascii=False))
        return 0
    shown = schema_of(kind) if kind else {each: schema_of(each) for each in SCHEMAS}
    click.echo(json.dumps(shown, indent=1, ensure_ascii=False))
    return 0
