"""Due rules and lengths of time in words: plain data, as obligations.yaml has it, and labels to a phrase."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from .report import Speaker

UNITS = ("years", "months", "weeks", "days", "business_days")

Data = Mapping[str, object]


def due_words(rule: Data, voice: Speaker) -> str:
    """Word a due rule: ``6 months after signature``, 「每年，由2025年12月8日起」; nothing for one that is empty."""
    if not rule:
        return voice.words("rule.standing")
    until, roll = rule.get("until"), rule.get("roll")
    words = {"until": day_words(until, voice) if until else "", "roll": voice.words(f"roll.{roll}") if roll else ""}
    return voice.words("rule", rule=_rule(rule, voice), **words)


def _rule(rule: Data, voice: Speaker) -> str:
    if "date" in rule:
        return day_words(rule["date"], voice)
    start = day_words(rule.get("from", ""), voice)
    if "rrule" in rule:
        return voice.words("rule.rrule", rrule=rule["rrule"], start=start)
    every = rule.get("every")
    if isinstance(every, Mapping):
        name = "rule.completion" if rule.get("basis") == "completion" else "rule.every"
        return voice.words(name, interval=length_words(every, voice, "every"), start=start)
    way = "after" if "after" in rule else "before"
    event, length = event_words(str(rule.get(way, "")), voice), length_words(rule, voice)
    return voice.words(f"rule.{way}" if length else "rule.at", length=length, event=event)


def length_words(length: Data, voice: Speaker, form: str = "length") -> str:
    """Word a length of time; ``form`` is `length` (``6 months``) or `every` (``every 6 months``)."""
    given = [(unit, length[unit]) for unit in UNITS if length.get(unit)]
    if form == "every" and len(given) > 1:
        return voice.words("every.length", length=length_words(length, voice))
    parts = [voice.words(f"{form}.{unit}", count=count) for unit, count in given]
    return ("" if voice.profile.chinese else " ").join(parts)


def event_words(event: str, voice: Speaker) -> str:
    """Word an event that a date is counted from: ``signature``, or the doing of an obligation by its id."""
    plain = event.partition(".")[0] if event.startswith("notice.") else event
    return voice.words(f"event.{plain}") if voice.has_label(f"event.{plain}") else voice.words("event.of", name=event)


def day_words(value: object, voice: Speaker) -> str:
    """Word a day in ISO 8601, or the event that stands in its place."""
    try:
        return voice.words("rule.date", day=date.fromisoformat(str(value)))
    except ValueError:
        return event_words(str(value), voice) if value else ""
