"""Language profiles: which script, quotation marks and typefaces go with which language tag.

Sources: domain.md 1.4 (profiles of Simplified Chinese), 4.1 (quotation marks), 4.6 (why faces are always named).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """One language as one office writes it.

    ``tag`` is the BCP 47 tag of the output; ``key`` the shorter tag under which YAML carries its texts.
    ``quotes`` holds outer opening, outer closing, inner opening, inner closing.
    ``serif`` and ``sans`` are families in order of preference, the script's own face first.
    """

    tag: str
    key: str
    name: str
    quotes: tuple[str, str, str, str]
    serif: tuple[str, ...]
    sans: tuple[str, ...]
    word_language: str
    word_east_asian_font: str = "Noto Serif CJK HK"

    @property
    def chinese(self) -> bool:
        """Whether the language is written in Han characters."""
        return self.key.startswith("zh")

    @property
    def traditional(self) -> bool:
        """Whether the language is written in Traditional characters."""
        return self.key == "zh-Hant"


_LATIN_SERIF = "Liberation Serif"
_LATIN_SANS = "Liberation Sans"
_CORNER = ("「", "」", "『", "』")
_CURLED = ("“", "”", "‘", "’")


def _english(tag: str, word_language: str) -> Profile:
    serif = (_LATIN_SERIF, "Noto Serif CJK HK")
    return Profile(tag, "en", "English", _CURLED, serif, (_LATIN_SANS, "Noto Sans CJK HK"), word_language)


def _chinese(tag: str, key: str, name: str, region: str, quotes: tuple[str, str, str, str]) -> Profile:
    return Profile(
        tag,
        key,
        name,
        quotes,
        (f"Noto Serif CJK {region}", _LATIN_SERIF),
        (f"Noto Sans CJK {region}", _LATIN_SANS),
        word_language=f"zh-{tag.rsplit('-', 1)[-1]}" if key == "zh-Hant" else "zh-CN",
        word_east_asian_font=f"Noto Serif CJK {region}",
    )


PROFILES: dict[str, Profile] = {
    profile.tag: profile
    for profile in (
        _english("en-HK", "en-HK"),
        _english("en-GB", "en-GB"),
        _chinese("zh-Hant-HK", "zh-Hant", "繁體中文", "HK", _CORNER),
        _chinese("zh-Hans-CN", "zh-Hans", "简体中文", "SC", _CURLED),
        _chinese("zh-Hans-HK", "zh-Hans", "简体中文", "SC", _CORNER),
    )
}
"""Every profile by its tag; the first of a key is that key's default."""

TEXT_KEYS: tuple[str, ...] = tuple(dict.fromkeys(profile.key for profile in PROFILES.values()))
"""The keys under which YAML carries texts: ``en``, ``zh-Hant``, ``zh-Hans``."""

LANGUAGE_NAMES: frozenset[str] = frozenset((*TEXT_KEYS, *PROFILES))
"""Every language name that YAML and ``--lang`` accept."""


def find_profile(name: str) -> Profile | None:
    """Return the profile of a tag (``zh-Hans-HK``) or the default one of a key (``zh-Hans``)."""
    if name in PROFILES:
        return PROFILES[name]
    return next((profile for profile in PROFILES.values() if profile.key == name), None)
