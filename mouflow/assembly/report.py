"""Reports on a document, from a template and plain data to checked blocks in one language; and a redline made ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeAlias, cast

from markupsafe import Markup

from mouflow.diagnostics import Location, MouflowError, error, has_errors
from mouflow.document import KINDS, Authorship, Element, Side, Wording
from mouflow.document.markup import parse_markup
from mouflow.document.review import WORKING_FILES, ReviewWords
from mouflow.document.subset import check_subset
from mouflow.languages.phrases import joined
from mouflow.languages.profiles import Profile, find_profile
from mouflow.model.base import Localized, Prose
from mouflow.model.labels import Labels

from . import layout
from .engine import Engine
from .filters import bare
from .identity import doubled_ids, identified
from .request import Material
from .sandbox import for_templates

Data: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True)
class Speaker:
    """What a report's template can say in one language: labels, lists, names of languages; no facts of an agreement.

    ``tags`` are those of the languages that the report tells of: Chinese is named by its script where they hold both.
    ``folder`` is that of the templates that have its labels.
    """

    profile: Profile
    labels: Labels
    engine: Engine
    tags: tuple[str, ...] = ()
    folder: str = "redline"

    def label(self, name: str, /, **values: object) -> Markup:
        """Print a label; further values are variables in it."""
        prose = self.labels.find(name, "", self.profile)
        if prose is None:
            hint = f"add it to templates/{self.folder}/labels.yaml"
            raise MouflowError(error("unknown-label", f"no label `{name}` in {self.profile.key}", hint=hint))
        return self._say(prose, values)

    def words(self, name: str, /, **values: object) -> str:
        """Return a label as the characters that it shows, for data and attributes."""
        return bare(self.label(name, **values))

    def has_label(self, name: str) -> bool:
        """Tell whether there is such a label in this language."""
        return self.labels.find(name, "", self.profile) is not None

    def localized(self, text: Localized) -> Markup:
        """Print a localized text in this language; nothing where it has none."""
        prose = text.prose(self.profile)
        return self._say(prose, {}) if prose else Markup()

    def listed(self, items: Sequence[str]) -> Markup:
        """Join items to a list in running text."""
        return Markup(joined([Markup.escape(each) for each in items], self.profile))

    def language_name(self, tag: str) -> str:
        """Name a language by its tag."""
        profile = find_profile(tag)
        if profile is None:
            return tag
        keys = {own.key for each in self.tags if (own := find_profile(each))}
        both = {"zh-Hant", "zh-Hans"} <= keys
        return self.words(f"language.{'zh' if profile.chinese and not both else profile.key}")

    def variables(self) -> dict[str, object]:
        """Return what templates and labels can name."""
        label, listed = self.label, self.listed

        @for_templates
        def print_label(name: str, /, **values: object) -> Markup:
            return label(name, **values)

        @for_templates
        def print_list(items: Sequence[str]) -> Markup:
            return listed(items)

        return {"label": print_label, "listed": print_list, "language": self.profile.key, "_voice": self}

    def _say(self, prose: Prose, values: Mapping[str, object]) -> Markup:
        return self.engine.prose(prose, self.variables(), values)


def speaker(wording: Wording, tags: Sequence[str], material: Material) -> Speaker:
    """Return who speaks in the language of a wording about texts in the languages of these tags."""
    return Speaker(wording.profile, material.labels, Engine(material.loader), tuple(tags))


def report(template: str, data: Mapping[str, object], voice: Speaker) -> tuple[Element, ...]:
    """Render a template, such as ``redline/cover.html.j2``, and lay it out in its one language.

    Raises:
        MouflowError: With every problem found in the template and in the labels it prints.
    """
    return layout.single((voice.profile, report_blocks(template, data, voice)))


def report_blocks(template: str, data: Mapping[str, object], voice: Speaker) -> tuple[Element, ...]:
    """Render a template with plain data: texts, numbers, days, lists, mappings. Its blocks are not laid out yet.

    Raises:
        MouflowError: With every problem found in the template and in the labels it prints.
    """
    markup = voice.engine.template(template, {**voice.variables(), **data})
    whole = Location(f"templates/{template}")
    nodes = parse_markup(markup, str(whole.path))
    problems = [*voice.engine.problems]
    problems += [replace(each, location=each.location or whole) for each in check_subset(nodes)]
    blocks = identified(nodes)
    problems += doubled_ids(blocks)
    if has_errors(problems):
        raise MouflowError(*problems)
    return cast("tuple[Element, ...]", blocks)


def review_words(voice: Speaker) -> ReviewWords:
    """Return the words that stand beside the marks, from the labels of one language."""
    gaps = {name: f"{{{name}}}" for name in ("label", "place", "languages", "at", "total")}
    names = [each.name for each in fields(ReviewWords) if each.name not in ("kinds", "languages")]
    words = {name: voice.words(name.replace("_", "-"), **gaps) for name in names}
    return ReviewWords(
        **words,
        kinds={kind: voice.words(f"kind.{kind}") for kind in KINDS},
        languages={tag: voice.language_name(tag) for tag in voice.tags},
    )


def side_data(side: Side, voice: Speaker) -> Data:
    """Return one of the two versions as plain data."""
    return {"name": side_name(side, voice), "date": side.date or "", "commit": side.commit[:10]}


def side_name(side: Side, voice: Speaker) -> str:
    """Return what a version is called; the files as they are now in the words of the language."""
    return voice.words("working-files") if side.name == WORKING_FILES else side.name


def author_data(who: Authorship) -> Data:
    """Return who made a change as plain data; the day is empty for what is not recorded yet."""
    return {"name": who.name, "date": who.date if who.commit else "", "reason": who.reason, "known": who.known}
