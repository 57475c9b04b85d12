"""One document to the bytes of one file, with what a report says of them."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from mouflow.document import Document

from . import FORMATS
from .pages import count_pages


@dataclass(frozen=True, slots=True)
class Pending:
    """One file still to be rendered; ``path`` is where it will stand below the output folder.

    ``made_from`` is a digest of all that its bytes depend on, or empty where nobody asks for it.
    """

    document: Document
    format: str
    path: str
    made_from: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of one file, the seconds they took, and their pages where the format has pages."""

    data: bytes
    seconds: float
    pages: int | None


def render(pending: Pending) -> Rendered:
    """Render one file; a plain function of its argument, so that a process can run it that has imported nothing else.

    Raises:
        MouflowError: The engine of the format is missing something.
    """
    started = perf_counter()
    data = FORMATS[pending.format].render(pending.document)
    return Rendered(data, perf_counter() - started, count_pages(data, pending.format))
