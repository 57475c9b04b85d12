"""The letterhead, `reference.docx`: refused at load where it is no Word document, before anything is made of it."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from mouflow.diagnostics import Location, MouflowError, error

from .folder import Workspace
from .templates import TEMPLATES, find_template_file

_PATH = "shared/reference.docx"
_PARTS = frozenset({"[Content_Types].xml", "word/document.xml", "word/styles.xml"})
"""What every Word document holds (ECMA-376 part 2, 10; part 1, 11.3)."""


def load_letterhead(workspace: Workspace) -> bytes | None:
    """Return the reference document for Word; None where there is none.

    Raises:
        MouflowError: It is not a Word document.
    """
    data = find_template_file(workspace, _PATH)
    if data is not None and not _is_word_document(data):
        hint = "save it again in Word as .docx, or delete it to use the built-in one"
        place = Location(f"{TEMPLATES}/{_PATH}")
        raise MouflowError(error("reference-document", "not a Word document", place, hint))
    return data


@lru_cache(maxsize=4)
def _is_word_document(data: bytes) -> bool:
    try:
        with ZipFile(BytesIO(data)) as package:
            return set(package.namelist()) >= _PARTS
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False
