"""Proves ledgers: each event is as it was written, its evidence too, and nothing that git ever held is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from mouflow.diagnostics import Diagnostic, Location, MouflowError, Severity, error
from mouflow.history import Content, ObjectReader, Repository, blob_name, contents_ever, open_repository
from mouflow.workspace import Workspace
from mouflow.workspace.folder import AGREEMENTS

from .evidence import broken_evidence
from .ledger_lines import LEDGER, Line, digest, event_lines, read_ledger, read_lines

_NO_GIT = frozenset({"no-repository", "git-missing"})
_ASTRAY = timedelta(days=1)
"""Two clocks never agree; one that is a day ahead is wrong."""


def prove_ledgers(workspace: Workspace, agreements: Sequence[str], now: datetime | None = None) -> list[Diagnostic]:
    """Return what is wrong with the ledgers of agreements; lines that are no events are told by their reader.

    However many there are, the history is looked through once. Without git, events that were taken out do not show;
    without ``now``, an instant with its zone, those that say to be of a time to come.
    """
    problems: list[Diagnostic] = []
    paths = {f"{AGREEMENTS}/{agreement}/{LEDGER}": agreement for agreement in agreements}
    repository = _repository(workspace, problems)
    ever: Mapping[str, Sequence[Content]] = {}
    if repository:
        try:
            ever = contents_ever(repository, paths if len(paths) == 1 else [AGREEMENTS], LEDGER)
        except MouflowError as failed:
            problems.extend(failed.diagnostics)
    past = _Past(repository, ever)
    for path, agreement in paths.items():
        problems.extend(_prove(workspace, agreement, path, past, now))
    if repository and repository.shallow and any(path in ever for path in paths):
        problems.append(_shallow())
    return problems


class _Past:
    """The lines of events that git holds of ledgers, newest content first."""

    def __init__(self, repository: Repository | None, ever: Mapping[str, Sequence[Content]]) -> None:
        self._reader = ObjectReader(repository.top) if repository else None
        self._ever = ever

    def contents(self, path: str, now: bytes) -> Iterator[tuple[str, list[bytes]]]:
        """Give the lines of each content that a ledger had, with its oldest commit; ``now`` is read from no commit."""
        contents = self._ever.get(path, ())
        own = blob_name(now, len(contents[0].blob)) if contents else ""
        unread = [each.blob for each in contents if each.blob != own]
        blobs = self._reader.many(unread) if self._reader else iter(())
        for each in contents:
            stored = None if each.blob == own else next(blobs)
            yield each.commit, event_lines(now if each.blob == own else (stored and stored.data) or b"")


def _repository(workspace: Workspace, problems: list[Diagnostic]) -> Repository | None:
    try:
        return open_repository(workspace.root)
    except MouflowError as failed:
        problems.extend(each for each in failed.diagnostics if each.code not in _NO_GIT)
        return None


def _prove(workspace: Workspace, agreement: str, path: str, past: _Past, now: datetime | None) -> Iterator[Diagnostic]:
    try:
        data = workspace.files.read(path)
    except MouflowError as failed:
        if failed.diagnostics[0].code != "file-missing":
            return  # told by whoever reads the ledger for its events
        data = b""
    lines, _ = read_lines(data, path)
    yield from _changed(lines)
    yield from _repeated(lines)
    yield from _ahead(lines, now) if now else ()
    if any("evidence" in line.values for line in lines):
        yield from broken_evidence(workspace, agreement, read_ledger(data, path)[0])
    yield from _against_git(lines, data, path, past)


def _changed(lines: Sequence[Line]) -> Iterator[Diagnostic]:
    hint = "put the line back as it was: `git log -p` has it; then add what is true now with a command"
    for line in lines:
        if line.values.get("id") != digest(line.values):
            yield error("event-changed", "this event was changed after it was written", line.place, hint)


def _repeated(lines: Sequence[Line]) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for line in lines:
        if line.text in first:
            said = f"this event stands on line {first[line.text]} already; it counts once"
            yield Diagnostic(Severity.NOTE, "event-repeated", said, line.place, "delete one of the two lines")
        first.setdefault(line.text, line.place.line)


def _ahead(lines: Sequence[Line], now: datetime) -> Iterator[Diagnostic]:
    """Tell of events of a time to come; it is no error, as nothing takes an event out that others have already."""
    latest = now + _ASTRAY
    hint = "look at this machine's clock; if it is right, delete the line where no commit has it yet, and enter it anew"
    for line in lines:
        with suppress(ValueError):
            at = datetime.fromisoformat(str(line.values.get("at"))).replace(tzinfo=UTC)
            if at > latest:
                said = f"this event says to be written on {at:%Y-%m-%d %H:%M}, still to come: later ones count after it"
                yield Diagnostic(Severity.NOTE, "future-event", said, line.place, hint)


def _against_git(lines: Sequence[Line], data: bytes, path: str, past: _Past) -> Iterator[Diagnostic]:
    """Tell of events that a commit holds and the file does not, each with its oldest commit, and of another order."""
    now, ids = event_lines(data), {str(line.values.get("id")) for line in lines}
    present = set(now)
    lost: dict[bytes, str] = {}
    newest: list[bytes] | None = None
    for commit, held in past.contents(path, data):
        lost.update(dict.fromkeys((line for line in held if line not in present), commit))
        newest = held if newest is None else newest
    for line, commit in reversed(lost.items()):
        values = _written(line)
        if values is not None and values["id"] not in ids:  # else it was changed, which is told at its place
            said = f"event {values['id']} ({values.get('event')}, {values.get('date')}) was taken out"
            hint = (
                f"put its line back: `git show {commit[:10]}:./{path}` has it; what was wrong is mended by new events"
            )
            yield error("event-removed", said, Location(path), hint)
    if not _in_order([line for line in newest or () if line in present], now):
        said = "the events stand in another order than in the last commit; they count in the order of their time"
        hint = f"nothing is lost; `git checkout -- {path}` brings the order back, and drops what is not recorded"
        yield Diagnostic(Severity.NOTE, "events-reordered", said, Location(path), hint)


def _in_order(some: Sequence[bytes], every: Sequence[bytes]) -> bool:
    """Tell whether lines stand in the same order among all of them."""
    rest = iter(every)
    return all(line in rest for line in some)


def _written(line: bytes) -> Mapping[str, object] | None:
    """Return what mouflow wrote on a line; None where somebody else did."""
    try:
        values = json.loads(line[2:])
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) and values.get("id") == digest(values) else None


def _shallow() -> Diagnostic:
    hint = "`git fetch --unshallow` brings the rest"
    said = "this clone is shallow: ledgers are held against the commits that are here"
    return Diagnostic(Severity.NOTE, "history-shallow", said, hint=hint)
