"""Records an event of a ledger as one commit, and tells exactly what is recorded and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import sleep

from mouflow.diagnostics import Diagnostic, Location, MouflowError, Severity, error, warning
from mouflow.history import GitError, Repository, open_repository, record
from mouflow.model.ledger import Event

from .ledger_file import ledger_bytes
from .ledger_lines import event_lines
from .merge_rule import unrecorded_rule

_TRIES, _PAUSE = 20, 0.1
_PASSING = frozenset({"repository-locked", "repository-changed"})
"""What another git does to the repository at this moment, and is over at the next."""
_SAYS_AGAIN = _PASSING | {"repository-unwritable"}
"""Problems whose way out is to run the command again, which would enter the event again."""


def commit_event(
    root: Path, agreement: str, event: Event, paths: Sequence[str]
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Record files of a workspace, its ledger among them, with the name of an event as the message.

    Returns:
        The commit, None where there is none, and what is to be known: why it could not be made, or what is not in it.
    """
    try:
        repository = open_repository(root)
        return _recorded(repository, agreement, event, paths)
    except MouflowError as failed:
        return None, tuple(_left_uncommitted(each, agreement) for each in failed.diagnostics)
    except OSError as problem:
        return None, (_left_uncommitted(error("not-recorded", f"{problem.filename}: {problem.strerror}"), agreement),)
    except KeyboardInterrupt:
        return None, (_left_uncommitted(error("interrupted", "interrupted"), agreement),)


def _recorded(
    repository: Repository, agreement: str, event: Event, paths: Sequence[str]
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    left = _ignored(repository, paths)
    if any(problem.location and problem.location.path == paths[0] for problem in left):
        return None, left
    lost = _lost(repository, paths[0])
    if lost:
        return None, (_left_uncommitted(lost, agreement), *left)
    commit = _record(repository, [*paths, *unrecorded_rule(repository)], message_of(agreement, event))
    if commit is None and event.id.encode() not in _recorded_ledger(repository, paths[0]):
        unseen = error("not-recorded", "git sees no change in the ledger", Location(paths[0]))
        return None, (_left_uncommitted(unseen, agreement), *left)
    return commit or repository.head(), (*_off_branch(repository), *left)


def _lost(repository: Repository, path: str) -> Diagnostic | None:
    """Tell of events that the last commit holds and the file does not: another commit would take them out for good."""
    now = set(event_lines(ledger_bytes(repository.root / path)))
    missing = [line for line in event_lines(_recorded_ledger(repository, path)) if line not in now]
    if not missing:
        return None
    few = "an event" if len(missing) == 1 else f"{len(missing)} events"
    hint = f"`git diff HEAD -- {path}` shows them with a minus: put those lines back"
    return error("event-removed", f"the last commit holds {few} that the ledger lacks", Location(path), hint)


def _recorded_ledger(repository: Repository, path: str) -> bytes:
    """Return the ledger as the last commit has it; nothing where it has none."""
    try:
        return repository.run("cat-file", "blob", f"HEAD:{repository.prefix}{path}")
    except GitError:
        return b""


def _record(repository: Repository, paths: Sequence[str], message: str) -> str | None:
    """Record the files; None where there is nothing to record, as another git did it meanwhile."""
    for again in reversed(range(_TRIES)):
        try:
            return record(repository, paths, message).commit
        except MouflowError as failed:
            code = failed.diagnostics[0].code
            if code == "nothing-to-record":
                return None
            if code not in _PASSING or not again:
                raise
            sleep(_PAUSE)
    return None


def message_of(agreement: str, event: Event) -> str:
    """Return the message of an event's commit: ``Done: report@2026-03-31 (talent)``, and the event as a trailer."""
    named = event_subject(event) or agreement
    within = f" ({agreement})" if named != agreement else ""
    verb = event.event.capitalize().replace("-", " ")
    return f"{verb}: {named}{within}\n\nMouflow-Event: {agreement}/{event.id}"


def event_subject(event: Event) -> str:
    """Return what an event is about, as commands call it: ``ID@KEY/PARTY``; empty for the agreement itself."""
    if event.of is None:
        return ""
    key, party = f"@{event.occurrence}" if event.occurrence else "", f"/{event.party}" if event.party else ""
    return f"{event.of}{key}{party}"


def _left_uncommitted(problem: Diagnostic, agreement: str) -> Diagnostic:
    """Say that the event stands in the ledger alone; without a repository that is all there can be."""
    if problem.code in {"no-repository", "git-missing"}:
        hint = "without git nobody can prove later that no event was taken out: `git init`"
        message = f"the event stands in the ledger, and in no commit: {problem.message}"
        return Diagnostic(Severity.NOTE, problem.code, message, problem.location, hint)
    message = f"the event stands in the ledger, and in no commit yet: {problem.message}"
    first = f"{problem.hint}; then " if problem.hint and problem.code not in _SAYS_AGAIN else ""
    hint = f"{first}commit it with its evidence: `mouflow record {agreement} -m MESSAGE`; do not enter it again"
    return replace(problem, severity=Severity.ERROR, message=message, hint=hint)


def _off_branch(repository: Repository) -> tuple[Diagnostic, ...]:
    if repository.on_branch():
        return ()
    hint = "give it one before you check out another: `git switch -c NAME`"
    return (warning("detached-head", "the commit is on no branch: HEAD is detached", hint=hint),)


def _ignored(repository: Repository, paths: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Tell of files that git leaves out because .gitignore names them."""
    inside = {f"{repository.prefix}{path}": path for path in paths}
    listed = repository.run("ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", *inside)
    left = [path for full, path in inside.items() if full in listed.decode("utf-8", "surrogateescape").split("\0")]
    hint = "take it out of .gitignore, then `mouflow record` the agreement: no other clone has it"
    return tuple(error("not-recorded", "git ignores it: it is in no commit", Location(path), hint) for path in left)
