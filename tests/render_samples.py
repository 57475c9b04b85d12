"""Documents for the tests of renderers: written as markup by hand, numbered and laid out by the real assembly."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from mouflow.assembly import layout
from mouflow.assembly.numbering import number_blocks
from mouflow.document import Attachment, Document, Element, Image, Level, Metadata, Scheme, Wording
from mouflow.document.markup import parse_markup
from mouflow.document.subset import check_subset
from mouflow.document.tree import Layout
from mouflow.languages.profiles import Profile, find_profile
from mouflow.render.pdf import render_pdf

CREATED = datetime(2024, 6, 8, 12, 30, tzinfo=UTC)
BASE_CSS = (Path(__file__).parent.parent / "templates/shared/base.css").read_text()
_LEVELS = {
    "en": (Level("decimal", "Paragraph {n}"), Level("decimal", "({n})", indent=3, hanging=3)),
    "zh-Hant": (Level("chinese", "第{n}條"), Level("chinese", "{n}", mark="、", indent=3, hanging=3)),
    "zh-Hans": (Level("chinese", "第{n}条"), Level("chinese", "{n}", mark="、", indent=3, hanging=3)),
}
_THIRD = {
    "en": Level("lower-letter", "({n})", indent=6, hanging=3),
    "zh-Hant": Level("chinese", "（{n}）", indent=6, hanging=3),
    "zh-Hans": Level("chinese", "（{n}）", indent=6, hanging=3),
}
_PAGE_OF = {"en": "{page} / {pages}", "zh-Hant": "第{page}頁，共{pages}頁", "zh-Hans": "第{page}页，共{pages}页"}
_CONTENTS = {"en": "Contents", "zh-Hant": "目錄", "zh-Hans": "目录"}
_ORIGINAL = {
    "en": "Original for Hong Kong Talent Engage",
    "zh-Hant": "香港人才服務辦公室存本",
    "zh-Hans": "香港人才服务办公室存本",
}
_TITLE = {
    "en": "Memorandum of Understanding between Hong Kong Talent Engage and the Shanghai Municipal Talent Work Bureau",
    "zh-Hant": "香港人才服務辦公室與上海市人才工作局關於人才交流合作的合作備忘錄",
    "zh-Hans": "香港人才服务办公室与上海市人才工作局关于人才交流合作的合作备忘录",
}
_HEADING = {"en": "Joint mechanism", "zh-Hant": "會商機制", "zh-Hans": "会商机制"}
_REF = '<a data-ref="clause1.first">x</a>'
_FIRST = {
    "en": (
        "The Participants will meet once a year, alternately in Hong Kong and Shanghai, to review progress and to "
        f"settle the work of the following year under {_REF}; more than 160 000 applications had been received by "
        "2:30 pm on 8 June 2024."
    ),
    "zh-Hant": (
        f"雙方每年輪流在香港和上海舉行一次會議，檢視進展，並按{_REF}議定來年工作；截至2024年6月8日下午2時30分，"
        "已收到逾160 000宗申請（「人才清單」、「高端人才」除外）。"
        "《合作備忘錄》——以下簡稱《備忘錄》——由約翰·史密斯保管。"
    ),
    "zh-Hans": (
        f"双方每年轮流在香港和上海举行一次会议，检视进展，并按{_REF}议定来年工作；截至2024年6月8日下午2时30分，"
        "已收到逾160 000宗申请（“人才清单”、“高端人才”除外）。"
        "《合作备忘录》——以下简称《备忘录》——由约翰·史密斯保管。"
    ),
}
_SECOND = {"en": "The areas of co-operation are:", "zh-Hant": "合作範疇如下：", "zh-Hans": "合作领域如下："}
_ITEMS = {
    "en": (
        "exchanges of talent, <em>in particular</em> of young people;",
        "the <dfn>talent hubs</dfn> of both places.",
    ),
    "zh-Hant": ("人才交流，<em>特別</em>是青年交流；", "兩地的<dfn>「人才高地」</dfn>。"),
    "zh-Hans": ("人才交流，<em>特别</em>是青年交流；", "两地的<dfn>“人才高地”</dfn>。"),
}
_CLOSING = {
    "en": ("Signed in duplicate in Hong Kong on 8 June 2024.", "For Hong Kong Talent Engage", "For the Bureau", "Fees"),
    "zh-Hant": (
        "本備忘錄於二〇二四年六月八日在香港簽署，一式兩份。",
        "香港人才服務辦公室代表",
        "上海市人才工作局代表",
        "費用",
    ),
    "zh-Hans": (
        "本备忘录于二〇二四年六月八日在香港签署，一式两份。",
        "香港人才服务办公室代表",
        "上海市人才工作局代表",
        "费用",
    ),
}


def wording(key: str, title: str, original: bool = True) -> Wording:
    levels = (*_LEVELS[key], _THIRD[key])
    return Wording(
        profile_of(key),
        running_title=title,
        page_of=_PAGE_OF[key],
        contents=_CONTENTS[key],
        original_for=_ORIGINAL[key] if original else "",
        schemes={"clause": Scheme("clause", levels)},
    )


def profile_of(key: str) -> Profile:
    profile = find_profile(key)
    assert profile is not None
    return profile


def mou_markup(key: str, clauses: int = 3) -> str:
    one, two = _ITEMS[key]
    parts = [f'<header class="cover together" id="cover"><h1 class="title" id="title">{_TITLE[key]}</h1></header>']
    for number in range(1, clauses + 1):
        at = f"clause{number}"
        parts.append(
            f'<section class="clause" id="{at}.clause"><h2 id="{at}" data-number="clause:0">{_HEADING[key]}</h2>'
            f'<p class="numbered" id="{at}.first" data-number="clause:1">{_FIRST[key]}</p>'
            f'<p class="numbered" id="{at}.second" data-number="clause:1">{_SECOND[key]}</p>'
            f'<p class="numbered" id="{at}.one" data-number="clause:2">{one}</p>'
            f'<p class="numbered" id="{at}.two" data-number="clause:2">{two}</p></section>'
        )
    signed, ours, theirs, fees = _CLOSING[key]
    parts.append(
        f'<p class="testimonium" id="testimonium">{signed}</p>'
        '<table class="signatures together keep" id="signatures"><tbody><tr>'
        f'<td><p>{ours}</p><p class="signature-line"></p></td><td><p>{theirs}</p><p class="signature-line"></p></td>'
        "</tr></tbody></table>"
        f'<section class="annex" id="annex.clause"><h2 id="annex">{fees}</h2>'
        f'<table class="grid together" id="fees"><thead><tr><th scope="col">{fees}</th><th scope="col">HK$</th></tr>'
        "</thead>"
        f"<tbody><tr><td><p>{ours}</p></td><td><p>65 000</p></td></tr></tbody></table></section>"
    )
    return "".join(parts)


@cache
def mou(*keys: str, shape: Layout = "single", clauses: int = 3, css: str = "") -> Document:
    """Return a memorandum in these languages; three clauses take three pages, twenty take seven to ten."""
    return document("mou", {key: mou_markup(key, clauses) for key in keys}, shape, css=css)


@cache
def pdf_of(*keys: str, shape: Layout = "single", clauses: int = 3) -> bytes:
    """Return the PDF of :func:`mou`, made once a session."""
    return render_pdf(mou(*keys, shape=shape, clauses=clauses))


def document(
    kind: str,
    markup: dict[str, str],
    shape: Layout = "single",
    css: str = "",
    images: dict[str, Image] | None = None,
    original: bool = True,
) -> Document:
    """Assemble markup by language key to a document."""
    wordings = tuple(wording(key, _TITLE[key], original) for key in markup)
    parts = []
    for each, text in zip(wordings, markup.values(), strict=True):
        nodes, problems = number_blocks(parse_markup(text, "sample"), each.schemes)
        assert not problems, problems
        assert not check_subset(nodes), check_subset(nodes)
        parts.append((each.profile, tuple(node for node in nodes if isinstance(node, Element))))
    laid = {"parallel": layout.parallel, "sequential": layout.sequential}
    blocks = layout.single(parts[0]) if shape == "single" else laid[shape](parts)
    title = " / ".join(each.running_title for each in wordings)
    return Document(
        kind,
        shape,
        wordings,
        blocks,
        Metadata(title, "Hong Kong Talent Engage", CREATED),
        css=BASE_CSS + css,
        images=images or {},
        attachments=(
            Attachment("mou.yaml", b"kind: mou\n", "Source: mou.yaml"),
            Attachment("people.yaml", "people: {張為: {}}\n".encode(), "Source: people.yaml"),
        ),
    )
