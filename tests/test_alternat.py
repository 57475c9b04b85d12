"""The alternat: the holder's side first wherever the two stand together, and no duty changes hands (domain.md 2.3)."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mouflow.assembly.alternat import language_order, party_order, rotated
from mouflow.document import text_of, walk
from mouflow.languages.profiles import find_profile
from tests.drafts import CLAUSE, HEAD, assembled, facts, found, mou, printed, text_at

PARTIES = ("hkte", "smtwb")
MODES = ("full", "by-language", "none")

TEXT = (
    HEAD
    + """\
witnesses: [wang-weiming]
recitals:
  - id: recital
    en: Noting the ties between {{ pair("short") }},
    zh-Hant: 鑒於{{ pair("short") }}的聯繫，
    zh-Hans: 鉴于{{ pair("short") }}的联系，
clauses:
  - id: meeting
    heading: {en: Meetings, zh-Hant: 會議, zh-Hans: 会议}
    paragraphs:
      - id: meeting.place
        en: "{{ first | capital }} and {{ second }} will meet alternately in {{ pair_places() }}."
        zh-Hant: "{{ first }}與{{ second }}輪流在{{ pair_places() }}會面。"
        zh-Hans: "{{ first }}与{{ second }}轮流在{{ pair_places() }}会面。"
      - id: meeting.host
        en: "{{ org('hkte') }} will host the first meeting; {{ short('smtwb') }} will keep the record."
        zh-Hant: "{{ org('hkte') }}主辦首次會議，{{ short('smtwb') }}負責記錄。"
        zh-Hans: "{{ org('hkte') }}主办首次会议，{{ short('smtwb') }}负责记录。"
