"""Texts of an agreement: one text in one language, and the same text in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from mouflow.diagnostics import Diagnostic, Location, did_you_mean, error
from mouflow.languages.profiles import LANGUAGE_NAMES, Profile

from .record import NOWHERE, Record
from .scalars import shown, wrong

_NO_VALUES: Mapping[str, object] = MappingProxyType({})


class Prose:
    """One text in one language, as written in YAML: inline markup and expressions still unread.

    ``values`` are the parameters of the library clause that the text comes from; ``written`` is the piece of the file
    that holds the text, where that is not the text itself.
    """

    __slots__ = ("location", "text", "values", "written")

    def __init__(
        self,
        text: str,
        location: Location = NOWHERE,
        values: Mapping[str, object] = _NO_VALUES,
        written: str = "",
    ) -> None:
        self.text = text
        self.location = location
        self.values = values
        self.written = written

    def place(self, offset: int) -> Location:
        """Return the place of a character of the text; the text's own where escapes hide it.

        The character stands in the file as often as in the text, whatever quotation marks, indents and folds do to
        the spaces between.
        """
        written = self.written or self.text
        sign = self.text[offset : offset + 1]
        if not sign or sign.isspace() or written.count(sign) != self.text.count(sign):
            return self.location
        at = -1
        for _ in range(self.text.count(sign, 0, offset) + 1):
            at = written.index(sign, at + 1)
        start = written.rfind("\n", 0, at) + 1
        column = at - start + (self.location.column if start == 0 else 1)
        return Location(self.location.path, self.location.line + written.count("\n", 0, at), column)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Prose) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Prose({self.text!r})"


class Localized:
    """A text in every language of its document, none of them the source of the others (design.md law 1).

    ``faulty`` says that a language of it was refused and told: what is missing then is not told again.
    """

    __slots__ = ("faulty", "location", "texts")

    def __init__(self, texts: Mapping[str, Prose], location: Location = NOWHERE, *, faulty: bool = False) -> None:
        self.texts = dict(texts)
        self.location = location
        self.faulty = faulty

    def prose(self, profile: Profile) -> Prose | None:
        """Return the text for a profile: under its own tag, else under its key."""
        found = self.texts.get(profile.tag) or self.texts.get(profile.key)
        return Prose("", self.location) if found is None and self.faulty else found

    def merged(self, other: Localized) -> Localized:
        """Lay another text over this one, language by language; `zh-Hans` covers every `zh-Hans-…` below it."""
        covered = tuple(f"{key}-" for key in other.texts)
        kept = {key: prose for key, prose in self.texts.items() if not key.startswith(covered)}
        return Localized({**kept, **other.texts}, other.location)

    def bound(self, values: Mapping[str, object]) -> Localized:
        """Return the same texts with a library clause's parameters bound to them."""
        texts = {key: Prose(prose.text, prose.location, values, prose.written) for key, prose in self.texts.items()}
        return Localized(texts, self.location)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Localized) and self.texts == other.texts

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.texts)))

    def __repr__(self) -> str:
        return f"Localized({self.texts!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(cls._read)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {
            "type": "object",
            "description": "the text in every language of the document",
            "properties": {name: {"type": "string"} for name in sorted(LANGUAGE_NAMES)},
            "additionalProperties": False,
            "minProperties": 1,
        }

    @classmethod
    def _read(cls, value: object, info: ValidationInfo) -> Localized:
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping):
            hint = "write the text once in every language: {en: ..., zh-Hant: ...}"
            raise wrong(f"expected a text in every language, found {shown(value)}", hint)
        problems: list[Diagnostic] = (info.context or {}).get("problems", [])
        known = len(problems)
        texts = dict(_proses(value, problems))
        return cls(texts, getattr(value, "location", NOWHERE), faulty=len(problems) > known)


def _proses(value: Mapping[str, object], problems: list[Diagnostic]) -> Iterator[tuple[str, Prose]]:
    keys_at: Mapping[str, Location] = getattr(value, "keys_at", {})
    for key, text in value.items():
        place = getattr(text, "location", None) or keys_at.get(key, NOWHERE)
        if key not in LANGUAGE_NAMES:
            hint = did_you_mean(key.partition("：")[0], LANGUAGE_NAMES)
            problems.append(error("unknown-language", f"unknown language `{key}`", keys_at.get(key), hint))
        elif not isinstance(text, str):
            problems.append(error("wrong-type", f"expected text, found {shown(text)}", place, "write the text"))
        elif not text.strip():
            problems.append(error("empty-text", f"the {key} text is empty", place, "write it, or drop the key"))
        else:
            yield key, Prose(text.strip("\n"), place, written=getattr(text, "written", ""))


class Worded(Record):
    """A record whose own text stands in language keys right beside its other keys."""

    text: Localized | None = None

    @classmethod
    def known_keys(cls) -> frozenset[str]:
        """Return the keys of the record and the language names."""
        return (super().known_keys() - {"text"}) | LANGUAGE_NAMES

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Show the language keys where YAML has them."""
        written = handler(schema)
        shown = handler.resolve_ref_schema(written)
        properties = {name: each for name, each in shown["properties"].items() if name != "text"}
        texts = {name: {"type": "string", "description": f"the text in {name}"} for name in sorted(LANGUAGE_NAMES)}
        shown["properties"] = {**properties, **texts}
        return written

    @classmethod
    def prepared(cls, value: dict[str, object], place: Location) -> dict[str, object]:
        """Gather the language keys under ``text``."""
        texts = {key: item for key, item in value.items() if key in LANGUAGE_NAMES}
        rest = {key: item for key, item in value.items() if key not in LANGUAGE_NAMES}
        return {**rest, "text": _Texts(texts, place)} if texts else rest


class _Texts(dict[str, object]):
    """Language keys gathered from a record, at the record's place."""

    def __init__(self, texts: Mapping[str, object], location: Location) -> None:
        super().__init__(texts)
        self.location = location
