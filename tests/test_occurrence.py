"""Occurrences of the register: changed in some fields, as ``dataclasses.replace`` would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mouflow.register.records import Occurrence

REPORT = Occurrence("hk-sh", "obligation", "report", key="2026-03-31", bearers=("north",), due=date(2026, 3, 31))


def test_but__is_what_replace_gives() -> None:
    changes = {"due": date(2026, 6, 30), "original": REPORT.due, "state": "disputed", "party": "north"}
    assert REPORT.but(**changes) == replace(REPORT, **changes)  # type: ignore[arg-type]
    assert REPORT.due == date(2026, 3, 31)


def test_but__refuses_a_field_that_there_is_not() -> None:
    with pytest.raises(TypeError, match="no dew"):
        REPORT.but(dew=date(2026, 6, 30))
