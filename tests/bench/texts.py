"""Memoranda made up for measuring: bilingual, about six pages side by side, no two clauses with the same words."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import yaml

Text = dict[str, str]

ORGANISATIONS = """\
north:
  name: {en: Northern Office of Talent, zh-Hant: 北區人才辦公室}
  place: {en: Hong Kong, zh-Hant: 香港}
south:
  name: {en: Southern Bureau of Science, zh-Hant: 南區科學局}
  article: true
  place: {en: Shanghai, zh-Hant: 上海}
"""
PEOPLE = """\
north-head:
  name: {en: Chan Wing Yan, zh-Hant: 陳詠欣}
  post: {en: Head of the Northern Office of Talent, zh-Hant: 北區人才辦公室主任}
  honorific: {en: Ms, zh-Hant: 女士}
south-head:
  name: {en: Li Guodong, zh-Hant: 李國棟}
  post: {en: Director of the Southern Bureau of Science, zh-Hant: 南區科學局局長}
  honorific: {en: Mr, zh-Hant: 先生}
"""
LIBRARY = (
    "costs@1",
    "confidentiality@1",
    "intellectual-property@1",
    "differences@1",
    "amendment@1",
    "non-binding@1",
    "effect@1",
    "duration@1",
    "termination@1",
)
"""What a memorandum takes from the clause library where its clauses need not be unique."""

_TOPICS = (
    ("graduate training", "畢業生培訓"),
    ("joint laboratories", "聯合實驗室"),
    ("public lectures", "公開講座"),
    ("teaching material", "教學資料"),
    ("recruitment fairs", "招聘會"),
    ("research visits", "科研訪問"),
    ("career advice", "職業輔導"),
    ("professional standards", "專業標準"),
    ("housing for newcomers", "來港人士的住宿"),
    ("summer schools", "暑期課程"),
    ("start-up enterprises", "初創企業"),
    ("shared libraries", "共用圖書館"),
    ("patent advice", "專利諮詢"),
    ("language courses", "語言課程"),
    ("nursing exchanges", "護理交流"),
    ("harbour engineering", "港口工程"),
    ("financial technology", "金融科技"),
    ("film archives", "電影資料館"),
    ("green building", "綠色建築"),
    ("flood control", "防洪工作"),
    ("marine biology", "海洋生物學"),
    ("traditional medicine", "傳統中藥研究"),
    ("elderly care", "長者護養"),
    ("railway safety", "鐵路安全"),
    ("museum collections", "博物館藏品保育"),
    ("youth volunteers", "青年義工"),
    ("customs clearance of research samples", "科研樣本清關"),
    ("cloud computing", "雲端運算"),
    ("arbitration and mediation", "仲裁及調解"),
    ("air quality", "空氣質素"),
    ("tax guidance for employers", "僱主稅務須知"),
    ("veterinary laboratories", "獸醫化驗"),
    ("theatre and dance", "戲劇和舞蹈"),
    ("disaster relief", "救災應變"),
    ("semiconductor design", "半導體設計"),
    ("space observation", "太空觀測"),
    ("food inspection", "食物檢驗"),
    ("insurance for visiting scholars", "訪問學者保險"),
    ("vocational certificates", "職業技能證書"),
    ("renewable energy", "可再生能源"),
)
_DEEDS = (
    ("exchange written reports on", "就{}交換書面報告"),
    ("invite each other’s specialists to review", "邀請對方專家檢視{}"),
    ("publish a joint guide to", "聯合出版{}指南"),
    ("compare their experience of", "比較推行{}的經驗"),
    ("share the statistics that they keep on", "共享有關{}的統計數字"),
    ("name a responsible officer for", "就{}指定負責人員"),
    ("hold an open seminar on", "舉辦{}公開研討會"),
    ("set up a working team for", "為{}成立工作小組"),
)
_ENDS = (
    ("before the end of month {}", "於第{}個月結束前"),
    ("for at least {} persons in each year", "每年惠及最少{}人"),
    ("in no fewer than {} institutions of the two places", "涵蓋兩地不少於{}所機構"),
    ("within {} days of a written request", "在收到書面要求後{}天內"),
    ("on up to {} occasions", "最多{}次"),
)
_REASONS = (
    (
        "so that persons who move between the two places find the same quality of service",
        "使往來兩地的人士獲得同等質素的服務",
    ),
    ("with regard to the resources that each side has at its disposal", "並顧及各方可動用的資源"),
    (
        "and keep a common record of what has been done and what remains to be done",
        "並共同備存已完成及有待完成工作的紀錄",
    ),
    ("in consultation with the universities and enterprises that take part", "並徵詢參與的大學和企業"),
    ("without prejudice to arrangements that stand already", "而不影響現行安排"),
)


def memorandum(number: int, *, clauses: int = 16, library: bool = True) -> str:
    """Return the YAML of memorandum ``number``; every number gives other words.

    ``clauses`` counts all of them; with ``library``, as many as it has come from the clause library.
    """
    words = Random(number)
    taken = LIBRARY[: clauses // 2] if library else ()
    own = [_clause(words, number, at) for at in range(1, clauses - len(taken) + 1)]
    content = {**_head(number), "clauses": [*own, *({"use": name} for name in taken)]}
    return str(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110))


def _head(number: int) -> dict[str, object]:
    return {
        "kind": "mou",
        "languages": ["en", "zh-Hant"],
        "output": {"formats": ["pdf", "docx"], "layouts": ["parallel"]},
        "instrument": _text("Memorandum of Understanding", "合作備忘錄"),
        "subject": _text(f"Programme {number} of Exchanges", f"第{number}號交流計劃"),
        "parties": ["north", "south"],
        "signing": {"date": "2024-06-08", "place": _text("Hong Kong", "香港")},
        "signatories": [{"person": "north-head", "party": "north"}, {"person": "south-head", "party": "south"}],
        "recitals": [
            {"id": "recital.wish", **_text("Desiring to work together in the fields below,", "為在下述範疇攜手合作，")}
        ],
    }


def _clause(words: Random, number: int, at: int) -> dict[str, object]:
    name = f"clause-{at}"
    english, chinese = words.choice(_TOPICS)
    paragraphs: list[dict[str, object]] = [
        {"id": f"{name}.p{part}", **_sentence(words)} for part in range(1, words.randint(2, 3))
    ]
    before = f"clause-{max(at - 1, 1)}.p1"
    paragraphs.append(
        {
            "id": f"{name}.areas",
            **_text(
                f'Beside {{{{ ref("{before}") }}}}, the {{{{ participants }}}} will take up the following:',
                f'除{{{{ ref("{before}") }}}}所述外，{{{{ participants }}}}將開展以下工作：',
            ),
            "items": list(_items(words, name)),
        }
    )
    heading = _text(f"{english.capitalize()} ({number}/{at})", f"{chinese}（{number}／{at}）")
    return {"id": name, "heading": heading, "paragraphs": paragraphs}


def _items(words: Random, name: str) -> Iterator[dict[str, object]]:
    for at in range(1, 3):
        english, chinese = words.choice(_TOPICS)
        amount = words.randint(2, 9999)
        yield {"id": f"{name}.i{at}", **_text(f"{english}, in {amount} cases;", f"{chinese}，共{amount}宗；")}


def _sentence(words: Random) -> Text:
    """Return one sentence; its number, out of ten thousand, parts it from others of the same build."""
    topic, deed, end, reason = (words.choice(each) for each in (_TOPICS, _DEEDS, _ENDS, _REASONS))
    amount = words.randint(2, 9999)
    return _text(
        f"The {{{{ participants }}}} will {deed[0]} {topic[0]} {end[0].format(amount)}, {reason[0]}.",
        f"{{{{ participants }}}}將{end[1].format(amount)}{deed[1].format(topic[1])}，{reason[1]}。",
    )


def _text(english: str, chinese: str) -> Text:
    return {"en": english, "zh-Hant": chinese}
