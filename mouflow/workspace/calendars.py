"""The office's own calendars: `agreements/calendars.yaml`, read and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mouflow.diagnostics import Diagnostic, MouflowError, did_you_mean, error, place_of
from mouflow.model.calendars import Calendars, OwnCalendar
from mouflow.register.places import place_meant
from mouflow.register.public_holidays import is_place, known_countries
from mouflow.schema import read_record
from mouflow.source import read_yaml

from .folder import AGREEMENTS, Workspace

CALENDARS = f"{AGREEMENTS}/calendars.yaml"


def load_calendars(workspace: Workspace) -> Mapping[str, OwnCalendar]:
    """Load the calendars of the office's own, by id; none where there is no such file.

    Raises:
        MouflowError: With every problem in the file; a place that has no calendar among them, and a day that is closed
            and open at once.
    """
    if not workspace.files.exists(CALENDARS):
        return {}
    value = read_yaml(workspace.files.read(CALENDARS), CALENDARS)
    calendars = read_record({} if value is None else {"calendars": value}, Calendars, CALENDARS).calendars
    problems = [problem for each in calendars.values() for problem in _problems(each)]
    if problems:
        raise MouflowError(*problems)
    return calendars


def _problems(calendar: OwnCalendar) -> Iterator[Diagnostic]:
    base = calendar.base
    if base is not None and not is_place(base):
        yield error("unknown-calendar", f"no place `{base[:40]}`", place_of(base, calendar.location), _way_out(base))
    closed = {each.date for each in calendar.closed}
    for each in calendar.open:
        if each.date in closed:
            hint = "take it out of `closed:` or out of `open:`"
            yield error("closed-and-open", f"{each.date} is both closed and open", each.location, hint)


def _way_out(base: str) -> str:
    meant = place_meant(base)
    country, _, part = base.partition("-")
    if meant:
        return f"did you mean `{meant}`?"
    if part and is_place(country):
        return f"write `{country}`: no part `{part[:10]}` of it is known"
    return f"write a place as in ISO 3166: HK, CN, MO, TW, GB-ENG; {did_you_mean(base.upper(), known_countries())}"
