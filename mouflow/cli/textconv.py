"""The command that git calls to show a YAML file of an agreement: one line for each text."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mouflow.diagnostics import MouflowError


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--install", is_flag=True, help="Set up this clone: `git diff` and `git log -p` show clauses from now on."
)
def textconv(file: Path | None, install: bool) -> int:
    """Print the texts of a YAML file, one a line, each with its id and language.

    Git calls this for its diffs. A file that cannot be read as YAML is printed as it is.
    """
    if install == bool(file):
        raise click.UsageError("name a file, or say --install")
    if file:
        return _print(file)
    from mouflow.history import install_diff_driver

    install_diff_driver(Path.cwd())
    click.echo("git shows agreements by clause and language now, in this clone.")
    return 0


def _print(file: Path) -> int:
    from mouflow.source import pieces

    try:
        data = file.read_bytes()
    except OSError as problem:
        raise click.UsageError(f"cannot read {file}: {problem.strerror}") from None
    try:
        shown = "".join(f"{piece}\n" for piece in pieces(data, file.name)).encode()
    except MouflowError:
        shown = data
    sys.stdout.buffer.write(shown)
    return 0
