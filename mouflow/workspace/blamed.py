"""The rows of blame: every text of an agreement with its commit; what the library gives came with its use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mouflow.history import Commit, Key
from mouflow.model.base import records_in
from mouflow.model.mou import Clause, Mou

from .authors import Authors, clause_ids
from .folder import Workspace
from .load import load_agreement, load_ground

Row = tuple[Key, Commit | None]
"""A text and the commit it came with; None for what is not recorded yet."""


def blamed(workspace: Workspace, agreement: str, authors: Authors, clause: str = "") -> list[Row]:
    """Return the texts of an agreement, or of one clause or paragraph by its id, each after what it stands in.

    There are none where the id is not known. A text that the clause library gives has the commit that changed how it is
    used: ``use:``, or a value under ``with:``.
    """
    given = library_texts(workspace, agreement)
    rows = list(_rows(authors.changes, given))
    if not clause:
        return rows
    # Of a file that cannot be read now, the id is all that is known.
    wanted = clause_ids(workspace, agreement, clause) or {clause}
    below = {key.id for use, keys in given.items() for key in keys if clause == key.id or use.id in wanted}
    return [(key, commit) for key, commit in rows if key.id in wanted | below]


def _rows(changes: Mapping[Key, Commit | None], given: Mapping[Key, list[Key]]) -> Iterator[Row]:
    for key, commit in changes.items():
        yield key, commit
        yield from ((each, commit) for each in given.get(key, ()) if each not in changes)


def library_texts(workspace: Workspace, agreement: str) -> dict[Key, list[Key]]:
    """Lead from the use of each library clause to the texts that it gives, in each language of the document.

    A document that cannot be read has none.
    """
    found: dict[Key, list[Key]] = {}
    documents = load_agreement(workspace, agreement, load_ground(workspace)).agreement.documents
    for name, record in documents.items():
        for clause in record.clauses if isinstance(record, Mou) else ():
            if clause.use:
                languages = [profile.key for profile in record.language_profiles()]
                keys = [Key(name, each, language) for each in _library_ids(clause) for language in languages]
                for used in dict.fromkeys((clause.id or "", clause.use.partition("@")[0])):
                    found[Key(name, used, "")] = keys
    return found


def _library_ids(clause: Clause) -> list[str]:
    """Return the ids of a clause and of everything inside that stands in the library's file."""
    inside = (getattr(each, "id", None) for each in records_in(clause) if each.location.path != clause.location.path)
    return list(dict.fromkeys(filter(None, (clause.id, *inside))))
