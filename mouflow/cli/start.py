"""The commands that begin something: init makes a workspace, new a document."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import click

from mouflow.build import write_atomically
from mouflow.diagnostics import MouflowError, Severity
from mouflow.model import KINDS
from mouflow.workspace import find_workspace
from mouflow.workspace.folder import open_workspace
from mouflow.workspace.start import already_there, new_document, new_workspace

from .console import show_diagnostics, wrong_usage


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[DIR]")
@click.option("--templates", is_flag=True, help="Copy the built-in templates too, to be changed.")
def init(folder: Path, templates: bool) -> int:
    """Make a new workspace, with git, an editor schema and a first agreement."""
    _make(folder)
    files = new_workspace(open_workspace(folder), templates=templates)
    taken = [path for path in files if (folder / path).exists()]
    if taken:
        raise click.UsageError(f"{folder} holds these already, and nothing is written over: {', '.join(taken[:5])}")
    _write(folder, files)
    _set_up_git(folder)
    click.echo(f"Made a workspace in {folder.resolve()}:")
    for path in sorted(files):
        click.echo(f"  {path}")
    click.echo("Next: edit agreements/first-agreement/mou.yaml, then run `mouflow generate`.")
    click.echo("In every other clone, run `mouflow textconv --install` once, for readable diffs in git.")
    return 0


@click.command()
@click.argument("kind", metavar=f"{{{'|'.join(KINDS)}}}")
@click.argument("identifier", metavar="ID")
def new(kind: str, identifier: str) -> int:
    """Make a new document from a starter.

    ID is AGREEMENT or AGREEMENT/DOCUMENT.
    """
    workspace = find_workspace(Path.cwd())
    _check_identifier(identifier)
    with wrong_usage():
        files = new_document(workspace, kind, identifier)
    taken = already_there(workspace, files)
    if taken:
        raise click.UsageError(f"{taken[0]} exists already, and nothing is written over")
    _write(workspace.root, files)
    for path in files:
        click.echo(f"Made {path}")
    return 0


def _check_identifier(identifier: str) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)?", identifier):
        raise click.UsageError(f"{identifier!r} is no id: use a-z, 0-9 and . _ - , as AGREEMENT or AGREEMENT/DOCUMENT")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise click.UsageError(f"{folder} is a file; name a folder") from None
    except OSError as problem:
        raise click.ClickException(f"cannot make {folder}: {problem.strerror}; choose another folder") from None


def _write(root: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        try:
            write_atomically(root / path, data)
        except OSError as problem:
            raise click.ClickException(f"cannot write {root / path}: {problem.strerror}") from None


def _set_up_git(folder: Path) -> None:
    """Make a repository where there is none, and let it show agreements by clause; say so where that fails."""
    from mouflow.history import create_repository, install_diff_driver

    try:
        if not _in_git(folder):
            create_repository(folder)
        install_diff_driver(folder)
    except MouflowError as failed:
        show_diagnostics([replace(each, severity=Severity.WARNING) for each in failed.diagnostics], None)


def _in_git(folder: Path) -> bool:
    return any((each / ".git").exists() for each in (folder.resolve(), *folder.resolve().parents))
