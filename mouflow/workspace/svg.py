"""SVG pictures: well formed, declaring nothing, running nothing, and leading nowhere outside themselves."""

from __future__ import annotations

import re
from xml.parsers import expat

from mouflow.diagnostics import Location, MouflowError, error
from mouflow.document import Image

MAX_DEPTH = 100
_URL = re.compile(r"url\(\s*['\"]?\s*([^#'\"\s][^)'\"]*)|@import", re.IGNORECASE)
_FORBIDDEN = frozenset(
    "script foreignObject iframe audio video image feImage set animate animateMotion animateTransform".split()
)


def read_svg(data: bytes, path: str) -> Image:
    """Check an SVG's bytes.

    Raises:
        MouflowError: It is not well formed, runs or declares something, or refers to something outside itself.
    """
    reader = _Reader(path)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as problem:
        at = Location(path, problem.lineno, problem.offset + 1)
        raise MouflowError(error("picture-broken", "the SVG is not well formed", at, "export it again")) from None
    width, height = reader.size
    return Image("image/svg+xml", data, width, height)


class _Reader:
    """Takes expat's events and refuses what no picture needs; ``size`` is that of the outermost element."""

    def __init__(self, path: str) -> None:
        self.size = (0, 0)
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = lambda *_: self._refuse("declares a document type")
        self.parser.ProcessingInstructionHandler = lambda target, _: self._refuse(f"holds the instruction <?{target}?>")
        self._path = path
        self._texts: list[list[str]] = []

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        self._texts.append([])
        if len(self._texts) > MAX_DEPTH:
            self._refuse(f"nests deeper than {MAX_DEPTH}")
        if len(self._texts) == 1:
            if name != "svg":
                self._refuse("does not begin with <svg>")
            self.size = _size(attributes)
        if name in _FORBIDDEN:
            self._refuse(f"holds <{name}>")
        for key, value in attributes.items():
            self._check_attribute(key, value)

    def _check_attribute(self, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            self._refuse(f"runs code on `{key}`")
        linked = _local(key) == "href" and not value.startswith("#")
        if linked or _URL.search(value) or (key == "style" and "\\" in value):
            self._refuse(f"refers to {value[:60]!r}")

    def _text(self, content: str) -> None:
        self._texts[-1].append(content)

    def _end(self, tag: str) -> None:
        """Check the whole text of an element; in CSS an escape could hide an address."""
        content = "".join(self._texts.pop())
        if _URL.search(content) or (_local(tag) == "style" and "\\" in content):
            self._refuse(f"refers to {content.strip()[:60]!r}")

    def _refuse(self, what: str) -> None:
        at = Location(self._path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        hint = "embed what it needs as shapes, or export the picture as PNG"
        raise MouflowError(error("picture-unsafe", f"the SVG {what}", at, hint))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _size(attributes: dict[str, str]) -> tuple[int, int]:
    """Read width and height, or those of the view box; 300 by 150 where neither is given, as browsers do."""
    box = re.findall(r"-?[\d.]+", attributes.get("viewBox", ""))
    measures = []
    for at, name in enumerate(("width", "height")):
        found = re.match(r"([\d.]+)(?:px)?$", attributes.get(name, "").strip())
        value = found.group(1) if found else box[2 + at] if len(box) == 4 else ("300", "150")[at]
        try:
            measures.append(max(1, round(float(value))))
        except (ValueError, OverflowError):
            measures.append((300, 150)[at])
    return measures[0], measures[1]
