"""A document with one of everything, in three languages and every layout, for the tests of DOCX."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from mouflow.assembly import layout as layouts
from mouflow.assembly.identity import identified
from mouflow.assembly.numbering import number_blocks
from mouflow.document import Document, Element, Image, Level, Metadata, Scheme, Wording
from mouflow.document.markup import parse_markup
from mouflow.document.subset import check_subset
from mouflow.document.tree import Layout
from mouflow.languages.profiles import PROFILES, Profile
from mouflow.render.docx.placeholder import grey_png

ENGLISH, TRADITIONAL, SIMPLIFIED = "en-HK", "zh-Hant-HK", "zh-Hans-CN"

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40">'
    b'<rect width="80" height="40" fill="#036"/><circle cx="40" cy="20" r="15" fill="#fff"/></svg>'
)
IMAGES = {
    "hall.png": Image("image/png", grey_png(60, 40), 600, 400),
    "seal.svg": Image("image/svg+xml", SVG, 80, 40),
}


def _levels(clause: str, item: str, ref: tuple[str, str] = ("", "")) -> tuple[Level, ...]:
    first, second = (f"第{{label}}{sign}" if sign else "{label}" for sign in ref)
    if not ref[0]:
        return (
            Level("decimal", clause),
            Level("decimal", "({n})", indent=2.4, hanging=2.4),
            Level("lower-letter", item, indent=4.8, hanging=2.4),
            Level("lower-roman", "({n})", indent=7.2, hanging=2.4),
            Level("upper-letter", "({n})", indent=9.6, hanging=2.4),
        )
    return (
        Level("chinese", clause),
        Level("chinese", "{n}", first, "、", 2.4, 2.4),
        Level("chinese", item, second, "", 5.4, 3.0),
        Level("decimal", "{n}.", "第{label}目", "", 7.2, 2.4),
        Level("decimal", "（{n}）", "{label}", "", 9.6, 2.4),
    )


def _minutes(clause: str) -> Scheme:
    return Scheme("minutes", (Level("upper-roman", clause), Level("decimal", "{n}.", indent=2.4, hanging=2.4)), (1,))


SCHEMES = {
    ENGLISH: _levels("Paragraph {n}", "({n})"),
    TRADITIONAL: _levels("第{n}條", "（{n}）", ("款", "項")),
    SIMPLIFIED: _levels("第{n}条", "（{n}）", ("款", "项")),
}

TEXT: dict[str, dict[str, str]] = {
    ENGLISH: {
        "title": "Memorandum of Understanding between the North Office and the South Office on Talent Exchanges",
        "recital": "Recalling the consensus of <span class='nowrap'>8 June 2024</span>, which “both” offices share;",
        "heading": "Areas of co-operation",
        "text": "They will <strong>meet</strong> once a <em>year</em> to see <dfn>Progress</dfn> &amp; more in",
        "item": "global talent attraction, in the forms that both Participants may decide from time to time;",
        "label": "Venue",
        "value": "Central Government Offices, 2 Tim Mei Avenue",
        "head": "Subject",
        "note": "The meeting <ins>noted</ins> <del>agreed</del> the paper &lt;7/2024&gt;.",
        "caption": "The signing ceremony",
        "sign": "For the North Office",
        "annex": "Programme of exchanges",
        "indent": "A paragraph of a release whose first line is indented by two ems, and so long as to need two lines.",
    },
    TRADITIONAL: {
        "title": "北方辦公室與南方辦公室關於人才交流的合作備忘錄",
        "recital": "回顧於<span class='nowrap'>二〇二四年六月八日</span>達成的「共識」——並為加強交流……；",
        "heading": "合作範疇",
        "text": "每年<strong>舉行</strong><em>會議</em>，檢視<dfn>進展</dfn>（<span lang='en-HK'>Progress</span>），見",
        "item": "吸引全球人才，形式由雙方不時議定，並按兩地各自的法律、政策及可用資源推行；",
        "label": "地點",
        "value": "添美道2號政府總部",
        "head": "事項",
        "note": "會議<ins>備悉</ins><del>同意</del>文件第7/2024號。",
        "caption": "簽署儀式",
        "sign": "北方辦公室代表",
        "annex": "交流計劃",
        "indent": "新聞公報的段落首行縮排兩個字位，並且長得需要第二行才寫得完，好讓讀者看見縮排的樣子是否正確無誤。",
    },
    SIMPLIFIED: {
        "title": "北方办公室与南方办公室关于人才交流的合作备忘录",
        "recital": "回顾于<span class='nowrap'>二〇二四年六月八日</span>达成的“共识”——并为加强交流……；",
        "heading": "合作领域",
        "text": "每年<strong>举行</strong><em>会议</em>，检视<dfn>进展</dfn>（<span lang='en-HK'>Progress</span>），见",
        "item": "吸引全球人才，形式由双方不时议定，并按两地各自的法律、政策及可用资源推行；",
        "label": "地点",
        "value": "添美道2号政府总部",
        "head": "事项",
        "note": "会议<ins>备悉</ins><del>同意</del>文件第7/2024号。",
        "caption": "签署仪式",
        "sign": "北方办公室代表",
        "annex": "交流计划",
        "indent": "新闻公报的段落首行缩进两个字位，并且长得需要第二行才写得完，好让读者看见缩进的样子是否正确无误。",
    },
}
LABELS = {
    ENGLISH: ("Paragraph {n}", "Annex {n}"),
    TRADITIONAL: ("第{n}條", "附件{n}"),
    SIMPLIFIED: ("第{n}条", "附件{n}"),
}
PAGES = {ENGLISH: "{page} / {pages}", TRADITIONAL: "第{page}頁，共{pages}頁", SIMPLIFIED: "第{page}页，共{pages}页"}
ORIGINAL = {ENGLISH: "Original for the North Office", TRADITIONAL: "北方辦公室存本", SIMPLIFIED: "北方办公室存本"}


def _clause(number: int, text: dict[str, str]) -> str:
    items = "".join(
        f'<p class="numbered" id="c{number}.i{at}" data-number="clause:2">{text["item"]}</p>' for at in range(1, 4)
    )
    paragraphs = "".join(
        f'<p class="numbered" id="c{number}.p{at}" data-number="clause:1">'
        f'{text["text"]} <a data-ref="c{number}.i2">?</a>; <a data-ref="annex">?</a>.</p>{items if at == 1 else ""}'
        for at in range(1, 3)
    )
    deep = (
        f'<p id="c{number}.d" data-number="clause:3">{text["value"]}</p><p data-number="clause:4">{text["label"]}</p>'
    )
    heading = f'<h2 id="c{number}" data-number="clause:0">{text["heading"]}</h2>'
    return f'<section class="clause" id="c{number}.clause">{heading}{paragraphs}{deep}</section>'


def markup(tag: str, clauses: int = 12) -> str:
    """Write the markup of the sample in one language."""
    text = TEXT[tag]
    return f"""
    <header class="cover together" id="cover"><p class="original" id="original">{ORIGINAL[tag]}</p>
      <h1 class="title" id="title">{text["title"]}</h1></header>
    <div class="preamble" id="preamble"><p class="recital" id="recital">{text["recital"]}</p>
      <p class="indent" id="indent">{text["indent"]}</p></div>
    {"".join(_clause(number, text) for number in range(1, clauses + 1))}
    <section id="meeting"><h2 id="item1" data-number="minutes:0">{text["heading"]}</h2>
      <p id="m1" data-number="minutes:1">{text["note"]}</p>
      <h2 id="item2" data-number="minutes:0">{text["heading"]}</h2>
      <p id="m2" class="decision" data-number="minutes:1">{text["note"]}</p></section>
    <table class="fields" id="fields"><tbody>
      <tr><th scope="row">{text["label"]}</th><td><p>{text["value"]}</p></td></tr></tbody></table>
    <table class="grid" id="grid"><caption id="grid.caption">{text["caption"]}</caption>
      <thead><tr><th>{text["head"]}</th><th>{text["label"]}</th></tr></thead>
      <tbody><tr><td><p>{text["value"]}</p></td><td><p>A</p></td></tr>
      <tr><td colspan="2"><p>{text["note"]}</p></td></tr><tr><td></td><td><p>B</p></td></tr></tbody></table>
    <figure class="photograph" id="photo"><img src="hall.png" alt="Hall &amp; people"/>
      <figcaption>{text["caption"]}</figcaption></figure>
    <figure id="seal"><img src="seal.svg" alt="Seal"/></figure><hr/>
    <p class="testimonium" id="testimonium">{text["recital"]}</p>
    <table class="signatures together keep" id="signatures"><tbody><tr>
      <td><p>{text["sign"]}</p><p class="signature-line"></p><p>{text["label"]}</p></td>
      <td><p>{text["sign"]}</p><p class="signature-line"></p><p>{text["label"]}</p></td></tr></tbody></table>
    <section class="annex" id="annex.part"><h2 id="annex" data-number="annex:0">{text["annex"]}</h2>
      <p class="centre" id="centre">{text["label"]}</p><p class="end small" id="end">{text["label"]}</p></section>
    """


def _part(tag: str, clauses: int) -> tuple[Profile, tuple[Element, ...]]:
    nodes = parse_markup(markup(tag, clauses), "sample")
    assert not check_subset(nodes)
    nodes, problems = number_blocks(identified(nodes), _schemes(tag))
    assert not problems
    return PROFILES[tag], cast("tuple[Element, ...]", nodes)


def _schemes(tag: str) -> dict[str, Scheme]:
    _, annex = LABELS[tag]
    annexes = Level("decimal" if tag == ENGLISH else "chinese", annex)
    schemes = (Scheme("clause", SCHEMES[tag]), Scheme("annex", (annexes,)), _minutes("{n}."))
    return {scheme.name: scheme for scheme in schemes}


def sample(layout: Layout, *tags: str, clauses: int = 12) -> Document:
    """Make the sample in a layout and languages."""
    parts = [_part(tag, clauses) for tag in tags]
    blocks = layouts.single(parts[0]) if layout == "single" else getattr(layouts, layout)(parts)
    wordings = tuple(
        Wording(PROFILES[tag], TEXT[tag]["title"], PAGES[tag], original_for=ORIGINAL[tag], schemes=_schemes(tag))
        for tag in tags
    )
    created = datetime(2024, 6, 8, tzinfo=UTC)
    title = " / ".join(wording.running_title for wording in wordings)
    return Document("mou", layout, wordings, blocks, Metadata(title, "North Office", created), images=IMAGES)


CASES: dict[str, tuple[Layout, tuple[str, ...]]] = {
    "single-en": ("single", (ENGLISH,)),
    "single-zh-Hant": ("single", (TRADITIONAL,)),
    "single-zh-Hans": ("single", (SIMPLIFIED,)),
    "parallel-en-zh-Hant": ("parallel", (ENGLISH, TRADITIONAL)),
    "parallel-zh-Hans-en": ("parallel", (SIMPLIFIED, ENGLISH)),
    "sequential-zh-Hant-en": ("sequential", (TRADITIONAL, ENGLISH)),
    "sequential-all": ("sequential", (ENGLISH, TRADITIONAL, SIMPLIFIED)),
}
"""Name of a case to its layout and languages."""
