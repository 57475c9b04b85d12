"""What is measured of PDF: whole processes, a warm edit, size and memory."""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.render.pdf import render_pdf
from mouflow.render.pdf.engine import load_weasyprint
from mouflow.render.pdf.markup import print_page

from .commands import cold, mouflow, office, our_pdf, pages, typst, weasyprint
from .row import Row
from .subject import AGREEMENT, Subject
from .timing import Pairs, paired, peak_memory, process
from .workspace import assembled, load

WORK = "PDF of one memorandum, process"


def noise(subject: Subject, pairs: int) -> Row:
    """The same command on both sides: what is not 1 here is the machine's."""
    command = process(*weasyprint(subject))
    return Row("noise: WeasyPrint's command", "itself", paired(command, command, pairs))


def cold_weasyprint(subject: Subject, pairs: int) -> Row:
    """One PDF, from the start of the process to its end, against WeasyPrint on the page that ours is laid out from."""
    measured = paired(cold(subject), process(*weasyprint(subject)), pairs)
    note = pages(our_pdf(subject), subject.path("weasyprint.pdf"))
    return Row(WORK, "WeasyPrint, ready HTML", measured, 0.75, 0.5, note=note)


def cold_office(subject: Subject, pairs: int) -> Row:
    """The same against LibreOffice, which converts our DOCX."""
    measured = paired(cold(subject), process(*office(subject)), pairs)
    note = pages(our_pdf(subject), subject.folder / "office/memorandum.pdf")
    return Row(WORK, "LibreOffice, ready DOCX", measured, 0.8, 0.6, note=note)


def cold_typst(subject: Subject, pairs: int) -> Row:
    """The same against typst on ready source; for information."""
    measured = paired(cold(subject), process(*typst(subject)), pairs)
    return Row(WORK, "typst, ready source", measured, note=pages(our_pdf(subject), subject.path("typst.pdf")))


def size(subject: Subject, pairs: int) -> Row:  # noqa: ARG001
    """Bytes of the PDF; ours has tags, sources and the marks of its standards within, the rival's has not."""
    cold(subject)()
    process(*weasyprint(subject))()
    sizes = Pairs((our_pdf(subject).stat().st_size,), (subject.path("weasyprint.pdf").stat().st_size,))
    return Row("PDF of one memorandum, size", "WeasyPrint, ready HTML", sizes, 0.8, 0.55, unit="kB")


def edited(subject: Subject, pairs: int) -> Row:
    """A clause edited in its YAML, then all again up to the PDF, warm; the rival is given the edited page."""
    engine = load_weasyprint()
    path = subject.root / "agreements" / AGREEMENT / "mou.yaml"
    edits = [subject.text.replace(" cases;", f" cases of {edit};", 1) for edit in range(pairs + 1)]
    ready = []
    for edit in edits:
        path.write_text(edit, "utf-8")
        ready.append(print_page(assembled(*load(subject.root, AGREEMENT))))
    our_turn, rival_turn = iter(edits), iter(ready)

    def ours() -> None:
        path.write_text(next(our_turn), "utf-8")
        render_pdf(assembled(*load(subject.root, AGREEMENT)))

    measured = paired(ours, lambda: engine.HTML(string=next(rival_turn)).write_pdf(), pairs)
    return Row("PDF after an edit in YAML, warm", "WeasyPrint, ready HTML", measured, 0.5, 0.25)


def memory(subject: Subject) -> Iterator[tuple[str, float]]:
    """Give the peak memory of each way to one PDF, in MiB, of its largest process."""
    for command in (mouflow, weasyprint, office, typst):
        yield command.__name__, peak_memory(*command(subject), folder=subject.root)
