"""What has been recorded of an agreement: its commits, and its versions, which are tags `<agreement>/<version>`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from .fields import read_date, read_text
from .repository import VERSION_TAGS, Repository

_COMMIT = "%x00%an%x00%ae%x00%ad%x00%B%x00"
_VERSION = (
    "%(refname)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)%00"
    "%(taggername)%00%(authorname)%00%(creatordate:raw)%00%(contents)%00"
)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its name, the commits before it (among those listed), who made it, when, and why.

    ``body`` is the message below its first line, trailers included; ``date`` is the author's.
    """

    sha: str
    parents: tuple[str, ...]
    author: str
    email: str
    date: datetime
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an agreement: its name without the agreement's, its commit, who named it, when, and the message."""

    name: str
    commit: str
    author: str
    date: datetime
    message: str


def commits(
    repository: Repository,
    paths: Iterable[str],
    *,
    until: str = "HEAD",
    since: str | None = None,
) -> list[Commit]:
    """Return the commits that touched files or folders of the workspace, the newest first; none before the first.

    ``until`` is a commit's name as :meth:`Repository.resolve` returns it; what ``since`` had already is left out.
    Parents are those among the listed commits (git-rev-list(1), "Parent Rewriting"), each after all that descend from
    it.
    """
    if until == "HEAD" and repository.head() is None:
        return []
    ends = [until, *([f"^{since}"] if since else [])]
    inside = [f"{repository.prefix}{path}" for path in paths]
    form = ("--topo-order", "--parents", "--date=raw", f"--format={_COMMIT}")
    listed = repository.run("rev-list", *form, *ends, "--", *inside)
    return [_commit(fields) for fields in _records(listed, 5)]


def read_commit(repository: Repository, name: str) -> Commit:
    """Return one commit by the name that :meth:`Repository.resolve` gave it."""
    form = ("--date=raw", f"--format={_COMMIT}")
    (fields,) = _records(repository.run("rev-list", "--max-count=1", "--parents", *form, name), 5)
    return _commit(fields)


def touching(repository: Repository, commits: Iterable[Commit], path: str) -> set[str]:
    """Return those of some commits that touched one file or folder, by their names."""
    names = {each.sha for each in commits}
    given = "".join(f"{sha}\n" for sha in names).encode()
    how = ("--stdin", "-m", "-r", "--root", "--name-only", "-z")
    listed = repository.run("diff-tree", *how, "--", f"{repository.prefix}{path}", given=given)
    return names & set(listed.decode("utf-8", "replace").split("\0"))


def unrecorded(repository: Repository, paths: Iterable[str]) -> list[str]:
    """Return the files at and below paths of the workspace that are new, changed or gone since they were staged."""
    inside = [f"{repository.prefix}{path}" for path in paths]
    how = ("--others", "--modified", "--exclude-standard", "-z")
    listed = repository.run("ls-files", *how, "--", *inside).decode("utf-8", "replace").split("\0")
    return [name.removeprefix(repository.prefix) for name in listed if name]


def versions(repository: Repository, agreement: str) -> list[Version]:
    """Return the versions of an agreement, the oldest first."""
    return _in_order(repository, list(_versions(repository, agreement)))


def last_version(repository: Repository, agreement: str) -> Version | None:
    """Return the newest version that what is checked out descends from; None where there is none."""
    if repository.head() is None:
        return None
    found = _in_order(repository, list(_versions(repository, agreement, "--merged=HEAD")))
    return found[-1] if found else None


def _versions(repository: Repository, agreement: str, *chosen: str) -> Iterator[Version]:
    folder = f"{VERSION_TAGS}{agreement}/"
    sort = ("--sort=version:refname", "--sort=creatordate")
    listed = repository.run("for-each-ref", *sort, *chosen, f"--format={_VERSION}", folder)
    for reference, kind, sha, peeled_kind, peeled, tagger, author, date, message in _records(listed, 9):
        if "commit" in {kind, peeled_kind}:
            name = reference.removeprefix(folder)
            yield Version(name, peeled or sha, tagger or author, read_date(date), message.strip())


def _in_order(repository: Repository, found: Sequence[Version]) -> list[Version]:
    """Sort versions of one second, which their dates cannot tell apart, as their commits follow each other."""
    if len({each.date for each in found}) == len(found):
        return list(found)
    listed = repository.run("rev-list", "--topo-order", "--reverse", *{each.commit for each in found})
    place = {sha: at for at, sha in enumerate(listed.decode().split())}
    return sorted(found, key=lambda each: (each.date, place.get(each.commit, 0)))


def _records(listed: bytes, fields: int) -> Iterator[tuple[str, ...]]:
    """Give the records of a listing whose every field ends with a null character, and every record with a new line."""
    values = iter(read_text(listed).split("\0"))
    while len(record := tuple(islice(values, fields))) == fields:
        yield (record[0].lstrip("\n"), *record[1:])


def _commit(fields: tuple[str, ...]) -> Commit:
    names, author, email, date, message = fields
    _, sha, *parents = names.split()  # the line that rev-list puts before each: commit, its name, its parents
    subject, _, body = message.strip().partition("\n")
    return Commit(sha, tuple(parents), author, email, read_date(date), subject, body.strip())
