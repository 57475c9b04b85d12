"""What obligations.yaml says of a duty in the words of one language: who, when, how long, which keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from mouflow.model.facts import SharedFacts

from .due_words import day_words, due_words, length_words
from .report import Speaker


def organisations(ids: str, facts: SharedFacts, voice: Speaker) -> object:
    """Return the names of organisations by their ids, which commas part, as a list in running text."""
    known = [facts.organisations.get(each) for each in ids.split(", ") if each]
    return voice.listed([voice.localized(each.short or each.name) for each in known if each])


def parties(ids: str, facts: SharedFacts, voice: Speaker) -> object:
    """Return the names of who bears a duty; every party where no id is given."""
    return organisations(ids, facts, voice) if ids else voice.words("every-party")


def _person(identifier: str, facts: SharedFacts, voice: Speaker) -> object:
    person = facts.people.get(identifier)
    return voice.localized(person.name) if person else identifier or voice.words("nobody")


def _fields(names: str, _facts: SharedFacts, voice: Speaker) -> object:
    return voice.listed([voice.words(f"field.{name}") for name in names.split(", ") if name])


def _rule(rule: str, _facts: SharedFacts, voice: Speaker) -> object:
    return due_words(json.loads(rule) if rule else {}, voice)


def _kind(kind: str, _facts: SharedFacts, voice: Speaker) -> object:
    return voice.words(f"term.{kind}" if kind else "nothing")


def _length(value: str, _facts: SharedFacts, voice: Speaker) -> object:
    """Word the length of a term or of a notice."""
    given = json.loads(value) if value else {}
    if "ends" in given:
        return day_words(given["ends"], voice)
    length = length_words(given.get("length") or given.get("renewal") or {}, voice)
    if length and given.get("counting") == "inclusive":
        return voice.words("counting.inclusive", length=length)
    return length or voice.words("nothing")


def _effect(value: str, _facts: SharedFacts, voice: Speaker) -> object:
    given = json.loads(value) if value else {}
    on = given.get("on", "signature")
    effect = day_words(given.get("date", ""), voice) if on == "date" else voice.words(f"effect.{on}")
    if "delay" in given:
        return voice.words("effect.delayed", effect=effect, length=length_words(given["delay"], voice))
    return effect


SHOWN: Mapping[str, Callable[[str, SharedFacts, Speaker], object]] = {
    "promise-new": _rule,
    "promise-ended": _rule,
    "promise-due": _rule,
    "promise-bearer": parties,
    "promise-owner": _person,
    "promise-other": _fields,
    "term-kind": _kind,
    "term-effect": _effect,
    "term-length": _length,
    "term-renewal": _length,
    "term-notice": _length,
    "term-termination": _length,
}
"""How the values of each effect on what obligations.yaml says are shown."""
