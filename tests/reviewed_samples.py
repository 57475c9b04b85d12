"""A redline in three languages with every kind of change, as a comparison would give it, dressed for its readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache

from mouflow.assembly import layout
from mouflow.assembly.cover import dressed
from mouflow.assembly.request import Material
from mouflow.document import (
    Authorship,
    Change,
    Document,
    Drift,
    Element,
    Metadata,
    Redline,
    Renumbering,
    Side,
)
from mouflow.document.markup import parse_markup
from mouflow.document.tree import Layout
from mouflow.render import FORMATS
from tests.drafts import LOADER, TEMPLATES, facts, labels
from tests.render_samples import BASE_CSS, CREATED, profile_of, wording

CHAN = Authorship("Chan Tai Man", datetime(2024, 5, 6, 9, 30, tzinfo=UTC), "Agreed at the meeting of 3 May", "a1b2c3d")
LI = Authorship("李明", datetime(2024, 5, 7, 16, 0, tzinfo=UTC), "", "d4e5f6a")
DUTY = "Hong Kong Talent Engage: notice of termination is now three months (was six)."

_CHINESE = ("zh-Hant", "zh-Hans")
_TRADITIONAL = "錄雙開為兩須於個終資費辦擔聯絡會檢討灣並條計劃啟動議報時"
_SIMPLIFIED = "录双开为两须于个终资费办担联络会检讨湾并条计划启动议报时"
_LABELS = {"en": "Paragraph {}", "zh-Hant": "第{}條", "zh-Hans": "第{}条"}
_DIGITS = "〇一二三四五六七八九"
_ROWS = ("kick-off", "report", "fair")
_TABLE = (
    '<table class="grid together" id="plan.table">'
    '<colgroup><col data-width="60"/><col data-width="40"/></colgroup><tbody>{}</tbody></table>'
)

# A pair of braces holds a change inside a block: {kind|old|new}.
_CHANGE = re.compile(r"\{(\w+)\|([^|]*)\|([^}]*)\}")
_TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Memorandum of Understanding",
        "purpose": "Purpose",
        "purpose.aim": "The Participants will co-operate in the exchange of talent.",
        "term": "Term",
        "term.years": "This Memorandum remains in force for {value|two|three} years.",
        "term.end": "Either Participant {modality|may|shall} end it by {value|six|three} months' notice.",
        "data": "Personal data",
        "data.law": "Each Participant will protect personal data under its own law.",
        "costs": "Costs",
        "costs.own": "Each Participant bears its own costs.",
        "costs.travel": "Travel is paid by the host.",
        "contact": "Contact points",
        "contact.names": "The contact points meet {substantive||at least }once a year.",
        "review": "Review",
        "review.when": "The Participants review {typographic|MOU|MoU} matters under"
        " {consequential|Paragraph 4|Paragraph 5}.",
        "plan": "Work plan",
        "kick-off": "Kick-off meeting",
        "report": "First report",
        "fair": "Talent fair",
        "may": "{value|May|July} 2024",
        "june": "June 2024",
        "autumn": "October 2024",
    },
    "zh-Hant": {
        "title": "合作備忘錄",
        "purpose": "目的",
        "purpose.aim": "雙方就人才交流開展合作。",
        "term": "有效期",
        "term.years": "本備忘錄有效期為{value|兩|三}年。",
        "term.end": "任何一方{modality|可|須}於六個月前通知另一方終止本備忘錄。",
        "data": "個人資料",
        "data.law": "各方按各自的法律保護個人資料。",
        "costs": "費用",
        "costs.own": "各方自行承擔費用。",
        "costs.travel": "旅費由主辦一方承擔。",
        "contact": "聯絡人",
        "contact.names": "聯絡人每年{substantive||至少}會面一次。",
        "review": "檢討",
        "review.when": "雙方檢討{orthographic|台|臺}灣以外的事宜，並按{consequential|第四條|第五條}辦理。",
        "plan": "工作計劃",
        "kick-off": "啟動會議",
        "report": "首份報告",
        "fair": "人才招聘會",
        "may": "2024年{value|5|7}月",
        "june": "2024年6月",
        "autumn": "2024年10月",
    },
}
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_TEXTS["zh-Hans"] = {name: text.translate(_TO_SIMPLIFIED) for name, text in _TEXTS["zh-Hant"].items()}


class _Text:
    """The text of one language in both versions, and its changes; ids of changes run on from ``first``."""

    def __init__(self, key: str, first: int) -> None:
        self.key, self.tag = key, profile_of(key).tag
        self.words = _TEXTS[key]
        self.changes: list[Change] = []
        self._first = first
        self._moves: dict[str, str] = {}

    def record(self, kind: str, operation: str, block: str, old: str, new: str) -> str:
        identifier = f"c{self._first + len(self.changes)}"
        clause = "plan" if block.partition(".")[0] in _ROWS else block.partition(".")[0]
        who = LI if self.key in _CHINESE else CHAN
        change = Change(identifier, kind, operation, self.tag, block, clause, old, new, 0, 0, who)  # type: ignore[arg-type]
        self.changes.append(change)
        return identifier

    def old(self, name: str) -> str:
        return _CHANGE.sub(r"\2", self.words[name])

    def marked(self, name: str, block: str = "") -> str:
        def marks(found: re.Match[str]) -> str:
            kind, old, new = found.groups()
            operation = "replaced" if old and new else "deleted" if old else "inserted"
            change = self.record(kind, operation, block or name, old, new)
            gone = f'<del data-change="{change}">{old}</del>' if old else ""
            return gone + (f'<ins data-change="{change}">{new}</ins>' if new else "")

        return _CHANGE.sub(marks, self.words[name])

    def number(self, n: int) -> str:
        return _LABELS[self.key].format(_DIGITS[n] if self.key in _CHINESE else n)

    def item(self, n: int) -> str:
        return _DIGITS[n] if self.key in _CHINESE else f"({n})"

    def heading(self, name: str, n: int, more: str = "", was: int = 0, gone: str = "") -> str:
        own = f'data-number="clause:0" data-label="{self.number(n)}"'
        own += f' data-was="{self.number(was)}"' if was else ""
        return f'<h2 id="{gone}{name}" {own} {more}>{self.words[name]}</h2>'

    def paragraph(self, name: str, n: int = 0, more: str = "") -> str:
        label = f'data-number="clause:1" data-label="{self.item(n)}" ' if n else ""
        words = self.marked(name)
        changed = 'data-revision="changed" ' if "data-change" in words and "data-revision" not in more else ""
        return f'<p class="{"numbered" if n else "plain"}" id="{name}" {label}{changed}{more}>{words}</p>'

    def whole(self, revision: str, names: Sequence[str], clause: int, was: int = 0) -> str:
        """A clause that came, went or moved; a moved one holds its edits at its new place only."""
        name, *others = names
        gone = revision in ("deleted", "moved-from")
        moved = revision.startswith("moved")
        if name not in self._moves:
            text = "\n".join(map(self.old, names))
            kind, operation = ("moved", "moved") if moved else ("substantive", revision)
            old, new = text if gone or moved else "", text if moved or not gone else ""
            self._moves[name] = self.record(kind, operation, name, old, new)
        more = f'data-revision="{revision}" data-change="{self._moves[name]}"'
        if gone:
            texts = (f'<p class="plain" id="_was.{each}" {more}>{self.old(each)}</p>' for each in others)
            return self.heading(name, clause, more, gone="_was.") + "".join(texts)
        return self.heading(name, clause, more, was) + "".join(self.paragraph(each, more=more) for each in others)

    def row(self, name: str, when: str, revision: str = "") -> str:
        day = self.words[when] if revision else self.marked(when, f"{name}.1")
        more = changed = ""
        identifier = f"_was.{name}" if revision == "deleted" else name
        if revision:
            old, new = ("", self.words[name]) if revision == "inserted" else (self.words[name], "")
            more = f' data-revision="{revision}" data-change="{self.record("substantive", revision, name, old, new)}"'
        elif "data-change" in day:
            changed = ' data-revision="changed"'
        cells = f'<td><p id="{identifier}.0"{more}>{self.words[name]}</p></td>'
        return f'<tr{more}>{cells}<td><p id="{identifier}.1"{more}{changed}>{day}</p></td></tr>'

    def markup(self) -> str:
        drift = 'data-drift="zh-Hans-CN zh-Hant-HK"'
        title = f'<header class="cover together" id="_cover"><h1 class="title" id="_title">{self.words["title"]}</h1>'
        parts = [
            self.heading("purpose", 1),
            self.paragraph("purpose.aim"),
            self.heading("term", 2),
            self.paragraph("term.years", 1),
            self.paragraph("term.end", 2, drift),
            self.whole("inserted", ["data", "data.law"], 3),
            self.whole("moved-to", ["contact", "contact.names"], 4, was=5),
            self.whole("deleted", ["costs", "costs.own", "costs.travel"], 3),
            self.heading("review", 5, was=4),
            self.paragraph("review.when"),
            self.whole("moved-from", ["contact", "contact.names"], 5),
            self.heading("plan", 6),
            _TABLE.format(
                self.row("kick-off", "may")
                + self.row("report", "june", "deleted")
                + self.row("fair", "autumn", "inserted")
            ),
        ]
        return f'{title}</header><section class="clause" id="_all">{"".join(parts)}</section>'

    def renumberings(self) -> Iterator[Renumbering]:
        for name, old, new in (("contact", 5, 4), ("review", 4, 5)):
            yield Renumbering(self.tag, name, self.number(old), self.number(new), self.words[name])


@cache
def redline(*keys: str, shape: Layout = "single") -> Document:
    """Return the marked document in these languages, as compare gives it."""
    texts: list[_Text] = []
    parts = []
    for key in keys:
        texts.append(_Text(key, first=1 + sum(len(each.changes) for each in texts)))
        nodes = parse_markup(texts[-1].markup(), "sample")
        parts.append((profile_of(key), tuple(node for node in nodes if isinstance(node, Element))))
    laid = {"parallel": layout.parallel, "sequential": layout.sequential}
    return Document(
        "mou",
        shape,
        tuple(wording(key, _TEXTS[key]["title"], original=False) for key in keys),
        layout.single(parts[0]) if shape == "single" else laid[shape](parts),
        Metadata(_TEXTS[keys[0]]["title"], "Hong Kong Talent Engage", CREATED),
        css=BASE_CSS,
        redline=Redline(
            old=Side("v1", "0a1b2c3d4e5f", datetime(2024, 4, 1, tzinfo=UTC)),
            new=Side("v2", "5f4e3d2c1b0a", datetime(2024, 5, 7, tzinfo=UTC)),
            changes=tuple(change for text in texts for change in text.changes),
            renumberings=tuple(each for text in texts for each in text.renumberings()),
            drifts=(Drift("term.end", "term", ("en-HK",), ("zh-Hant-HK", "zh-Hans-CN")),),
            layout_changes=("templates/mou/style.css",),
            duties=(DUTY,),
        ),
    )


@cache
def material() -> Material:
    """The labels and the style sheet of redlines as they come with mouflow."""
    css = (TEMPLATES / "redline/style.css").read_text()
    return Material(facts(), labels("redline"), LOADER, css, "Office", CREATED)


@cache
def reviewed(*keys: str, shape: Layout = "single") -> Document:
    """Return :func:`redline` with its cover and words."""
    return dressed(redline(*keys, shape=shape), material())


@cache
def review_page(*keys: str, shape: Layout = "single") -> bytes:
    """Return the HTML page, made once a session."""
    return FORMATS["html"].render(reviewed(*keys, shape=shape))


@cache
def review_pdf(*keys: str, shape: Layout = "single") -> bytes:
    """Return the PDF, made once a session."""
    return FORMATS["pdf"].render(reviewed(*keys, shape=shape))
