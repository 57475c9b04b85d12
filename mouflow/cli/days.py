"""Days on the command line: in every form that YAML takes them; today is that of the workspace's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from mouflow.languages.reading_dates import DateError, read_date

if TYPE_CHECKING:
    from mouflow.workspace import Workspace


class DayType(click.ParamType[date]):
    """A day: 2024-06-08, 2024年6月8日, 民國113年6月8日."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day; fail with what is wrong about it."""
        if isinstance(value, date):
            return value
        try:
            return read_date(value)
        except DateError as failed:
            self.fail(f"{failed} ({failed.hint})", param, ctx)


DAY = DayType()
TODAY = click.option("--today", type=DAY, metavar="DATE", help="Reckon as if it were this day.")


def today_in(workspace: Workspace, given: date | None, now: datetime | None = None) -> date:
    """Return the day that is given, else the present one in the workspace's time zone."""
    return given or (now or datetime.now(UTC)).astimezone(ZoneInfo(workspace.settings.time_zone)).date()
