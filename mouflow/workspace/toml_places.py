"""Places for the values of a TOML file, which TOML's reader does not tell."""

from __future__ import annotations

import re

from mouflow.diagnostics import Location
from mouflow.source import Mapping, Scalar


def placed(table: object, text: str, path: str, header: str = "") -> object:
    """Give the keys and texts of a table their places; ``header`` names it as in ``[tool.mouflow]``, the file if empty.

    A place is found by the look of its line, so that one in an unusual style falls back to that of its table.
    """
    if not isinstance(table, dict):
        return table
    start, end = _span(text, header)
    return _placed(table, text, path, (start, end), header)


def _placed(table: dict[str, object], text: str, path: str, span: tuple[int, int], header: str) -> Mapping:
    mapping = Mapping()
    mapping.location, mapping.keys_at = _location(text, path, span[0]), {}
    for key, value in table.items():
        inner = f"{header}.{key}" if header else key
        found = re.compile(rf"(?:^|[{{,])[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=[ \t]*", re.MULTILINE).search(
            text, *span
        )
        own = _span(text, inner)
        at = _key(found) if found else own[0] if own[1] else span[0]
        mapping.keys_at[key] = _location(text, path, at)
        mapping[key] = value
        if isinstance(value, str):
            scalar = mapping[key] = Scalar(value)
            scalar.location, scalar.written = _location(text, path, found.end() if found else at), ""
        elif isinstance(value, dict):
            mapping[key] = _placed(value, text, path, _line(text, found.end()) if found else own, inner)
    return mapping


def _key(found: re.Match[str]) -> int:
    """Return where a key begins, after what stands before it on its line."""
    return found.start() + len(found.group()) - len(found.group().lstrip("{, \t"))


def _span(text: str, header: str) -> tuple[int, int]:
    """Return where the lines of a table begin and end; of the file itself up to its first table; 0, 0 for none."""
    start = 0
    if header:
        name = r"[ \t]*\.[ \t]*".join(rf"[\"']?{re.escape(each)}[\"']?" for each in header.split("."))
        found = re.search(rf"^[ \t]*\[[ \t]*{name}[ \t]*\]", text, re.MULTILINE)
        if not found:
            return 0, 0
        start = found.start()
    following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, text.find("\n", start) if header else 0)
    return start, following.start() if following else len(text)


def _line(text: str, start: int) -> tuple[int, int]:
    end = text.find("\n", start)
    return start, end if end >= 0 else len(text)


def _location(text: str, path: str, offset: int) -> Location:
    return Location(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
