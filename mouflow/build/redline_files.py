"""Redlines and tables of amendments to files: everything is rendered first, then written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from mouflow.assembly.amendments import amendments
from mouflow.assembly.assemble import laid_out
from mouflow.assembly.cover import worded
from mouflow.assembly.request import Material
from mouflow.diagnostics import MouflowError
from mouflow.proof import prove
from mouflow.render import FORMATS
from mouflow.workspace import Workspace
from mouflow.workspace.material import redline_material

from .compared import Redlined
from .report import Output
from .review import render_redline
from .write import write_output


def write_redlines(
    workspace: Workspace, found: Sequence[Redlined], form: str, folder: Path, *, as_amendments: bool = False
) -> list[Output]:
    """Write redlines, or the tables of amendments made from them, in a format to a folder.

    Raises:
        MouflowError: A template of the redline is wrong, or the folder cannot be written.
    """
    material = redline_material(workspace)
    rendered: list[tuple[bytes, Output]] = []
    for each in found:
        begun = perf_counter()
        data = _rendered(each, form, material, as_amendments)
        path = folder / f"{_stem(each, as_amendments)}{FORMATS[form].extension}"
        rendered.append((data, Output(path, len(data), perf_counter() - begun)))
    for data, output in rendered:
        write_output(output.path, data)
    return [output for _, output in rendered]


def proved_docx(each: Redlined) -> bytes:
    """Render a redline for Word, and prove that accepting it gives the new text and rejecting it the old one.

    Raises:
        MouflowError: The proof does not hold: at the first place that differs.
    """
    render = FORMATS["docx"].render
    data = render(each.document)
    problems = prove(data, render(laid_out(each.old)), render(laid_out(each.new)))
    if problems:
        raise MouflowError(*problems)
    return data


def _rendered(each: Redlined, form: str, material: Material, as_amendments: bool) -> bytes:
    if as_amendments:
        return FORMATS[form].render(amendments(each.document, material))
    if form == "docx":
        return proved_docx(replace(each, document=worded(each.document, material)))
    return render_redline(each, form, material)


def _stem(each: Redlined, as_amendments: bool) -> str:
    languages = "+".join(wording.profile.key for wording in each.document.wordings)
    if as_amendments:
        return f"{each.name}.{languages}.amendments"
    layout = "" if each.document.layout == "single" else f".{each.document.layout}"
    return f"{each.name}.{languages}{layout}.redline"
