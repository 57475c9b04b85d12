"""Word styles: a set of roles that an office may restyle, and under each a variant per language with faces and tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from mouflow.languages.profiles import PROFILES, Profile

from .ooxml import Xml, fragment, qualified
from .stylesheet import FIRST_LINE, FIRST_LINE_CHINESE, ROLES, TABLE_STYLES, WORDS_OWN, Role


def style_id(name: str, profile: Profile | None = None) -> str:
    """Return the id of a role's style, or of its variant in a language: ``Heading1-zh-Hant-HK``."""
    bare = "".join(word[:1].upper() + word[1:] for word in name.split(" "))
    return f"{bare}-{profile.tag}" if profile else bare


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
    """Return ``w:lang`` of a language."""
    latin, han = languages_of(profile)
    return f'<w:lang w:val="{latin}" w:eastAsia="{han}"/>'


def languages_of(profile: Profile) -> tuple[str, str]:
    """Return the tags for Latin and for Han text in a language (ECMA-376 part 1, 17.3.2.20).

    In Chinese texts Latin words and digits count as English: LibreOffice would break a number at the end of a line
    under the rules of Chinese. In English texts Han words follow the Han face of the profile.
    """
    if profile.chinese:
        return "en-HK" if profile.tag.endswith("HK") else "en-GB", profile.word_language
    return profile.word_language, "zh-CN" if profile.word_east_asian_font.endswith("SC") else "zh-HK"


def _role_styles() -> Iterable[tuple[str, str]]:
    for role in ROLES:
        default = ' w:default="1"' if style_id(role.name) == "Normal" else ""
        own = "" if role.name in WORDS_OWN else ' w:customStyle="1"'
        based = f'<w:basedOn w:val="{role.parent}"/>' if role.parent else ""
        following = '<w:next w:val="BodyText"/>' if role.name.startswith(("heading", "Title")) else ""
        head = f'<w:name w:val="{role.name}"/>{based}{following}<w:qFormat/>'
        yield style_id(role.name), _style(role.kind, style_id(role.name), default + own, head, role.paragraph, role.run)


def _style(kind: str, identifier: str, flags: str, head: str, paragraph: str, run: str) -> str:
    properties = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    text = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:style w:type="{kind}"{flags} w:styleId="{identifier}">{head}{properties}{text}</w:style>'


def _variants(profile: Profile) -> Iterable[tuple[str, str]]:
    for role in ROLES:
        identifier = style_id(role.name, profile)
        head = f'<w:name w:val="{role.name} ({profile.tag})"/><w:basedOn w:val="{style_id(role.name)}"/>'
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
    indent = FIRST_LINE_CHINESE if role.paragraph == FIRST_LINE else ""
    justified = '<w:jc w:val="both"/>' if role.justified else ""
    return f'<w:kinsoku/><w:overflowPunct w:val="0"/>{indent}{justified}'


def _table_styles() -> Iterable[tuple[str, str]]:
    normal = '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    margins = '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>'
    yield "TableNormal", f'<w:style w:type="table" w:default="1" w:styleId="TableNormal">{normal}{margins}</w:style>'
    for name, properties in TABLE_STYLES.items():
        own = "" if name in WORDS_OWN else ' w:customStyle="1"'
        head = f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/>{properties}'
        yield style_id(name), f'<w:style w:type="table"{own} w:styleId="{style_id(name)}">{head}</w:style>'
