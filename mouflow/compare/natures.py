"""What a token can be to a lawyer: prose, a modal word, part of a value, or a mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from .tokens import TokenKind

Nature = Literal["prose", "modality", "value", "mark"]

ALONE: Mapping[TokenKind, Nature] = {
    "word": "prose",
    "han": "prose",
    "reference": "prose",
    "number": "value",
    "date": "value",
    "space": "mark",
    "mark": "mark",
}
"""What a token is, as far as it can be told without its neighbours."""
