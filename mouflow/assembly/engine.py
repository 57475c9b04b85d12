"""Rendering: templates and YAML texts to markup in one language, every failure a diagnostic with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from types import TracebackType
from typing import Any

from jinja2 import BaseLoader, Template, TemplateError, TemplateNotFound, TemplateSyntaxError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from mouflow.diagnostics import Location, MouflowError, error
from mouflow.model.base import Localized, Prose

from .filters import LANGUAGE_FILTERS
from .inline import InlineError, has_expressions, inline_markup
from .sandbox import Budget, LimitError, Sandbox

_CIRCULAR = "a template or text includes itself without end"


@pass_context
def _finalize(context: Context, value: object) -> object:
    """Print a localized text in the language at hand; count every printed character."""
    if isinstance(value, Localized):
        shown: Markup = context["_voice"].localized(value)
    else:
        shown = escape("" if value is None else value)
    context["_budget"].print(len(shown))
    return shown


@lru_cache(maxsize=4)
def sandbox(loader: BaseLoader) -> Sandbox:
    """Return the environment of a loader; compiled templates live as long as it does."""
    environment = Sandbox(loader, _finalize)
    environment.filters.update(LANGUAGE_FILTERS)
    return environment


class Engine:
    """Renders with one environment and one budget."""

    def __init__(self, loader: BaseLoader) -> None:
        self.environment = sandbox(loader)
        self.budget = Budget()

    def template(self, name: str, variables: Mapping[str, object]) -> str:
        """Render a template by name.

        Raises:
            MouflowError: The template is missing, wrong, or fails; the place is a line of it.
        """
        with _diagnosed(Location(f"templates/{name}")):
            return self._filled(self.environment.get_template(name), variables)

    def prose(self, prose: Prose, variables: Mapping[str, object], values: Mapping[str, object]) -> Markup:
        """Render one YAML text; ``values`` are variables of this text alone.

        Raises:
            MouflowError: The text's markup or an expression in it is wrong; the place is the text's.
        """
        with _diagnosed(prose.location, in_yaml=True):
            source = inline_markup(prose.text)
            if not has_expressions(source):
                return Markup(source)
            own = {**variables, **values, **prose.values, "_place": prose.location}
            return Markup(self._filled(self._compiled(source), own))

    def condition(self, expression: str, variables: Mapping[str, object], place: Location) -> bool:
        """Evaluate a ``when:`` expression.

        Raises:
            MouflowError: The expression is wrong or names something unknown.
        """
        with _diagnosed(place, in_yaml=True):
            source = "{{ 'yes' if (" + expression + ") else '' }}"
            return self._filled(self._compiled(source), variables) == "yes"

    def _compiled(self, source: str) -> Template:
        return _compiled(self.environment, source)

    def _filled(self, template: Template, variables: Mapping[str, object]) -> str:
        return template.render({**variables, "_budget": self.budget})


@lru_cache(maxsize=4096)
def _compiled(environment: Sandbox, source: str) -> Template:
    return environment.from_string(source)


@contextmanager
def _diagnosed(place: Location, *, in_yaml: bool = False) -> Iterator[None]:
    """Turn what Jinja raises into a diagnostic at the deepest place known."""
    try:
        yield
    except MouflowError as failed:
        at = place if in_yaml else None
        raise MouflowError(
            *(each if each.location else replace(each, location=at or place) for each in failed.diagnostics)
        ) from None
    except InlineError as problem:
        raise MouflowError(
            error(
                "inline-markup",
                str(problem),
                _inside(place, problem),
                f"close it, or write \\{problem.mark[0]}",
            )
        ) from None
    except TemplateSyntaxError as problem:
        at = place if in_yaml else Location(f"templates/{problem.name or ''}", problem.lineno)
        raise MouflowError(error("template-syntax", problem.message or "syntax error", at)) from None
    except TemplateNotFound as problem:
        hint = "the name is relative to the templates folder"
        raise MouflowError(error("template-missing", f"no template `{problem.name}`", place, hint)) from None
    except LimitError as problem:
        raise MouflowError(error("template-limit", str(problem), _line(problem, place, in_yaml))) from None
    except RecursionError as problem:
        raise MouflowError(error("template-circular", _CIRCULAR, _line(problem, place, in_yaml))) from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as problem:
        raise MouflowError(_runtime_error(problem, _line(problem, place, in_yaml))) from None


def _inside(place: Location, problem: InlineError) -> Location:
    return place._replace(column=place.column + problem.offset)


def _line(problem: BaseException, place: Location, in_yaml: bool) -> Location:
    """Find the template line in a traceback that Jinja has rewritten."""
    found = place
    trace: TracebackType | None = None if in_yaml else problem.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".j2", ".html", ".xml")):
            found = Location(f"templates/{_relative(name)}", trace.tb_lineno)
        trace = trace.tb_next
    return found


def _relative(name: str) -> str:
    return re.sub(r"^.*/templates/", "", name)


def _runtime_error(problem: Exception, place: Location) -> Any:
    text = str(problem) or type(problem).__name__
    unknown = re.fullmatch(r"'(.+?)' is undefined", text)
    if unknown:
        hint = "variables are the parameters, the facts, and what templates/README.md lists"
        return error("undefined-variable", f"`{unknown.group(1)}` is not defined", place, hint)
    if "unsafe" in text or "is not safely callable" in text:
        return error("template-unsafe", text, place, "templates reach only what templates/README.md lists")
    return error("template-failed", text, place)
