"""What is recorded of an agreement: which files a record takes, and what the history holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from mouflow.diagnostics import Diagnostic, Severity
from mouflow.history import Commit, Repository, Version, commits, touching, unrecorded, versions

from .calendars import CALENDARS
from .folder import AGREEMENTS
from .load import SHARED
from .settings import SETTINGS
from .templates import TEMPLATES


def agreement_paths(agreement: str) -> list[str]:
    """Return the folder of an agreement, with its documents and pictures, and the shared facts and calendars."""
    return [f"{AGREEMENTS}/{agreement}", *(f"{AGREEMENTS}/{name}.yaml" for name in SHARED), CALENDARS]


def ground_paths() -> list[str]:
    """Return the workspace's own settings and templates, which a record does not take."""
    return [SETTINGS, TEMPLATES]


def unrecorded_ground(repository: Repository) -> list[Diagnostic]:
    """Return a note for each of the workspace's own settings and templates that no commit holds as it is now.

    A version does not give the same bytes again without them.
    """
    hint = "commit it with git too: `mouflow generate --at` takes it from there"
    return [
        Diagnostic(Severity.NOTE, "not-recorded", f"{path} is used by every agreement, and not recorded", hint=hint)
        for path in unrecorded(repository, ground_paths())
        if not path.endswith(".md")
    ]


@dataclass(frozen=True, slots=True)
class Listing:
    """What was recorded of an agreement: commits, the newest first, and versions, the oldest first.

    ``shared`` are those of the commits that touched the shared facts alone.
    """

    agreement: str
    commits: tuple[Commit, ...]
    versions: tuple[Version, ...]
    shared: frozenset[str]

    def names_of(self, sha: str) -> list[str]:
        """Return the versions that are this commit."""
        return [each.name for each in self.versions if each.commit == sha]

    def as_json(self) -> dict[str, object]:
        """Return the stable shape that `mouflow log --format json` prints."""
        return {
            "version": 1,
            "agreement": self.agreement,
            "commits": [
                {**commit_json(each), "versions": self.names_of(each.sha), "shared_facts_only": each.sha in self.shared}
                for each in self.commits
            ],
            "versions": [
                {**asdict(each), "date": each.date.isoformat()}  # a version may name a commit that touched nothing here
                for each in self.versions
            ],
        }


def list_history(repository: Repository, agreement: str) -> Listing:
    """List the commits that touched an agreement or its shared facts, and its versions."""
    every = commits(repository, agreement_paths(agreement))
    shared = {each.sha for each in every} - touching(repository, every, f"{AGREEMENTS}/{agreement}")
    return Listing(agreement, tuple(every), tuple(versions(repository, agreement)), frozenset(shared))


def commit_json(commit: Commit) -> dict[str, object]:
    """Return a commit in the stable shape that commands print."""
    return {
        "commit": commit.sha,
        "author": commit.author,
        "email": commit.email,
        "date": commit.date.isoformat(),
        "subject": commit.subject,
        "body": commit.body,
    }
