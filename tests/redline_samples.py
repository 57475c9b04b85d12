"""A redline made by hand: marks in a tree and the records beside it, as mouflow/document/redline.py has them."""

from __future__ import annotations

from datetime import UTC, datetime

from mouflow.diagnostics import Location
from mouflow.document import (
    Authorship,
    Change,
    Document,
    Drift,
    Element,
    Kind,
    Metadata,
    Redline,
    Renumbering,
    Side,
)
from mouflow.document.markup import parse_markup
from mouflow.document.redline import Operation
from tests.render_samples import CREATED, wording

CHAN = Authorship("Chan Tai Man", datetime(2024, 6, 3, 9, tzinfo=UTC), "Longer term", "1a2b3c4d5e6f")
LEE = Authorship("李小明", datetime(2024, 6, 5, 9, tzinfo=UTC), "轉移會商機制")
EN, ZH = "en-HK", "zh-Hant-HK"

MARKUP = """\
<header id="cover~en-HK"><h1 id="title~en-HK" lang="en-HK">Memorandum of Understanding</h1></header>
<h2 id="_was.costs~en-HK" lang="en-HK" data-number="clause:0" data-label="Paragraph 1" data-revision="moved-from"
  data-change="c1">Costs</h2>
<p id="_was.costs.own~en-HK" lang="en-HK" data-revision="moved-from" data-change="c1">Each bears two thirds.</p>
<h2 id="term~en-HK" lang="en-HK" data-number="clause:0" data-label="Paragraph 1" data-was="Paragraph 2">Term</h2>
<p id="term.length~en-HK" lang="en-HK" data-number="clause:1" data-label="(1)" data-revision="changed"
  data-drift="zh-Hant-HK">This Memorandum is valid
  for <del data-change="c2">two (2)</del><ins data-change="c2">three (3)</ins> years.</p>
<h2 id="term~zh-Hant-HK" lang="zh-Hant-HK" data-number="clause:0" data-label="第一條" data-was="第二條">期限</h2>
<p id="term.length~zh-Hant-HK" lang="zh-Hant-HK" data-number="clause:1" data-label="一" data-mark="、"
  data-drift="zh-Hant-HK">本備忘錄有效期為兩年。</p>
<h2 id="costs~en-HK" lang="en-HK" data-number="clause:0" data-label="Paragraph 2" data-revision="moved-to"
  data-change="c1">Costs</h2>
<p id="costs.own~en-HK" lang="en-HK" data-revision="moved-to" data-change="c1">Each bears
  <del data-change="c3">two thirds</del><ins data-change="c3">half</ins>.</p>
<table id="dates" class="grid"><tbody>
<tr id="dates.report" data-revision="inserted" data-change="c4">
  <td><p id="dates.report.what" lang="en-HK" data-revision="inserted" data-change="c4">Report</p></td>
  <td><p id="dates.report.day" lang="en-HK" data-revision="inserted" data-change="c4">30 June</p></td></tr>
<tr id="dates.visit">
  <td><p id="dates.visit.what" lang="en-HK">Visit</p></td>
  <td><p id="dates.visit.day" lang="en-HK" data-revision="changed">30
  <del data-change="c5">June</del><ins data-change="c5">September</ins></p></td></tr>
</tbody></table>
"""


def change(identifier: str, kind: Kind, block: str, old: str, new: str, **others: str) -> Change:
    """Return a change in English of the first author; ``others`` may name the operation, the clause, the language."""
    operation: Operation = "replaced" if old and new else "inserted" if new else "deleted"
    if kind == "moved":
        operation = "moved"
    language, clause = others.get("language", EN), others.get("clause", block.partition(".")[0])
    return Change(identifier, kind, operation, language, block, clause, old, new, 0, 0, CHAN)


def redline() -> Redline:
    changes = (
        change("c1", "moved", "costs", "Costs\nEach bears two thirds.", "Costs\nEach bears half."),
        change("c2", "value", "term.length", "two (2)", "three (3)"),
        change("c3", "substantive", "costs.own", "two thirds", "half"),
        change("c4", "substantive", "dates.report", "", "Report\n30 June", clause=""),
        change("c5", "value", "dates.visit.day", "June", "September", clause=""),
    )
    return Redline(
        Side("v1", "0f1e2d3c4b5a", datetime(2024, 6, 1, tzinfo=UTC)),
        Side("the files as they are"),
        changes,
        (
            Renumbering(EN, "term", "Paragraph 2", "Paragraph 1", "Term"),
            Renumbering(ZH, "term", "第二條", "第一條", "期限"),
        ),
        (Drift("term.length", "term", (EN,), (ZH,)),),
        ("templates/mou/style.css",),
        ("Our Office owes a report by 30 June.",),
    )


def redlined(markup: str = MARKUP, marks: Redline | None = None, keys: tuple[str, ...] = ("en", "zh-Hant")) -> Document:
    """Return the sample, or another marked text, as a document."""
    wordings = tuple(wording(key, "Memorandum") for key in keys)
    blocks = tuple(node for node in parse_markup(markup, "sample") if isinstance(node, Element))
    places = {
        "term": Location("agreements/x/mou.yaml", 20, 5),
        "term.length": Location("agreements/x/備忘錄.yaml", 23, 9),
    }
    metadata = Metadata("Memorandum", "Our Office", CREATED)
    return Document("mou", "parallel", wordings, blocks, metadata, places=places, redline=marks or redline())


def paragraph(inner: str, *changes: Change, **attributes: str) -> Document:
    """Return a document of one changed paragraph in English."""
    marks = attributes or {"data_revision": "changed"}
    named = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in marks.items())
    markup = f'<p id="aim.text" lang="en-HK" {named}>{inner}</p>'
    return redlined(markup, Redline(Side("v1"), Side("v2"), changes), ("en",))
