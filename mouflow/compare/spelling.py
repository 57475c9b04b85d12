"""Words that are spelt in two ways: -ise and -ize, a prefix joined on or set off by a hyphen, 計劃 and 計畫."""

from __future__ import annotations

import re

_VERB = re.compile(
    r"(?<=[a-z]{4}i)s(?=(?:e|ed|er|ers|es|ing|able|ation|ations|ational)\b)"
    r"|(?<=[a-z]{3}y)s(?=(?:e|ed|er|ers|es|ing)\b)"
)
"""The letter of recognise, organisation and analyse; a stem that is short may be another word: prise and prize."""

_PREFIX = re.compile(r"\b(co|e)-(?=[a-z])", re.IGNORECASE)
"""What no hyphen makes another word of: co-operation, e-mail; re-sign and resign are two words."""


_PLAN = re.compile("(?<=[计规筹企])画")
"""計畫 is 計劃; elsewhere 畫 is a picture. In folded text."""


def one_han_spelling(folded: str) -> str:
    """Return a folded text of the same length in which Chinese words of two spellings have one."""
    return _PLAN.sub("划", folded) if "画" in folded else folded


def spelling_key(word: str) -> str:
    """Return a text that is equal for both spellings of a word in small letters."""
    return _VERB.sub("z", joined_prefix(word))


def joined_prefix(word: str) -> str:
    """Return a word with its prefix joined on."""
    return _PREFIX.sub(lambda found: found[1], word) if "-" in word else word
