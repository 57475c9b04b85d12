"""Labels of one language as plain text: each is evaluated once, with gaps that are filled as often as it is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jinja2 import BaseLoader

from mouflow.diagnostics import MouflowError
from mouflow.languages.profiles import Profile
from mouflow.model.labels import Labels

from .engine import Engine
from .report import Speaker

_OPEN, _CLOSE = "\ue000", "\ue001"
"""What stands around the name of a gap until it is filled; of the private use area, so that no label has it."""
_GAP = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")


@dataclass(frozen=True, slots=True, eq=False)
class PhraseBook:
    """What can be said in one language in a register of many thousands of lines; ``folder`` is that of its labels.

    A label knows the names of the values put into it, not the values: it cannot ask for them.
    """

    profile: Profile
    labels: Labels
    loader: BaseLoader
    folder: str
    _forms: dict[str, str] = field(default_factory=dict, repr=False)

    def has(self, name: str) -> bool:
        """Tell whether there is such a label in this language."""
        return name in self._forms or self.labels.find(name, "", self.profile) is not None

    def say(self, name: str, /, **values: object) -> str:
        """Return a label, its gaps filled.

        Raises:
            MouflowError: There is no such label, or what it holds is wrong.
        """
        form = self._forms.get(name)
        if form is None:
            form = self._forms[name] = self._form(name, tuple(values))
        return _GAP.sub(lambda gap: str(values[gap[1]]), form) if values else form

    def speaker(self) -> Speaker:
        """Return who speaks in a template of this language; what an engine may spend is for one template."""
        return Speaker(self.profile, self.labels, Engine(self.loader), folder=self.folder)

    def _form(self, name: str, gaps: tuple[str, ...]) -> str:
        speaker = self.speaker()
        form = speaker.words(name, **{gap: f"{_OPEN}{gap}{_CLOSE}" for gap in gaps})
        if speaker.engine.problems:
            raise MouflowError(*speaker.engine.problems)
        return form
