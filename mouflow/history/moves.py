"""Who last moved what: the newest commit that put a clause before or after others than those it had followed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .blame import Texts
from .versions import Commit


def moved(old: Texts, new: Texts) -> set[str]:
    """Return the ids that follow others in one version than in the other; also those that another one passed."""
    before, after = _orders(old, new)
    return {identifier for identifier in after if before[identifier] != after[identifier]}


def last_moves(commits: Sequence[Commit], texts: Callable[[str], Texts], wanted: Iterable[str]) -> dict[str, Commit]:
    """Return the newest commit that moved each id; none for one that no commit moved.

    ``commits`` and ``texts`` are as for :func:`last_changes`. A merge moves only what stands as in no parent of it.
    """
    left = set(wanted)
    found: dict[str, Commit] = {}
    for commit in commits:
        if not left:
            break
        here = texts(commit.sha)
        changed = [moved(texts(parent), here) for parent in commit.parents]
        arrived = left.intersection(*changed) if changed else set()
        found.update(dict.fromkeys(arrived, commit))
        left -= arrived
    return found


def _orders(old: Texts, new: Texts) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return which ids stand before each one in either version, of those that both have; nothing where all is alike."""
    first, second = ([*dict.fromkeys(key.id for key in texts)] for texts in (old, new))
    common = set(first) & set(second)
    first, second = ([each for each in order if each in common] for order in (first, second))
    return ({}, {}) if first == second else (_before(first), _before(second))


def _before(order: Sequence[str]) -> dict[str, frozenset[str]]:
    return {identifier: frozenset(order[:at]) for at, identifier in enumerate(order)}
