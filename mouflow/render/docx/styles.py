"""Word styles: a set of roles that an office may restyle, and under each a variant per language with faces and tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mouflow.languages.profiles import PROFILES, Profile

from .ooxml import Xml, fragment, qualified

FOOTER_TAB = "9070"
"""Where the footer style sets the page number, in twentieths of a point: the right margin of the built-in page."""

BODY_SIZE = 23
"""Half-points of body text; indents in ems are counted from it unless the reference document sets another size."""

_FIRST_LINE = '<w:ind w:firstLine="460"/>'
_FIRST_LINE_CHINESE = '<w:ind w:firstLineChars="200" w:firstLine="460"/>'
_CENTRED = '<w:jc w:val="center"/>'


@dataclass(frozen=True, slots=True)
class Role:
    """One role of a paragraph or of a piece of text; ``paragraph`` and ``run`` hold properties in schema order.

    ``justified`` roles are set flush on both sides in Chinese, whose lines have no ragged edge (domain.md 4.4).
    """

    name: str
    paragraph: str = ""
    run: str = ""
    parent: str = "Normal"
    kind: str = "paragraph"
    justified: bool = False

    @property
    def id(self) -> str:
        """The style id: the name without spaces."""
        return style_id(self.name)


def style_id(name: str, profile: Profile | None = None) -> str:
    """Return the id of a role's style, or of its variant in a language: ``Heading1-zh-Hant-HK``."""
    words = name.split(" ")
    bare = "".join(word[:1].upper() + word[1:] for word in words)
    return f"{bare}-{profile.tag}" if profile else bare


def _heading(level: int, size: int, before: int) -> Role:
    spacing = f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="120"/>'
    run = f'<w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return Role(f"heading {level}", f'{spacing}<w:outlineLvl w:val="{level - 1}"/>', run)


def _body(name: str, paragraph: str = "") -> Role:
    return Role(name, paragraph, parent="BodyText", justified=True)


