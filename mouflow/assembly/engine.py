"""Rendering: templates and YAML texts to markup in one language, every failure a diagnostic with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial

from jinja2 import BaseLoader, Template, pass_context
from jinja2.environment import TemplateExpression
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context, Undefined
from markupsafe import Markup, escape

from mouflow.diagnostics import Diagnostic, Location, MouflowError, error, place_of
from mouflow.model.base import Localized, Prose

from .budget import Budget
from .failures import FATAL, diagnosed
from .filters import LANGUAGE_FILTERS
from .inline import InlineError, has_expressions, inline_markup, parted
from .sandbox import Sandbox

_PRINTABLE = (str, int, float, date, Undefined)
_UNPRINTABLE: dict[type, str] = {bool: "true or false", list: "a list", tuple: "a list", dict: "a table of values"}


@pass_context
def _finalize(context: Context, value: object) -> object:
    """Print a localized text in the language at hand; count every printed character."""
    if isinstance(value, Markup):
        shown = value
    elif isinstance(value, Localized):
        shown = context["_voice"].localized(value)
    elif value is None:
        shown = Markup()
    elif isinstance(value, _PRINTABLE) and not isinstance(value, bool):
        shown = escape(str(value) if isinstance(value, Undefined) else value)
    else:
        known = (what for kind, what in _UNPRINTABLE.items() if isinstance(value, kind))
        what = next(known, f"a {type(value).__name__.lower()}")
        raise TypeError(f"{what} cannot be printed; print its texts, or ask for it with `if`")
    context["_budget"].print(len(shown))
    return shown


@lru_cache(maxsize=4)
def sandbox(loader: BaseLoader) -> Sandbox:
    """Return the environment of a loader; compiled templates live as long as it does."""
    return Sandbox(loader, _finalize, LANGUAGE_FILTERS)


class Engine:
    """Renders with one environment and one budget.

    ``problems`` gathers what is wrong in YAML texts, each of which then prints as nothing, so that one run tells all.
    """

    def __init__(self, loader: BaseLoader) -> None:
        self.environment = sandbox(loader)
        self.budget = Budget()
        self.problems: list[Diagnostic] = []

    def template(self, name: str, variables: Mapping[str, object]) -> str:
        """Render a template by name.

        Raises:
            MouflowError: The template is missing, wrong, or fails; the place is a line of it.
        """
        with diagnosed(Location(f"templates/{name}"), variables):
            with self.budget.compiling():
                template = self.environment.get_template(name)
            return template.render({**variables, "_budget": self.budget})

    def prose(self, prose: Prose, variables: Mapping[str, object], values: Mapping[str, object]) -> Markup:
        """Render one YAML text; ``values`` are variables of this text alone.

        Raises:
            MouflowError: The text takes too long or includes itself; lesser problems are gathered.
        """
        self.budget.step()
        source = self._gathered(partial(_source, prose))
        if not has_expressions(source):
            return Markup(source)
        own = {**variables, **values, **prose.values, "_place": prose.location, "_budget": self.budget}
        pieces = (partial(self._piece, at, part, prose, own) for at, part in enumerate(parted(source)))
        return Markup("".join(map(self._gathered, pieces)))

    def _gathered(self, make: Callable[[], str]) -> str:
        """Return what a function makes; nothing, its problems gathered, where it fails."""
        try:
            return make()
        except MouflowError as failed:
            if any(each.code in FATAL for each in failed.diagnostics):
                raise
            self.problems.extend(failed.diagnostics)
            return ""

    def _piece(self, at: int, part: str, prose: Prose, variables: Mapping[str, object]) -> str:
        """Return a fixed text, or what an expression prints: the two take turns."""
        with diagnosed(prose.location, variables, prose):
            if at % 2 == 0:
                self.budget.print(len(part))
                return part
            self.budget.step()
            with self.budget.compiling():
                template = _compiled(self.environment, part)
            return template.render(variables)

    def condition(self, expression: str, variables: Mapping[str, object], place: Location) -> bool:
        """Evaluate a ``when:`` expression; ``place`` is where it stands if it does not know itself.

        Raises:
            MouflowError: The expression is wrong or names something unknown.
        """
        with diagnosed(place_of(expression, place), variables, Prose(expression, place_of(expression, place))):
            holds = _expression(self.environment, expression)
            return bool(holds({**variables, "_budget": self.budget}))


def _source(prose: Prose) -> str:
    try:
        return inline_markup(prose.text)
    except InlineError as problem:
        hint = f"close it, or write \\{problem.mark[0]}"
        raise MouflowError(error("inline-markup", str(problem), prose.place(problem.offset), hint)) from None


@lru_cache(maxsize=4096)
def _compiled(environment: Sandbox, source: str) -> Template:
    return environment.from_string(source)


@lru_cache(maxsize=1024)
def _expression(environment: Sandbox, source: str) -> TemplateExpression:
    try:
        return environment.compile_expression(source, undefined_to_none=False)
    except RecursionError:
        raise TemplateSyntaxError("nests too deep", 1) from None
