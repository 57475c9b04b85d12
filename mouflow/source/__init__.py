"""YAML text to nodes that know their line and column; the only YAML reader.

Every scalar keeps its text as written (``14:30``, ``no``, ``1.10``, ``012``): the schema types it, not the reader.
"""

from .nodes import Mapping, Scalar, Sequence
from .reader import MAX_BYTES, decode, parse_yaml, read_yaml
from .words import Piece, ids_below, pieces, words_of

__all__ = [
    "MAX_BYTES",
    "Mapping",
    "Piece",
    "Scalar",
    "Sequence",
    "decode",
    "ids_below",
    "parse_yaml",
    "pieces",
    "read_yaml",
    "words_of",
]
