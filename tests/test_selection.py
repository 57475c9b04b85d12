"""What --only, --ignore, --exit-code and --fail-on choose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.compare.selection import FINDINGS, differs, exit_status, failing, narrowed, selected
from mouflow.document import Redline, Side
from tests.redline_samples import redline

NOTHING = Redline(Side("v1"), Side("v2"))
SOME = st.sets(st.sampled_from(FINDINGS))


def kinds(only: set[str] | tuple[str, ...] = (), ignore: set[str] | tuple[str, ...] = ()) -> list[str]:
    return [change.kind for change in selected(redline().changes, only, ignore)]


def test_selected__only_and_ignore() -> None:
    assert kinds() == ["moved", "value", "substantive", "substantive", "value"]
    assert kinds(only=("value", "moved")) == ["moved", "value", "value"]
    assert kinds(ignore=("moved",)) == ["value", "substantive", "substantive", "value"]
    assert kinds(only=("value",), ignore=("value",)) == []


@given(SOME, SOME)
def test_selected__ignoring_is_naming_the_rest(only: set[str], ignore: set[str]) -> None:
    rest = (only or set(FINDINGS)) - ignore
    assert kinds(only, ignore) == (kinds(rest) if rest else [])


def test_narrowed__what_goes_with_which_word() -> None:
    assert narrowed(redline()) == redline()
    assert narrowed(redline(), ignore=("drift",)).drifts == ()
    assert narrowed(redline(), only=("drift",)).drifts == redline().drifts
    assert narrowed(redline(), ignore=("consequential",)).renumberings == ()
    assert narrowed(redline(), ignore=("moved",)).layout_changes == redline().layout_changes
    assert narrowed(redline(), only=("moved",)).layout_changes == ()
    assert narrowed(redline(), only=("moved",)).duties == redline().duties


@pytest.mark.parametrize(
    ("fail_on", "fails"),
    [
        ((), False),
        (("modality",), False),
        (("modality", "value"), True),
        (("drift",), True),
        (("consequential",), False),
    ],
)
def test_failing(fail_on: tuple[str, ...], fails: bool) -> None:
    assert failing(redline(), fail_on) is fails
    assert failing(NOTHING, fail_on) is False


def test_differs__any_finding() -> None:
    assert not differs(NOTHING)
    assert differs(narrowed(redline(), only=("drift",)))
    assert not differs(narrowed(redline(), only=("modality",)))


def test_exit_status() -> None:
    assert exit_status([redline()]) == 0
    assert exit_status([NOTHING], FINDINGS, exit_code=True) == 0
    assert exit_status([NOTHING, redline()], exit_code=True) == 1
    assert exit_status([NOTHING, redline()], ("drift",)) == 1
    assert exit_status([redline()], ("modality",)) == 0
