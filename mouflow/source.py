"""YAML text to nodes that know their line and column; the only YAML reader.

Every scalar keeps its text as written (``14:30``, ``no``, ``1.10``, ``012``): the schema types it, not the reader.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import yaml

from mouflow.diagnostics import Diagnostic, Location, MouflowError, error

MAX_BYTES = 5_000_000
MAX_NODES = 200_000
MAX_DEPTH = 50

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
_FOLD = re.compile(r"(\S)[ \t]*\n[ \t]*(?=(\S))")
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
)


class Scalar(str):
    """A scalar as it is written, with its place."""

    __slots__ = ("location",)
    location: Location


class Mapping(dict[str, object]):
    """A YAML mapping, with its place and the place of each key."""

    __slots__ = ("keys_at", "location")
    location: Location
    keys_at: dict[str, Location]


class Sequence(list[object]):
    """A YAML sequence, with its place."""

    __slots__ = ("location",)
    location: Location


def read_yaml(data: bytes, shown: str) -> object:
    """Read a YAML file's bytes to :class:`Mapping`, :class:`Sequence`, :class:`Scalar` or None (an empty value).

    ``shown`` is the path that diagnostics print.

    Raises:
        MouflowError: The bytes are not acceptable YAML; every problem found is in it.
    """
    if len(data) > MAX_BYTES:
        raise MouflowError(_too_big(shown, f"{len(data) / 1e6:.0f} MB"))
    return parse_yaml(decode(data, shown), shown)


def decode(data: bytes, shown: str) -> str:
    """Decode UTF-8, with or without a byte order mark.

    Raises:
        MouflowError: The bytes are not UTF-8; the place is the first wrong byte.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        before = data[: problem.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"not UTF-8: byte 0x{data[problem.start]:02x}"
        raise MouflowError(
            error("file-encoding", message, Location(shown, line, column), "save the file as UTF-8")
        ) from None


def parse_yaml(text: str, shown: str) -> object:
    """Parse YAML text; see :func:`read_yaml`."""
    refused = [*_refused_characters(text, shown), *_conflict_markers(text, shown)]
    if refused:
        raise MouflowError(*refused)
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as problem:
        raise MouflowError(_syntax_error(problem, text, shown)) from None
    except (yaml.YAMLError, RecursionError) as problem:
        raise MouflowError(error("yaml-syntax", f"not YAML: {problem}", Location(shown))) from None
    if root is None:
        return None
    builder = _Builder(text, shown)
    value = builder.build(root, 0)
    if builder.problems:
        raise MouflowError(*builder.problems)
    return value


def _too_big(shown: str, size: str) -> Diagnostic:
    hint = "move what is not an agreement's text out of the YAML, or split it into annexes"
    return error("file-too-big", f"{size} is more than the {MAX_BYTES // 1_000_000} MB allowed", Location(shown), hint)


def _refused_characters(text: str, shown: str) -> Iterator[Diagnostic]:
    for found in _CONTROL.finditer(text):
        sign = ord(found.group())
        name = unicodedata.name(found.group(), "a control character or surrogate")
        place = _place(text, found.start(), shown)
        yield error("yaml-character", f"U+{sign:04X} ({name}) may not stand in a text", place, "delete it")


def _conflict_markers(text: str, shown: str) -> Iterator[Diagnostic]:
    for found in _CONFLICT.finditer(text):
        place = _place(text, found.start(), shown)
        yield error("yaml-conflict", "a merge conflict is not resolved here", place, "keep one side, drop the markers")


def _place(text: str, index: int, shown: str) -> Location:
    start = text.rfind("\n", 0, index) + 1
    return Location(shown, text.count("\n", 0, index) + 1, index - start + 1)


def _syntax_error(problem: yaml.MarkedYAMLError, text: str, shown: str) -> Diagnostic:
    mark = problem.problem_mark or problem.context_mark
    place = Location(shown, mark.line + 1, mark.column + 1) if mark else Location(shown)
    line = text.splitlines()[place.line - 1] if place.line <= text.count("\n") + 1 and text else ""
    message = (problem.problem or str(problem)).strip()
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in message:
        return error("yaml-tab", "a tab indents this line", place, "indent with spaces")
    if "alias" in message:
        return error("yaml-alias", message, place, "define the anchor before it is used")
    hint = "check the indentation, the colon after the key, and that every quotation mark is closed"
    if problem.context:
        message = f"{message} ({problem.context.strip()})"
    return error("yaml-syntax", message, place, hint)


class _Builder:
    """Turns composed nodes into values, gathering every problem; counts nodes so that no alias can explode."""

    def __init__(self, text: str, shown: str) -> None:
        self.problems: list[Diagnostic] = []
        self._text = text
        self._shown = shown
        self._count = 0

    def build(self, node: yaml.Node, depth: int) -> object:
        self._count += 1
        place = Location(self._shown, node.start_mark.line + 1, node.start_mark.column + 1)
        if self._count > MAX_NODES or depth > MAX_DEPTH:
            what = "nests too deep" if depth > MAX_DEPTH else "has too many values, or aliases that multiply"
            raise MouflowError(*self.problems, error("yaml-bomb", f"the file {what}", place, "write the values out"))
        if node.tag not in _TAGS:
            self.problems.append(error("yaml-tag", f"tag {node.tag} is not allowed", place, "remove the tag"))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place, depth)
        if isinstance(node, yaml.SequenceNode):
            sequence = Sequence(self.build(item, depth + 1) for item in node.value)
            sequence.location = place
            return sequence
        assert isinstance(node, yaml.ScalarNode)
        return self._scalar(node, place)

    def _mapping(self, node: yaml.MappingNode, place: Location, depth: int) -> Mapping:
        mapping = Mapping()
        mapping.location, mapping.keys_at = place, {}
        for key_node, value_node in node.value:
            at = Location(self._shown, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(error("yaml-key", "a key must be a plain word", at))
                continue
            key = key_node.value
            if key == "<<" and not key_node.style:
                hint = "write the keys out, or use the clause library"
                self.problems.append(error("yaml-merge", "merge keys (<<) are not allowed", at, hint))
            elif key in mapping:
                first = mapping.keys_at[key]
                hint = f"it stands already on line {first.line}; keep one of the two"
                self.problems.append(error("yaml-duplicate-key", f"key `{key}` stands twice", at, hint))
            else:
                mapping[key], mapping.keys_at[key] = self.build(value_node, depth + 1), at
        return mapping

    def _scalar(self, node: yaml.ScalarNode, place: Location) -> Scalar | None:
        if node.value == "" and not node.style:
            return None
        if node.style == '"':
            self.problems.extend(replace(each, location=place) for each in _refused_characters(node.value, ""))
        value = node.value
        if node.style != "|" and node.end_mark.line > node.start_mark.line:
            value = self._unfolded(node)
        scalar = Scalar(value)
        scalar.location = place
        return scalar

    def _unfolded(self, node: yaml.ScalarNode) -> str:
        """Read a folded scalar again without the spaces that folding puts between two wide characters."""
        written = self._text[node.start_mark.index : node.end_mark.index]
        joined = _FOLD.sub(_without_wide_fold, written)
        if joined == written:
            return str(node.value)
        indent = " " * (node.start_mark.column if node.style != ">" else 0)
        again = yaml.compose(f"{indent}{joined}\n", Loader=_Loader)
        return str(again.value) if isinstance(again, yaml.ScalarNode) else str(node.value)


def _without_wide_fold(found: re.Match[str]) -> str:
    left, right = found.group(1), found.group(2)
    return left if is_wide(left) and is_wide(right) else found.group()


def is_wide(sign: str) -> bool:
    """Tell whether a character is Han or full-width, so that no space belongs beside it at a line's end."""
    return unicodedata.east_asian_width(sign) in "WF" or sign in "“”‘’…—·"
