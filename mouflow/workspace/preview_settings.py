"""What the live preview may be told: the table `[preview]` of the settings."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from mouflow.model.base import Record, Words, wrong

EDITOR = "vscode://file/{path}:{line}:{column}"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_NO_EDITORS = frozenset("about blob data file filesystem ftp http https javascript vbscript view-source ws wss".split())
"""What a link could ask a browser to open that is no program of its own."""


def _editor(link: str) -> str:
    scheme = _SCHEME.match(link)
    if not scheme or scheme.group(1).lower() in _NO_EDITORS or "{path}" not in link:
        hint = f'write the link that your editor registers, with {{path}}, such as "{EDITOR}"'
        raise wrong(f"`{link[:60]}` is no link that opens an editor", hint, "bad-editor")
    return link


class PreviewSettings(Record):
    """The live preview: `[preview]`, or `[tool.mouflow.preview]` in `pyproject.toml`."""

    editor: Annotated[
        Words,
        AfterValidator(_editor),
        Field(description="link that opens a file in your editor; {path} is absolute, {line} and {column} from 1"),
    ] = EDITOR
