"""Memoranda for tests: a text in YAML, the built-in templates, and a few parties and people."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader

from mouflow.assembly.assemble import assemble
from mouflow.assembly.library import expand
from mouflow.assembly.request import Material, Request
from mouflow.diagnostics import MouflowError
from mouflow.document import Document, Element, text_of, walk
from mouflow.languages.profiles import find_profile
from mouflow.model.facts import SharedFacts
from mouflow.model.labels import Labels
from mouflow.model.mou import LibraryClause, Mou
from mouflow.model.pack import Agreement
from mouflow.render.text import render_text
from mouflow.schema import read_document, read_record
from mouflow.source import parse_yaml, read_yaml

TEMPLATES = Path(__file__).parent.parent / "templates"
LOADER = FileSystemLoader(TEMPLATES)

FACTS = """\
organisations:
  hkte:
    name: {en: Hong Kong Talent Engage, zh-Hant: 香港人才服務辦公室, zh-Hans: 香港人才服务办公室}
    short: {en: HKTE, zh-Hant: 人才辦, zh-Hans: 人才办}
    place: {en: Hong Kong, zh-Hant: 香港, zh-Hans: 香港}
    language: en
  smtwb:
    name: {en: Shanghai Municipal Talent Work Bureau, zh-Hant: 上海市人才工作局, zh-Hans: 上海市人才工作局}
    article: true
    place: {en: Shanghai, zh-Hant: 上海, zh-Hans: 上海}
    language: zh-Hans
  ministry:
    name: {en: "Ministry of Trade, Industry and Labour", zh-Hant: 工貿勞動部, zh-Hans: 工贸劳动部}
    article: true
    place: {en: Singapore, zh-Hant: 新加坡, zh-Hans: 新加坡}
people:
  anthony-lau:
    name: {en: Anthony Lau, zh-Hant: 劉鎮漢, zh-Hans: 刘镇汉}
    surname: {en: Lau, zh-Hant: 劉, zh-Hans: 刘}
    honorific: {en: Mr, zh-Hant: 先生, zh-Hans: 先生}
    post: {en: Director of HKTE, zh-Hant: 人才辦總監, zh-Hans: 人才办总监}
  tan-puzhen:
    name: {en: Tan Puzhen, zh-Hant: 譚樸珍, zh-Hans: 谭朴珍}
    honorific: {en: Mr, zh-Hant: 先生, zh-Hans: 先生}
    post: {en: Deputy Director, zh-Hant: 副局長, zh-Hans: 副局长}
  wang-weiming:
    name: {en: Wang Weiming, zh-Hant: 王偉明, zh-Hans: 王伟明}
    honorific: {en: Dr, zh-Hant: 博士, zh-Hans: 博士}
    post: {en: Director-General, zh-Hant: 教育科技部部長, zh-Hans: 教育科技部部长}
terms:
  talent: {name: {en: Talent, zh-Hant: 人才, zh-Hans: 人才}}
"""

HEAD = """\
kind: mou
languages: [en, zh-Hant, zh-Hans]
instrument: {en: Memorandum of Understanding, zh-Hant: 合作備忘錄, zh-Hans: 合作备忘录}
short: {en: Memorandum, zh-Hant: 備忘錄, zh-Hans: 备忘录}
subject: {en: Talent, zh-Hant: 人才合作, zh-Hans: 人才合作}
parties: [hkte, smtwb]
signing: {date: 2024-06-08, place: {en: Hong Kong, zh-Hant: 香港, zh-Hans: 香港}}
signatories: [{person: anthony-lau, party: hkte}, {person: tan-puzhen, party: smtwb}]
"""

CLAUSE = """\
clauses:
  - id: aim
    heading: {en: Aim, zh-Hant: 目的, zh-Hans: 目的}
    paragraphs: [{id: aim.text, en: The Participants will meet., zh-Hant: 雙方將會面。, zh-Hans: 双方将会面。}]
"""


@cache
def facts() -> SharedFacts:
    return read_record(parse_yaml(FACTS, "facts.yaml"), SharedFacts, "facts.yaml")


@cache
def labels(kind: str = "mou") -> Labels:
    """The labels that come with mouflow for a kind of document."""
    found = Labels()
    for folder in ("shared", kind):
        path = f"{folder}/labels.yaml"
        found = found.merged(read_record(read_yaml((TEMPLATES / path).read_bytes(), path), Labels, path))
    return found


@cache
def library() -> dict[str, LibraryClause]:
    """The clauses that come with mouflow, by ``name@version``."""
    files = sorted((TEMPLATES / "clauses").glob("*.yaml"))
    return {file.stem: clause(file.read_text(), f"templates/clauses/{file.name}") for file in files}


def clause(text: str, shown: str = "library.yaml") -> LibraryClause:
    return read_record(parse_yaml(text, shown), LibraryClause, shown)


def mou(text: str) -> Mou:
    record = read_document(parse_yaml(text, "mou.yaml"), "mou.yaml")
    assert isinstance(record, Mou)
    return record


def assembled(
    text: str | Mou, *languages: str, layout: str = "single", holder: str | None = None, clauses: object = None
) -> Document:
    """Expand and assemble; every problem is raised."""
    record, problems = expand(text if isinstance(text, Mou) else mou(text), clauses or library())  # type: ignore[arg-type]
    if problems:
        raise MouflowError(*problems)
    profiles = tuple(find_profile(each) for each in languages or ("en",))
    agreement = Agreement(id="draft", documents={"mou": record})
    material = Material(facts(), labels(), LOADER, "", "Office", datetime(2024, 6, 8, tzinfo=UTC))
    return assemble(Request(agreement, "mou", profiles, layout, holder), material)  # type: ignore[arg-type]


def printed(text: str | Mou, language: str = "en", holder: str | None = None) -> str:
    """The document as plain text."""
    return render_text(assembled(text, language, holder=holder)).decode()


def found(document: Document, identifier: str) -> Element:
    return next(each for each in walk(document.blocks) if each.id == identifier)


def text_at(document: Document, identifier: str) -> str:
    return text_of(found(document, identifier))
