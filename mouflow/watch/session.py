"""One thread that follows a workspace: it alone plans and writes; PDFs are rendered beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic, time

from mouflow.build import Target
from mouflow.diagnostics import Diagnostic, MouflowError, warning
from mouflow.render import FORMATS
from mouflow.root import AGREEMENTS
from mouflow.workspace import Workspace
from mouflow.workspace.templates import TEMPLATES

from .batches import Event
from .engine import Engine
from .inbox import Inbox
from .making import Maker
from .news import Began, Dropped, Removed, Rested, Tell
from .observer import Watching
from .task import Task
from .troubles import Troubles
from .warming import warm_up
from .work import QUICK, Round, Todo, Work
from .workspace_state import Found, State

BESIDE = ("pdf",)
"""Formats that are rendered in processes beside this one: they take long."""
HERE = tuple(name for name in FORMATS if name not in BESIDE)
HEARTBEAT = 1.0
"""Seconds between two looks whether the workspace is still where it was."""
STARVED = 0.3
"""Seconds after which what saves keep making stale is done to the end, so that saves without end are followed too."""
RETRY = 5.0
"""Seconds after which files are tried again that could not be written."""


class Session:
    """Follows a workspace until it is stopped; ``tell`` is called with everything that happens, from its thread.

    Raises:
        MouflowError: The workspace cannot be read at the start, or a target is not in it.
    """

    def __init__(self, task: Task, engine: Engine, tell: Tell) -> None:
        self._task, self._tell = task, tell
        self._state, self._work = State(task.root, task.choose), Work()
        self._inbox = Inbox(self._matters, self._take, self._state.doubt)
        self._troubles = Troubles(tell)
        self._maker = Maker(self._state, engine, tell, self._troubles, self._inbox.put)
        self._watching = Watching(task.root, (AGREEMENTS, TEMPLATES), self._inbox.put, poll=task.poll)
        self._rounds: dict[int, Round] = {}
        self._number = 0
        self._idle = self._stopping = False
        self._next_look = self._next_try = 0.0
        self._stale_since: float | None = None
        self._is_cold = True

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
        if self._inbox.receive(self._patience()):
            self._idle = False
        now = monotonic()
        if now >= self._next_look:
            self._look_after(now)
        if self._stale_since and now - self._stale_since > STARVED:
            self._catch_up()
        if batch := self._inbox.batch():
            self._begin(batch.paths, batch.began)
        elif not self._inbox.gathers:
            self._work_on()

    def _work_on(self) -> None:
        self._idle = not self._step()
        self._end_rounds()
        if self._idle and self._is_cold:
            self._warm_up()

    def _patience(self) -> float:
        """Return how long there is nothing to do but to wait for events, in seconds."""
        waits = self._idle or self._inbox.gathers
        return max(0.0, self._next_look - monotonic()) if waits else 0.0

    def _matters(self, event: Event) -> bool:
        """Tell whether an event may touch anything: what is written to the output folder does not."""
        listed = event.kind != "changed"
        return not self._maker.is_output(event.path) and self._state.may_touch(event.path, listed=listed)

    def _take(self, made: Todo) -> None:
        self._maker.take(made)

    def _is_stale(self) -> bool:
        """Tell whether something happened that what is just done may not know of."""
        self._inbox.receive(0.0)
        return self._inbox.gathers or self._stopping

    def _begin(self, paths: Sequence[str] | None, at: float) -> None:
        """Begin the round of work that follows from a change of these paths, or of all where None."""
        renewed = self._watching.renew()
        try:
            found = self._state.look(None if renewed else paths)
            out = self._task.out(self._state.workspace)
        except MouflowError as failed:
            self._state.doubt()
            self._troubles.enter("workspace", failed.diagnostics)
            return
        self._troubles.enter("workspace", ())
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
            self._maker.check(self._task.check, *checked)
        else:
            return False
        return True

    def _plan(self, target: Target, begun: Round, is_stale: Callable[[], bool]) -> None:
        self._inbox.forget()
        files = self._maker.plan(target, begun, is_stale)
        self._inbox.look_again()
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
            self._troubles.enter("events", (_polled(self.polled),))
        if self._watching.renew() or self._state.doubtful:
            self._begin(None, now)
        elif now >= self._next_try and (failed := self._maker.take_failed()):
            self._next_try = now + RETRY
            self._enter(Found(failed), Round(self._number + 1, (), now))


def _polled(reason: str) -> Diagnostic:
    hint = "ask for more with `sysctl fs.inotify.max_user_watches=...`, then begin anew"
    return warning("polled", f"the files are looked at twice a second from now on: {reason}", hint=hint)
