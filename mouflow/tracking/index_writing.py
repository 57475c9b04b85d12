"""Writing to the index: one transaction, and only where nobody else has changed it since it was read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from mouflow.private_folder import private_file, private_folder

from .index import COLUMNS, FORMAT, NAME, PATIENCE, Entry, Header, Packed, give_up

_CACHE = -64_000
"""KiB of pages that are held back while writing, so that readers wait for the last moment alone."""

_TABLES = (
    "CREATE TABLE header (value TEXT NOT NULL)",
    """CREATE TABLE agreements (
        name TEXT PRIMARY KEY, stamps TEXT NOT NULL, digest TEXT, ground TEXT NOT NULL,
        facts TEXT NOT NULL, wrong INTEGER NOT NULL, ended INTEGER, newest INTEGER) WITHOUT ROWID""",
    """CREATE TABLE duties (
        agreement TEXT, duty INTEGER, data TEXT NOT NULL, PRIMARY KEY (agreement, duty)) WITHOUT ROWID""",
    f"""CREATE TABLE occurrences (
        agreement TEXT, number INTEGER, duty INTEGER NOT NULL, {COLUMNS},
        PRIMARY KEY (agreement, number)) WITHOUT ROWID""",
    "CREATE INDEX open_by_day ON occurrences (due) WHERE open",
    "CREATE INDEX by_newest_event ON agreements (newest)",
    "CREATE INDEX wrong_ones ON agreements (name) WHERE wrong",
    "CREATE TABLE wordings (agreement TEXT PRIMARY KEY, key TEXT NOT NULL, value TEXT NOT NULL) WITHOUT ROWID",
)
_INSERT = f"INSERT INTO occurrences VALUES ({', '.join('?' * (3 + len(COLUMNS.split(','))))})"  # noqa: S608
_OF_AGREEMENT = (("agreements", "name"), ("duties", "agreement"), ("occurrences", "agreement"))
"""The tables that hold what was computed of an agreement, and the column that names it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What has to be written: agreements read again, those gone, and entries of files found to be the same.

    With ``whole`` the agreements in ``packed`` are all.
    """

    packed: Sequence[Packed] = ()
    gone: Collection[str] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    whole: bool = False

    def is_any(self) -> bool:
        """Tell whether there is anything to write."""
        return bool(self.packed or self.gone or self.entries or self.whole)


def write_index(root: Path, before: Header | None, header: Header, change: Change) -> bool:
    """Bring the index up to date; tell whether that was done.

    It is not where the file cannot be written, or where its header is no longer ``before`` (None: there was no index):
    then another process knows something else of the files.
    """
    try:
        private_folder(root)
        path = private_file(root, NAME)
        with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA cache_size = {_CACHE}")
            connection.execute("BEGIN IMMEDIATE")
            if not _is_as_before(connection, before):
                return False  # closing takes the transaction back
            _clear(connection, change)
            for each in change.packed:
                _put(connection, each)
            for name, entry in change.entries.items():
                row = (json.dumps(entry.stamps), entry.digest, name)
                connection.execute("UPDATE agreements SET stamps = ?, digest = ? WHERE name = ?", row)
            _put_header(connection, header)
            connection.execute("COMMIT")
    except sqlite3.Error as problem:
        give_up(root, problem)
        return False
    except OSError:
        return False
    return True


def remember_wordings(root: Path, found: Mapping[str, tuple[str, str]]) -> None:
    """Keep the wordings of agreements: by id the key that they hold for, and JSON; where it cannot be done, nothing."""
    try:
        with closing(sqlite3.connect(private_file(root, NAME), timeout=PATIENCE)) as connection, connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] == FORMAT:
                rows = [(name, *each) for name, each in found.items()]
                connection.executemany("INSERT OR REPLACE INTO wordings VALUES (?, ?, ?)", rows)
    except (sqlite3.Error, OSError):
        return


def _is_as_before(connection: sqlite3.Connection, before: Header | None) -> bool:
    """Tell whether the index is the one that was read; an empty file gets its tables."""
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found == 0 and before is None:
        for statement in (*_TABLES, f"PRAGMA user_version = {FORMAT}"):
            connection.execute(statement)
        return True
    if found != FORMAT or before is None:
        return False
    value = connection.execute("SELECT value FROM header").fetchone()[0]
    return bool(value == _json(before))


def _clear(connection: sqlite3.Connection, change: Change) -> None:
    """Take out what is gone, and what is put in anew."""
    names = [(name,) for name in (*change.gone, *(each.name for each in change.packed))]
    for table, column in _OF_AGREEMENT:
        if change.whole:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
        else:
            connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", names)  # noqa: S608
    connection.executemany("DELETE FROM wordings WHERE agreement = ?", [(name,) for name in change.gone])


def _put(connection: sqlite3.Connection, packed: Packed) -> None:
    name, entry = packed.name, packed.entry
    files = (json.dumps(entry.stamps), entry.digest, entry.ground)
    row = (name, *files, packed.facts, packed.wrong, packed.ended, packed.newest)
    connection.execute("INSERT INTO agreements VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    duties = ((name, number, duty) for number, duty in enumerate(packed.duties))
    connection.executemany("INSERT INTO duties VALUES (?, ?, ?)", duties)
    rows = ((name, number, duty, *columns) for number, (duty, columns) in enumerate(packed.occurrences))
    connection.executemany(_INSERT, rows)


def _put_header(connection: sqlite3.Connection, header: Header) -> None:
    connection.execute("DELETE FROM header")
    connection.execute("INSERT INTO header VALUES (?)", (_json(header),))


def _json(header: Header) -> str:
    return json.dumps(header._asdict())
