"""WeasyPrint at our door: loaded fast, its missing libraries explained, and no way out for what it would fetch."""

from __future__ import annotations

import contextlib
import ctypes.util
import gc
import io
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

from mouflow.diagnostics import MouflowError, error

from .private import light_imports

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""The Debian and Ubuntu packages that WeasyPrint loads its libraries from."""


def load_weasyprint() -> ModuleType:
    """Import WeasyPrint.

    Raises:
        MouflowError: Pango or another library that it loads is missing.
    """
    try:
        with contextlib.redirect_stdout(io.StringIO()), no_collection():
            return _imported()
    except OSError as problem:
        first = str(problem).splitlines()[0]
        hint = f"install it with `sudo apt-get install {PACKAGES}`; HTML, DOCX and text need none of it"
        raise MouflowError(
            error("pango-missing", f"PDF needs Pango, which cannot be loaded: {first}", hint=hint)
        ) from None


def _imported() -> ModuleType:
    """Import without asking a compiler where libraries are.

    WeasyPrint tries names of several systems in turn; for each that fails, ``ctypes.util.find_library`` starts ldconfig
    and gcc (130 ms together), though a later name loads at once. Where none does, the plain import tries all it can.
    """
    with light_imports():
        try:
            with _no_library_search():
                return import_module("weasyprint")
        except OSError:
            return import_module("weasyprint")


@contextlib.contextmanager
def _no_library_search() -> Iterator[None]:
    usual = ctypes.util.find_library
    ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = usual


def _nowhere(name: str) -> None:  # noqa: ARG001 - takes the place of a function with this argument
    return None


def closed_fetcher(own: Mapping[str, tuple[str, bytes]], refused: list[str]) -> Any:
    """Return a URL fetcher that knows ``own`` addresses (media type and bytes) and data: URLs, and nothing else.

    Any other address is noted in ``refused``: WeasyPrint would go on without what it could not fetch.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class ClosedFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url in own:
                media_type, data = own[url]
                return URLFetcherResponse(url, data, {"Content-Type": media_type})
            if url.lower().startswith("data:"):
                return super().fetch(url, headers)
            refused.append(url)
            raise ValueError(f"refused: {url}")

    return ClosedFetcher(allowed_protocols=("data",))


@contextlib.contextmanager
def font_configuration() -> Iterator[Any]:
    """Give a font configuration whose temporary folder is gone at the end.

    It writes the font files of a page into a folder, and removes that when it is collected itself: too late, or, at the
    end of a process, never.
    """
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    try:
        yield configuration
    finally:
        configuration.__del__()


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """Put off the collection of cycles: an import or a layout makes much and drops little (a tenth of its time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
