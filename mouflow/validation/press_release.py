"""Rules for press releases: a title as info.gov.hk writes it (domain.md section 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mouflow.diagnostics import Diagnostic, error, warning
from mouflow.languages.profiles import Profile
from mouflow.model.base import Prose, records_in
from mouflow.model.facts import SharedFacts
from mouflow.model.pack import DocumentRecord
from mouflow.model.press_release import PressRelease, Quotation

from .prose import typed

_SUFFIX = re.compile(r"\(with (?:photos?|videos?)\b.*\)$|[（(]附[圖图短].*[）)]$")

_MARKS = frozenset('“”「」"')
"""Outer marks of every language, and what is typed for them."""


def validate_title(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """A title has no full stop, and no suffix of its own: that is computed (domain.md 1.2 rule 1, 1.3 rule 14)."""
    if not isinstance(record, PressRelease):
        return
    for prose in record.title.texts.values():
        if prose.text.endswith((".", "。")):
            yield warning("title-stop", "the title ends with a full stop", prose.location, "drop it")
        if _SUFFIX.search(prose.text):
            hint = "drop it, and list `photographs:` and `videos:`"
            yield error("title-suffix", "the suffix of a title is computed", prose.location, hint)


def validate_quotations(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """The marks around direct speech are set, not typed; those inside of it are the inner ones (domain.md 4.1)."""
    for quotation in (each for each in records_in(record) if isinstance(each, Quotation)):
        for profile in record.language_profiles():
            if profile.key in quotation.indirect:
                continue
            for paragraph in quotation.paragraphs:
                prose = paragraph.text.prose(profile) if paragraph.text else None
                if prose:
                    yield from _typed_marks(prose, profile)


def _typed_marks(prose: Prose, profile: Profile) -> Iterator[Diagnostic]:
    text = typed(prose)
    inner = " ".join(profile.quotes[2:])
    ends = dict.fromkeys((len(text) - len(text.lstrip()), len(text.rstrip()) - 1))
    marked = [at for at in ends if text[at : at + 1] in _MARKS]
    for at in marked:
        message = f"`{text[at]}` is typed, and the marks of a quotation are set"
        hint = f"drop it; a quotation inside the speech takes {inner}"
        yield warning("typed-marks", message, prose.place(at), hint)
    nested = [at for at, sign in enumerate(text) if sign in _MARKS and at not in ends]
    for at in nested[:1]:
        message = f"`{text[at]}` stands inside a quotation"
        yield warning("nested-marks", message, prose.place(at), f"write {inner} there")
