"""What templates print besides an agreement's own text: labels and numbering schemes, per language (`labels.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from mouflow.languages.profiles import Profile

from .base import Localized, Prose, Record, Whole, Words


class NumberLevel(Record):
    """One level of a numbering scheme; `{n}` is the number, `{label}` the label as a reference prints it."""

    format: Annotated[
        Literal["decimal", "lower-letter", "upper-letter", "lower-roman", "upper-roman", "chinese"],
        Field(description="how the number counts"),
    ] = "decimal"
    label: Annotated[Words, Field(description="what stands before the block: `({n})`")] = "{n}."
    mark: Annotated[Words, Field(description="punctuation after the label that references leave out: 、")] = ""
    reference: Annotated[Words, Field(description="what a reference prints for this level")] = "{label}"
    indent: Annotated[Whole, Field(description="left edge of the text, in tenths of an em")] = 0
    hanging: Annotated[Whole, Field(description="how far the label stands out, in tenths of an em")] = 0


class Labels(Record):
    """The labels and numbering schemes of one kind of document, those of `templates/shared` included."""

    labels: Mapping[str, Localized] = Field(default_factory=dict)
    numbering: Annotated[
        Mapping[str, Mapping[str, tuple[NumberLevel, ...]]],
        Field(description="schemes by name, then by language"),
    ] = Field(default_factory=dict)

    def merged(self, other: Labels) -> Labels:
        """Lay another file over this one; its labels and schemes win."""
        return Labels(labels={**self.labels, **other.labels}, numbering={**self.numbering, **other.numbering})

    def find(self, name: str, variant: str, profile: Profile) -> Prose | None:
        """Return a label in a language: its variant (`testimonium.treaty`) before the plain one."""
        for key in (f"{name}.{variant}", name):
            localized = self.labels.get(key)
            if localized and (prose := localized.prose(profile)):
                return prose
        return None

    def words(self, variant: str) -> dict[str, Localized]:
        """Return the labels named `word.…`, which every text can use as variables; the variant's before the plain."""
        plain = {key.removeprefix("word."): key for key in self.labels if key.startswith("word.")}
        return {
            name: self.labels.get(f"{key}.{variant}", self.labels[key])
            for name, key in plain.items()
            if "." not in name
        }

    def levels(self, name: str, variant: str, profile: Profile) -> tuple[NumberLevel, ...]:
        """Return the levels of a scheme in a language, the variant's before the plain one's."""
        for key in (f"{name}.{variant}", name):
            by_language = self.numbering.get(key, {})
            found = by_language.get(profile.tag) or by_language.get(profile.key)
            if found:
                return found
        return ()
