"""What templates print besides an agreement's own text: labels and numbering schemes, per language (`labels.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import Field

from mouflow.languages.numerals import NumberFormat
from mouflow.languages.profiles import Profile

from .base import Localized, Prose, Record, Whole, Words


class NumberLevel(Record):
    """One level of a numbering scheme; `{n}` is the number, `{label}` the label as a reference prints it."""

    format: Annotated[NumberFormat, Field(description="how the number counts")] = "decimal"
    label: Annotated[Words, Field(description="what stands before the block: `({n})`")] = "{n}."
    mark: Annotated[Words, Field(description="punctuation after the label that references leave out: 、")] = ""
    reference: Annotated[Words, Field(description="what a reference prints for this level")] = "{label}"
    indent: Annotated[Whole, Field(description="left edge of the text, in tenths of an em")] = 0
    hanging: Annotated[Whole, Field(description="how far the label stands out, in tenths of an em")] = 0


_Scheme: TypeAlias = Mapping[str, tuple[NumberLevel, ...]]
"""The levels of a numbering scheme, from the outermost in, by language."""


class Labels(Record):
    """The labels and numbering schemes of one kind of document, those of `templates/shared` included."""

    labels: Mapping[str, Localized] = Field(default_factory=dict)
    numbering: Annotated[
        Mapping[str, Mapping[str, tuple[NumberLevel, ...]]],
        Field(description="schemes by name, then by language"),
    ] = Field(default_factory=dict)

    def merged(self, other: Labels) -> Labels:
        """Lay another file over this one: its labels win language by language, its schemes level by level."""
        labels = {name: self.labels[name].merged(text) for name, text in other.labels.items() if name in self.labels}
        schemes = {name: _laid_over(self.numbering.get(name, {}), over) for name, over in other.numbering.items()}
        update = {"labels": {**self.labels, **other.labels, **labels}, "numbering": {**self.numbering, **schemes}}
        return self.model_copy(update=update)

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


def _laid_over(scheme: _Scheme, over: _Scheme) -> _Scheme:
    """Return a scheme with another's levels in place of its own; deeper levels that the other leaves out stay."""
    levels = {language: (*above, *scheme.get(language, ())[len(above) :]) for language, above in over.items()}
    return {**scheme, **levels}
