"""The file of the cache, `.mouflow/build.db`, in SQLite: opened, judged, given up; safe to delete at any moment.

What stands in it may come from anybody: it holds text, nothing that runs, and a file of any other shape is replaced.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

NAME = "build.db"
FILES = (NAME, f"{NAME}-wal", f"{NAME}-shm", f"{NAME}-journal")
"""The file with what SQLite keeps beside it."""
PATIENCE = 5.0
"""Seconds to wait for another process that is writing."""
_SCHEMA = (
    """CREATE TABLE documents (agreement TEXT, question TEXT, name TEXT, common TEXT, own TEXT, result TEXT,
    PRIMARY KEY (agreement, question, name)) WITHOUT ROWID""",
    "CREATE INDEX commons ON documents (common)",
    "CREATE TABLE outputs (path TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    "CREATE TABLE traces (id TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
)
Statement = tuple[str, tuple[str, ...]]


class CacheFile:
    """The opened file; where it fails it is given up, gives no rows from then on and takes none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection = _opened(folder)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def rows(self, query: str, *values: str) -> list[tuple[str, ...]]:
        """Return the rows of a query."""
        if self._connection is None:
            return []
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as problem:
            self._give_up(problem)
            return []

    def write(self, *statements: Statement) -> None:
        """Run statements, all or none."""
        if self._connection is None:
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for sql, values in statements:
                self._connection.execute(sql, values)
            self._connection.execute("COMMIT")
        except sqlite3.Error as problem:
            self._give_up(problem)

    def _give_up(self, problem: sqlite3.Error) -> None:
        """Close the file, which undoes what was begun; remove it where it is damaged, not only busy or in the way."""
        self.close()
        if not isinstance(problem, sqlite3.OperationalError):
            _remove(self._folder)


def _opened(folder: Path) -> sqlite3.Connection | None:
    """Open the file, made where it is missing or of another shape; None where it cannot be used."""
    for _ in range(2):  # the second time, without the file that was there
        try:
            return _connected(folder / NAME)
        except sqlite3.OperationalError:
            return None  # busy, or the folder cannot be written
        except sqlite3.DatabaseError:
            _remove(folder)
    return None


def _connected(path: Path) -> sqlite3.Connection:
    """Open a database.

    Raises:
        sqlite3.Error: It is none, has another shape, or cannot be opened.
    """
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        _shape(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _shape(connection: sqlite3.Connection) -> None:
    """Make the tables where there are none.

    Raises:
        sqlite3.DatabaseError: There are others.
    """
    if not _tables(connection):
        connection.execute("BEGIN IMMEDIATE")
        if not _tables(connection):  # else another process was first
            for each in _SCHEMA:
                connection.execute(each)
        connection.execute("COMMIT")
    if _tables(connection) != set(_SCHEMA):
        raise sqlite3.DatabaseError("tables of another shape")


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master")}


def _remove(folder: Path) -> None:
    for name in FILES:
        with suppress(OSError):
            (folder / name).unlink()
