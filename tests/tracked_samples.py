"""Marked trees for the tests of tracked changes: by hand in every layout, and made up by Hypothesis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from zipfile import ZipFile

from hypothesis import strategies as st

from mouflow.assembly import layout as layouts
from mouflow.document import Authorship, Change, Document, Element, Metadata, Node, Redline, Side, Wording, walk
from mouflow.document.marks import accepted, rejected
from mouflow.document.markup import parse_markup
from mouflow.document.tree import Layout
from mouflow.languages.profiles import PROFILES

from .docx_samples import ENGLISH, IMAGES, TRADITIONAL, sample

CREATED = datetime(2024, 6, 8, tzinfo=UTC)


def document(layout: Layout, *texts: tuple[str, Sequence[Node]], wordings: Sequence[Wording] = ()) -> Document:
    """Lay texts out, each in a language; every change that they name is recorded, by two people in turns."""
    parts = [(PROFILES[tag], tuple(node for node in nodes if isinstance(node, Element))) for tag, nodes in texts]
    blocks = layouts.single(parts[0]) if layout == "single" else getattr(layouts, layout)(parts)
    schemes = sample("single", ENGLISH, clauses=1).leading.schemes
    chinese = sample("single", TRADITIONAL, clauses=1).leading.schemes
    own = wordings or [Wording(p, "Draft", schemes=chinese if p.chinese else schemes) for p, _ in parts]
    changes = dict.fromkeys(change for each in walk(blocks) if (change := each.get("data-change")))
    redline = Redline(Side("v1"), Side("v2"), tuple(_change(each, at) for at, each in enumerate(changes)))
    facts = Metadata("Draft", "Office", CREATED)
    return Document("mou", layout, tuple(own), blocks, facts, images=IMAGES, redline=redline)


def _change(identifier: str, at: int) -> Change:
    author = Authorship("Chan" if at % 5 else "李明", CREATED + timedelta(hours=at // 7))
    return Change(identifier, "substantive", "replaced", ENGLISH, "", "", "", "", 0, 0, author)


_TEXTS = {
    ENGLISH: {
        "title": "Memorandum of Understanding",
        "term": "Term",
        "years": "In force for {v1|two |three }years; {v2|the Offices may|they will} extend it{v3|| once}.",
        "end": "{v4|| Then} each may end it.",
        "costs": "Costs",
        "own": "Each Office bears {v5|two thirds|half} of its costs under ",
        "gone": "Travel is paid by the host.",
        "come": "Data are protected.",
        "plan": "Plan",
        "visit": "Visit",
        "date": "{v6|May|July} 2025",
        "fair": "Talent fair",
        "report": "First report",
        "last": "Signed in two originals.",
        "end-of-all": "Done at Hong Kong.",
    },
    TRADITIONAL: {
        "title": "合作備忘錄",
        "term": "有效期",
        "years": "有效期為{w1|兩|三}年，{w2|雙方可|雙方將}延長{w3||一次}。",
        "end": "{w4||其後}任何一方可終止。",
        "costs": "費用",
        "own": "各方按以下條文承擔{w5|三分之二|一半}費用：",
        "gone": "旅費由主辦一方承擔。",
        "come": "資料受保護。",
        "plan": "計劃",
        "visit": "考察",
        "date": "2025年{w6|5|7}月",
        "fair": "招聘會",
        "report": "首份報告",
        "last": "一式兩份。",
        "end-of-all": "於香港簽署。",
    },
}
"""Texts with their edits: ``{change|old|new}``."""

_EDIT = re.compile(r"\{(\w+)\|([^|]*)\|([^}]*)\}")
_NUMBERS = {ENGLISH: ("Paragraph {}", "({})", "123"), TRADITIONAL: ("第{}條", "{}", "一二三")}


def text(tag: str) -> tuple[Node, ...]:
    """Return a text with every sort of change: a clause that moved and was edited, rows, cells, its last paragraph."""
    words = {name: _EDIT.sub(_edit, each) for name, each in _TEXTS[tag].items()}
    old = {name: _EDIT.sub(r"\2", each) for name, each in _TEXTS[tag].items()}
    clause, item, digits = _NUMBERS[tag]
    first, second, third = (clause.format(digit) for digit in digits)
    one, two = (item.format(digit) for digit in digits[:2])
    mark = "" if tag == ENGLISH else 'data-mark="、"'
    come, gone, away, here = (
        f'data-revision="{revision}" data-change="{revision[0]}-{tag}"'
        for revision in ("inserted", "deleted", "moved-from", "moved-to")
    )
    reference = f'<a class="ref" href="#term"><span data-of="term">{first}</span></a>'
    return parsed(
        f"""
        <header class="cover together" id="cover"><h1 class="title" id="title">{words["title"]}</h1></header>
        <section class="clause" id="_was.costs.clause">
          <h2 id="_was.costs" data-number="clause:0" data-label="{first}" {away}>{words["costs"]}</h2>
          <p id="_was.costs.own" class="plain" {away}>{old["own"]}{second}</p></section>
        <section class="clause" id="term.clause">
          <h2 id="term" data-number="clause:0" data-label="{first}" data-was="{second}">{words["term"]}</h2>
          <p id="term.years" class="numbered" data-number="clause:1" data-label="{one}" {mark}
            data-revision="changed">{words["years"]}</p>
          <p id="term.end" class="numbered" data-number="clause:1" data-label="{two}" {mark}
            data-revision="changed">{words["end"]}</p>
          <p id="_was.gone" class="numbered" data-number="clause:1" data-label="（三）"
            {gone}>{words["gone"]}</p></section>
        <section class="clause" id="costs.clause">
          <h2 id="costs" data-number="clause:0" data-label="{second}" {here}>{words["costs"]}</h2>
          <p id="costs.own" class="plain" {here}>{words["own"]}<del data-change="r-{tag}">{second}</del><ins
            data-change="r-{tag}">{reference}</ins></p></section>
        <p id="come" class="plain" {come}>{words["come"]}</p>
        <h2 id="plan" data-number="clause:0" data-label="{third}">{words["plan"]}</h2>
        <table id="plan.table" class="grid"><tbody>
          <tr><td><p id="visit">{words["visit"]}</p></td><td><p id="visit.date">{words["date"]}</p></td></tr>
          <tr {gone}><td><p id="_was.report" {gone}>{words["report"]}</p></td><td></td></tr>
          <tr {come}><td><p id="fair" {come}>{words["fair"]}</p></td><td><p id="fair.date" {come}>2026</p></td></tr>
          </tbody></table>
        <p id="last" class="plain" data-drift="{tag}">{words["last"]}</p>
        <p id="_was.end-of-all" class="plain" {gone}>{words["end-of-all"]}</p>
        """
    )


def _edit(found: re.Match[str]) -> str:
    change, old, new = found.groups()
    gone = f'<del data-change="{change}">{old}</del>' if old else ""
    return gone + (f'<ins data-change="{change}">{new}</ins>' if new else "")


def both(marked: Document) -> tuple[Document, Document]:
    """Return the old and the new document that a marked one holds."""
    new = replace(marked, blocks=_elements(accepted(marked.blocks)), redline=None)
    wordings = marked.redline.wordings if marked.redline and marked.redline.wordings else marked.wordings
    return replace(new, blocks=_elements(rejected(marked.blocks)), wordings=wordings), new


def _elements(nodes: Sequence[Node]) -> tuple[Element, ...]:
    return tuple(node for node in nodes if isinstance(node, Element))


def parsed(markup: str) -> tuple[Node, ...]:
    return parse_markup(markup, "test")


_WORDS = st.sampled_from(["two ", " three", "years", "、甲", "乙方", " ", "A & <b>", "will", "將"])
_REVISIONS = st.sampled_from(["", "", "", "changed", "inserted", "deleted", "moved"])
_KINDS = st.sampled_from(["p", "p", "p", "numbered", "h2", "hr", "img", "table", "div"])


@st.composite
def marked_blocks(draw: st.DrawFn) -> tuple[Element, ...]:
    """Draw a text whose blocks stay, change, come, go and move; what moved away stands at a place of its own."""
    maker = _Maker(draw)
    blocks = [block for _ in range(draw(st.integers(1, 7))) for block in maker.block(2)]
    for left in maker.left:
        blocks.insert(draw(st.integers(0, len(blocks))), left)
    return tuple(blocks)


class _Maker:
    """Makes blocks with ids and changes of their own."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._numbers = count(1)
        self.left: list[Element] = []

    def block(self, depth: int, forced: str = "") -> list[Element]:
        kind = self._draw(_KINDS) if depth else "p"
        if kind == "div":
            return [Element("div", {"id": self._name()}, tuple(self.block(0, forced)))]
        if kind == "table":
            return [self._table(forced)]
        revision = forced or self._draw(_REVISIONS)
        if kind in ("hr", "img"):
            return [self._still(kind, "inserted" if revision in ("changed", "moved") else revision)]
        return [self._text(kind, revision)]

    def _still(self, tag: str, revision: str) -> Element:
        marks = self._marks(revision) if revision else {}
        return Element(tag, {"id": self._name(), **marks, **({"src": "hall.png", "alt": "A"} if tag == "img" else {})})

    def _text(self, kind: str, revision: str) -> Element:
        attributes = {"id": self._name()}
        if kind == "numbered":
            attributes |= {"class": "numbered", "data-number": "clause:1", "data-label": "(1)"}
        tag = "p" if kind == "numbered" else kind
        if revision == "moved":
            return self._moved(tag, attributes)
        changed = revision == "changed"
        if changed and kind == "numbered" and self._draw(st.booleans()):
            attributes |= {"data-was": "", "data-was-number": "", "data-was-class": "plain"}
        marks = {"data-revision": "changed"} if changed else self._marks(revision) if revision else {}
        return Element(tag, {**attributes, **marks}, self._words(edited=changed))

    def _moved(self, tag: str, attributes: dict[str, str]) -> Element:
        mark = self._marks("moved-to")
        arrived = Element(tag, {**attributes, **mark}, self._words(edited=True))
        (plain,) = rejected([arrived.with_attributes(data_revision="changed")])
        assert isinstance(plain, Element)
        away = {**attributes, **mark, "data-revision": "moved-from", "id": "_was." + attributes["id"]}
        self.left.append(Element(tag, away, plain.children))
        return arrived

    def _table(self, forced: str) -> Element:
        whole = forced or self._draw(st.sampled_from(["", "", "inserted", "deleted"]))
        rows = []
        for _ in range(self._draw(st.integers(1, 3))):
            revision = whole or self._draw(st.sampled_from(["", "", "inserted", "deleted"]))
            cells = tuple(Element("td", {}, self._cell(revision)) for _ in range(2))
            rows.append(Element("tr", self._marks(revision) if revision else {}, cells))
        kind = self._draw(st.sampled_from(["grid", "fields", "signatures"]))
        return Element("table", {"id": self._name(), "class": kind}, (Element("tbody", {}, tuple(rows)),))

    def _cell(self, revision: str) -> tuple[Element, ...]:
        several = range(self._draw(st.integers(0, 2)))
        return tuple(block for _ in several for block in self.block(0, revision))

    def _words(self, *, edited: bool) -> tuple[Node, ...]:
        words: list[Node] = [self._draw(_WORDS)]
        if edited:
            mark = {"data-change": f"c{next(self._numbers)}"}
            words += [Element("del", mark, (self._draw(_WORDS),))] if self._draw(st.booleans()) else []
            words += [Element("ins", mark, (Element("strong", {}, (self._draw(_WORDS),)),))]
            words += [self._draw(_WORDS)] if self._draw(st.booleans()) else []
        return tuple(words)

    def _marks(self, revision: str) -> dict[str, str]:
        return {"data-revision": revision, "data-change": f"c{next(self._numbers)}"}

    def _name(self) -> str:
        return f"b{next(self._numbers)}"


def edited_package(data: bytes, part: str, old: str, new: str) -> bytes:
    """Return a DOCX with the first of some words in a part replaced, as another program might have written it."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            target.writestr(name, content)
    return made.getvalue()
