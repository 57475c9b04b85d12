"""Frozen records of everything an agreement consists of; one module per document kind."""

from __future__ import annotations

from .minutes import Minutes
from .mou import Mou
from .pack import DocumentRecord
from .press_release import PressRelease

KINDS: dict[str, type[DocumentRecord]] = {
    "mou": Mou,
    "press-release": PressRelease,
    "minutes": Minutes,
}
"""Every kind of document by its name in YAML; a new kind is one line here, one module, one template folder."""
