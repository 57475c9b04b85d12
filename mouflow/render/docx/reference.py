"""The built-in reference document: page, styles, settings and font table, the same bytes on every machine.

``templates/shared/reference.docx`` is what :func:`build_reference` gives; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from mouflow.languages.profiles import PROFILES

from .archive import archive
from .ooxml import NAMESPACES, fragment, serialized
from .styles import fit_styles, language_run, language_tag
from .stylesheet import BODY_LINE, BODY_SIZE

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_W = f'xmlns:w="{NAMESPACES["w"]}"'
_PARTS = ("styles", "settings", "fontTable", "numbering")

_SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1633" w:bottom="1304" w:left="1633" w:header="709" w:footer="624" w:gutter="0"/>'
    '<w:cols w:space="708"/></w:sectPr>'
)
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="480"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:doNotExpandShiftReturn/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-HK" w:eastAsia="zh-HK"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)

_FONTS = {
    "Liberation Serif": ("Times New Roman", "00", "roman"),
    "Liberation Sans": ("Arial", "00", "swiss"),
    "Noto Serif CJK HK": ("Noto Serif HK, MingLiU_HKSCS, PMingLiU", "88", "roman"),
    "Noto Sans CJK HK": ("Noto Sans HK, Microsoft JhengHei", "88", "swiss"),
    "Noto Sans CJK SC": ("Noto Sans SC, SimHei", "86", "swiss"),
    "Noto Serif CJK SC": ("Noto Serif SC, SimSun", "86", "roman"),
}
"""Faces with what stands in for them on a machine that lacks them: never a Japanese face."""


@lru_cache(maxsize=1)
def build_reference() -> bytes:
    """Build the reference document."""
    return archive(
        {
            "[Content_Types].xml": content_types(_types()),
            "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
            "word/document.xml": _part(f"<w:document {_W}><w:body>{_SECTION}</w:body></w:document>"),
            "word/_rels/document.xml.rels": _relationships({name: f"{name}.xml" for name in _PARTS}),
            "word/styles.xml": _styles(),
            "word/settings.xml": _part(f"<w:settings {_W}>{_SETTINGS}</w:settings>"),
            "word/fontTable.xml": _part(f"<w:fonts {_W}>{_fonts()}</w:fonts>"),
            "word/numbering.xml": _part(f"<w:numbering {_W}/>"),
        }
    )


def _types() -> Iterable[tuple[str, str]]:
    yield "/word/document.xml", f"{_WORD}.document.main+xml"
    yield from ((f"/word/{name}.xml", f"{_WORD}.{name}+xml") for name in _PARTS)


def _part(xml: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()


def content_types(parts: Iterable[tuple[str, str]]) -> bytes:
    """Write ``[Content_Types].xml`` from the name and the media type of each part (ECMA-376 part 2, 7.2.3)."""
    overrides = "".join(f'<Override PartName="{escape(name)}" ContentType="{kind}"/>' for name, kind in parts)
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return _part(f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>')


def _relationships(targets: dict[str, str]) -> bytes:
    entries = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items(), 1)
    )
    return _part(f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>')


def _styles() -> bytes:
    english = PROFILES["en-HK"]
    size = f'<w:sz w:val="{BODY_SIZE}"/><w:szCs w:val="{BODY_SIZE}"/>'
    run = f"{language_run(english)}{size}{language_tag(english)}"
    paragraph = f'<w:spacing w:after="120" w:line="{BODY_LINE}" w:lineRule="atLeast"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    styles = fragment(f"<w:styles>{defaults}</w:styles>")
    fit_styles(styles, tuple(PROFILES.values()))
    return serialized(styles)


def _fonts() -> str:
    return "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{stand_in}"/><w:charset w:val="{charset}"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (stand_in, charset, family) in _FONTS.items()
    )
