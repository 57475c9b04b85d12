"""JSON on standard output."""

from __future__ import annotations

import click

from mouflow.json_text import as_json_text


def show_json(value: object) -> None:
    """Print a value for programs: in UTF-8 wherever it goes (RFC 8259), and nothing in it that a terminal obeys."""
    click.echo(as_json_text(value).encode(), nl=False)
