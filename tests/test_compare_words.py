"""The comparison as a whole: edits as drafting officers make them, with the marks a careful lawyer would make."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mouflow.compare.folding import fold
from mouflow.compare.tokens import TokenKind, tokens
from mouflow.compare.words import compare_text, compare_tokens

from .compare_marks import marked, texts_of

NAMES = frozenset(
    "HKTE,SMTWB,香港人才服務辦公室,上海市人才工作局,人才辦,工作局,"
    "Hong Kong Talent Engage,Shanghai Municipal Talent Work Bureau".split(",")
)

ENGLISH = """
The Participants will meet [-once-]{+twice+}<value> a year.
Each Participant [-will-]{+shall+}<modality> bear its own costs[- unless otherwise jointly decided-]<substantive>.
Each Participant will {+not +}<modality>bear its own costs.
This Memorandum [-does not create-]{+creates+}<substantive> legally binding obligations.
It starts on [-8 June 2024-]{+9 July 2025+}<value> and lasts for [-two-]{+three+}<value> ([-2-]{+3+}<value>) years.
by giving{+ at least+}<substantive> [-six-]{+three+}<value> ([-6-]{+3+}<value>) months' {+prior +}<substantive>notice
It will come into effect on [-the date of signature-]{+1 July 2024+}<substantive> and last for two years.
[-Hong Kong Talent Engage-]{+Shanghai Municipal Talent Work Bureau+}<value> will provide a list of contact points.
[-HKTE-]{+SMTWB+}<value> [-will-]{+shall+}<modality> [-organise-]{+host+}<substantive> the event.
organising joint recruitment fairs{+ and online seminars+}<substantive>; and
organising [-joint recruitment fairs, -]<substantive>seminars and study tours
{+joint +}<substantive>seminars{+, exhibitions+}<substantive> and study tours
The budget will not exceed [-HK$1,000,000-]{+HK$1,500,000+}<value>.
The budget will not exceed HK$1.2 [-million-]{+billion+}<value>.
a contribution of [-5%-]{+7.5%+}<value> of the costs
a fee of [-1,000-]{+1.000+}<value> dollars
[-65 000-]{+65,000+}<typographic> applications
on [-8 June 2024-]{+June 8, 2024+}<typographic>
in [-May 2024-]{+June 2024+}<value>
The Group [-may-]{+must+}<modality> meet in [-May-]{+June+}<value>.
The Participants may[-, in writing,-]<substantive> amend this Memorandum{+ in writing at any time+}<substantive>.
The [-Parties agree-]{+Participants intend+}<substantive> to work together.
a [-two-]{+three+}<value>-year term
a [-30-]{+60+}<value>-day period
within [-30-]{+60 business+}<value> days
within 30 {+business +}<value>days
within [-30 days-]{+one month+}<value> of receipt
not less than [-thirty (30) -]{+30 +}<typographic>days
the [-"-]{+“+}<typographic>Memorandum[-"-]{+”+}<typographic>
The [-Participants'-]{+Participant's+}<substantive> views
the [-laws-]{+rules+}<substantive> of the [-Mainland-]{+Region+}<substantive>
[-academic-]{+technical+}<substantive> and [-cultural-]{+sporting+}<substantive> exchanges
The [-first-]{+second+}<value> meeting will be held in [-Hong Kong-]{+Shanghai+}<substantive>.
It shall be kept confidential[- and not disclosed without prior written consent-]<substantive>.
It shall be kept confidential.{+ This duty survives the end of this Memorandum.+}<substantive>
{+The Participants will meet. +}<substantive>The Participants will confer.
[-Purpose-]{+Scope+}<substantive>
[-MEMORANDUM OF UNDERSTANDING-]{+Memorandum of Understanding+}<typographic>
The [-MOU-]{+MoU+}<typographic> is not binding.
The Participants[-  -]{+ +}<typographic>will meet.
This Memorandum is signed in [-duplicate-]{+triplicate+}<value> in English{+ and Chinese+}<substantive>.
"""

TRADITIONAL = """
有效期為[-兩-]{+三+}<value>年。
雙方每年舉行[-一-]{+兩+}<value>次會議。
雙方每{+半+}<value>年舉行一次會議，檢視工作進展{+及來年計劃+}<substantive>。
本備忘錄自[-簽署之日-]{+2024年7月1日+}<substantive>起生效，有效期[-兩-]{+三+}<value>年。
任何一方[-可-]{+須+}<modality>提前[-六-]{+三+}<value>個月以書面通知終止本備忘錄。
雙方[-將-]{+應+}<modality>{+通過+}<substantive>友好協商解決分歧。
雙方[-應當-]{+將+}<modality>合作
雙方[-可能-]<substantive>[-需要-]{+可+}<modality>增派人員。
未經{+書面+}<substantive>許可{+，+}<typographic>不得披露。
雙方{+不+}<modality>得披露。
雙方[-須-]{+無須+}<modality>保密。
本備忘錄[-不具-]{+具有+}<substantive>法律約束力。
[-學術-]{+科技+}<substantive>及[-文化-]{+體育+}<substantive>交流
[-人才辦-]{+工作局+}<value>負責統籌。
[-香港人才服務辦公室-]{+上海市人才工作局+}<value>將提供名單。
經費上限為港幣[-一百萬-]{+一百五十萬+}<value>元。
[-三十-]{+30+}<typographic>日內
30{+個工作+}<value>日內
[-六個月-]{+三年+}<value>內
佔[-百分之五-]{+百分之十+}<value>
檢視第[-三-]{+四+}<value>條所述工作
[-二〇二四年六月八日-]{+2024年6月8日+}<typographic>在香港簽署
[-二〇二四年六月八日-]{+二〇二四年六月九日+}<value>在[-香港-]{+上海+}<substantive>簽署
人才交流、[-人才培訓、-]<substantive>人才引進
交[-流合作-]{+換合辦+}<substantive>
本備忘錄一式[-兩-]{+三+}<value>份，[-每份均-]<substantive>以中文[-和英文-]<substantive>寫成。
{+聯合工作小組由+}<substantive>雙方[-將-]<modality>於三個月內成立[-聯合工作小組-]<substantive>，負責落實。
雙方[-同-]{+願+}<substantive>意[-，-]<typographic>在人才培訓{+、引進+}<substantive>方面[-加強-]{+深化+}<substantive>合作。
本[-備忘錄-]{+安排+}<substantive>
修訂[-後-]{+后+}<substantive>的安排
理[-髮-]{+發+}<substantive>
"""

SIMPLIFIED = """
双方[-将-]{+应+}<modality>制定{+年度+}<substantive>工作计划。
双方每年举行[-一-]{+二+}<value>次会议。
任何一方可提前[-六-]{+三+}<value>个月书面通知另一方[-终止-]{+修订+}<substantive>本备忘录。
双方[-应-]<modality>友好协商解决分歧。
[-後-]{+后+}<orthographic>续工作由双方商定。
"""

SPELLING = """
[-備忘錄-]{+备忘录+}<orthographic>有效期[-為兩-]{+为两+}<orthographic>年
該[-臺-]{+台+}<orthographic>灣
[-裏-]{+里+}<orthographic>面的文件夹
雙方[-，-]{+,+}<orthographic>同意
[-「備忘錄」-]{+“备忘录”+}<orthographic>
[-(-]{+（+}<orthographic>一[-)-]{+）+}<orthographic>香港
[-該委員會由雙-]{+该委员会由双+}<orthographic>方各派[-三-]{+五+}<value>名代表[-組-]{+组+}<orthographic>成
"""


def lines(*texts: str) -> list[str]:
    return [line for text in texts for line in text.strip().splitlines()]


@pytest.mark.parametrize("expected", lines(ENGLISH, TRADITIONAL, SIMPLIFIED, SPELLING))
def test_compare_text__as_a_lawyer_marks_it(expected: str) -> None:
    assert marked(*texts_of(expected), NAMES) == expected


@pytest.mark.parametrize("expected", lines(ENGLISH, TRADITIONAL, SIMPLIFIED))
def test_compare_text__finds_the_same_words_backwards(expected: str) -> None:
    old, new = texts_of(expected)
    forwards, backwards = compare_text(old, new, NAMES), compare_text(new, old, NAMES)
    assert sorted(change.kind for change in forwards) == sorted(change.kind for change in backwards)


def test_compare_text__nothing_in_common() -> None:
    old = "Differences will be settled through friendly consultation between the Participants."
    new = "Any dispute shall be referred to arbitration in Hong Kong under the UNCITRAL rules."
    assert marked(old, new) == f"[-{old[:-1]}-]{{+{new[:-1]}+}}<substantive>."


def test_compare_text__simplified_copy_with_one_edit() -> None:
    old = "本備忘錄自簽署之日起生效，有效期兩年，雙方可於屆滿前以書面議定延長。「雙方」指人才辦和上海市人才工作局。"
    new = "本备忘录自签署之日起生效，有效期三年，双方可于届满前以书面议定延长。“双方”指人才办和上海市人才工作局。"
    changes = compare_text(old, new)
    assert [(each.old, each.new) for each in changes if each.kind != "orthographic"] == [("兩", "三")]
    assert {change.kind for change in compare_text(old.replace("兩", "三"), new)} == {"orthographic"}


def test_compare_text__equal_texts_and_empty_ones() -> None:
    assert compare_text("雙方將合作。", "雙方將合作。") == ()
    assert compare_text("", "") == ()
    assert [change.op for change in compare_text("", "雙方")] == ["insert"]
    assert [change.op for change in compare_text("雙方", "")] == ["delete"]


@dataclass(frozen=True)
class Piece:
    """A token as the comparison of documents makes it: with something more in it."""

    text: str
    key: str
    kind: TokenKind
    emphasis: str = ""


def pieces(*texts: str | Piece) -> list[Piece]:
    return [
        piece
        for text in texts
        for piece in ([text] if isinstance(text, Piece) else [Piece(*token) for token in tokens(text)])
    ]


def test_compare_tokens__reference_with_another_number() -> None:
    old = pieces("under ", Piece("Paragraph 6", "ref:areas", "reference"), " of this Memorandum")
    new = pieces("under ", Piece("Paragraph 7", "ref:areas", "reference"), " of this Memorandum")
    assert [segment.kind for segment in compare_tokens(old, new)] == [None, "consequential", None]


def test_compare_tokens__reference_to_another_place() -> None:
    old = pieces("under ", Piece("Paragraph 6", "ref:areas", "reference"), " of this Memorandum")
    new = pieces("under ", Piece("Paragraph 6", "ref:funding", "reference"), " of this Memorandum")
    assert [segment.kind for segment in compare_tokens(old, new)] == [None, "substantive", None]


def test_compare_tokens__the_caller_knows_the_script() -> None:
    old, new = tokens("之後"), tokens("之后")
    assert [segment.kind for segment in compare_tokens(old, new)] == [None, "substantive"]
    assert [segment.kind for segment in compare_tokens(old, new, simplified=True)] == [None, "orthographic"]


CLAUSES = (
    "Either Participant may terminate this Memorandum at any time by giving at least three months’ written notice.",
    "任何一方可隨時終止本備忘錄，惟須最少提前三個月以書面通知另一方；在該期間屆滿前已展開的活動，將按原定安排由雙方共同完成。",
    "任何一方可随时终止本备忘录，但须至少提前三个月书面通知另一方；在该期间届满前已经开展的活动，将按原定安排由双方共同完成。",
)
PLANTED = ("Secretariat", "confidential", "30", "shall", "科技", "臨", "應當", "协")


@given(st.data())
@settings(max_examples=200)
def test_compare_text__finds_planted_words_and_nothing_else(data: st.DataObject) -> None:
    """Words put in, taken out or replaced, six or more tokens apart, in all three scripts."""
    parts = [token.text for token in tokens(data.draw(st.sampled_from(CLAUSES)))]
    kinds = [token.kind for token in tokens("".join(parts))]
    edited, planted, last = [*parts], [], -9
    for at in data.draw(st.lists(st.integers(0, len(parts) - 1), max_size=4).map(sorted)):
        word = data.draw(st.sampled_from(PLANTED))
        if at - last > 8 and kinds[at] in {"word", "han", "number"} and word[0] not in "".join(parts):
            edited[at] = data.draw(st.sampled_from([word, f"{word} {parts[at]}" if " " in parts else word + parts[at]]))
            planted.append((parts[at] if edited[at] == word else "", word))
            last = at
    found = [(change.old.strip(), change.new.strip()) for change in compare_text("".join(parts), "".join(edited))]
    assert found == planted


WORDS = st.sampled_from(
    "two,2,(,),兩,兩年,應當,可能,可以,不得,將,后,後,发,發,髮,，,;,。,shall,will,not,The,the,May,may,、,備,备,of,MOU,MoU,Talent,30,"
    "days,month,每年,半,六個月,一致,“,”,「,香港,合作,交流, , , ,\N{IDEOGRAPHIC SPACE},\N{NO-BREAK SPACE},"
    "8 June 2024,2024年6月8日,Hong Kong Talent Engage".split(",")
)
SENTENCES = st.lists(WORDS, max_size=20).map("".join) | st.text(max_size=12)


@given(SENTENCES, SENTENCES)
@example("可能會", "可以")
@settings(max_examples=300)
def test_compare_tokens__covers_both_texts(old: str, new: str) -> None:
    here, there = tokens(old), tokens(new)
    at = to = 0
    applied = ""
    for segment in compare_tokens(here, there, NAMES):
        assert (segment.old.start, segment.new.start) == (at, to)
        at, to = segment.old.stop, segment.new.stop
        gone = "".join(token.text for token in here[segment.old.start : at])
        come = "".join(token.text for token in there[segment.new.start : to])
        assert (segment.op == "equal") == (gone == come) == (segment.kind is None)
        assert segment.op != "insert" or not gone
        assert segment.op != "delete" or not come
        assert gone or come
        applied += gone if segment.op == "equal" else come
    assert (at, to) == (len(here), len(there))
    assert applied == new


@given(SENTENCES, SENTENCES)
def test_compare_text__is_empty_for_equal_texts_alone(old: str, new: str) -> None:
    assert (not compare_text(old, new)) == (old == new) == (not compare_text(new, old))


@given(SENTENCES)
def test_compare_text__spelling_is_never_graver(text: str) -> None:
    """A Simplified copy in half width differs in spelling alone."""
    kinds = {change.kind for change in compare_text(text + "备", fold(text) + "备", NAMES)}
    assert kinds <= {"orthographic", "typographic"}


@given(
    st.lists(st.sampled_from("the,Participants,may,must not,Article 3,two,8 June 2024,(a),co-operate,MoU".split(",")))
)
def test_compare_text__case_is_typographic(words: list[str]) -> None:
    text = " ".join(words)
    assert {change.kind for change in compare_text(text, text.upper())} <= {"typographic"}
