"""The secrets of a preview: its path, and doors that lead there once."""

from __future__ import annotations

from secrets import compare_digest, token_urlsafe


class Keys:
    """The secret path below which the preview answers, and doors that lead there once."""

    def __init__(self) -> None:
        self.secret = token_urlsafe(16)
        self._doors: set[str] = set()

    def new_door(self) -> str:
        """Return a path that leads to the preview once.

        A browser is started with an address that everybody on the machine may see in the list of processes.
        """
        door = token_urlsafe(16)
        self._doors.add(door)
        return door

    def fits(self, name: str) -> bool:
        """Tell whether this is the secret; comparing takes as long whatever it is."""
        return compare_digest(name.encode(), self.secret.encode())

    def opens(self, name: str) -> bool:
        """Tell whether this is a door that nobody went through yet, and close it."""
        known = name in self._doors
        self._doors.discard(name)
        return known
