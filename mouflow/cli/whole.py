"""What the commands over versions share: an agreement named as a whole, a text shown page by page."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mouflow.build import Target, find_targets
from mouflow.workspace import Workspace, document_names

from .console import wrong_usage
from .pager import page


def whole_agreement(workspace: Workspace, name: str) -> Target:
    """Find an agreement by its id or path.

    Raises:
        click.UsageError: There is none, or the name is that of one document, or of several agreements.
    """
    with wrong_usage():
        found = find_targets(workspace, [name], Path.cwd())
    if len(found) != 1:
        raise click.UsageError(f"{name!r} is not one agreement; name one by its id")
    (target,) = found
    if len(target.documents) < len(document_names(workspace, target.agreement)):
        raise click.UsageError(f"{name!r} is one document; name the whole agreement: {target.agreement}")
    return target


def show_page(text: str) -> None:
    """Print a text, through a pager where standard output is a terminal."""
    page(text, sys.stdout)
