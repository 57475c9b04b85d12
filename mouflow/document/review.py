"""The words that stand beside the marks of a redline, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

WORKING_FILES = "working files"
"""The name of a side that is no version, but the files as they are now; reports word it in their language."""

_KINDS = {
    "substantive": "Substance",
    "modality": "Modality",
    "value": "Value",
    "orthographic": "Script",
    "typographic": "Typography",
    "moved": "Moved",
    "consequential": "Consequential",
}


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """What HTML and PDF print beside the marks, Word in comments, and what the controls of an HTML redline are called.

    Texts come from ``templates/redline/labels.yaml``. ``was`` has ``{label}``, an old number; ``moved_to`` and
    ``moved_from`` have ``{place}``; ``drift_here`` and ``drift_elsewhere`` have ``{languages}``; ``position`` has
    ``{at}`` and ``{total}``. ``kinds`` names the kinds of changes, ``languages`` the languages by their tags.
    """

    was: str = "[was {label}]"
    moved_to: str = "[moved to {place}]"
    moved_from: str = "[moved from {place}]"
    elsewhere: str = "another place"
    drift_here: str = "Changed here, but not in {languages}."
    drift_elsewhere: str = "Not changed here, though changed in {languages}."
    unrecorded: str = "not recorded yet"
    unknown_author: str = "not known"
    working_files: str = "working files"
    review: str = "Review of changes"
    previous: str = "Previous"
    following: str = "Next"
    position: str = "Change {at} of {total}"
    count: str = "{total} changes shown"
    show: str = "Show"
    by_kind: str = "Kinds of changes"
    by_language: str = "Languages"
    view: str = "View"
    inline: str = "In the text"
    sides: str = "Side by side"
    keys: str = "Keys n and p"
    old: str = "Old"
    new: str = "New"
    comparison: str = "Comparison"
    kinds_of_changes: str = "Changes by kind"
    renumbering: str = "Old and new numbers"
    no_number: str = "none"
    layout_changes: str = "Layout"
    duties: str = "What you now owe"
    kinds: Mapping[str, str] = field(default_factory=_KINDS.copy)
    languages: Mapping[str, str] = field(default_factory=dict)
