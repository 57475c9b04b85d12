"""The command that reminds: a digest for every owner, printed, written as messages, or sent."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .days import TODAY, today_in
from .options import FORMAT, ONLY_LANGUAGES
from .register_options import LengthType, ahead

if TYPE_CHECKING:
    from mouflow.tracking.remind import Gathered, Occasion
    from mouflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    agreements: tuple[str, ...]
    within: dict[str, int] | None
    email: bool
    folder: Path | None
    mark: bool
    again: bool
    languages: tuple[str, ...]
    form: str
    today: date | None
    no_index: bool


@click.command()
@click.argument("agreements", nargs=-1, metavar="[AGREEMENT]...")
@click.option("--within", type=LengthType(), metavar="LENGTH", help="Also what is due by then: 30d, 3w, 2m, 1y.")
@click.option("--email", is_flag=True, help="Send, over the server of [mail] in mouflow.toml.")
@click.option(
    "--eml", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Write messages to a folder, *.eml."
)
@click.option("--mark", is_flag=True, help="Take what is printed or written for sent; --email always does.")
@click.option("--again", is_flag=True, help="Also what was sent before.")
@ONLY_LANGUAGES
@FORMAT
@TODAY
@click.option("--no-index", is_flag=True, help="Read every file, and leave the index alone.")
def remind(**options: Any) -> int:
    """Remind everybody of what is overdue, what is due soon, notices to send, and what has to be verified.

    Of each AGREEMENT named, or of all. Everybody who has something to see to gets one digest, of what was not sent
    before. Without --email or --eml it is printed.
    """
    asked = Asked(**options)
    if asked.email and asked.folder:
        raise click.UsageError("--email sends, --eml writes files; choose one")
    from mouflow.workspace import find_workspace

    from .remind_delivery import deliver

    workspace = find_workspace(Path.cwd())
    occasion = _occasion(workspace, asked)
    return deliver(workspace, asked, occasion, _gathered(workspace, occasion))


def _occasion(workspace: Workspace, asked: Asked) -> Occasion:
    from mouflow.build import find_targets
    from mouflow.tracking.remind import Occasion

    from .console import wrong_usage

    names: tuple[str, ...] = ()
    if asked.agreements:
        with wrong_usage():
            targets = find_targets(workspace, asked.agreements, Path.cwd())
        names = tuple(sorted({target.agreement for target in targets}))
    today = today_in(workspace, asked.today)
    within = ahead(today, asked.within) if asked.within else None
    return Occasion(today, time.time_ns(), names, within, not asked.no_index)


def _gathered(workspace: Workspace, occasion: Occasion) -> Gathered:
    from mouflow.tracking.remind import gather

    return gather(workspace, occasion)
