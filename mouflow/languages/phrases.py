"""Lists in running text, in the punctuation of each language."""

from __future__ import annotations

from collections.abc import Sequence

from .profiles import Profile


def joined(parts: Sequence[str], profile: Profile, word: str = "") -> str:
    """Join parts to a list: ``A, B and C``; ``A、B和C`` (domain.md 1.3 rule 24).

    Parts that hold commas themselves are parted by semicolons, with one before the last (domain.md 1.2 rule 9);
    where one holds the connecting word itself, a comma stands before the last. Three or more Chinese parts that hold
    、 are parted by ，, with 以及 before the last.
    ``word`` replaces the last connecting word (``and``, ``和``).
    """
    if len(parts) < 2:
        return "".join(parts)
    *head, last = parts
    if profile.chinese and len(parts) > 2 and any("、" in part for part in parts):
        return "，".join(head) + f"，{word or '以及'}{last}"
    if profile.chinese:
        return "、".join(head) + (word or "和") + last
    word = word or "and"
    if any("," in part for part in parts):
        return "; ".join(head) + f"; {word} {last}"
    if any(f" {word} " in part for part in parts):
        return ", ".join(head) + f", {word} {last}"
    return ", ".join(head) + f" {word} {last}"
