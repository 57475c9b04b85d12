"""Tokens: what is one, what it is compared by, and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.compare.tokens import tokens

TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("兩年後后發髮备備應当將，,。「」“”'\"-’\N{NO-BREAK SPACE}\N{WORD JOINER}\N{IDEOGRAPHIC SPACE}"),
        st.sampled_from("aBé09 .,:/%$年月日民國百分之一二十〇○𠮷"),
    )
)


def parts(text: str) -> list[str]:
    return [token.text for token in tokens(text) if token.kind != "space"]


def keys(text: str) -> list[str]:
    return [token.key for token in tokens(text) if token.kind != "space"]


@given(TEXT)
def test_tokens__lose_nothing(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text
    assert all(token.text and token.key for token in tokens(text))


@pytest.mark.parametrize(
    "text",
    [
        "co-operation",
        "Participant’s",
        "don't",
        "Café",
        "COVID-19",
        "1,000.5",
        "160 000",
        "160\N{NO-BREAK SPACE}000",
        "3%",
        "US$5",
        "HK$1.2",
        "599A",
        "1st",
        "12:30",
        "twenty-one",
        "8 June 2024",
        "8th June 2024",
        "8th day of June, 2024",
        "June 8, 2024",
        "June 2024",
        "JUNE 2024",
        "2024-06-08",
        "8/6/2024",
        "2024年6月8日",
        "２０２４年６月８日",
        "2024 年 6 月 8 日",
        "二〇二四年六月八日",
        "二○二四年六月八日",
        "二零二四年十二月三十一日",
        "民國113年6月8日",
        "中華民國一百一十三年六月八日",
        "2024年",
        "6月",
        "六月八日",
        "十二",
        "兩",
        "三千五百萬",
        "16萬",
        "壹佰萬",
        "百分之五",
        "三分之二",
        "東",
        "𠮷",
        "葛\U000e0100",
        "ひらがな",
        "हिन्दी",
    ],
)
def test_tokens__one(text: str) -> None:
    assert parts(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paragraph 3 may apply", ["Paragraph", "3", "may", "apply"]),
        ("in 2023 160 000 came", ["in", "2023", "160 000", "came"]),
        ("a two-year term", ["a", "two", "-", "year", "term"]),
        ("Participants' views", ["Participants", "'", "views"]),
        ("and/or", ["and", "/", "or"]),
        ("HK$1.2 million", ["HK$1.2", "million"]),
        ("兩年內", ["兩", "年", "內"]),
        ("十二個月", ["十二", "個", "月"]),
        ("30日內", ["30", "日", "內"]),
        ("3名代表", ["3", "名", "代", "表"]),
        ("大陸", ["大", "陸"]),
        ("《MOU》，", ["《", "MOU", "》", "，"]),
        ("簽署MOU後", ["簽", "署", "MOU", "後"]),
    ],
)
def test_tokens__several(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "texts",
    [
        ("two", "Two", "2", "二", "兩", "两"),
        ("12", "twelve", "十二"),
        ("35,000,000", "35 000 000", "3,500萬", "三千五百萬"),
        ("100,000,000", "一億", "1亿"),
        ("second", "2nd"),
        ("5%", "百分之五"),
        ("US$1,000", "US$1000", "US$ 1000"),
        ("8 June 2024", "June 8, 2024", "2024-06-08", "2024年6月8日", "二〇二四年六月八日", "民國113年6月8日"),
        ("June 2024", "2024年6月"),
        ("8 June", "六月八日"),
        ("備", "备"),
        ("MOU", "MoU"),
    ],
)
def test_tokens__equal_keys(texts: tuple[str, ...]) -> None:
    assert len({tuple(keys(text)) for text in texts}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,000", "1.000"),
        ("US$5", "HK$5"),
        ("5", "5%"),
        ("2", "2nd"),
        ("8 June 2024", "8 June 2025"),
        ("8/6/2024", "6/8/2024"),
        ("三千五百萬", "三千六百萬"),
        ("10²", "102"),
        ("007", "7"),
    ],
)
def test_tokens__different_keys(one: str, other: str) -> None:
    assert keys(one) != keys(other)


@pytest.mark.parametrize(
    "space", [" ", "\t", "\N{NO-BREAK SPACE}", "\N{WORD JOINER}", "\N{IDEOGRAPHIC SPACE}", "\u2009"]
)
def test_tokens__spaces(space: str) -> None:
    assert [token.kind for token in tokens(f"a{space}b")] == ["word", "space", "word"]


@pytest.mark.parametrize("numeral", ["一" * 5000, "亿" * 700, "1" * 5000 + "万", "百分之" + "一" * 5000])
def test_tokens__a_numeral_that_counts_nothing_is_compared_as_it_is_written(numeral: str) -> None:
    (token,) = tokens(numeral)
    (longer,) = tokens(numeral + "万")
    assert (token.text, token.kind) == (numeral, "number")
    assert token.key != longer.key
