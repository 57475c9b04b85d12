"""The Jinja2 environment: templates can compute, but reach nothing and cannot run without end (design.md law 5).

Attributes open only on records and on Jinja's own loop objects, calls only on functions handed in, filters only from
:data:`FILTERS`. Every loop turn, call and printed character draws on a budget.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Any, TypeVar

from jinja2 import BaseLoader, StrictUndefined, nodes, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context, LoopContext, Macro, Undefined
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from mouflow.document.markup import PLACE
from mouflow.model.base import Record

MAX_STEPS = 200_000
MAX_CHARACTERS = 4_000_000
_MAX_NUMBER = 10**30
_TAG = re.compile(r"<([a-z][a-z0-9]*)(?=[\s/>]|$)")


F = TypeVar("F", bound=Callable[..., object])


class LimitError(Exception):
    """A template ran longer, or printed more, than any document needs."""


class Budget:
    """What one assembly may still spend."""

    def __init__(self) -> None:
        self.steps = MAX_STEPS
        self.characters = MAX_CHARACTERS

    def step(self) -> None:
        """Spend one loop turn or call."""
        self.steps -= 1
        if self.steps < 0:
            raise LimitError(f"the template takes more than {MAX_STEPS} steps; does a loop never end?")

    def print(self, characters: int) -> None:
        """Spend printed characters."""
        self.characters -= characters
        if self.characters < 0:
            raise LimitError(f"the template prints more than {MAX_CHARACTERS} characters")


def for_templates(function: F) -> F:
    """Mark a function as one that templates may call."""
    function.for_templates = True  # type: ignore[attr-defined]
    return function


@pass_context
def metered(context: Context, items: Iterable[object]) -> Iterator[object]:
    """Give the items of a loop, each paid for."""
    budget: Budget = context["_budget"]
    for item in items:
        budget.step()
        yield item


@pass_context
def concatenated(context: Context, parts: list[object]) -> str:
    """Join the operands of ``~``, paid for; escapes as ``~`` does."""
    texts = [part if isinstance(part, Markup) else Markup.escape(str(part)) for part in parts]
    context["_budget"].print(sum(map(len, texts)))
    return Markup("").join(texts)


@pass_context
def join(context: Context, items: Iterable[object], separator: str = "") -> str:
    """Join items with a separator, escaped and paid for."""
    texts = [Markup.escape(context.environment.finalize(context, item)) for item in items]  # type: ignore[misc]
    context["_budget"].print(sum(map(len, texts)) + len(separator) * len(texts))
    return Markup.escape(separator).join(texts)


def _length(items: object) -> int:
    if not isinstance(items, Sized):
        raise SecurityError("only lists, mappings and texts have a length")
    return len(items)


def _default(value: object, other: object = "", falsy: bool = False) -> object:
    return other if isinstance(value, Undefined) or (falsy and not value) else value


FILTERS: dict[str, Callable[..., Any]] = {
    "metered": metered,
    "concatenated": concatenated,
    "join": join,
    "length": _length,
    "count": _length,
    "default": _default,
    "first": lambda items: next(iter(items), ""),
    "last": lambda items: list(items)[-1] if items else "",
    "list": list,
    "sort": sorted,
    "reverse": lambda items: list(items)[::-1],
    "upper": lambda text: Markup.escape(text).upper(),
    "lower": lambda text: Markup.escape(text).lower(),
    "trim": lambda text: Markup.escape(text).strip(),
    "int": int,
    "abs": abs,
}
"""Every filter but the language forms that ``voice`` adds; none can grow its input unpaid."""


class _Metering(NodeTransformer):
    """Sends loops and concatenations through filters that pay."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, "metered", [], [], None, None, lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802
        self.generic_visit(node)
        parts = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(parts, "concatenated", [], [], None, None, lineno=node.lineno)


class _Generator(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802
        super().visit_Template(_Metering().visit(node), frame)


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
            return f'<{found.group(1)} {PLACE}="{name}:{at}:{column}"'

        return _TAG.sub(placed, data)


class Sandbox(SandboxedEnvironment):
    """An environment in which only what is handed in can be reached."""

    code_generator_class = _Generator
    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, loader: BaseLoader, finalize: Callable[..., object]) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            finalize=finalize,
            extensions=[_Places],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=True,
        )
        self.filters = dict(FILTERS)
        self.globals = {"range": for_templates(range_), "namespace": Namespace}

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:  # noqa: ARG002
        """Open the fields of records, and what Jinja's loops, namespaces and macro modules offer."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, Record):
            return attr in type(obj).model_fields
        return isinstance(obj, LoopContext | Namespace) or getattr(obj, "for_templates", False) is True

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
        if operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
            context["_budget"].print(len(left) + len(right))
        elif not all(isinstance(each, int | float) for each in (left, right)):
            if operator != "+":
                raise SecurityError(f"`{operator}` computes with numbers only")
        elif abs(left) > _MAX_NUMBER or abs(right) > (100 if operator == "**" else _MAX_NUMBER):
            raise LimitError("the template computes with a number that is too big")
        return super().call_binop(context, operator, left, right)


def range_(*bounds: int) -> range:
    """Count as Python's range, to 10,000 at most."""
    counted = range(*bounds)
    if len(counted) > 10_000:
        raise LimitError("range() counts to 10000 at most")
    return counted
