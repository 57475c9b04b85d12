"""The index, `.mouflow/index.db`: what the registers of all agreements came to, kept in SQLite; safe to delete.

It is derived: whoever cannot read or write it computes the same from the files, slower.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from mouflow.private_folder import private_file

from .stamps import Stamp

NAME = "index.db"
FORMAT = 2
"""Rises with every change of the tables; a file of another format is made anew."""
PATIENCE = 5.0
"""Seconds to wait for another process that is writing."""
_DAMAGED = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
"""Result codes of a file that is no index; an error in our own statements comes from one with other tables."""


COLUMNS = (
    "open, due, nominal, original, known_from, closed, expected, lapses, "
    "key, party, owner, deputy, waiting_for, state, share, survives"
)
"""The columns of an occurrence in the order in which ``packing`` has them; days are ordinals."""
_OCCURRENCES = f"""SELECT agreement, ended, data, {COLUMNS} FROM occurrences
    JOIN duties USING (agreement, duty) JOIN agreements ON name = agreement"""  # noqa: S608


class Header(NamedTuple):
    """What the index was built from.

    ``generation`` counts its changes; ``program`` is what computed it, ``head`` the commit that all agreements are
    those of but for the ``loose`` ones; ``until`` is the ISO day up to which recurrences were computed; ``ground`` has
    the stamps of what all agreements stand on, or is None where that has to be read; ``staged`` is the stamp of git's
    own index, of whose files none is hidden from it.
    """

    generation: int
    program: str
    head: str
    loose: tuple[str, ...]
    until: str
    ground: tuple[Stamp | None, ...] | None
    staged: Stamp | None = None


class Entry(NamedTuple):
    """An agreement's files as they were read, and a digest of the ground that counts for it; None: not known."""

    stamps: tuple[Stamp, ...] | None
    digest: str | None
    ground: str


class Packed(NamedTuple):
    """An agreement as the index keeps it.

    Facts and duties are JSON; ``wrong`` tells whether an error is among the facts; ``ended`` and ``newest`` are the
    ordinals of the days on which it ends and on which something happened last. Each occurrence is the number of its
    duty and its columns, as ``packing`` has them.
    """

    name: str
    entry: Entry
    facts: str
    wrong: bool
    ended: int | None
    newest: int | None
    duties: Sequence[str]
    occurrences: Sequence[tuple[int, tuple[Any, ...]]]


class Stored(NamedTuple):
    """An occurrence out of the index: the day on which its agreement ends, its duty as JSON, its columns."""

    agreement: str
    ended: int | None
    duty: str
    columns: tuple[Any, ...]


class DamagedIndexError(sqlite3.DatabaseError):
    """The file is one of SQLite's, and no index."""


class Index:
    """An opened index; every method raises sqlite3.Error where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        self._connection.execute("BEGIN")  # what is read below is of one state, whoever writes meanwhile
        self.format: int = self._connection.execute("PRAGMA user_version").fetchone()[0]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def header(self) -> Header:
        """Return what the index was built from."""
        (text,) = self._connection.execute("SELECT value FROM header").fetchone() or ("",)
        try:
            value = json.loads(text)
            stamps = {"ground": _stamps(value["ground"]), "staged": value["staged"] and tuple(value["staged"])}
            return Header(**{**value, "loose": tuple(value["loose"]), **stamps})
        except (ValueError, TypeError, KeyError):
            raise DamagedIndexError("the index has no header") from None

    def names(self) -> set[str]:
        """Return the ids of all agreements."""
        return {name for (name,) in self._connection.execute("SELECT name FROM agreements")}

    def entries(self, names: Iterable[str]) -> dict[str, Entry]:
        """Return what was read of agreements, by id; those that are not known are left out."""
        query = "SELECT stamps, digest, ground FROM agreements WHERE name = ?"
        found = ((name, self._connection.execute(query, (name,)).fetchone()) for name in names)
        return {name: Entry(_stamps(json.loads(row[0])), row[1], row[2]) for name, row in found if row}

    def facts(self, names: Sequence[str], *, wrong: bool = False) -> list[tuple[str, str]]:
        """Return the facts of agreements as they were packed, of all where none is named; or of wrong ones alone."""
        conditions = ["wrong"] if wrong else []
        if names:
            conditions.append(f"name IN ({', '.join('?' * len(names))})")
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return self._connection.execute(f"SELECT name, facts FROM agreements{where}", tuple(names)).fetchall()  # noqa: S608

    def later_than(self, day: int) -> set[str]:
        """Return the agreements to which something happened after the day of an ordinal."""
        query = "SELECT name FROM agreements WHERE newest > ?"
        return {name for (name,) in self._connection.execute(query, (day,))}

    def occurrences(self, names: Sequence[str], until: int | None) -> Iterator[Stored]:
        """Give occurrences, of all agreements where none is named.

        With ``until`` those alone that the ledger leaves open and that are due by the day of that ordinal.
        """
        conditions = [f"open AND due <= {until:d}"] if until else []
        if names:
            conditions.append(f"agreement IN ({', '.join('?' * len(names))})")
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        for agreement, ended, duty, *columns in self._connection.execute(_OCCURRENCES + where, tuple(names)):
            yield Stored(agreement, ended, duty, tuple(columns))

    def wordings(self, names: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return the key and the JSON of the wordings that are remembered of agreements."""
        query = "SELECT key, value FROM wordings WHERE agreement = ?"
        found = ((name, self._connection.execute(query, (name,)).fetchone()) for name in names)
        return {name: row for name, row in found if row}


def open_index(root: Path) -> Index | None:
    """Open a workspace's index; None where there is none, or none that can be used."""
    try:
        path = private_file(root, NAME)
        if not path.is_file():
            return None
        index = Index(path)
    except sqlite3.Error as problem:
        give_up(root, problem)
        return None
    except OSError:  # a link, which is neither read nor removed
        return None
    if index.format == FORMAT:
        return index
    index.close()
    if index.format:  # one that is being made by another process has none yet
        remove_index(root)
    return None


def give_up(root: Path, problem: sqlite3.Error) -> None:
    """Remove an index whose file is damaged, so that it is made anew; one that is only busy stays."""
    if isinstance(problem, DamagedIndexError) or getattr(problem, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
        remove_index(root)


def _stamps(value: list[list[object]] | None) -> Any:
    return None if value is None else tuple(each and tuple(each) for each in value)


def remove_index(root: Path) -> None:
    """Remove the index; it is made anew."""
    for name in (NAME, f"{NAME}-journal"):
        with suppress(OSError):
            private_file(root, name).unlink()
