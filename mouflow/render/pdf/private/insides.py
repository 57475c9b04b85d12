"""Every change to WeasyPrint that a document is laid out and written under, or none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from mouflow.render.pdf.line_breaks import full_lines

from .arrays import open_arrays
from .compression import quick_compression
from .drawing import remembered_drawing
from .layouts import kept_layouts
from .lines import remembered_lines
from .measures import remembered_measures
from .styles import lean_defaults, shared_declarations
from .tags import tagged_languages
from .version import is_known

_CHANGES = (
    tagged_languages,
    shared_declarations,
    open_arrays,
    kept_layouts,
    full_lines,
    remembered_measures,
    remembered_lines,
    remembered_drawing,
    quick_compression,
)


@contextmanager
def known_insides(css: str) -> Iterator[None]:
    """Let documents with style sheet ``css`` carry their languages and fill their lines inside, at less cost."""
    if not is_known():
        yield
        return
    with ExitStack() as changes:
        for change in _CHANGES:
            changes.enter_context(change())
        changes.enter_context(lean_defaults(css))
        yield
