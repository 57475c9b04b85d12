"""A digest in words: what one recipient is told on a day, as plain text and as HTML, one language after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from mouflow.diagnostics import printable
from mouflow.model.facts import Person

from .recipients import Recipient
from .reminder_words import ReminderWords
from .reminders import SECTIONS, Call, Section

MOST = 500
"""So many reminders stand in one message; more go in several."""
_STYLE = "font-family:sans-serif;line-height:1.5"


@dataclass(frozen=True, slots=True)
class Digest:
    """What one message tells one recipient; ``part`` of ``parts`` where there are too many for one."""

    recipient: Recipient
    calls: tuple[Call, ...]
    part: int = 1
    parts: int = 1

    @property
    def overdue(self) -> int:
        """How many are overdue."""
        return sum(call.section == "overdue" for call in self.calls)


@dataclass(frozen=True, slots=True)
class Setting:
    """What digests are worded with: the day, the words of each language, who people are, what the office is called."""

    today: date
    words: tuple[ReminderWords, ...]
    people: Mapping[str, Person]
    office: str = ""


def digests_of(told: Mapping[Recipient, Sequence[Call]]) -> tuple[Digest, ...]:
    """Return the messages to send, in the order of their addresses; what is overdue comes first."""
    return tuple(_digests(told))


def _digests(told: Mapping[Recipient, Sequence[Call]]) -> Iterator[Digest]:
    for recipient in sorted(told, key=lambda each: each.address):
        calls = sorted(told[recipient], key=lambda call: SECTIONS.index(call.section))
        parts = [tuple(calls[start : start + MOST]) for start in range(0, len(calls), MOST)]
        for number, part in enumerate(parts, 1):
            yield Digest(recipient, part, number, len(parts))


def subject(digest: Digest, setting: Setting) -> str:
    """Return the subject of a message, in every language."""
    return " / ".join(_subject(digest, setting.today, words) for words in setting.words)


def _subject(digest: Digest, today: date, words: ReminderWords) -> str:
    name = "subject-overdue" if digest.overdue else "subject"
    said = words.say(name, day=words.day(today), count=len(digest.calls), overdue=digest.overdue)
    return said + (" " + words.say("part", part=digest.part, parts=digest.parts) if digest.parts > 1 else "")


def plain_text(digest: Digest, setting: Setting) -> str:
    """Return a digest as plain text; nothing that was written in YAML can begin a line of it."""
    return "\n\n\n".join("\n".join(_text(digest, setting, words)) for words in setting.words) + "\n"


def _text(digest: Digest, setting: Setting, words: ReminderWords) -> Iterator[str]:
    yield from _head(digest, setting, words)
    for section, calls in _sections(digest):
        yield ""
        yield f"{words.say(f'section.{section}')} ({len(calls)})"
        for call in calls:
            title, detail, reference = _item(call, digest, setting, words)
            yield f"  - {title}"
            yield f"    {detail}"
            yield f"    {reference}"
    yield ""
    yield words.say("once")


def html(digest: Digest, setting: Setting) -> str:
    """Return a digest as a page of HTML that needs nothing from elsewhere."""
    parts = "\n<hr>\n".join("\n".join(_markup(digest, setting, words)) for words in setting.words)
    tag, title = setting.words[0].profile.tag, escape(subject(digest, setting))
    head = f'<meta charset="utf-8"><title>{title}</title>'
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}"><head>{head}</head>\n<body style="{_STYLE}">\n{parts}\n</body></html>\n'
    )


def _markup(digest: Digest, setting: Setting, words: ReminderWords) -> Iterator[str]:
    yield f'<div lang="{words.profile.tag}">'
    yield from (f"<p>{escape(line)}</p>" for line in _head(digest, setting, words))
    for section, calls in _sections(digest):
        yield f"<h2>{escape(words.say(f'section.{section}'))} ({len(calls)})</h2>\n<ul>"
        for call in calls:
            title, detail, reference = map(escape, _item(call, digest, setting, words))
            yield f"<li><strong>{title}</strong><br>{detail}<br><small>{reference}</small></li>"
        yield "</ul>"
    yield f"<p><small>{escape(words.say('once'))}</small></p>\n</div>"


def _head(digest: Digest, setting: Setting, words: ReminderWords) -> Iterator[str]:
    name = _name(digest.recipient.person, setting, words) or setting.office or words.say("office")
    yield words.say("to", name=one_line(name))
    yield _subject(digest, setting.today, words)


def _sections(digest: Digest) -> Iterator[tuple[Section, list[Call]]]:
    for section in SECTIONS:
        calls = [call for call in digest.calls if call.section == section]
        if calls:
            yield section, calls


def _item(call: Call, digest: Digest, setting: Setting, words: ReminderWords) -> tuple[str, str, str]:
    """Return what is to be done, when, and what commands call it."""
    one = call.row.occurrence
    title = one_line(words.title(call.row)) or one.name
    details = list(words.details(call, setting.today))
    if one.owner != digest.recipient.person or one.owner is None:
        name = _name(one.owner, setting, words)
        details.append(words.say("owner", name=one_line(name)) if name else words.say("no-owner"))
    return title, words.joined(details), f"{one.agreement}/{one.name}"


def _name(person: str | None, setting: Setting, words: ReminderWords) -> str:
    if person is None:
        return ""
    known = setting.people.get(person)
    return (words.text(known.name) if known else "") or person


def one_line(text: str) -> str:
    """Return a text without line ends, and without what a terminal or a reader would obey."""
    return printable(" ".join(text.split()))
