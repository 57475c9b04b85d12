"""The review of activity before a renewal: an agreement's register in, files out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mouflow.register.exports.extract import newest
from mouflow.render import FORMATS
from mouflow.workspace import Workspace

from .export import export_of
from .extracts import Choice
from .report import report_material
from .reports.renewal import renewal_review


def render_renewal(
    workspace: Workspace, agreement: str, forms: Sequence[str], languages: Sequence[str], span: tuple[date, date]
) -> dict[str, bytes]:
    """Render the review in some formats, by file name; ``span`` are today and the last day that is looked at.

    Raises:
        MouflowError: Something is wrong in the register, there is no term, or a template is wrong.
    """
    today, until = span
    export = export_of(workspace, Choice((agreement,), today, until, closed=True), languages)
    material = report_material(workspace, newest(export.extracts))
    document = renewal_review(export.extracts[0], export.edition, export.voices, material)
    keys = "+".join(voice.key for voice in export.voices)
    return {f"renewal.{keys}{FORMATS[form].extension}": FORMATS[form].render(document) for form in forms}
