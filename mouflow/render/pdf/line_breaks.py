"""A fault of WeasyPrint 70 mended: a line cut after its first word, before a date, a reference or bold words.

What stands before an inline element ends with a space. Where its words fill the line and only that space goes over the
edge, ``split_first_line`` takes the line for one that cannot be split, and tries no more than the first word.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from math import inf
from typing import Any

_RESUMES = 2
"""Where in the result of ``split_first_line`` the start of the next line stands; None if everything fits."""


@contextmanager
def full_lines() -> Iterator[None]:
    """Let text that is laid out inside fill its lines up to an inline element."""
    from weasyprint.layout import inline

    plain = inline.split_first_line
    inline.split_first_line = partial(_split, plain)
    try:
        yield
    finally:
        inline.split_first_line = plain


def _split(plain: Any, text: str, style: Any, context: Any, width: Any, *more: Any, **options: Any) -> Any:
    """Keep the text whole if it fits without its last space, which hangs over the edge as any space does there."""
    laid = plain(text, style, context, width, *more, **options)
    if laid[_RESUMES] is None or not text.endswith(" ") or style["white_space"] not in {"normal", "pre-line"}:
        return laid
    words = plain(text.rstrip(" "), style, context, width, *more, **options)
    return laid if words[_RESUMES] is not None else plain(text, style, context, inf, *more, **options)
