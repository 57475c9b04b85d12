"""What came and was not acted on yet: events, gathered to batches, and files that were rendered beside."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue
from time import monotonic

from .batches import Batch, Event, Gathering, Lost
from .work import Todo

MOST_ASIDE = 10_000
"""So many events are kept that seem to concern nothing; what is just being planned may have looked there."""


class Inbox:
    """Takes in what other threads put into it, when its owner asks; ``done`` and ``lost`` are called then.

    ``matters`` tells whether an event may concern anything.
    """

    def __init__(
        self, matters: Callable[[Event], bool], done: Callable[[Todo], None], lost: Callable[[], None]
    ) -> None:
        self._matters, self._done, self._lost = matters, done, lost
        self._came: SimpleQueue[Event | Lost | Todo | None] = SimpleQueue()
        self._gathering = Gathering()
        self._aside: deque[Event] = deque(maxlen=MOST_ASIDE)

    def put(self, came: Event | Lost | Todo | None) -> None:
        """Put something in, from any thread, or from a signal; None only wakes who waits."""
        self._came.put(came)

    @property
    def gathers(self) -> bool:
        """Whether events have come that make no batch yet."""
        return bool(self._gathering)

    def receive(self, patience: float) -> bool:
        """Take in all that came, after waiting for the first of it; tell whether anything did."""
        if self._gathering:
            patience = min(patience, max(0.0, self._gathering.due() - monotonic()))
        try:
            self._take(self._came.get(timeout=patience) if patience else self._came.get_nowait())
        except Empty:
            return False
        while True:
            try:
                self._take(self._came.get_nowait())
            except Empty:
                return True

    def batch(self) -> Batch | None:
        """Take the batch that is complete, if one is."""
        if self._gathering and monotonic() >= self._gathering.due():
            return self._gathering.take()
        return None

    def forget(self) -> None:
        """Let go of events that seemed to concern nothing."""
        self._aside.clear()

    def look_again(self) -> None:
        """Look whether events that seemed to concern nothing do, as is known now."""
        aside, self._aside = self._aside, deque(maxlen=MOST_ASIDE)
        for event in aside:
            self._gather(event)

    def _take(self, came: Event | Lost | Todo | None) -> None:
        if isinstance(came, Todo):
            self._done(came)
        elif isinstance(came, Lost):
            self._lost()
        elif came is not None:
            self._gather(came)

    def _gather(self, event: Event) -> None:
        if event.path in self._gathering or self._matters(event):
            self._gathering.add(event)
        else:
            self._aside.append(event)
