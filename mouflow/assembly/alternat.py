"""The alternat: in which order the parties stand in one original (domain.md 2.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from mouflow.languages.profiles import Profile
from mouflow.model.facts import Organisation

T = TypeVar("T")


def rotated(items: Sequence[T], first: T) -> tuple[T, ...]:
    """Begin a list at one of its items and go round; unchanged where the item is not in it.

    With two parties this swaps them; with more, each comes first in its own original (domain.md 2.3 rule 10).
    """
    at = items.index(first) if first in items else 0
    return (*items[at:], *items[:at])


def party_order(
    parties: Sequence[str],
    mode: str,
    holder: str | None,
    profile: Profile,
    organisations: Mapping[str, Organisation],
) -> tuple[str, ...]:
    """Order the parties for one original and one language.

    ``full``: the holder first in every language. ``by-language``: in each language the party whose language it is,
    whoever holds the original. ``none``: as written.
    """
    if mode == "full" and holder:
        return rotated(parties, holder)
    if mode == "by-language":
        known = [party for party in parties if party in organisations]
        nearest = max(known, key=lambda party: _nearness(organisations[party], profile), default=None)
        if nearest and _nearness(organisations[nearest], profile):
            return rotated(parties, nearest)
    return tuple(parties)


def language_order(
    profiles: Sequence[Profile], mode: str, holder: str | None, organisations: Mapping[str, Organisation]
) -> tuple[Profile, ...]:
    """Order the languages for one original: under ``full`` the holder's own language leads."""
    organisation = organisations.get(holder) if holder and mode == "full" else None
    if organisation:
        nearest = max(profiles, key=lambda profile: _nearness(organisation, profile))
        if _nearness(organisation, nearest):
            return rotated(profiles, nearest)
    return tuple(profiles)


def _nearness(organisation: Organisation, profile: Profile) -> int:
    """Tell how near a text is to a party's own language: the very one, the same in another script, or another."""
    if organisation.language in {profile.tag, profile.key}:
        return 2
    return int((organisation.language or "").partition("-")[0] == profile.tag.partition("-")[0])
