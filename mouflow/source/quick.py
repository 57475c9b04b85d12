"""YAML to plain values where nothing in it is unusual: what ``reader`` gives, at a lower cost.

Values have no places: where anything is wrong with them, the file is read again with that reader, which tells where.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn

import yaml

from mouflow.diagnostics import MouflowError, error

from .builder import LOADER, MAX_DEPTH, unfolded
from .characters import conflict_markers, refused_characters
from .reader import decode, parse_yaml, read_yaml

MOST = 100_000
"""So many characters a text has at the most: the number of its values needs no counting then."""
_FLOWS = 1_000
"""So many brackets and braces open at the most, so that composing cannot nest deeper than the stack goes."""
_UNSAFE = re.compile(r"(?<!\w)[&*][\w-]|^[ \t?:-]{100}", re.MULTILINE)
"""What could be an anchor or an alias, and lines that could nest too deep by themselves."""
_TAG = "plain"
_UNUSUAL = error("unusual-yaml", "this is to be read again, with places", hint="never shown: it is read again")


class Reader(NamedTuple):
    """How YAML is read to values: the bytes of a file, and text, each with the path that diagnostics print."""

    read: Callable[[bytes, str], object]
    parse: Callable[[str, str], object]


def quick_parse(text: str, shown: str) -> object:  # noqa: ARG001, it has the form of parse_yaml
    """Return what ``parse_yaml`` does, in plain mappings, lists and strings.

    Raises:
        MouflowError: It has to be read by ``parse_yaml``; it need not be wrong.
    """
    if len(text) > MOST or text.count("[") + text.count("{") > _FLOWS or _UNSAFE.search(text):
        _leave()
    _refuse(text)
    if any(conflict_markers(text, "")):
        _leave()
    try:
        node = _Composer(text).get_single_node()
        return None if node is None else _value(node, text, 0)
    except yaml.YAMLError:
        _leave()


def _quick_read(data: bytes, shown: str) -> object:
    return quick_parse(decode(data, shown), shown)


FULL = Reader(read_yaml, parse_yaml)
QUICK = Reader(_quick_read, quick_parse)


class _Composer(LOADER):  # type: ignore[misc, valid-type]
    """The parser of the loader, without a guess at what a bare word may mean in other programs."""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Do nothing: no value has a type by its place."""

    def ascend_resolver(self) -> None:
        """Do nothing."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # noqa: ARG002
        """Return one tag for all that have none of their own."""
        return _TAG


def _value(node: Any, text: str, depth: int) -> object:
    if node.tag != _TAG or depth >= MAX_DEPTH:
        _leave()
    value = node.value
    if isinstance(node, yaml.MappingNode):
        found = {_key(key): _value(item, text, depth + 1) for key, item in value}
        return found if len(found) == len(value) else _leave()
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, text, depth + 1) for item in value]
    return _scalar(node, text)


def _key(node: Any) -> str:
    if not isinstance(node, yaml.ScalarNode) or node.tag != _TAG or (node.value == "<<" and not node.style):
        _leave()
    if node.style == '"':
        _refuse(node.value)
    return str(node.value)


def _scalar(node: Any, text: str) -> str | None:
    style = node.style
    if not style and not node.value:
        return None
    if style == '"':
        _refuse(node.value)
    if style != "|" and node.end_mark.line > node.start_mark.line:
        return unfolded(text[node.start_mark.index : node.end_mark.index], node)
    return str(node.value)


def _refuse(text: str) -> None:
    if any(refused_characters(text, "")):
        _leave()


def _leave() -> NoReturn:
    raise MouflowError(_UNUSUAL)
