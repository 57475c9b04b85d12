"""Pictures: PNG, JPEG and SVG are taken; what is broken, too big or reaches outside is refused, each with its place."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.workspace.pictures import read_picture
from tests.conftest import Ran


def png(width: int = 4, height: int = 3, form: str = "PNG") -> bytes:
    data = BytesIO()
    Pillow.new("RGB", (width, height), "navy").save(data, form)
    return data.getvalue()


def svg(body: str = "", attributes: str = 'width="40" height="30"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="x" {attributes}>{body}</svg>'.encode()


def problem_of(data: bytes, path: str) -> Diagnostic | None:
    try:
        read_picture(data, path)
    except MouflowError as failed:
        (problem,) = failed.diagnostics
        return problem
    return None


@pytest.mark.parametrize(
    ("data", "name", "media_type", "size"),
    [
        (png(), "a.png", "image/png", (4, 3)),
        (png(form="JPEG"), "a.jpg", "image/jpeg", (4, 3)),
        (png(), "wrongly-named.jpg", "image/png", (4, 3)),
        (svg(), "a.svg", "image/svg+xml", (40, 30)),
        (svg("", 'viewBox="0 0 80 60"'), "a.svg", "image/svg+xml", (80, 60)),
        (svg("", ""), "a.svg", "image/svg+xml", (300, 150)),
        (svg("", f'width="{"9" * 400}" height="1..2"'), "a.svg", "image/svg+xml", (300, 150)),
        (
            svg('<use href="#a"/><rect fill="url(#b)"/><style>p{fill:url(#c)}</style>'),
            "a.svg",
            "image/svg+xml",
            (40, 30),
        ),
    ],
)
def test_read_picture(data: bytes, name: str, media_type: str, size: tuple[int, int]) -> None:
    image = read_picture(data, name)
    assert (image.media_type, (image.width, image.height), image.data) == (media_type, size, data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture-broken"),
        (b"no picture", "picture-broken"),
        (png()[:40], "picture-broken"),
        (png(form="GIF"), "picture-broken"),
        (png(form="JPEG")[:-200], "picture-broken"),
        (png()[:16] + (100_000).to_bytes(4, "big") * 2 + png()[24:], "picture-"),
    ],
)
def test_read_picture__broken_or_too_big(data: bytes, code: str) -> None:
    problem = problem_of(data, "a.png")
    assert problem
    assert problem.code.startswith(code)
    assert problem.hint


@pytest.mark.parametrize(
    "body",
    [
        '<image href="http://a.example/b.png"/>',
        '<image xlink:href="file:///etc/passwd"/>',
        '<use href="other.svg#a"/>',
        '<use xlink:href="data:image/svg+xml,x"/>',
        '<a href="http://a.example"/>',
        '<rect fill="url(http://a.example/b)"/>',
        "<rect style=\"fill:url('http://a.example/b')\"/>",
        '<rect style="fill:u\\72l(http://a.example/b)"/>',
        "<style>@import 'http://a.example/b.css';</style>",
        "<style>@im\\70ort 'http://a.example/b.css';</style>",
        "<style>" + " " * 9000 + "@imp<!-- -->ort 'x'</style>",
        "<script>1</script>",
        "<svg:script xmlns:svg='http://www.w3.org/2000/svg'>1</svg:script>",
        '<rect onload="x()"/>',
        "<foreignObject><p/></foreignObject>",
        '<use href="#a"><set attributeName="href" to="http://a.example"/></use>',
        "<g>" * 5000 + "</g>" * 5000,
        "<?xml-stylesheet href='http://a.example'?>",
    ],
)
def test_read_picture__svg_that_reaches_outside(body: str) -> None:
    problem = problem_of(svg(body), "a.svg")
    assert problem
    assert problem.code == "picture-unsafe"
    assert problem.location
    assert problem.location.column > 1
    assert problem.hint


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture-broken"),
        (b"<svg", "picture-broken"),
        (b"<svg><g></svg>", "picture-broken"),
        (b"<html/>", "picture-unsafe"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "picture-unsafe"),
        (b'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>', "picture-unsafe"),
    ],
)
def test_read_picture__svg_that_is_none(data: bytes, code: str) -> None:
    problem = problem_of(data, "a.svg")
    assert problem
    assert problem.code == code
    assert problem.hint


@given(st.binary(max_size=100), st.sampled_from(["a.png", "a.svg"]))
def test_read_picture__any_bytes_are_taken_or_refused(data: bytes, name: str) -> None:
    problem = problem_of(data, name)
    assert problem is None or problem.code.startswith("picture-")


RELEASE = """\
    kind: press-release
    languages: [en]
    title: {en: A visit}
    issued: {date: 2024-06-08, time: 14:30}
    paragraphs:
      - {id: one, en: They met.}
    photographs:
      - {file: FILE, caption: {en: The visit}}
    """


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("nothing.png", "file-missing"),
        ("../../secret.png", "path-outside"),
        ("/etc/passwd", "path-outside"),
        ("link.png", "path-outside"),
        ("broken.png", "picture-broken"),
        ("folder.png", "file-unreadable"),
    ],
)
def test_check__picture_told_where_the_yaml_names_it(
    name: str, code: str, workspace: Callable[..., Path], run: Callable[..., Ran], tmp_path: Path
) -> None:
    text = dedent(RELEASE).replace("FILE", name)
    root = workspace(
        {"agreements/x/release.yaml": text, "agreements/x/broken.png": b"x", "agreements/x/folder.png/a": ""}
    )
    (tmp_path / "secret.png").write_bytes(png())
    (root / "agreements/x/link.png").symlink_to(tmp_path / "secret.png")
    ran = run(root, "check")
    assert ran.status == 1
    assert "agreements/x/release.yaml:8:12: error: " in ran.err
    assert f"[{code}]" in ran.err
    assert "hint: " in ran.err
