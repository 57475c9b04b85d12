"""Labels of one language as plain text: each is evaluated once, with gaps that are filled as often as it is said."""

from __future__ import annotations

import re

from mouflow.diagnostics import MouflowError
from mouflow.languages.profiles import Profile

from .report import Speaker

_OPEN, _CLOSE = "\ue000", "\ue001"
"""What stands around the name of a gap until it is filled; of the private use area, so that no label has it."""
_GAP = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")


class PhraseBook:
    """What can be said in one language in a register of many thousands of lines.

    A label knows the names of the values put into it, not the values: it cannot ask for them.
    """

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._forms: dict[str, str] = {}

    @property
    def profile(self) -> Profile:
        """The language."""
        return self._speaker.profile

    def has(self, name: str) -> bool:
        """Tell whether there is such a label in this language."""
        return name in self._forms or self._speaker.has_label(name)

    def say(self, name: str, /, **values: object) -> str:
        """Return a label, its gaps filled.

        Raises:
            MouflowError: There is no such label, or what it holds is wrong.
        """
        form = self._forms.get(name)
        if form is None:
            form = self._forms[name] = self._form(name, tuple(values))
        return _GAP.sub(lambda gap: str(values[gap[1]]), form) if values else form

    def _form(self, name: str, gaps: tuple[str, ...]) -> str:
        form = self._speaker.words(name, **{gap: f"{_OPEN}{gap}{_CLOSE}" for gap in gaps})
        if self._speaker.engine.problems:
            raise MouflowError(*self._speaker.engine.problems)
        return form
