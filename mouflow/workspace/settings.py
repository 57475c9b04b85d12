"""The settings of a workspace: `mouflow.toml`, or `[tool.mouflow]` in `pyproject.toml`."""

from __future__ import annotations

import re
import tomllib
from pathlib import PurePosixPath
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from mouflow import root
from mouflow.diagnostics import Location, MouflowError, error
from mouflow.model.base import Record, Words, wrong
from mouflow.schema import read_record
from mouflow.source import decode

from .files import Files
from .mail_settings import MailSettings
from .preview_settings import PreviewSettings
from .toml_places import placed

SETTINGS, PYPROJECT = root.SETTINGS, root.PYPROJECT
SETTINGS_FILES = (SETTINGS, PYPROJECT)
"""Where settings may stand; the first file that is there counts."""


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, LookupError, ValueError):
        hint = "use an IANA name such as Asia/Hong_Kong or UTC"
        raise wrong(f"no time zone `{name[:60]}`", hint, "unknown-time-zone") from None
    return name


def _folder_inside(name: str) -> str:
    path = PurePosixPath(name)
    if not name.strip() or path.is_absolute() or ".." in path.parts or "\0" in name:
        hint = "name a folder below the workspace here; `--out` may name any folder"
        raise wrong(f"`{name[:60]}` is no folder of the workspace", hint, "path-outside")
    return name


class Settings(Record):
    """`mouflow.toml`, or `[tool.mouflow]` in `pyproject.toml`."""

    organisation: Annotated[Words, Field(description="our own office, the author in every file's properties")] = ""
    time_zone: Annotated[
        Words,
        AfterValidator(_time_zone),
        Field(description="IANA name; the zone of dates in file properties"),
    ] = "Asia/Hong_Kong"
    output: Annotated[Words, AfterValidator(_folder_inside), Field(description="folder that `generate` writes to")] = (
        "build"
    )
    mail: Annotated[MailSettings | None, Field(description="how reminders are sent: `[mail]`")] = None
    preview: Annotated[PreviewSettings | None, Field(description="the live preview in the browser: `[preview]`")] = None


def read_settings(files: Files) -> Settings:
    """Read the settings; every one has a default.

    Raises:
        MouflowError: The file is no TOML, or has unknown or wrong settings.
    """
    if files.exists(SETTINGS):
        text, table = _toml(files, SETTINGS)
        return read_record(placed(table, text, SETTINGS), Settings, SETTINGS)
    if files.exists(PYPROJECT):
        text, table = _toml(files, PYPROJECT)
        tool = table.get("tool")
        own = tool.get("mouflow", {}) if isinstance(tool, dict) else {}
        return read_record(placed(own, text, PYPROJECT, "tool.mouflow"), Settings, PYPROJECT)
    return Settings()


def _toml(files: Files, path: str) -> tuple[str, dict[str, object]]:
    text = decode(files.read(path), path)
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"at line (\d+), column (\d+)", str(problem))
        end = Location(path, text.count("\n") + 1)
        place = Location(path, int(found.group(1)), int(found.group(2))) if found else end
        hint = 'write each setting as name = "value"'
        raise MouflowError(error("toml-syntax", f"not TOML: {problem}", place, hint)) from None
    except RecursionError:
        raise MouflowError(error("toml-syntax", "not TOML: it nests too deep", Location(path), "take it out")) from None
