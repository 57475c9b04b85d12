"""One thread that follows a workspace: it alone plans and writes; PDFs are rendered beside it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic, time

from mouflow.build import Target, Wish
from mouflow.diagnostics import Diagnostic, MouflowError, warning
from mouflow.render import FORMATS
from mouflow.root import AGREEMENTS
from mouflow.workspace import Workspace
from mouflow.workspace.templates import TEMPLATES

from .batches import Event, Gathering, Lost
from .engine import Engine
from .making import Check, Maker, nothing_wrong
from .news import Began, Dropped, Removed, Rested, Tell
from .observer import Watching
from .warming import warm_up
from .work import QUICK, Round, Todo, Work
from .workspace_state import Choose, Found, State

BESIDE = ("pdf",)
"""Formats that are rendered in processes beside this one: they take long."""
HERE = tuple(name for name in FORMATS if name not in BESIDE)
HEARTBEAT = 1.0
"""Seconds between two looks whether the workspace is still where it was."""
MOST_ASIDE = 10_000
"""So many events are kept that seem to concern nothing; what is just being planned may have looked there."""
STARVED = 0.3
"""Seconds after which what saves keep making stale is done to the end, so that saves without end are followed too."""
RETRY = 5.0
"""Seconds after which files are tried again that could not be written."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a session is to do: in which workspace, for which targets, which files of them, and where these go.

    ``out`` returns the output folder, and ``check`` what is wrong with the register of a target; both may raise
    MouflowError. ``poll`` has folders looked at again and again.
    """

    root: Path
    choose: Choose
    wish: Wish
    out: Callable[[Workspace], Path]
    check: Check = nothing_wrong
    poll: bool = False


class Session:
    """Follows a workspace until it is stopped; ``tell`` is called with everything that happens, from its thread.

    Raises:
        MouflowError: The workspace cannot be read at the start, or a target is not in it.
    """

    def __init__(self, task: Task, engine: Engine, tell: Tell) -> None:
        self._task, self._tell = task, tell
        self._inbox: SimpleQueue[Event | Lost | Todo | None] = SimpleQueue()
        self._state = State(task.root, task.choose)
        self._work, self._gathering = Work(), Gathering()
        self._maker = Maker(self._state, engine, task.check, tell, self._inbox.put)
        self._watching = Watching(task.root, (AGREEMENTS, TEMPLATES), self._inbox.put, poll=task.poll)
        self._rounds: dict[int, Round] = {}
        self._number = 0
        self._idle = self._stopping = False
        self._next_look = self._next_try = 0.0
        self._stale_since: float | None = None
        self._is_cold = True
        self._aside: deque[Event] = deque(maxlen=MOST_ASIDE)

    @property
    def workspace(self) -> Workspace:
        """The workspace as it last could be opened."""
        return self._state.workspace

    @property
    def polled(self) -> str:
        """Why folders are looked at again and again; nothing where the system tells of changes."""
        return self._watching.reason

    def stop(self) -> None:
        """End the session after what it is just doing; from any thread, or from a signal."""
        self._stopping = True
        self._inbox.put(None)

    def run(self) -> None:
        """Make what is not as it should be, then follow what changes, until stopped."""
        try:
            self._begin(None, monotonic())
            while not self._stopping:
                self._turn()
        finally:
            self._watching.close()
            self._maker.close()

    def _turn(self) -> None:
        """Take in what happened, then do one thing."""
        self._receive(self._patience())
        now = monotonic()
        if now >= self._next_look:
            self._look_after(now)
        if self._stale_since and now - self._stale_since > STARVED:
            self._catch_up()
        if not self._gathering:
            self._idle = not self._step()
            self._end_rounds()
            if self._idle and self._is_cold:
                self._warm_up()
        elif now >= self._gathering.due():
            batch = self._gathering.take()
            self._begin(batch.paths, batch.began)

    def _patience(self) -> float:
        """Return how long there is nothing to do, in seconds."""
        now = monotonic()
        if self._gathering:
            return max(0.0, min(self._gathering.due(), self._next_look) - now)
        return max(0.0, self._next_look - now) if self._idle else 0.0

    def _receive(self, patience: float) -> None:
        """Take in all that came, after waiting for the first of it."""
        try:
            self._take(self._inbox.get(timeout=patience) if patience else self._inbox.get_nowait())
            while True:
                self._take(self._inbox.get_nowait())
        except Empty:
            return

    def _take(self, came: Event | Lost | Todo | None) -> None:
        self._idle = False
        if isinstance(came, Todo):
            self._maker.take(came)
        elif isinstance(came, Lost):
            self._state.doubt()
        elif came is not None and not self._maker.is_output(came.path):
            self._gather(came)

    def _gather(self, event: Event) -> None:
        """Keep an event that may matter; others are asked for once more when it is known what else was looked at."""
        if event.path in self._gathering or self._state.may_touch(event.path, listed=event.kind != "changed"):
            self._gathering.add(event)
        else:
            self._aside.append(event)

    def _is_stale(self) -> bool:
        """Tell whether something happened that what is just done may not know of."""
        self._receive(0.0)
        return bool(self._gathering) or self._stopping

    def _begin(self, paths: Sequence[str] | None, at: float) -> None:
        """Begin the round of work that follows from a change of these paths, or of all where None."""
        renewed = self._watching.renew()
        try:
            found = self._state.look(None if renewed else paths)
            out = self._task.out(self._state.workspace)
        except MouflowError as failed:
            self._state.doubt()
            self._maker.trouble("workspace", failed.diagnostics)
            return
        self._maker.trouble("workspace", ())
        self._maker.prepare(self._task.wish, out)
        if found:
            self._enter(found, Round(self._number + 1, tuple(paths or ()), at))

    def _enter(self, found: Found, begun: Round) -> None:
        self._number = begun.number
        self._rounds[begun.number] = begun
        dropped = self._work.drop(found.touched) + self._maker.drop(found.touched)
        if dropped:
            self._note_stale()
        for number, count in dropped.items():
            self._tell(Dropped(number, count))
        self._tell(Began(begun.number, begun.paths, found.touched, time() - (monotonic() - begun.began)))
        for document in found.removed:
            self._tell(Removed(begun.number, document))
        self._work.add_targets(found.touched, begun)
        self._work.add_registers((*found.touched, *found.registers), begun)

    def _step(self) -> bool:
        """Do what is most urgent; tell whether there was anything."""
        if planned := self._work.next_target():
            self._plan(*planned, self._is_stale)
        elif todo := self._work.next_file(HERE):
            self._maker.make(todo)
        elif self._maker.is_free and (todo := self._work.next_file(BESIDE)):
            self._maker.order(todo)
        elif checked := self._work.next_register():
            self._maker.check(*checked)
        else:
            return False
        return True

    def _plan(self, target: Target, begun: Round, is_stale: Callable[[], bool]) -> None:
        self._aside.clear()
        files = self._maker.plan(target, begun, is_stale)
        aside, self._aside = self._aside, deque(maxlen=MOST_ASIDE)
        for event in aside:
            self._gather(event)
        if files is None:
            self._note_stale()
            self._work.add_targets([target], begun)
        else:
            self._work.add_files(files)
            self._is_cold = self._is_cold and not files
            self._watching.cover(self._state.folders(target))

    def _warm_up(self) -> None:
        """Load what the next save needs, where nothing had to be made so far."""
        self._is_cold = False
        for target in self._state.targets[:1]:
            warm_up(self._state.workspace, target, self._task.wish, HERE, self._is_stale)

    def _note_stale(self) -> None:
        self._stale_since = self._stale_since or monotonic()

    def _catch_up(self) -> None:
        """Make the quick files of one target, whatever comes meanwhile."""
        self._make_all(QUICK)
        if planned := self._work.next_target():
            self._plan(*planned, lambda: self._stopping)
            self._make_all(QUICK)
        self._stale_since = None

    def _make_all(self, formats: Sequence[str]) -> None:
        while todo := self._work.next_file(formats):
            self._maker.make(todo)

    def _end_rounds(self) -> None:
        for each in list(self._rounds.values()):
            if each.number not in self._work and each.number not in self._maker:
                del self._rounds[each.number]
                self._tell(Rested(each.number, self._maker.unchanged(each), monotonic() - each.began))

    def _look_after(self, now: float) -> None:
        """See whether folders were moved away or came back, and try again what could not be written."""
        self._next_look = now + HEARTBEAT
        if self._watching.verify():
            self._state.doubt()
            self._maker.trouble("events", (_polled(self.polled),))
        if self._watching.renew() or self._state.doubtful:
            self._begin(None, now)
        elif now >= self._next_try and (failed := self._maker.take_failed()):
            self._next_try = now + RETRY
            self._enter(Found(failed), Round(self._number + 1, (), now))


def _polled(reason: str) -> Diagnostic:
    hint = "ask for more with `sysctl fs.inotify.max_user_watches=...`, then begin anew"
    return warning("polled", f"the files are looked at twice a second from now on: {reason}", hint=hint)