"""
)


def draft(mode: str, languages: str = "[en, zh-Hans]", text: str = TEXT) -> str:
    return re.sub(r"languages: .*", f"languages: {languages}", text) + f"alternat: {mode}\n"


def body(text: str, language: str, holder: str | None) -> str:
    """All that is printed but the line that names whose original it is."""
    document = assembled(text, language, holder=holder)
    blocks = [
        each for each in walk(document.blocks) if each.tag in {"p", "h1", "h2", "caption"} and each.id != "_original"
    ]
    return "\n".join(text_of(each) for each in blocks)


def words(text: str) -> Counter[str]:
    """Latin words whatever their case, and single Han characters; marks count too."""
    return Counter(re.findall(r"[a-z]+|\S", text.lower()))


@pytest.mark.parametrize(
    ("holder", "language", "sentence"),
    [
        (
            "hkte",
            "en",
            (
                "Hong Kong Talent Engage and the Shanghai Municipal Talent Work Bureau will meet alternately in Hong"
                " Kong and Shanghai."
            ),
        ),
        (
            "smtwb",
            "en",
            (
                "The Shanghai Municipal Talent Work Bureau and Hong Kong Talent Engage will meet alternately in"
                " Shanghai and Hong Kong."
            ),
        ),
        ("smtwb", "zh-Hans", "上海市人才工作局与香港人才服务办公室轮流在上海和香港会面。"),
    ],
)
def test_full__puts_the_holder_first_in_every_language(holder: str, language: str, sentence: str) -> None:
    assert text_at(assembled(draft("full"), language, holder=holder), "meeting.place") == sentence


def test_full__reaches_title_parties_recitals_languages_and_signatures() -> None:
    document = assembled(draft("full"), "en", holder="smtwb")
    assert text_at(document, "_title").splitlines()[2] == "the Shanghai Municipal Talent Work Bureau"
    assert text_at(document, "_parties").startswith("The Shanghai Municipal Talent Work Bureau and Hong Kong")
    assert text_at(document, "recital") == "Noting the ties between the Shanghai Municipal Talent Work Bureau and HKTE,"
    assert "in the Chinese and English languages" in text_at(document, "_testimonium")
    cells = [text_of(each) for each in walk((found(document, "_signatures"),)) if each.tag == "td"]
    assert cells[0] == "For the Shanghai Municipal Talent Work Bureau"
    assert "Tan Puzhen" in cells[2]
    assert text_at(document, "_original") == "Original for the Shanghai Municipal Talent Work Bureau"
    assert document.leading.original_for == "Original for the Shanghai Municipal Talent Work Bureau"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_mode__duties_keep_their_actor(mode: str, language: str) -> None:
    originals = [text_at(assembled(draft(mode), language, holder=each), "meeting.host") for each in PARTIES]
    assert originals[0] == originals[1]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_mode__changes_the_order_of_words_alone(mode: str, language: str) -> None:
    hong_kong, shanghai = (body(draft(mode), language, holder) for holder in PARTIES)
    assert words(hong_kong) == words(shanghai)


@pytest.mark.parametrize(
    ("mode", "different"),
    [("full", True), ("by-language", False), ("none", False)],
)
def test_matrix__of_two_parties_and_two_languages(mode: str, different: bool) -> None:
    copies = {
        (holder, language): body(draft(mode), language, holder) for holder in PARTIES for language in ("en", "zh-Hans")
    }
    for language in ("en", "zh-Hans"):
        assert (copies["hkte", language] != copies["smtwb", language]) is different
    assert len(set(copies.values())) == (4 if different else 2)


def test_by_language__names_in_each_text_the_side_whose_language_it_is() -> None:
    for holder in PARTIES:
        assert "between\nHong Kong Talent Engage\nand" in body(draft("by-language"), "en", holder)
        assert body(draft("by-language"), "zh-Hans", holder).startswith("上海市人才工作局\n与\n香港")


def test_by_language__knows_a_language_in_its_other_script() -> None:
    assert body(draft("by-language", "[en, zh-Hant]"), "zh-Hant", None).startswith("上海市人才工作局\n與")


def test_by_language__a_parallel_text_seats_the_parties_once_in_the_order_of_its_leading_language() -> None:
    document = assembled(draft("by-language"), "en", "zh-Hans", layout="parallel", holder="smtwb")
    cells = [each for each in walk((found(document, "_signatures~en-HK"),)) if each.tag == "td"]
    assert [text_of(child) for child in cells[0].children] == ["For Hong Kong Talent Engage", "香港人才服务办公室代表"]


def test_none__keeps_the_order_as_written() -> None:
    assert body(draft("none"), "en", "smtwb") == body(draft("none"), "en", None)


def test_three_parties__each_comes_first_in_its_own_original() -> None:
    text = draft("full").replace("[hkte, smtwb]", "[hkte, smtwb, ministry]")
    for holder, place in (
        ("hkte", "Hong Kong, Shanghai and Singapore"),
        ("ministry", "Singapore, Hong Kong and Shanghai"),
    ):
        assert f"alternately in {place}." in text_at(assembled(text, holder=holder), "meeting.place")


def test_language_order__of_three_texts_begins_with_the_holder() -> None:
    profiles = [profile for name in ("en", "zh-Hant", "zh-Hans") if (profile := find_profile(name))]
    order = language_order(profiles, "full", "smtwb", facts().organisations)
    assert [each.key for each in order] == ["zh-Hans", "en", "zh-Hant"]
    assert language_order(profiles, "by-language", "smtwb", facts().organisations) == tuple(profiles)


@given(st.lists(st.integers(), unique=True, min_size=1), st.data())
def test_rotated__keeps_the_items_and_can_be_undone(items: list[int], data: st.DataObject) -> None:
    first = data.draw(st.sampled_from(items))
    turned = rotated(items, first)
    assert turned[0] == first
    assert sorted(turned) == sorted(items)
    assert rotated(turned, items[0]) == tuple(items)


@given(st.permutations(PARTIES), st.sampled_from(MODES), st.sampled_from(["en", "zh-Hant", "zh-Hans"]))
def test_party_order__swapping_the_holder_twice_is_the_identity(parties: list[str], mode: str, name: str) -> None:
    profile, organisations = find_profile(name), facts().organisations
    assert profile
    own = party_order(parties, mode, parties[0], profile, organisations)
    other = party_order(own, mode, parties[1], profile, organisations)
    assert party_order(other, mode, parties[0], profile, organisations) == own


COORDINATED = (
    "{{ pair() }}",
    "{{ pair('introduce') }}",
    "{{ pair_places() }}",
    "{{ pair_languages() }}",
    "{{ first }}, {{ second }}",
)
ACTING = ("{{ org('hkte') }} will pay", "{{ short('smtwb') }} will report", "{{ introduce('hkte') }} will sign")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(COORDINATED + ACTING), min_size=1, max_size=6),
    st.sampled_from(MODES),
    st.sampled_from(["en", "zh-Hans"]),
)
def test_originals__of_any_text_hold_the_same_words_and_duties(parts: list[str], mode: str, language: str) -> None:
    sentence = "; ".join(parts)
    record = mou(
        draft(
            mode,
            text=HEAD
            + CLAUSE.replace("The Participants will meet.", f'"{sentence}"').replace("双方将会面。", f'"{sentence}"'),
        )
    )
    hong_kong, shanghai = (text_at(assembled(record, language, holder=each), "aim.text") for each in PARTIES)
    assert words(hong_kong) == words(shanghai)
    for part, mine, theirs in zip(parts, hong_kong.split("; "), shanghai.split("; "), strict=True):
        assert part in COORDINATED or mine == theirs


def test_originals__without_a_holder_bear_no_line_of_ownership() -> None:
    assert "Original for" not in printed(TEXT)
