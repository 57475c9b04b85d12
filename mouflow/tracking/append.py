"""Adds an event to a ledger: all of it or nothing, one process at a time; then records it as one commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta

from mouflow.diagnostics import Diagnostic, Location, MouflowError, error, has_errors, warning
from mouflow.model.ledger import Event, Evidence
from mouflow.register.entering import Draft
from mouflow.source.characters import refused_characters
from mouflow.workspace import Workspace
from mouflow.workspace.folder import AGREEMENTS

from .commit import commit_event
from .ledger_file import OvertakenError, ledger_bytes, refuse_links, write_ledger
from .ledger_lines import HEAD, LEDGER, event_line, read_ledger
from .locking import locked
from .merge_rule import add_merge_rule

_TRIES = 100
_SECOND = timedelta(seconds=1)
_LAST = datetime(2999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""No event is written down later; several of that instant count in the order of their digests."""
_ASTRAY = timedelta(minutes=10)
"""A clock that is behind the newest event by less is no cause for worry: two clocks never agree."""
_LINE_ENDS = str.maketrans(dict.fromkeys("\v\f\x85\u2028\u2029", "\n"))

Allowed = Callable[[Sequence[Event]], None]
"""Looks at the events so far and raises MouflowError where the new one may not follow them."""


@dataclass(frozen=True, slots=True)
class Appended:
    """An event as it stands in its ledger now.

    ``path`` is the ledger's in the workspace; ``commit`` the commit that holds it, None where none was asked for or
    made. ``problems`` say what is to be known besides, and why there is no commit: as an error, but where there is
    simply no repository.
    """

    event: Event
    path: str
    commit: str | None = None
    problems: tuple[Diagnostic, ...] = ()


def append(
    workspace: Workspace,
    agreement: str,
    draft: Draft,
    *,
    now: datetime,
    author: str,
    commit: bool,
    allowed: Allowed = lambda _: None,
) -> Appended:
    """Add an event to an agreement's ledger and, with ``commit``, record it; ``now`` is an instant with its zone.

    Once it stands in the ledger, it stays there, whatever becomes of the commit.

    Raises:
        MouflowError: The ledger cannot be read or written, or the event may not follow what it holds; nothing was
            added.
    """
    path = f"{AGREEMENTS}/{agreement}/{LEDGER}"
    with locked(workspace.root):
        refuse_links(workspace.root, path)
        event, problems = _added(workspace, path, draft, now, author, allowed)
        add_merge_rule(workspace.root)
        if not commit:
            return Appended(event, path, None, problems)
        evidence = [f"{AGREEMENTS}/{agreement}/{each.path}" for each in event.evidence if each.path]
        name, found = commit_event(workspace.root, agreement, event, [path, *evidence])
        return Appended(event, path, name, (*problems, *found))


def _added(
    workspace: Workspace, path: str, draft: Draft, now: datetime, author: str, allowed: Allowed
) -> tuple[Event, tuple[Diagnostic, ...]]:
    """Add an event to the ledger as it stands; once more where a pull or an editor, which know no lock, was quicker."""
    for _ in range(_TRIES):
        data = ledger_bytes(workspace.root / path)
        events = _readable(data, path)
        allowed(events)
        at, problems = _next_instant(now, events, path)
        line = event_line(_values(draft, at, author))
        event = _understood(line, path)
        try:
            write_ledger(workspace.root, path, data, _with_line(data, line))
        except OvertakenError:
            continue
        return event, problems
    hint = "wait until nobody writes to it any more, then run the command again; nothing was added"
    raise MouflowError(error("ledger-changing", "the ledger is changed again and again", Location(path), hint))


def _readable(data: bytes, path: str) -> tuple[Event, ...]:
    events, problems = read_ledger(data, path)
    if has_errors(problems):
        raise MouflowError(*problems, error("ledger-unreadable", "nothing was added", Location(path), "mend it first"))
    return events


def _next_instant(now: datetime, events: Sequence[Event], path: str) -> tuple[datetime, tuple[Diagnostic, ...]]:
    """Return an instant after every event, so that their order is that in which they were written down."""
    now = now.replace(microsecond=0)
    if not events or events[-1].at < now:
        return now, ()
    newest = events[-1]
    following = min(newest.at + _SECOND, _LAST)
    if newest.at - now <= _ASTRAY:
        return following, ()
    said = f"the clock says {now:%Y-%m-%d %H:%M} (UTC), but event {newest.id} was written on {newest.at:%Y-%m-%d %H:%M}"
    hint = "look at the clock of this machine, and of that of whoever wrote the other; the new event comes right after"
    return following, (warning("clock-astray", said, Location(path, newest.location.line), hint),)


def _values(draft: Draft, at: datetime, author: str) -> dict[str, object]:
    """Return the keys and values of an event as they are written, those without a value left out."""
    given = {each.name: getattr(draft, each.name) for each in fields(draft)}
    values = {"at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "by": author, **{key: _plain(value) for key, value in given.items()}}
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _plain(value: object) -> object:
    """Return a value as JSON holds it; every line end in a text becomes a line feed."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_without_nothing(each) for each in value]
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS).strip()
    return value


def _without_nothing(evidence: Evidence) -> Mapping[str, str]:
    return {key: value for key, value in evidence.model_dump().items() if value is not None}


def _understood(line: str, path: str) -> Event:
    """Return the event of a new line as every reader will understand it.

    Raises:
        MouflowError: It holds what no event may hold.
    """
    problems: Sequence[Diagnostic] = list(refused_characters(line, path))
    if not problems:
        events, problems = read_ledger(line.encode(), path)
    if problems:
        hint = "write it again without that; nothing was added"
        raise MouflowError(*(error(each.code, each.message, hint=hint) for each in problems))
    return events[0]


def _with_line(data: bytes, line: str) -> bytes:
    """Return a ledger with one more line, its line ends those of the lines before."""
    end = b"\r\n" if data[: data.rfind(b"\n")].endswith(b"\r") else b"\n"
    before = data or HEAD.encode()
    missing = b"" if before.endswith(b"\n") else end
    return before + missing + line.encode() + end
