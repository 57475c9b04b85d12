"""The checker of ECMA-376 rules finds what it is there to find."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from mouflow.render.docx import render_docx

from .docx_samples import ENGLISH, sample
from .ooxml import check_package

BREAKS = {
    "order": ("word/document.xml", b'<w:pStyle w:val="Title-en-HK"/>', b'<w:jc w:val="left"/><w:keepNext/>'),
    "content_types": ("[Content_Types].xml", b"/word/styles.xml", b"/word/other.xml"),
    "relationships": ("word/_rels/document.xml.rels", b'Target="numbering.xml"', b'Target="absent.xml"'),
    "unique_ids": ("word/document.xml", b'w:bookmarkStart w:id="1002"', b'w:bookmarkStart w:id="1001"'),
    "unique_styles": ("word/styles.xml", b'w:styleId="Title-en-HK"', b'w:styleId="Title"'),
    "bookmarks": ("word/document.xml", b'<w:bookmarkEnd w:id="1002"/>', b""),
    "fields": ("word/document.xml", b'w:fldCharType="separate"', b'w:fldCharType="end"'),
    "targets": ("word/document.xml", b" REF b_", b" REF c_"),
    "styles": ("word/document.xml", b'w:val="Title-en-HK"', b'w:val="Absent"'),
    "lists": ("word/document.xml", b'<w:numId w:val="1"/>', b'<w:numId w:val="99"/>'),
    "tables": ("word/document.xml", b'<w:gridSpan w:val="2"/>', b""),
    "spaces": ("word/document.xml", b' xml:space="preserve"', b""),
}
"""For each rule an edit (member, old, new) that breaks it."""


@pytest.fixture(scope="module")
def whole() -> bytes:
    return render_docx(sample("single", ENGLISH, clauses=1))


def _edited(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    edited = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(edited, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != member or old in content
            target.writestr(name, content.replace(old, new, 1) if name == member else content)
    return edited.getvalue()


def test_check_package__finds_nothing_in_a_sound_file(whole: bytes) -> None:
    assert check_package(whole) == []


@pytest.mark.parametrize("rule", BREAKS)
def test_check_package__finds_a_broken_rule(whole: bytes, rule: str) -> None:
    found = check_package(_edited(whole, *BREAKS[rule]))

    assert any(each.startswith(f"{rule}:") for each in found), found
