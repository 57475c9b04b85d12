"""Days on the command line: in every form that YAML takes them; today is that of the workspace's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from mouflow.workspace import Workspace


class DayType(click.ParamType[date]):
    """A day: 2024-06-08, 2024年6月8日, 民國113年6月8日."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day; fail with what is wrong about it."""
        from pydantic import TypeAdapter, ValidationError

        from mouflow.model.base import Day

        try:
            return TypeAdapter[date](Day).validate_python(value)
        except ValidationError as failed:
            details = failed.errors()[0]
            self.fail(f"{details['msg']} ({details.get('ctx', {}).get('hint', '')})", param, ctx)


DAY = DayType()
TODAY = click.option("--today", type=DAY, metavar="DATE", help="Reckon as if it were this day.")


def today_in(workspace: Workspace, given: date | None, now: datetime | None = None) -> date:
    """Return the day that is given, else the present one in the workspace's time zone."""
    return given or (now or datetime.now(UTC)).astimezone(ZoneInfo(workspace.settings.time_zone)).date()
