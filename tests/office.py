"""LibreOffice as a reader of tracked changes: it accepts or rejects all of them, without a screen."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

ACCEPTED, REJECTED = "AcceptAll", "RejectAll"

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes" script:language="StarBasic">
Sub Resolve(folder As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName"
  saved(0).Value = "MS Word 2007 XML"
  Dim names(100) As String, count As Integer, i As Integer
  Dim helper As Object, document As Object, frame As Object, name As String, command As Variant
  helper = CreateUnoService("com.sun.star.frame.DispatchHelper")
  name = Dir(folder &amp; "/*.docx")
  Do While name &lt;&gt; ""
    names(count) = name
    count = count + 1
    name = Dir()
  Loop
  For i = 0 To count - 1
    For Each command In Array("AcceptAll", "RejectAll")
      document = StarDesktop.loadComponentFromURL(ConvertToURL(folder &amp; "/" &amp; names(i)), "_blank", 0, hidden())
      frame = document.CurrentController.Frame
      helper.executeDispatch(frame, ".uno:" &amp; command &amp; "TrackedChanges", "", 0, Array())
      document.TextFields.refresh()
      document.storeToURL(ConvertToURL(folder &amp; "/" &amp; command &amp; "/" &amp; names(i)), saved())
      document.close(True)
    Next
  Next
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard">
<library:element library:name="Changes"/></library:library>
"""
_COMMENTS = re.compile(r'<w:commentRange\w+ [^>]*/>|<w:r><w:commentReference w:id="\d+"/></w:r>')


def resolve(folder: Path, documents: Mapping[str, bytes]) -> None:
    """Print each document to PDF in ``folder``, and put it, resolved, into its folders ``AcceptAll`` and ``RejectAll``.

    References are renewed, as they are when a file is opened. To be resolved, documents lose their comments:
    LibreOffice without a screen cannot draw their frames, and stops.
    """
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    _run(folder, "--convert-to", "pdf", "--outdir", str(folder), *map(str, sorted(folder.glob("*.docx"))))
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(_without_comments(data))
    library = folder / "profile/user/basic/Standard"
    (library / "Changes.xba").write_text(_MODULE, "utf-8")
    (library / "script.xlb").write_text(_LIBRARY, "utf-8")
    for command in (ACCEPTED, REJECTED):
        (folder / command).mkdir()
    _run(folder, f"macro:///Standard.Changes.Resolve({folder})")


def _run(folder: Path, *arguments: str) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing: run `make test`, which installs it"
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def _without_comments(data: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = _COMMENTS.sub("", content.decode()).encode()
            target.writestr(name, content)
    return made.getvalue()
