"""Frozen records of everything an agreement consists of; one module per document kind."""

from __future__ import annotations

from .mou import Mou
from .pack import DocumentRecord

KINDS: dict[str, type[DocumentRecord]] = {
    "mou": Mou,
}
"""Every kind of document by its name in YAML; a new kind is one line here, one module, one template folder."""
