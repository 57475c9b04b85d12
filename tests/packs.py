"""Releases and minutes for tests: a text in YAML, the built-in templates, and a few people."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from mouflow.assembly.assemble import assemble
from mouflow.assembly.request import Material, Request
from mouflow.diagnostics import Diagnostic
from mouflow.document import Document, Image
from mouflow.languages.profiles import find_profile
from mouflow.model.facts import SharedFacts
from mouflow.model.pack import Agreement, DocumentRecord
from mouflow.render.text import render_text
from mouflow.schema import read_document, read_record
from mouflow.source import parse_yaml
from mouflow.validation import validate
from tests.drafts import LOADER, labels

FACTS = """\
organisations:
  hkte:
    name: {en: Hong Kong Talent Engage, zh-Hant: 香港人才服務辦公室, zh-Hans: 香港人才服务办公室}
    short: {en: HKTE, zh-Hant: 人才辦, zh-Hans: 人才办}
  lwb:
    name: {en: Labour and Welfare Bureau, zh-Hant: 勞工及福利局, zh-Hans: 劳工及福利局}
    short: {en: LWB, zh-Hant: 勞福局, zh-Hans: 劳福局}
    article: true
people:
  chris-sun:
    name: {en: Chris Sun, zh-Hant: 孫玉菡, zh-Hans: 孙玉菡}
    surname: {en: Sun, zh-Hant: 孫, zh-Hans: 孙}
    honorific: {en: Mr, zh-Hant: 先生, zh-Hans: 先生}
    post: {en: Secretary for Labour and Welfare, zh-Hant: 勞工及福利局局長, zh-Hans: 劳工及福利局局长}
  wang-weiming:
    name: {en: Wang Weiming, zh-Hant: 王偉明, zh-Hans: 王伟明}
    surname: {en: Wang, zh-Hant: 王, zh-Hans: 王}
    honorific: {en: Dr, zh-Hant: 博士, zh-Hans: 博士}
    post: {en: Director-General, zh-Hant: 教育科技部部長, zh-Hans: 教育科技部部长}
  anthony-lau:
    name: {en: Anthony Lau, zh-Hant: 劉鎮漢, zh-Hans: 刘镇汉}
    surname: {en: Lau, zh-Hant: 劉, zh-Hans: 刘}
    honorific: {en: Mr, zh-Hant: 先生, zh-Hans: 先生}
    post: {en: Director of HKTE, zh-Hant: 人才辦總監, zh-Hans: 人才办总监}
"""
PICTURE = Image("image/svg+xml", b"<svg/>", 4, 3)


@cache
def facts() -> SharedFacts:
    return read_record(parse_yaml(FACTS, "facts.yaml"), SharedFacts, "facts.yaml")


def record(text: str) -> DocumentRecord:
    return read_document(parse_yaml(text, "draft.yaml"), "draft.yaml")


def problems(text: str) -> list[Diagnostic]:
    """What the rules say of a document that could be read."""
    return validate(record(text), facts())


def assembled(text: str, *languages: str, layout: str = "single") -> Document:
    document = record(text)
    profiles = tuple(profile for each in languages or ("en",) if (profile := find_profile(each)))
    images = {name: PICTURE for name, _ in document.pictures()}
    created = datetime(2024, 6, 8, tzinfo=UTC)
    material = Material(facts(), labels(document.kind), LOADER, "", "Office", created, images)
    agreement = Agreement(id="draft", documents={"draft": document})
    return assemble(Request(agreement, "draft", profiles, layout), material)  # type: ignore[arg-type]


def printed(text: str, language: str = "en") -> list[str]:
    """The lines of the document as plain text."""
    return render_text(assembled(text, language)).decode().splitlines()
