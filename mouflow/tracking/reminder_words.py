"""The words of reminders in one language, from the labels `remind.…` of templates/register/labels.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mouflow.assembly.phrase_book import PhraseBook
from mouflow.languages.dates import plain_date
from mouflow.languages.profiles import Profile, find_profile
from mouflow.model.base import Localized
from mouflow.register.records import Row
from mouflow.workspace import Workspace
from mouflow.workspace.templates import TemplateLoader, load_labels

from .reminders import Call

LABELS = "register"
"""The folder of templates that has the labels."""


@dataclass(frozen=True, slots=True)
class ReminderWords:
    """What reminders say in a language."""

    book: PhraseBook

    @property
    def profile(self) -> Profile:
        """The language."""
        return self.book.profile

    def say(self, label: str, /, **values: object) -> str:
        """Return a label, its gaps filled."""
        return self.book.say(f"remind.{label}", **values)

    def day(self, day: date) -> str:
        """Return a day as running text has it."""
        return plain_date(day, self.profile)

    def text(self, localized: Localized) -> str:
        """Return a text in the language, else in one that its readers read."""
        prose = localized.prose(self.profile)
        return prose.text if prose else self._near({tag: each.text for tag, each in localized.texts.items()})

    def title(self, row: Row) -> str:
        """Return what is to be done; in another language where it is not worded in this one."""
        if row.occurrence.source == "term" and row.occurrence.id != "term":
            return self.say(row.occurrence.id)
        return row.wording.get(self.profile.key) or self._near(row.wording)

    def joined(self, parts: Sequence[str]) -> str:
        """Return phrases one after the other."""
        return ("；" if self.profile.chinese else "; ").join(parts)

    def details(self, call: Call, today: date) -> Iterator[str]:
        """Give when something is due, how long that is from today, and how it stands."""
        one, days = call.row.occurrence, (call.day - today).days
        if call.section == "verify":
            yield self.say("submitted", day=self.day(call.day))
            return
        if call.reason == "closing":
            yield self.say("closing", day=self.day(call.day), last=self.day(one.lapses or call.day))
            return
        yield self.say({"window": "send-by"}.get(call.section, "due"), day=self.day(call.day))
        yield self._count("overdue", -days) if days < 0 else self._count("left", days)
        if call.row.status == "disputed":
            yield self.say("disputed")
        if one.share is not None:
            yield self.say("partial", share=one.share)
        if one.expected:
            yield self.say("expected", day=self.day(one.expected))

    def _near(self, texts: Mapping[str, str]) -> str:
        """Return the text in the other script of Chinese before one in another language."""
        near = [text for tag, text in texts.items() if tag.startswith("zh") == self.profile.chinese]
        return next(iter((*near, *texts.values())), "")

    def _count(self, name: str, days: int) -> str:
        return self.say({0: f"{name}-none", 1: f"{name}-one"}.get(days, name), days=days)


def load_reminder_words(workspace: Workspace, languages: Sequence[str]) -> tuple[ReminderWords, ...]:
    """Load the words of some languages, each once, in the order given.

    Raises:
        MouflowError: A file of labels is wrong.
    """
    labels, loader = load_labels(workspace, LABELS), TemplateLoader(workspace)
    profiles = dict.fromkeys(profile for name in languages if (profile := find_profile(name)))
    return tuple(ReminderWords(PhraseBook(profile, labels, loader, LABELS)) for profile in profiles)
