"""JSON that is safe to print: nothing in it that a terminal obeys or hides."""

from __future__ import annotations

import json
import re

_UNPRINTED = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
"""Control characters and those that change direction or are not seen; JSON escapes only the ones below U+0020."""


def as_json_text(value: object) -> str:
    """Write a value as JSON on several lines, with every character escaped that a terminal would obey or hide."""
    written = json.dumps(value, ensure_ascii=False, indent=1)
    return _UNPRINTED.sub(_escaped, written) + "\n"


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1]
