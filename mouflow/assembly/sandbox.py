"""The Jinja2 environment: templates can compute, but reach nothing and cannot run without end (design.md law 5).

Attributes open only on records and on Jinja's own loop objects, calls only on functions handed in, filters only from
:data:`FILTERS` and the language forms. Every loop turn, call and printed character draws on a budget.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from jinja2 import BaseLoader, StrictUndefined, Template
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Namespace

from mouflow.diagnostics import did_you_mean
from mouflow.document.markup import PLACE
from mouflow.model import KINDS
from mouflow.model.base import Record
from mouflow.tracing import Sight, note

from .budget import MAX_VALUES, LimitError, weigh
from .general_filters import FILTERS
from .metering import METERS, Generator, paid

MAX_SOURCE = 100_000
_MAX_NUMBER = 10**30
_TAG = re.compile(r"<([a-z][a-z0-9]*)(?=[\s/>]|$)")

F = TypeVar("F", bound=Callable[..., object])


def for_templates(function: F) -> F:
    """Mark a function as one that templates may call."""
    function.for_templates = True  # type: ignore[attr-defined]
    return function


class Unknown(StrictUndefined):
    """What a name or key stands for that is not there; the second line of its message is the way out."""

    @property
    def _undefined_message(self) -> str:
        owner, name = self._undefined_obj, self._undefined_name
        if isinstance(owner, Record):
            return f"`{type(owner).__name__}` has no `{name}`\n{did_you_mean(str(name), type(owner).known_keys())}"
        if isinstance(owner, Mapping):
            return f"there is no `{name}` here\n{did_you_mean(str(name), map(str, owner))}"
        return super()._undefined_message


class _Places(Extension):
    """Writes each element's template and line into it, so that a refused element can be found."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type == "data" and stream.name:
                yield Token(token.lineno, "data", self._placed(token.value, stream.name, token.lineno))
            else:
                yield token

    @staticmethod
    def _placed(data: str, name: str, line: int) -> str:
        def placed(found: re.Match[str]) -> str:
            at = line + data.count("\n", 0, found.start())
            column = found.start() - data.rfind("\n", 0, found.start())
            return f'<{found.group(1)} {PLACE}="templates/{name}:{at}:{column}"'

        return _TAG.sub(placed, data)


_NAMES_OF_KINDS = {kind.replace("-", "_"): kind for kind in KINDS}


class _Context(Context):
    """Tells which other documents of the pack are named: what is made of them changes with them."""

    def resolve_or_missing(self, key: str) -> Any:
        if key in _NAMES_OF_KINDS:
            note(Sight("", "kind", _NAMES_OF_KINDS[key]), "")
        return super().resolve_or_missing(key)


class _Template(Template):
    """Imports anew each time, since what a template imports may itself import what has changed since."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        self._module = None
        return super()._get_default_module(ctx)


class Sandbox(SandboxedEnvironment):
    """An environment in which only what is handed in can be reached."""

    code_generator_class = Generator
    context_class = _Context
    template_class = _Template
    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(
        self, loader: BaseLoader, finalize: Callable[..., object], filters: Mapping[str, Callable[..., Any]]
    ) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=Unknown,
            finalize=finalize,
            extensions=[_Places],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=True,
        )
        every = {**FILTERS, **filters}
        self.filters = {**{name: paid(function) for name, function in every.items()}, **METERS}
        self.globals = {"range": for_templates(range_), "namespace": Namespace}

    def compile(self, source: Any, name: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """Compile a template of a sane length and depth.

        Raises:
            TemplateSyntaxError: It is no template, or too long, or nests too deep for the compiler.
        """
        if isinstance(source, str) and len(source) > MAX_SOURCE:
            raise TemplateSyntaxError(f"a template has {MAX_SOURCE} characters at most", 1, name)
        try:
            return super().compile(source, name, *args, **kwargs)
        except (RecursionError, MemoryError, SyntaxError, OverflowError, ValueError):
            raise TemplateSyntaxError("nests too deep, or holds a number that is too long", 1, name) from None

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look a name up; in a record a field, in a mapping a key, never one of Python's methods."""
        kind: type[Record] = type(obj)
        if attribute in _fields(kind):
            return getattr(obj, attribute)
        return self.getitem(obj, attribute) if isinstance(obj, Mapping) else super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look a key up; a mapping has nothing but its keys."""
        if isinstance(obj, Mapping):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Open the fields of records, and what Jinja's loops, namespaces and macro modules offer."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, Record):
            return attr in _fields(type(obj))
        return isinstance(obj, LoopContext | Namespace) or (
            isinstance(obj, TemplateModule) and isinstance(value, Macro | str | int)
        )

    def is_safe_callable(self, obj: object) -> bool:
        """Allow the functions handed in, macros and recursive loops."""
        allowed = isinstance(obj, Macro | LoopContext) or obj is Namespace
        return allowed or getattr(obj, "for_templates", False) is True

    def call(self, context: Context, obj: object, /, *args: object, **kwargs: object) -> Any:
        """Pay for a call, then make it."""
        context["_budget"].step()
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with numbers of a sane size; add texts and lists of a sane length."""
        context["_budget"].step()
        if operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
            context["_budget"].print(len(left) + len(right))
            added = super().call_binop(context, operator, left, right)
            weigh(added)
            return added
        if not all(isinstance(each, int | float) for each in (left, right)):
            raise SecurityError(f"`{operator}` computes with numbers only")
        if abs(left) > _MAX_NUMBER or abs(right) > (100 if operator == "**" else _MAX_NUMBER):
            raise LimitError("the template computes with a number that is too big")
        return super().call_binop(context, operator, left, right)


@cache
def _fields(kind: type) -> frozenset[str]:
    """Return the fields of a type of records; none of any other type."""
    return frozenset(kind.model_fields) if issubclass(kind, Record) else frozenset()


def range_(*bounds: int) -> range:
    """Count as Python's range does, over :data:`MAX_VALUES` numbers at most."""
    counted = range(*bounds)
    if len(counted) > MAX_VALUES:
        raise LimitError(f"range() counts to {MAX_VALUES} at most")
    return counted
