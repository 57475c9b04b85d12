"""What a place is called where its holidays moved a date, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from .public_holidays import in_every_language, is_place, known_countries

_NAMES: Mapping[str, tuple[str, str, str]] = {
    "AU": ("Australia", "澳洲", "澳大利亚"),
    "CA": ("Canada", "加拿大", "加拿大"),
    "CN": ("Chinese Mainland", "內地", "内地"),  # so named by offices in Hong Kong: domain.md 1.2 rule 12
    "DE": ("Germany", "德國", "德国"),
    "FR": ("France", "法國", "法国"),
    "GB": ("United Kingdom", "英國", "英国"),
    "HK": ("Hong Kong", "香港", "香港"),
    "ID": ("Indonesia", "印尼", "印度尼西亚"),
    "IN": ("India", "印度", "印度"),
    "JP": ("Japan", "日本", "日本"),
    "KR": ("Republic of Korea", "韓國", "韩国"),
    "MO": ("Macao", "澳門", "澳门"),
    "MY": ("Malaysia", "馬來西亞", "马来西亚"),
    "NZ": ("New Zealand", "新西蘭", "新西兰"),
    "PH": ("Philippines", "菲律賓", "菲律宾"),
    "SG": ("Singapore", "新加坡", "新加坡"),
    "TH": ("Thailand", "泰國", "泰国"),
    "TW": ("Taiwan", "台灣", "台湾"),
    "US": ("United States", "美國", "美国"),
    "VN": ("Viet Nam", "越南", "越南"),
}


def place_names(code: str) -> dict[str, str]:
    """Return the name of a known place by language; its English name where no other is known, with its part's code."""
    country, _, part = code.partition("-")
    english, *chinese = _NAMES.get(country) or (known_countries()[country], "", "")
    names = in_every_language({"en": english, "zh-Hant": chinese[0], "zh-Hans": chinese[1]})
    if not part:
        return names
    return {key: f"{name} ({part})" if key == "en" else f"{name}（{part}）" for key, name in names.items()}


def place_meant(word: str) -> str | None:
    """Return the code of the place that a word names in some other way: ``hk``, ``Hong Kong``, ``香港``."""
    plain = word.strip().casefold()
    if is_place(plain.upper()):
        return plain.upper()
    named = ((code, name) for code, names in _NAMES.items() for name in names)
    every = chain(named, known_countries().items())
    return next((code for code, name in every if name.casefold() == plain), None)
