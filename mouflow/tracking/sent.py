"""Which reminders were sent, `.mouflow/reminders.db`: kept for good, since nothing else in the workspace knows it.

Unlike the index it cannot be made anew: without it, whatever still has to be said is said once more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from mouflow.diagnostics import Location, MouflowError, error
from mouflow.private_folder import PRIVATE, private_file, private_folder

from .recipients import Recipient
from .reminders import Call

NAME = "reminders.db"
PATH = f"{PRIVATE}/{NAME}"
FORMAT = 1
PATIENCE = 30.0
"""Seconds to wait for another process that sends."""
_KEY = "agreement, name, reason, day, address"
_TABLE = f"""CREATE TABLE IF NOT EXISTS sent (agreement TEXT, name TEXT, reason TEXT, day TEXT, address TEXT,
    message TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY ({_KEY})) WITHOUT ROWID"""


@dataclass(frozen=True, slots=True)
class Sent:
    """The memory of reminders; without a connection nothing was ever sent."""

    connection: sqlite3.Connection | None

    def unsent(self, told: Mapping[Recipient, Iterable[Call]]) -> dict[Recipient, tuple[Call, ...]]:
        """Return what was not sent yet; whoever has nothing new is left out."""
        kept = {to: tuple(call for call in calls if not self._has(key_of(call, to))) for to, calls in told.items()}
        return {recipient: calls for recipient, calls in kept.items() if calls}

    def mark(self, recipient: Recipient, calls: Iterable[Call], message: str, at: str) -> None:
        """Write down, for good before this returns, that a message with these was taken for delivery."""
        assert self.connection is not None
        rows = [(*key_of(call, recipient), message, at) for call in calls]
        with self.connection:
            self.connection.executemany("INSERT OR REPLACE INTO sent VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def _has(self, key: tuple[str, ...]) -> bool:
        if self.connection is None:
            return False
        where = f"SELECT 1 FROM sent WHERE ({_KEY}) = (?, ?, ?, ?, ?)"  # noqa: S608  names of our own columns
        return self.connection.execute(where, key).fetchone() is not None


def key_of(call: Call, recipient: Recipient) -> tuple[str, str, str, str, str]:
    """Return what tells a reminder from every other: agreement, occurrence, reason, day and address."""
    one = call.row.occurrence
    return one.agreement, one.name, call.reason, call.day.isoformat(), recipient.address.casefold()


@contextmanager
def open_sent(root: Path, *, marking: bool) -> Iterator[Sent]:
    """Open the memory of a workspace; ``marking`` holds it alone, so that nobody else sends meanwhile.

    The system lets go of it when the process ends, however it ends.

    Raises:
        MouflowError: It cannot be read or written, or another process holds it for longer than :data:`PATIENCE`.
    """
    connection = _opened(root, marking=marking)
    if connection is None:
        yield Sent(None)
        return
    with closing(connection):
        try:
            yield Sent(connection)
        except sqlite3.Error as problem:
            raise _trouble(problem) from None


def _opened(root: Path, *, marking: bool) -> sqlite3.Connection | None:
    """Open the file, made where it is missing and is to be written; None where there is nothing in it."""
    try:
        path = private_file(root, NAME)
        if not marking and not path.exists():
            return None
        if marking:
            private_folder(root)
        connection = sqlite3.connect(path, timeout=PATIENCE)
    except (OSError, sqlite3.Error) as problem:
        raise _trouble(problem) from None
    try:
        known = _prepare(connection, marking=marking)
    except sqlite3.Error as problem:
        connection.close()
        raise _trouble(problem) from None
    if known:
        return connection
    connection.close()
    return None


def _prepare(connection: sqlite3.Connection, *, marking: bool) -> bool:
    """Take the file for one's own where reminders are to be marked; tell whether it has a table."""
    if marking:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # held from the first transaction to the end
        connection.execute("PRAGMA synchronous = EXTRA")  # what is marked survives a loss of power
        connection.execute("BEGIN EXCLUSIVE")
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found not in (0, FORMAT):
        raise sqlite3.NotSupportedError(f"it has format {found}, of another mouflow")
    if marking:
        connection.execute(_TABLE)
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.commit()
    return marking or found == FORMAT


def _trouble(problem: OSError | sqlite3.Error) -> MouflowError:
    place = Location(PATH)
    if isinstance(problem, sqlite3.Error) and problem.args and "locked" in str(problem):
        message, hint = (
            "another mouflow is sending reminders of this workspace",
            "wait until it is done, then run again",
        )
        return MouflowError(error("reminders-locked", message, place, hint))
    if isinstance(problem, sqlite3.DatabaseError) and not isinstance(problem, sqlite3.OperationalError):
        hint = "restore it, or delete it: then whatever still has to be said is sent once more"
        return MouflowError(
            error("reminders-unreadable", f"the memory of reminders is damaged: {problem}", place, hint)
        )
    reason = problem.strerror if isinstance(problem, OSError) else problem
    hint = "mend the permissions of the workspace, or make room; what was sent last may be sent once more"
    return MouflowError(error("reminders-unwritable", f"cannot write down what was sent: {reason}", place, hint))
