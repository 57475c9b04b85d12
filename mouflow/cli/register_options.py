"""The options that all views of the register share, and what they come to; nothing heavy is imported here."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from mouflow.languages.profiles import LANGUAGE_NAMES, Profile, find_profile
from mouflow.tracking.filters import Filters

from .days import TODAY
from .options import WordList
from .register_place import agreement_id, present_day, workspace_root

_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
YEAR = {"years": 1}
"""How far ahead what recurs is shown where nobody says."""


class LengthType(click.ParamType[dict[str, int]]):
    """A length of time: 30d, 3w, 2m, 1y."""

    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, int]:
        """Read a length; fail on anything else."""
        if isinstance(value, dict):
            return value
        found = re.fullmatch(r"([0-9]{1,4})([dwmy])", value.strip())
        if not found:
            self.fail(f"{value!r} is no length of time; write 30d, 3w, 2m or 1y", param, ctx)
        return {_UNITS[found.group(2)]: int(found.group(1))}


@dataclass(frozen=True, slots=True)
class View:
    """How a view was asked for: the workspace's folder, the day, what is wanted, and how it is printed.

    ``language`` is the key of a language; ``now`` is the time of the call, in nanoseconds since 1970.
    """

    root: Path
    today: date
    filters: Filters
    language: str
    form: str
    now: int
    indexed: bool = True
    strict: bool = False


_AGREEMENTS = click.argument("agreements", nargs=-1, metavar="[AGREEMENT]...")
_OPTIONS = (
    TODAY,
    click.option(
        "--lang", "language", type=click.Choice(sorted(LANGUAGE_NAMES)), default="en", help="Language of words."
    ),
    click.option("--format", "form", type=click.Choice(["text", "json"]), default="text"),
    click.option("--no-index", is_flag=True, help="Read every file, and leave the index alone."),
)
_FILTERS = (
    click.option("--within", type=LengthType(), metavar="LENGTH", help="What is due by then: 30d, 3w, 2m, 1y."),
    click.option("--party", "parties", type=WordList(), default=(), help="What these parties owe."),
    click.option("--owner", "owners", type=WordList(), default=(), help="What these officers see to."),
    click.option("--kind", "kinds", type=WordList(), default=(), help="What is of these kinds: report,meeting."),
    click.option("--overdue", is_flag=True, help="What is overdue alone."),
    click.option("--strict", is_flag=True, help="Exit with 1 where anything shown is overdue."),
    click.option("--all", "closed", is_flag=True, help="Also what is done, waived, lapsed or ended."),
)


def viewing(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command agreements and the options of every view; it gets them as ``view``."""
    return _AGREEMENTS(looking(command))


def looking(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of every view; it gets them as ``view``."""

    @wraps(command)
    def wrapped(
        *,
        today: date | None,
        language: str,
        form: str,
        no_index: bool,
        agreements: tuple[str, ...] = (),
        **others: Any,
    ) -> int:
        root, now = workspace_root(), time.time_ns()
        day = today or present_day(root, now)
        names = tuple(dict.fromkeys(agreement_id(root, name) for name in agreements))
        filters = Filters(ahead(day, YEAR), names)
        view = View(root, day, filters, profile_of(language).key, form, now, not no_index)
        return command(view=view, **others)

    return _with(wrapped, _OPTIONS)


def filtering(within: dict[str, int] | None = None) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command the options of a view with filters; ``within`` is how far it looks where nobody says."""

    def decorated(command: Callable[..., int]) -> Callable[..., int]:
        @wraps(command)
        def wrapped(*, view: View, strict: bool, **given: Any) -> int:
            asked = given.pop("within") or within
            until = ahead(view.today, asked or YEAR)
            filters = view.filters._replace(until=until, dated=asked is not None, **given)
            return command(view=replace(view, filters=filters, strict=strict))

        return _with(viewing(wrapped), _FILTERS)

    return decorated


def profile_of(language: str) -> Profile:
    """Return the profile of a language that `--lang` takes."""
    profile = find_profile(language)
    assert profile
    return profile


def ahead(day: date, length: dict[str, int]) -> date:
    """Return the day that lies a length ahead, the last that dates may have at most."""
    from mouflow.register.arithmetic import add
    from mouflow.register.calendars import Calendars

    return add(day, length, "clamp", Calendars())[0] or date(2999, 12, 31)


def _with(command: Callable[..., int], parts: tuple[Callable[..., Any], ...]) -> Callable[..., int]:
    for part in reversed(parts):
        command = part(command)
    return command
