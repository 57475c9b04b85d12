"""An agreement that is loaded when the first of its documents is asked for, with all that is looked at for each."""

from __future__ import annotations

from functools import cached_property

from mouflow.diagnostics import has_errors
from mouflow.tracing import CHANGING, Sight, Trace, tracing
from mouflow.workspace import Ground, Loaded, Workspace, load_agreement, load_ground
from mouflow.workspace.settings import SETTINGS_FILES

from .assembled import Assembled, assembled_document
from .jobs import Wish
from .targets import Target


class TracedGround:
    """What all agreements of a workspace stand on, loaded when the first one asks for it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @cached_property
    def loaded(self) -> tuple[Ground, Trace]:
        """The ground with what was looked at for it; the settings, which were read before, count as well."""
        with tracing() as trace:
            for path in SETTINGS_FILES:
                self._workspace.files.stamp(path)
            return load_ground(self._workspace), trace


class Opening:
    """One target in the making."""

    def __init__(self, workspace: Workspace, target: Target, ground: TracedGround) -> None:
        self.target = target
        self._workspace = workspace
        self._ground = ground

    def assembled(self, name: str, wish: Wish) -> tuple[Assembled, Trace]:
        """Assemble a document, or give the problems of what all stand on where no name is given.

        With it comes all that was looked at, which includes every document of the agreement where this one names one.
        """
        loaded, shared = self._loaded
        if not name:
            return Assembled(problems=loaded.shared), shared
        with tracing() as own:
            found = assembled_document(self._workspace, loaded, self.target, name, wish)
        mine = loaded.agreement.documents.get(name)
        named = {sight.path for sight in own if sight.look == "kind"} - {mine.kind if mine else ""}
        others = loaded.traces if named or has_errors(loaded.diagnostics) else {name: loaded.traces.get(name, {})}
        return found, _joined(shared, *others.values(), own)

    @cached_property
    def _loaded(self) -> tuple[Loaded, Trace]:
        """The agreement, and what was looked at for all its documents."""
        ground, before = self._ground.loaded
        with tracing() as seen:
            loaded = load_agreement(self._workspace, self.target.agreement, ground)
        own = {sight for trace in loaded.traces.values() for sight in trace}
        return loaded, _joined(before, {sight: gave for sight, gave in seen.items() if sight not in own})


def _joined(*traces: Trace) -> dict[Sight, str]:
    """Join traces; where two saw something else, the outcome is what was seen last, and holds no more."""
    whole: dict[Sight, str] = {}
    for trace in traces:
        for sight, gave in trace.items():
            if sight.look != "kind":
                whole[sight] = gave if whole.setdefault(sight, gave) == gave else CHANGING
    return whole
