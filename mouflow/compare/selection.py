"""Which findings of a redline a reader asks for, and whether those that are there make a gate fail."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from mouflow.document import KINDS, Change, Redline

DRIFT = "drift"
FINDINGS: tuple[str, ...] = (*KINDS, DRIFT)
"""What ``--only``, ``--ignore`` and ``--fail-on`` name: the kinds of changes, the gravest first, and drift."""


def selected(changes: Iterable[Change], only: Collection[str] = (), ignore: Collection[str] = ()) -> tuple[Change, ...]:
    """Return the changes whose kind is among ``only`` (every kind where it is empty) and not among ``ignore``."""
    return tuple(change for change in changes if _wanted(change.kind, only, ignore))


def narrowed(redline: Redline, only: Collection[str] = (), ignore: Collection[str] = ()) -> Redline:
    """Return a redline with the findings asked for.

    New numbers go with consequential changes, which are what they bring about in references. Changes of the layout
    and of obligations.yaml have no kind: they stay unless ``only`` names something.
    """
    return replace(
        redline,
        changes=selected(redline.changes, only, ignore),
        renumberings=redline.renumberings if _wanted("consequential", only, ignore) else (),
        drifts=redline.drifts if _wanted(DRIFT, only, ignore) else (),
        layout_changes=() if only else redline.layout_changes,
        obligations=() if only else redline.obligations,
    )


def differs(redline: Redline) -> bool:
    """Tell whether anything differs (``--exit-code``)."""
    others = redline.layout_changes or redline.obligations
    return bool(redline.changes or redline.renumberings or redline.drifts or others)


def failing(redline: Redline, fail_on: Collection[str]) -> bool:
    """Tell whether a redline holds any of these findings (``--fail-on``)."""
    found = {change.kind for change in redline.changes}
    return bool(found.intersection(fail_on)) or (DRIFT in fail_on and bool(redline.drifts))


def exit_status(redlines: Iterable[Redline], fail_on: Collection[str] = (), *, exit_code: bool = False) -> int:
    """Return the exit status of a comparison: 1 where a gate fails, or where anything differs under ``exit_code``."""
    return int(any(failing(each, fail_on) or (exit_code and differs(each)) for each in redlines))


def _wanted(finding: str, only: Collection[str], ignore: Collection[str]) -> bool:
    return finding not in ignore and (not only or finding in only)
