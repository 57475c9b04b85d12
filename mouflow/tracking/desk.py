"""What every entry is made with: the workspace, the day, the hand that writes it; and how that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mouflow.diagnostics import MouflowError, error
from mouflow.history import open_repository
from mouflow.register.entering import same_person
from mouflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an entry is made: ``today`` is the day there, ``now`` the instant, ``author`` as `Name <address>`.

    ``commit`` says whether the entry is recorded too.
    """

    workspace: Workspace
    today: date
    now: datetime
    author: str
    commit: bool = True


def author_of(workspace: Workspace, by: str | None) -> str:
    """Return who makes an entry: whom git knows, so that events and commits bear one name.

    Where git knows nobody, it is the name given with ``by``, else the office of the settings.

    Raises:
        MouflowError: Nobody is known, or another than the one who is given.
    """
    known = _known_to_git(workspace)
    if known and by and not same_person(known, by):
        hint = "leave --by out, or set user.name and user.email in git; say in --note for whom you enter it"
        raise MouflowError(error("other-author", f"git knows you as {known}", hint=hint))
    author = known or (by or "").strip() or workspace.settings.organisation.strip()
    if not author:
        hint = 'say --by "Your Name <you@example.org>", or set user.name and user.email in git'
        raise MouflowError(error("no-author", "nobody is known to write this down", hint=hint))
    return author


def _known_to_git(workspace: Workspace) -> str:
    try:
        return open_repository(workspace.root).identity()
    except MouflowError:  # what is wrong with the repository is told where the entry is recorded
        return ""
