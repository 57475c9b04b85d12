"""Where a view of the register is asked for, and on which day; nothing heavy is imported here."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from mouflow.root import AGREEMENTS, PYPROJECT, SETTINGS, find_root

_SETTINGS = ((SETTINGS, ()), (PYPROJECT, ("tool", "mouflow")))


def workspace_root() -> Path:
    """Return the folder of the workspace that the present one lies in.

    Raises:
        MouflowError: It lies in none.
    """
    root = find_root(Path.cwd())
    if root is None:
        from mouflow.workspace import find_workspace

        return find_workspace(Path.cwd()).root  # which tells that there is none
    return root


def present_day(root: Path, now: int) -> date:
    """Return the present day in the workspace's time zone."""
    return datetime.fromtimestamp(now / 1e9, UTC).astimezone(ZoneInfo(_time_zone(root))).date()


def _time_zone(root: Path) -> str:
    """Return the time zone of the settings; where they do not plainly say one, they are read and checked in full."""
    import tomllib

    name, keys = next(((each, way) for each, way in _SETTINGS if (root / each).exists()), ("", ()))
    if not name:
        return "Asia/Hong_Kong"
    try:
        table = tomllib.loads((root / name).read_text("utf-8"))
        for key in keys:
            table = table.get(key, {})
        zone = table["time_zone"]
        ZoneInfo(zone)
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        from mouflow.workspace import find_workspace

        return find_workspace(root).settings.time_zone
    return str(zone)


def agreement_id(root: Path, name: str) -> str:
    """Return the id of an agreement by its id or path.

    Raises:
        click.UsageError: There is none.
    """
    folder = root / AGREEMENTS
    path = (Path.cwd() / name).resolve()
    if not _is_agreement(folder / name) and path.parent == folder:
        name = path.name
    if "/" in name.rstrip("/") or not _is_agreement(folder / name):
        from mouflow.diagnostics import did_you_mean, printable
        from mouflow.tracking.freshness import agreement_names

        raise click.UsageError(f"no agreement `{printable(name)}` ({did_you_mean(name, agreement_names(root))})")
    return name.rstrip("/")


def _is_agreement(folder: Path) -> bool:
    try:
        return any(each.suffix == ".yaml" for each in folder.iterdir())
    except OSError:
        return False
