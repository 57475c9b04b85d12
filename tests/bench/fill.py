"""The rival of a batch, one process of it: docxtpl fills a template many times, then LibreOffice makes the PDFs.

A script of its own that imports nothing of ours: `fill.py TEMPLATE CONTEXTS.json OUT`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from docxtpl import DocxTemplate


def main(template: str, contexts: str, folder: str) -> None:
    """Fill and convert."""
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    documents = []
    for number, context in enumerate(json.loads(Path(contexts).read_text("utf-8"))):
        word = DocxTemplate(template)
        word.render(context, autoescape=True)
        documents.append(out / f"{number}.docx")
        word.save(documents[-1])
    profile = f"-env:UserInstallation={(out / 'profile').resolve().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", out, *documents]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main(*sys.argv[1:])
