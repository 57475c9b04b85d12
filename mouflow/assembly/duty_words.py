"""Duties that changed, worded in the leading language of a redline: where, what it was, what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from mouflow.document import Document, Duty
from mouflow.document.block_ids import SEPARATOR
from mouflow.document.places import Numbers, numbers_of
from mouflow.model.facts import SharedFacts

from .contexts import shortened
from .promise_words import SHOWN, organisations, parties
from .report import Speaker, speaker
from .request import Material

LONGEST = 120
"""Half-width characters that a sentence shows of a wording."""


def duty_sentences(
    duties: Iterable[Duty], document: Document, facts: SharedFacts, material: Material
) -> tuple[str, ...]:
    """Word duties in the leading language of a marked document, as plain text; ``material`` has the labels of redlines.

    ``facts`` are those of both versions, for the names of who acts.

    Raises:
        MouflowError: A label is missing or wrong.
    """
    voice = speaker(document.leading, [wording.profile.tag for wording in document.wordings], material)
    numbers = {
        name.removesuffix(f"{SEPARATOR}{voice.profile.tag}"): each for name, each in numbers_of(document).items()
    }
    return tuple(_sentences(duties, numbers, facts, voice))


def _sentences(
    duties: Iterable[Duty], numbers: Mapping[str, Numbers], facts: SharedFacts, voice: Speaker
) -> Iterator[str]:
    for duty in duties:
        place = _place(duty.block, numbers)
        old, new = (_shown(value, duty, facts, voice) for value in (duty.old, duty.new))
        words = {"place": place, "old": old, "new": new, "name": _name(duty, voice)}
        if duty.effect in ("promise-new", "promise-ended"):
            words["bearers"] = parties(duty.bearers, facts, voice)
        yield voice.words(f"duty.{duty.effect}", **words)


def _place(block: str, numbers: Mapping[str, Numbers]) -> str:
    """Return the number of a block, or of what its id says it is part of: a clause's only paragraph has none."""
    while block and block not in numbers:
        block = block.rpartition(".")[0]
    return numbers[block].current if block else ""


def _name(duty: Duty, voice: Speaker) -> str:
    """Return what a duty is called: the id of a promise, or the words for a clause's parameter."""
    if duty.effect.startswith("promise-"):
        return duty.name
    name = voice.words(f"parameter.{duty.name}") if voice.has_label(f"parameter.{duty.name}") else duty.name
    return name.replace("_", " ")


def _shown(value: str, duty: Duty, facts: SharedFacts, voice: Speaker) -> object:
    """Return a value as its label takes it: days as days, names for ids, rules in words, words on one line."""
    if duty.effect in ("action-due", "signing"):
        return date.fromisoformat(value) if value else ""
    if duty.effect in ("action-new", "action-ended", "action-owners"):
        return organisations(value, facts, voice)
    promised = SHOWN.get(duty.effect)
    return promised(value, facts, voice) if promised else shortened(" ".join(value.split()), LONGEST)
