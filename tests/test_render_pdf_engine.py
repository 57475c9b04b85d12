"""The engine behind PDF: what it costs, what is missing, and pages equal to those of plain WeasyPrint."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import tostring

import pypdfium2
import pytest
import weasyprint
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

from mouflow.diagnostics import MouflowError
from mouflow.document.tree import Layout
from mouflow.render.pdf import engine, fontconfig, render_pdf
from mouflow.render.pdf.fonts import face_subsets
from mouflow.render.pdf.markup import print_page
from mouflow.render.pdf.page import compose
from mouflow.render.pdf.private import drawing, lines, version

from .render_samples import mou, pdf_of

ROOT = Path(__file__).parent.parent


def pictures(data: bytes) -> list[Image.Image]:
    return [page.render(scale=1.0).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(data)]


def plain_pdf(*keys: str, shape: Layout = "single", **options: str) -> bytes:
    """What WeasyPrint alone makes of the same page, with whole faces; it leaves its colour profile unclosed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        return bytes(weasyprint.HTML(string=print_page(mou(*keys, shape=shape))).write_pdf(**options))


def assert_same_pages(ours: bytes, plain: bytes) -> None:
    pairs = list(zip(pictures(ours), pictures(plain), strict=True))
    assert len(pairs) > 1
    for mine, theirs in pairs:
        assert ImageChops.difference(mine, theirs).getbbox() is None


def test_render_pdf__pages_are_those_of_plain_weasyprint_with_whole_faces() -> None:
    assert_same_pages(
        pdf_of("en", "zh-Hant", shape="parallel"),
        plain_pdf("en", "zh-Hant", shape="parallel"),
    )


def test_render_pdf__an_unknown_version_takes_the_plain_path_to_the_same_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "VERSION", "0")
    assert not version.is_known()
    assert_same_pages(pdf_of("zh-Hant"), render_pdf(mou("zh-Hant")))


def test_render_pdf__is_about_half_the_size_of_weasyprint_s_own() -> None:
    plain = plain_pdf("en", "zh-Hant", shape="parallel", pdf_variant="pdf/a-3a")
    assert len(pdf_of("en", "zh-Hant", shape="parallel")) < 0.55 * len(plain)


@pytest.mark.parametrize(
    ("keys", "shape"), [(("en", "zh-Hant"), "parallel"), (("en", "zh-Hant", "zh-Hans"), "sequential")]
)
def test_compose__the_tree_is_the_one_that_parsing_the_page_gives(keys: tuple[str, ...], shape: Layout) -> None:
    document = mou(*keys, shape=shape)
    parsed = weasyprint.HTML(string=print_page(document)).etree_element.find("body")
    composed = compose(document, (), weasyprint).html.etree_element.find("body")
    assert tostring(composed) == tostring(parsed)


FACE_OF_AN_OFFICE = '@font-face { font-family: Office; src: url("file:///office.ttf") }'


def test_compose__rules_that_reach_beyond_their_sheet_stand_in_the_page_itself() -> None:
    own = replace(mou("en"), css="p { color: #123 } @counter-style dash { system: cyclic; symbols: '-' }")
    page = compose(own, (), weasyprint)
    assert page.sheets == ()
    assert "@counter-style dash" in (page.html.etree_element.findtext("head/style") or "")
    assert len(compose(replace(own, css="p { color: #123 }"), (), weasyprint).sheets) == 3


def test_render_pdf__a_face_from_outside_is_refused_every_time() -> None:
    for _ in range(2):
        with pytest.raises(MouflowError) as failed:
            render_pdf(replace(mou("en"), css=FACE_OF_AN_OFFICE))
        assert failed.value.diagnostics[0].code == "network-refused"


def test_render_pdf__a_sheet_may_use_default_rules_that_are_left_out_elsewhere() -> None:
    document = replace(mou("en"), css="p::before { content: counter(page, lower-roman) '|' }")
    assert "i|" in pypdfium2.PdfDocument(render_pdf(document))[0].get_textpage().get_text_range()


def test_face_subsets__keep_what_punctuation_needs() -> None:
    subsets = face_subsets(mou("zh-Hant"))
    assert {(each.family, each.weight) for each in subsets} == {
        ("Noto Serif CJK HK", "normal"),
        ("Noto Serif CJK HK", "bold"),
        ("Noto Sans CJK HK", "bold"),
    }
    font = TTFont(BytesIO(subsets[0].data))
    lists = [font[table].table.FeatureList.FeatureRecord for table in ("GSUB", "GPOS")]
    features = {record.FeatureTag for records in lists for record in records}
    assert {"halt", "locl"} <= features
    assert ord("備") in font.getBestCmap()
    assert ord("龘") not in font.getBestCmap()


