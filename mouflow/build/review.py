"""One comparison as a reviewer asks for it: names of versions to redlines, and redlines to files."""

from __future__ import annotations

from pathlib import Path

from mouflow.assembly.cover import dressed
from mouflow.assembly.request import Material
from mouflow.document import Authorship
from mouflow.render import FORMATS
from mouflow.workspace import Workspace

from .blame import blame_between
from .compared import Redlined
from .redline import Choice, redlines
from .sides import find_edition, last_edition, working_edition

WITH_COVER = frozenset({"html", "pdf"})
"""Formats that a person reads from the first page on; what accepting gives in Word must be the new text alone."""


def review(
    workspace: Workspace,
    agreement: str,
    sides: tuple[str | None, str | None],
    choice: Choice,
    asking: Authorship,
    here: Path,
) -> list[Redlined]:
    """Compare two sides of an agreement; None stands for the last recorded version, and for the files as they are.

    ``asking`` is whose changes those are that nobody has recorded; names of folders start from ``here``.

    Raises:
        MouflowError: A name means nothing, a version has errors, or there is nothing to compare.
    """
    old, new = sides
    before = find_edition(workspace, agreement, old, here) if old else last_edition(workspace, agreement)
    after = find_edition(workspace, agreement, new, here) if new else working_edition(workspace, agreement)
    return redlines(before, after, choice, blame_between(before, after, asking))


def render_redline(redlined: Redlined, form: str, material: Material) -> bytes:
    """Render a redline in a format; ``material`` is that of :func:`redline_material`."""
    document = dressed(redlined.document, material) if form in WITH_COVER else redlined.document
    return FORMATS[form].render(document)
