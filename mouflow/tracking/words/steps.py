"""How a date came about, a sentence to each step of its arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from mouflow.assembly.phrase_book import PhraseBook
from mouflow.languages.dates import MONTHS, meeting_date, plain_date
from mouflow.languages.phrases import joined
from mouflow.register.steps import ANOTHER, STEP_RULES, Step

from .lengths import every_words, length_words, ordinal_words

Values = Mapping[str, Any]


def sentences(steps: Iterable[Step], book: PhraseBook) -> tuple[str, ...]:
    """Word steps in their order; a day that several places have off for the same reason is told once."""
    return tuple(_sentence(list(group), book) for _, group in groupby(steps, lambda step: _group(step, book)))


def event_words(name: str, book: PhraseBook) -> str:
    """Word what dates are counted from, as part of a sentence: `signature`, 「收到終止通知」."""
    for label in (f"moment.{name}", f"moment.{name.partition('.')[0]}"):
        if book.has(label):
            return book.say(label)
    return book.say("moment.another") if name == ANOTHER else book.say("moment.duty", name=name)


def _group(step: Step, book: PhraseBook) -> object:
    """Return what closings that are told together have in common; other steps stand alone."""
    values: Values = step.values
    return (step.result, values["weekend"], _text(values["names"], book)) if step.rule == "closed" else id(step)


def _sentence(steps: Sequence[Step], book: PhraseBook) -> str:
    first = steps[0]
    said = _closed(steps, book) if first.rule == "closed" else _WORDINGS[first.rule](first.result, first.values, book)
    return said[:1].upper() + said[1:]


def _plain(name: str) -> Callable[[date | None, Values, PhraseBook], str]:
    return lambda day, _, book: book.say(name, day=_day(day, book))


def _event(day: date | None, values: Values, book: PhraseBook) -> str:
    source = book.say(f"step.source.{values['source']}")
    name = "renewed-event" if values["event"] == "renewed" else values["event"]
    for label in (f"step.{name}", f"step.{name.partition('.')[0]}"):
        if name.partition(".")[0] in _EVENTS and book.has(label):
            return book.say(label, day=_day(day, book), source=source)
    label = "step.another" if name == ANOTHER else "step.duty"
    return book.say(label, name=name, day=_day(day, book), source=source)


_EVENTS = frozenset({"signed", "in-effect", "term-end", "renewed-event", "terminated", "notice"})


def _waiting(_: date | None, values: Values, book: PhraseBook) -> str:
    return book.say("step.waiting", event=event_words(values["event"], book))


def _add(day: date | None, values: Values, book: PhraseBook) -> str:
    name = "step.before" if values["back"] else "step.after"
    length = length_words(values["length"], book)
    return book.say(name, length=length, day=_day(day, book)) if day else book.say(f"{name}-none", length=length)


def _month_end(day: date | None, values: Values, book: PhraseBook) -> str:
    label = f"step.month-end.{values['mode']}"
    if day is None:
        return book.say(label, wanted=values["wanted"])
    month = day - timedelta(days=1) if values["mode"] == "next" else day
    return book.say(label, month=_month(month, book), wanted=values["wanted"], day=_day(day, book))


def _occurrence(day: date | None, values: Values, book: PhraseBook) -> str:
    number, every = ordinal_words(values["number"], book), every_words(values["rule"], book)
    return book.say("step.occurrence", every=every, number=number, day=_day(day, book))


def _roll(day: date | None, values: Values, book: PhraseBook) -> str:
    assert day
    return book.say(f"step.roll.{values['mode']}", day=meeting_date(day, book.profile))


def _foreseen(_: date | None, values: Values, book: PhraseBook) -> str:
    return book.say("step.foreseen", year=values["year"], place=_text(values["place"], book))


def _delivery(day: date | None, values: Values, book: PhraseBook) -> str:
    return book.say("step.delivery", length=length_words(values["length"], book), day=_day(day, book))


def _corresponding(day: date | None, values: Values, book: PhraseBook) -> str:
    return book.say("step.corresponding", length=length_words(values["length"], book), day=_day(day, book))


def _renewed(day: date | None, values: Values, book: PhraseBook) -> str:
    name = "step.renewed" if values["certain"] else "step.renewed-expected"
    return book.say(name, number=ordinal_words(values["number"], book), day=_day(day, book))


def _closed(steps: Sequence[Step], book: PhraseBook) -> str:
    """Word why a day is no business day, and where."""
    every: list[Values] = [step.values for step in steps]
    values, places = every[0], [_text(each["place"], book) for each in every]
    words = {"day": _day(steps[0].result, book), "name": _text(values["names"], book)}
    if values["weekend"] and not any(places):
        return book.say("step.weekend", **words)
    of_places = all(each["calendar"][:2].isupper() for each in every)
    name = "step.weekend-at" if values["weekend"] else "step.holiday" if of_places else "step.closed-own"
    return book.say(name, **words, place=joined(places, book.profile))


_WORDINGS: Mapping[str, Callable[[date | None, Values, PhraseBook], str]] = {
    **{rule: _plain(f"step.{rule}") for rule in ("date", "action", "completion", "clear", "inclusive", "extended")},
    "last-day": _plain("step.last-day"),
    "event": _event,
    "waiting": _waiting,
    "add": _add,
    "month-end": _month_end,
    "occurrence": _occurrence,
    "roll": _roll,
    "foreseen": _foreseen,
    "corresponding": _corresponding,
    "delivery": _delivery,
    "renewed": _renewed,
}
assert set(_WORDINGS) | {"closed"} == set(STEP_RULES)


def _day(day: date | None, book: PhraseBook) -> str:
    return plain_date(day, book.profile) if day else ""


def _month(day: date, book: PhraseBook) -> str:
    return f"{day.year}年{day.month}月" if book.profile.chinese else f"{MONTHS[day.month - 1]} {day.year}"


def _text(texts: Mapping[str, str], book: PhraseBook) -> str:
    return texts.get(book.profile.key) or next(iter(texts.values()), "")
