"""What Jinja2 raises, as diagnostics at the deepest place known: a template's line, or a YAML text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from mouflow.diagnostics import Diagnostic, Location, MouflowError, did_you_mean, error
from mouflow.model.base import Prose

from .budget import LimitError
from .filters import LANGUAGE_FILTERS
from .general_filters import FILTERS
from .metering import UnsafeTemplateError
from .plain_words import in_plain_words

FATAL = frozenset({"template-limit", "template-circular"})
"""Codes after which rendering does not go on."""

_LISTED = "templates/README.md lists what templates and texts can use"
_FILTERS = (*LANGUAGE_FILTERS, *FILTERS)
_SMALLER = "print less, or loop over less"
_EXPECTED = (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError)


@contextmanager
def diagnosed(place: Location, names: Iterable[str], prose: Prose | None = None) -> Iterator[None]:
    """Turn what rendering raises into a diagnostic.

    ``place`` is the template, or the text ``prose``; ``names`` are the variables that were there to be used.
    """
    try:
        yield
    except MouflowError as failed:
        at = _place(failed, place, prose)
        told = (each if each.location else replace(each, location=at) for each in failed.diagnostics)
        raise MouflowError(*told) from None
    except TemplateSyntaxError as problem:
        at = _part(problem, prose) if prose else Location(f"templates/{problem.name or ''}", problem.lineno)
        raise MouflowError(_syntax_error(problem, at, prose)) from None
    except TemplateNotFound as problem:
        hint = "the name is relative to the templates folder"
        found = error("template-missing", f"no template `{problem.name}`", _place(problem, place, prose), hint)
        raise MouflowError(found) from None
    except LimitError as problem:
        raise MouflowError(error("template-limit", str(problem), _place(problem, place, prose), _SMALLER)) from None
    except RecursionError as problem:
        message = "a template or text includes itself without end"
        hint = "take out what leads back to it"
        raise MouflowError(error("template-circular", message, _place(problem, place, prose), hint)) from None
    except _EXPECTED as problem:
        raise MouflowError(_runtime_error(problem, _place(problem, place, prose), names, prose)) from None


def _place(problem: BaseException, place: Location, prose: Prose | None) -> Location:
    """Find the template line in a traceback that Jinja2 has rewritten; a text is the place itself."""
    trace: TracebackType | None = None if prose else problem.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith("templates/"):
            place = Location(name, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _part(problem: TemplateSyntaxError, prose: Prose) -> Location:
    """Return the place of the expression of a text that could not be read."""
    at = prose.text.find(problem.source) if problem.source else -1
    return prose.place(max(at, 0))


def _syntax_error(problem: TemplateSyntaxError, place: Location, prose: Prose | None) -> Diagnostic:
    message = problem.message or "syntax error"
    if isinstance(problem, UnsafeTemplateError):
        return error("template-unsafe", message, place, _LISTED)
    unknown = re.fullmatch(r"No filter named '(.+?)'\.", message)
    if unknown:
        return error(
            "template-syntax", f"no filter `{unknown.group(1)}`", place, did_you_mean(unknown.group(1), _FILTERS)
        )
    statement = "" if prose else ", a statement {% … %}"
    return error("template-syntax", message, place, f"an expression is {{{{ … }}}}{statement}; {_LISTED}")


def undefined(name: str) -> str:
    """Say that a text names what is not there."""
    return f"`{name}` is not defined"


def _runtime_error(problem: Exception, place: Location, names: Iterable[str], prose: Prose | None) -> Diagnostic:
    text, _, hint = (str(problem) or type(problem).__name__).partition("\n")
    unknown = re.fullmatch(r"'(.+?)' is undefined", text)
    if unknown:
        name = unknown.group(1)
        known = [each for each in names if not each.startswith("_")]
        return error("undefined-variable", undefined(name), _found(name, place, prose), _hint(name, known))
    if hint:
        name = text.rsplit("`", 2)[1]
        return error("undefined-variable", text, _found(name, place, prose), hint)
    if isinstance(problem, SecurityError):
        if "not safely callable" in text:
            text = "only macros and the functions of mouflow can be called"
        return error("template-unsafe", text, place, _LISTED)
    return error("template-failed", in_plain_words(text), place, _LISTED)


def _found(name: str, place: Location, prose: Prose | None) -> Location:
    """Return the place of a name in a text's expressions."""
    found = re.search(rf"(?:\{{[{{%][^}}]*?|^)\b{re.escape(name)}\b", prose.text) if prose else None
    return prose.place(found.end() - len(name)) if prose and found else place


def _hint(name: str, known: list[str]) -> str:
    near = did_you_mean(name, known)
    return near if near.startswith("did you mean") else _LISTED
