"""The rules of ECMA-376 that decide whether Word opens a file: each rule is a function that gives what breaks it."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

ORDER: dict[str, str] = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
    "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
    "headers cellIns cellDel cellMerge tcPrChange",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden "
    "ins del trPrChange",
    "tc": "tcPr *",
    "tr": "tblPrEx trPr *",
    "tbl": "* tblPr tblGrid *",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "styles": "docDefaults latentStyles style",
    "tblBorders": "top left start bottom right end insideH insideV",
    "pBdr": "top left bottom right between bar",
    "numPr": "ilvl numId",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular",
    "compat": "* compatSetting",
}
"""Children of each type in the order of the schema; ``*`` stands for any others."""


@dataclass(frozen=True)
class Package:
    """The members of a DOCX, those of XML parsed."""

    members: dict[str, bytes]
    parts: dict[str, Any]

    @property
    def body(self) -> Any:
        return self.parts["word/document.xml"].find(f"{W}body")

    def stories(self) -> Iterator[tuple[str, Any]]:
        """Give the parts that hold text."""
        yield from ((n, p) for n, p in self.parts.items() if p.tag in {f"{W}document", f"{W}hdr", f"{W}ftr"})


def open_package(data: bytes) -> Package:
    with ZipFile(BytesIO(data)) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    parts = {name: etree.fromstring(data) for name, data in members.items() if name.endswith((".xml", ".rels"))}
    return Package(members, parts)


def check_package(data: bytes) -> list[str]:
    """Return everything that breaks a rule."""
    package = open_package(data)
    return [f"{rule.__name__}: {found}" for rule in RULES for found in rule(package)]


def order(package: Package) -> Iterator[str]:
    for name, part in package.parts.items():
        for element in part.iter(etree.Element):
            local = etree.QName(element).localname
            if element.tag == W + local and local in ORDER:
                yield from (f"{name}: {local} has {found}" for found in _misplaced(element, ORDER[local].split()))


def _misplaced(element: Any, names: list[str]) -> Iterator[str]:
    at = 0
    for child in element:
        local = etree.QName(child).localname
        place = next((n for n in range(at, len(names)) if names[n] in {local, "*"}), None)
        if place is None:
            yield f"{local} out of place"
            return
        same_place = names[place] == "*" or local in {"headerReference", "footerReference", "lvl", "style"}
        at = _reference_place(names, place, local) if same_place else place


def _reference_place(names: list[str], place: int, local: str) -> int:
    """Headers and footers of a section are one choice, in any order."""
    return names.index("headerReference") if local == "footerReference" else place


def content_types(package: Package) -> Iterator[str]:
    types = package.parts["[Content_Types].xml"]
    defaults = {each.get("Extension") for each in types.iter(f"{TYPES}Default")}
    overrides = {each.get("PartName") for each in types.iter(f"{TYPES}Override")}
    for name in package.members:
        if name != "[Content_Types].xml" and "/" + name not in overrides and name.rpartition(".")[2] not in defaults:
            yield f"no type for {name}"
    yield from (f"type for missing {name}" for name in overrides if name[1:] not in package.members)


def relationships(package: Package) -> Iterator[str]:
    for name, part in package.parts.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for each in part.iter(RELATIONSHIP):
                target = posixpath.normpath(posixpath.join("/" + folder, each.get("Target")))[1:]
                if each.get("TargetMode") != "External" and target not in package.members:
                    yield f"{name}: {each.get('Id')} leads to missing {target}"
        else:
            known = {each.get("Id") for each in _relations(package, name)}
            used = {value for each in part.iter(etree.Element) for key, value in each.items() if key.startswith(R)}
            yield from (f"{name}: no relationship {identifier}" for identifier in sorted(used - known))


def _relations(package: Package, name: str) -> list[Any]:
    folder, _, file = name.rpartition("/")
    rels = package.parts.get(f"{folder}/_rels/{file}.rels".lstrip("/"))
    return [] if rels is None else list(rels.iter(RELATIONSHIP))


def unique_ids(package: Package) -> Iterator[str]:
    kinds = {
        "bookmark id": (f"{W}bookmarkStart", f"{W}id"),
        "bookmark name": (f"{W}bookmarkStart", f"{W}name"),
        "drawing id": (f"{WP}docPr", "id"),
        "revision id": ((f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), f"{W}id"),
        "comment id": (f"{W}comment", f"{W}id"),
        "list id": (f"{W}num", f"{W}numId"),
        "abstract list id": (f"{W}abstractNum", f"{W}abstractNumId"),
    }
    for kind, (tags, attribute) in kinds.items():
        chosen = (tags,) if isinstance(tags, str) else tags
        found = Counter(each.get(attribute) for part in package.parts.values() for each in part.iter(*chosen))
        yield from (f"{kind} {value} stands {count} times" for value, count in found.items() if count > 1)


def unique_styles(package: Package) -> Iterator[str]:
    part = package.parts["word/styles.xml"]
    for key in (lambda style: style.get(f"{W}styleId"), lambda style: style.find(f"{W}name").get(f"{W}val").lower()):
        found = Counter(map(key, part.iter(f"{W}style")))
        yield from (f"style {value} stands {count} times" for value, count in found.items() if count > 1)


def bookmarks(package: Package) -> Iterator[str]:
    for name, part in package.stories():
        open_: set[str] = set()
        for each in part.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            number = each.get(f"{W}id")
            if each.tag == f"{W}bookmarkStart":
                open_.add(number)
                title = each.get(f"{W}name")
                if len(title) > 40 or not title.replace("_", "a").isalnum() or not title[0].isalpha():
                    yield f"{name}: illegal bookmark name {title}"
            elif number in open_:
                open_.remove(number)
            else:
                yield f"{name}: bookmark {number} ends without a start"
        yield from (f"{name}: bookmark {number} never ends" for number in sorted(open_))


def fields(package: Package) -> Iterator[str]:
    expected = {"begin": None, "separate": "begin", "end": "separate"}
    for name, part in package.stories():
        for paragraph in part.iter(f"{W}p"):
            stack: list[str] = []
            for each in paragraph.iter(f"{W}fldChar"):
                kind = each.get(f"{W}fldCharType")
                if kind == "begin":
                    stack.append(kind)
                elif stack and stack[-1] == expected[kind]:
                    stack[-1:] = [] if kind == "end" else [kind]
                else:
                    yield f"{name}: field character {kind} out of place"
            yield from (f"{name}: a field does not end" for _ in stack)


def targets(package: Package) -> Iterator[str]:
    names = {each.get(f"{W}name") for _, part in package.stories() for each in part.iter(f"{W}bookmarkStart")}
    for name, part in package.stories():
        wanted = [each.get(f"{W}anchor") for each in part.iter(f"{W}hyperlink")]
        codes = [(each.text or "").split() for each in part.iter(f"{W}instrText")]
        wanted += [code[1] for code in codes if code[0] == "REF"]
        yield from (f"{name}: no bookmark {target}" for target in wanted if target not in names)


def styles(package: Package) -> Iterator[str]:
    kinds = {s.get(f"{W}styleId"): s.get(f"{W}type") for s in package.parts["word/styles.xml"].iter(f"{W}style")}
    uses = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table", "basedOn": None, "next": "paragraph"}
    for name, part in package.parts.items():
        for tag, kind in uses.items():
            for each in part.iter(W + tag):
                style = each.get(f"{W}val")
                if style not in kinds or (kind and kinds[style] != kind):
                    yield f"{name}: no {kind} style {style}"


def lists(package: Package) -> Iterator[str]:
    numbering = package.parts["word/numbering.xml"]
    abstract = {each.get(f"{W}abstractNumId"): each for each in numbering.iter(f"{W}abstractNum")}
    numbers = {n.get(f"{W}numId"): n.find(f"{W}abstractNumId").get(f"{W}val") for n in numbering.iter(f"{W}num")}
    yield from (f"list {n} has no definition" for n, a in numbers.items() if a not in abstract)
    for each in package.parts["word/document.xml"].iter(f"{W}numPr"):
        number, level = (each.find(W + tag).get(f"{W}val") for tag in ("numId", "ilvl"))
        if number not in numbers:
            yield f"no list {number}"
        elif level not in {lvl.get(f"{W}ilvl") for lvl in abstract[numbers[number]].iter(f"{W}lvl")}:
            yield f"list {number} has no level {level}"


def tables(package: Package) -> Iterator[str]:
    for name, part in package.stories():
        for table in part.iter(f"{W}tbl"):
            columns = len(table.find(f"{W}tblGrid"))
            for row in table.iterchildren(f"{W}tr"):
                spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iterchildren(f"{W}tc")]
                count = sum(1 if span is None else int(span.get(f"{W}val")) for span in spans)
                if count != columns:
                    yield f"{name}: a row of {count} cells in a table of {columns}"
            following = next((s for s in table.itersiblings() if "bookmark" not in s.tag), None)
            if following is None or following.tag != f"{W}p":
                yield f"{name}: no paragraph after a table"
        for cell in part.iter(f"{W}tc"):
            last = [child for child in cell if "bookmark" not in child.tag][-1]
            if last.tag != f"{W}p":
                yield f"{name}: a cell ends with {etree.QName(last).localname}"


def spaces(package: Package) -> Iterator[str]:
    for name, part in package.stories():
        for each in part.iter(f"{W}t", f"{W}instrText"):
            text = each.text or ""
            if text != text.strip() and each.get(SPACE) != "preserve":
                yield f"{name}: {text!r} would lose its spaces"


RULES: tuple[Callable[[Package], Iterator[str]], ...] = (
    order,
    content_types,
    relationships,
    unique_ids,
    unique_styles,
    bookmarks,
    fields,
    targets,
    styles,
    lists,
    tables,
    spaces,
)