def test_find_face__a_family_that_is_not_installed_is_none() -> None:
    assert fontconfig.find_face("No Such Family", bold=False) is None
    face = fontconfig.find_face("Noto Serif CJK SC", bold=True)
    assert face
    assert face.path.endswith(".ttc")


def run(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


REPORT = """
from mouflow.diagnostics import MouflowError
from mouflow.render.html import render_html
from mouflow.render.pdf import render_pdf
from tests.render_samples import mou
assert render_html(mou("zh-Hant"))
try:
    render_pdf(mou("zh-Hant"))
except MouflowError as failed:
    for each in failed.diagnostics:
        print(each.code, each.message, each.hint)
"""


def test_render_pdf__missing_fonts_are_named_with_their_package(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>")
    done = run(REPORT, FONTCONFIG_FILE=str(config))
    assert done.stderr == ""
    assert done.stdout.startswith("fonts-missing")
    assert "Noto Serif CJK HK" in done.stdout
    assert "fonts-noto-cjk" in done.stdout


NO_PANGO = """
import cffi
plain = cffi.FFI.dlopen
def without_pango(self, name, flags=0):
    if "pango" in str(name):
        raise OSError(f"cannot load library {name!r}: no such file")
    return plain(self, name, flags)
cffi.FFI.dlopen = without_pango
"""


def test_render_pdf__a_missing_pango_is_explained() -> None:
    done = run(NO_PANGO + REPORT)
    assert done.stderr == ""
    assert done.stdout.startswith("pango-missing")
    assert "libpango-1.0-0 libpangoft2-1.0-0" in done.stdout


def test_load_weasyprint__leaves_no_stand_ins_behind() -> None:
    done = run(
        "from mouflow.render.pdf.engine import load_weasyprint; load_weasyprint();"
        "import ctypes.util, sys;"
        "assert ctypes.util.find_library.__module__ == 'ctypes.util';"
        "assert 'fontTools.varLib' not in sys.modules;"
        "import fontTools.subset; assert fontTools.subset.Subsetter;"
        "from weasyprint.pdf import fonts; assert fonts.subset.Subsetter();"
        "import weasyprint; weasyprint.HTML(string='<h1>x')._ua_stylesheets();"
        "assert weasyprint.UA_STYLESHEET.page_rules; assert 'lower-roman' in weasyprint.UA_COUNTER_STYLE"
    )
    assert done.stderr == ""


def test_no_collection__turns_the_collector_on_again() -> None:
    import gc

    with engine.no_collection():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_render_pdf__leaves_no_temporary_files(tmp_path: Path) -> None:
    done = run(
        "from mouflow.render.pdf import render_pdf; from tests.render_samples import mou; render_pdf(mou('zh-Hant'))",
        TMPDIR=str(tmp_path),
    )
    assert done.stderr == ""
    assert not list(tmp_path.iterdir())


def test_render_pdf__what_is_remembered_of_other_documents_changes_no_byte() -> None:
    samples = [mou("zh-Hant"), mou("en", "zh-Hant", shape="parallel"), replace(mou("zh-Hant"), css="p { color: #123 }")]
    first = [render_pdf(each) for each in samples]
    drawing._place.cache_clear()
    lines._place.cache_clear()
    afresh = [render_pdf(each) for each in reversed(samples)]
    for _ in range(2):
        assert [render_pdf(each) for each in samples] == first
    assert drawing._place.cache_info().hits > 0
    assert afresh[::-1] == first


def test_render_pdf__words_that_cannot_be_drawn_from_memory_are_drawn_all_the_same() -> None:
    words = "p::after { content: '\\10FFFD' } p::before { content: 'Aside'; text-decoration: underline }"
    document = replace(mou("en"), css=words)
    assert len({render_pdf(document) for _ in range(4)}) == 1


def test_render_pdf__leaves_weasyprint_as_it_was() -> None:
    done = run(
        "from mouflow.render.pdf.engine import load_weasyprint; load_weasyprint();"
        "import pydyf, tinycss2, weasyprint; from importlib import import_module;"
        "rooms = [import_module(f'weasyprint.{name}') for name in ("
        "'layout.inline', 'layout.block', 'layout.preferred', 'layout.table', "
        "'text.line_break', 'draw', 'draw.text', 'pdf.tags')];"
        "state = lambda: [dict(vars(each)) for each in (pydyf, tinycss2, weasyprint.HTML, *rooms)];"
        "before = state();"
        "from mouflow.render.pdf import render_pdf; from tests.render_samples import mou; render_pdf(mou('en'));"
        "assert state() == before"
    )
    assert done.stderr == ""