ROLES: tuple[Role, ...] = (
    Role("Normal", parent=""),
    Role(
        "Title",
        f'<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="320"/>{_CENTRED}',
        '<w:b/><w:bCs/><w:sz w:val="32"/><w:szCs w:val="32"/>',
    ),
    _heading(1, 24, 320),
    _heading(2, 23, 240),
    _heading(3, 23, 200),
    Role("Body Text", justified=True),
    _body("Body Text First Indent", _FIRST_LINE),
    *(_body(f"Numbered {depth}") for depth in range(1, 6)),
    _body("Recital"),
    _body("Testimonium", '<w:keepNext/><w:keepLines/><w:spacing w:before="480" w:after="240"/>'),
    _body("Quotation", '<w:ind w:left="460" w:right="460"/>'),
    _body("Decision"),
    Role("Original", '<w:spacing w:after="240"/><w:jc w:val="right"/>', '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    Role("Stars", '<w:spacing w:before="0" w:after="240"/>'),
    Role("Ending", '<w:keepLines/><w:spacing w:after="0"/>'),
    Role("Small Text", run='<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    Role("Signature", f'<w:keepLines/><w:spacing w:after="40"/>{_CENTRED}'),
    Role(
        "Signature Line",
        '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
        '<w:spacing w:before="840" w:after="120"/><w:ind w:left="240" w:right="240"/>',
    ),
    Role("Table Text", '<w:spacing w:before="40" w:after="40"/>'),
    Role("Table Heading", '<w:keepNext/><w:spacing w:before="40" w:after="40"/>', "<w:b/><w:bCs/>"),
    Role("caption", f'<w:spacing w:before="80" w:after="240"/>{_CENTRED}', '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    Role("Picture", f'<w:keepNext/><w:spacing w:before="240" w:after="80"/>{_CENTRED}'),
    Role(
        "header",
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="right"/>',
        '<w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
    Role(
        "footer",
        f'<w:tabs><w:tab w:val="right" w:pos="{FOOTER_TAB}"/></w:tabs>'
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>',
        '<w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
    Role(
        "Gap",
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
        '<w:sz w:val="2"/><w:szCs w:val="2"/>',
    ),
    Role(
        "Rule",
        '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr><w:spacing w:after="240"/>',
    ),
    Role("Strong", run="<w:b/><w:bCs/>", parent="", kind="character"),
    Role("Emphasis", run="<w:i/><w:iCs/>", parent="", kind="character"),
    Role("Defined Term", run="<w:b/><w:bCs/>", parent="", kind="character"),
)
"""Every role; names in lower case and known English names are Word's own, so that Word translates them."""

_RULE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
_MARGINS = '<w:tblCellMar><w:left w:w="{0}" w:type="dxa"/><w:right w:w="{0}" w:type="dxa"/></w:tblCellMar>'


def _rules(*sides: str) -> str:
    return "<w:tblBorders>" + "".join(_RULE.format(side=side) for side in sides) + "</w:tblBorders>"


TABLE_STYLES: dict[str, str] = {
    "Table Grid": _rules("top", "left", "bottom", "right", "insideH", "insideV") + _MARGINS.format(100),
    "Parallel Columns": _rules("insideV") + _MARGINS.format(140),
    "Fields": _MARGINS.format(60),
    "Signatures": _MARGINS.format(140),
}
"""Table styles by name, with their table properties."""


def fit_styles(styles: Xml, profiles: Sequence[Profile]) -> None:
    """Give ``w:styles`` what a document needs and has not got: roles, table styles, variants of its languages.

    Variants of languages that the document does not speak go, to keep Word's list of styles short; whatever else the
    reference document has, stays as it is.
    """
    present = {style.get(qualified("styleId")): style for style in styles.iterchildren(qualified("style"))}
    absent = tuple(f"-{tag}" for tag in PROFILES if tag not in {profile.tag for profile in profiles})
    for identifier, style in present.items():
        if absent and (identifier or "").endswith(absent):
            styles.remove(style)
    for identifier, xml in _wanted(tuple(profiles)):
        if identifier not in present:
            styles.append(fragment(xml))


@lru_cache(maxsize=16)
def _wanted(profiles: tuple[Profile, ...]) -> tuple[tuple[str, str], ...]:
    """Return id and markup of every style that documents in these languages need."""
    return (*_role_styles(), *_table_styles(), *(pair for profile in profiles for pair in _variants(profile)))


def language_run(profile: Profile) -> str:
    """Return ``w:rFonts`` of a language: in Chinese the Han face leads, or quotes turn narrow (domain.md 4.6)."""
    return _faces(profile, profile.serif[0], profile.word_east_asian_font)


def _faces(profile: Profile, face: str, han: str) -> str:
    hint = ' w:hint="eastAsia"' if profile.chinese else ""
    return f'<w:rFonts{hint} w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{han}" w:cs="{face}"/>'


def language_tag(profile: Profile) -> str:
    """Return ``w:lang``: the tag Word knows for Latin text, and the one for Han text."""
    return f'<w:lang w:val="{profile.word_language}" w:eastAsia="{han_language(profile)}"/>'


def han_language(profile: Profile) -> str:
    """Return the tag for Han text in a language; in English texts it follows the Han face of the profile."""
    if profile.chinese:
        return profile.word_language
    return "zh-CN" if profile.word_east_asian_font.endswith("SC") else "zh-HK"


def _role_styles() -> Iterable[tuple[str, str]]:
    for role in ROLES:
        default = ' w:default="1"' if role.id == "Normal" else ""
        own = "" if role.name in _WORDS_OWN else ' w:customStyle="1"'
        based = f'<w:basedOn w:val="{role.parent}"/>' if role.parent else ""
        following = '<w:next w:val="BodyText"/>' if role.name.startswith(("heading", "Title")) else ""
        head = f'<w:name w:val="{role.name}"/>{based}{following}<w:qFormat/>'
        yield role.id, _style(role.kind, role.id, default + own, head, role.paragraph, role.run)


_WORDS_OWN = frozenset(
    {"Normal", "Title", "heading 1", "heading 2", "heading 3", "Body Text", "Body Text First Indent", "Signature"}
    | {"caption", "header", "footer", "Strong", "Emphasis", "Table Grid"}
)


def _style(kind: str, identifier: str, flags: str, head: str, paragraph: str, run: str) -> str:
    properties = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    text = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:style w:type="{kind}"{flags} w:styleId="{identifier}">{head}{properties}{text}</w:style>'


def _variants(profile: Profile) -> Iterable[tuple[str, str]]:
    for role in ROLES:
        identifier = style_id(role.name, profile)
        head = f'<w:name w:val="{role.name} ({profile.tag})"/><w:basedOn w:val="{role.id}"/>'
        if role.name.startswith(("heading", "Title")):
            head += f'<w:next w:val="{style_id("Body Text", profile)}"/>'
        emphasised = role.name == "Emphasis" and profile.chinese
        run = (_chinese_emphasis if emphasised else language_run)(profile) + language_tag(profile)
        paragraph = _language_paragraph(role, profile) if role.kind == "paragraph" else ""
        yield identifier, _style(role.kind, identifier, ' w:customStyle="1"', f"{head}<w:qFormat/>", paragraph, run)


def _chinese_emphasis(profile: Profile) -> str:
    """Chinese has no italics: bold Hei emphasises (domain.md 4.1 rule 9); LibreOffice prints no emphasis dots."""
    upright = '<w:b/><w:bCs/><w:i w:val="0"/><w:iCs w:val="0"/>'
    return _faces(profile, profile.sans[0], profile.sans[0]) + upright


def _language_paragraph(role: Role, profile: Profile) -> str:
    if not profile.chinese:
        return ""
    indent = _FIRST_LINE_CHINESE if role.paragraph == _FIRST_LINE else ""
    justified = '<w:jc w:val="both"/>' if role.justified else ""
    return f'<w:kinsoku/><w:overflowPunct w:val="0"/>{indent}{justified}'


def _table_styles() -> Iterable[tuple[str, str]]:
    normal = '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    margins = '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>'
    yield "TableNormal", f'<w:style w:type="table" w:default="1" w:styleId="TableNormal">{normal}{margins}</w:style>'
    for name, properties in TABLE_STYLES.items():
        own = "" if name in _WORDS_OWN else ' w:customStyle="1"'
        head = f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:tblPr>{properties}</w:tblPr>'
        yield style_id(name), f'<w:style w:type="table"{own} w:styleId="{style_id(name)}">{head}</w:style>'
