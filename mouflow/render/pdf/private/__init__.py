"""What leans on WeasyPrint's private parts: fewer imports, languages in tags, shared styles, full lines.

All of it holds for one version alone (``version.py``). With any other the plain WeasyPrint stands: slower, and with the
document's language on every structure element (see ``structure.py``), but whole. Tests hold the pages against those of
the plain path, pixel by pixel.
"""

from .imports import light_imports
from .insides import known_insides

__all__ = ["known_insides", "light_imports"]
