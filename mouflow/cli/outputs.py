"""Where outputs may go: anywhere but among the sources."""

from __future__ import annotations

from pathlib import Path

import click

from mouflow.workspace import Workspace
from mouflow.workspace.folder import AGREEMENTS
from mouflow.workspace.templates import TEMPLATES

SOURCES = (AGREEMENTS, TEMPLATES)


def output_folder(workspace: Workspace, wanted: Path | None) -> Path:
    """Return the folder to write to; that of the settings where none is wanted.

    Raises:
        click.UsageError: It is among the sources, where an output could take the place of what it is made from.
    """
    folder = wanted or workspace.root / workspace.settings.output
    for name in SOURCES:
        if folder.resolve().is_relative_to(workspace.root / name):
            raise click.UsageError(
                f"outputs may not lie among the sources, in {name}/; choose another folder with --out"
            )
    return folder
