"""Texts as rules read them: what an author typed, without the expressions in it."""

from __future__ import annotations

import re

from mouflow.model.base import Prose

_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def typed(prose: Prose) -> str:
    """Return the text with spaces in place of its expressions, so that every character keeps its place."""
    return _EXPRESSION.sub(lambda found: " " * len(found.group()), prose.text)
