"""YAML text to nodes that know their line and column; the only YAML reader.

Every scalar keeps its text as written (``14:30``, ``no``, ``1.10``, ``012``): the schema types it, not the reader.
"""

from .nodes import Mapping, Scalar, Sequence
from .reader import MAX_BYTES, decode, parse_yaml, read_yaml

__all__ = ["MAX_BYTES", "Mapping", "Scalar", "Sequence", "decode", "parse_yaml", "read_yaml"]
