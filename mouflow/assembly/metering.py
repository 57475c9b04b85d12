"""Compiling templates so that everything they do is paid for, and nothing that is mouflow's own can be named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from jinja2 import nodes, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from .budget import weigh

_RESERVED = frozenset({"self", "varargs", "kwargs"})
_PAYS_ITSELF = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)


class UnsafeTemplateError(TemplateSyntaxError):
    """A template names what it may not reach."""


def paid(function: Callable[..., Any]) -> Callable[..., Any]:
    """Make a filter pay one step, and for as many characters or items as it gives back."""
    with_context = hasattr(function, "jinja_pass_arg")

    @pass_context
    @wraps(function)
    def filtered(context: Context, *args: Any, **kwargs: Any) -> Any:
        budget = context["_budget"]
        budget.step()
        given = function(context, *args, **kwargs) if with_context else function(*args, **kwargs)
        if isinstance(given, str | list | tuple):
            budget.print(len(given))
        return given

    return filtered


@pass_context
def _metered(context: Context, items: Iterable[object]) -> Iterator[object]:
    """Give the items of a loop, each paid for."""
    for item in items:
        context["_budget"].step()
        yield item


@pass_context
def _spent(context: Context, characters: int) -> str:
    """Pay for the characters that stand in a template as they are."""
    context["_budget"].print(characters)
    return ""


@pass_context
def _counted(context: Context, value: object) -> object:
    """Pay for the comparison that a value goes into."""
    context["_budget"].step()
    return value


def _weighed(value: object) -> object:
    """Let a list or mapping pass that a template writes down, if it is of a sane size."""
    weigh(value)
    return value


def _concatenated(parts: list[object]) -> Markup:
    """Join the operands of ``~``, escaped as ``~`` does."""
    return Markup("").join(part if isinstance(part, Markup) else Markup.escape(str(part)) for part in parts)


METERS: dict[str, Callable[..., Any]] = {
    "_metered": _metered,
    "_spent": _spent,
    "_counted": _counted,
    "_weighed": paid(_weighed),
    "_concatenated": paid(_concatenated),
    "_copied": paid(lambda value: value),
}
"""Filters that only :class:`Generator` puts into a template; no template can name them."""


class Generator(CodeGenerator):
    """Jinja2's code generator, over templates that pay."""

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802
        """Put the payments in, then generate code."""
        super().visit_Template(_Metering(self.name).visit(node), frame)


class _Metering(NodeTransformer):
    """Sends what can grow or repeat through filters that pay; refuses names that are not for templates."""

    def __init__(self, template: str | None) -> None:
        self._template = template

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        for name in _names(node):
            if name.startswith("_") or (isinstance(node, nodes.Name) and name in _RESERVED):
                raise UnsafeTemplateError(f"`{name}` is out of a template's reach", node.lineno, self._template)
        return super().generic_visit(node, *args, **kwargs)

    def visit_Template(self, node: nodes.Template) -> nodes.Node:  # noqa: N802
        return self._with_payment(node)

    visit_Macro = visit_CallBlock = visit_Block = visit_Template  # noqa: N815

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self._with_payment(node)
        node.iter = _through("_metered", node.iter)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _through("_concatenated", nodes.List(node.nodes, lineno=node.lineno))

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.expr = _through("_counted", node.expr)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _through("_copied", node) if isinstance(node.arg, nodes.Slice) else node

    def visit_List(self, node: nodes.Literal) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        is_read = getattr(node, "ctx", "load") == "load"
        return _through("_weighed", node) if is_read and any(node.find_all(nodes.Name)) else node

    visit_Tuple = visit_Dict = visit_List  # noqa: N815

    def visit_Import(self, node: nodes.Import) -> nodes.Node:  # noqa: N802
        """Give macros of another file the languages and the budget of this one."""
        node.with_context = True
        return self.generic_visit(node)

    visit_FromImport = visit_Import  # noqa: N815

    def visit_EvalContextModifier(self, node: nodes.EvalContextModifier) -> nodes.Node:  # noqa: N802
        raise UnsafeTemplateError("escaping cannot be turned off", node.lineno, self._template)

    visit_ScopedEvalContextModifier = visit_EvalContextModifier  # noqa: N815

    def _with_payment(self, node: Any) -> nodes.Node:
        """Pay for the fixed text of a body each time that it is printed."""
        size = sum(map(_fixed, node.body))
        self.generic_visit(node)
        if size:
            payment = nodes.Output([_through("_spent", nodes.Const(size, lineno=node.lineno))], lineno=node.lineno)
            node.body.insert(0, payment)
        return node  # type: ignore[no-any-return]


def _names(node: nodes.Node) -> Iterator[str]:
    """Give the names that a node takes from, or puts into, a template's reach."""
    for field in ("name", "attr", "key", "target"):
        value = getattr(node, field, None)
        if isinstance(value, str):
            yield value
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        yield node.arg.value


def _fixed(node: nodes.Node) -> int:
    """Return how many characters of fixed text a node prints, those aside that pay for themselves."""
    if isinstance(node, nodes.TemplateData):
        return len(node.data)
    if isinstance(node, _PAYS_ITSELF):
        return 0
    return sum(map(_fixed, node.iter_child_nodes()))


def _through(name: str, node: Any) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
