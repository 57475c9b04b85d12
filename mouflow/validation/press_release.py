"""Rules for press releases: a title as info.gov.hk writes it (domain.md section 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mouflow.diagnostics import Diagnostic, error, warning
from mouflow.model.facts import SharedFacts
from mouflow.model.pack import DocumentRecord
from mouflow.model.press_release import PressRelease

_SUFFIX = re.compile(r"\(with (?:photos?|videos?)\b.*\)$|[（(]附[圖图短].*[）)]$")


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
