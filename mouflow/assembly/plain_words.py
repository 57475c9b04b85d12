"""What Python and Jinja2 say of a failed expression, in the words of those who write texts and templates."""

from __future__ import annotations

import re

_KINDS = {
    "str": "a text",
    "Markup": "a text",
    "Localized": "a text in several languages",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "NoneType": "nothing",
    "list": "a list",
    "tuple": "a list",
    "dict": "a table of values",
    "date": "a day",
    "time": "a time of day",
    "function": "a function",
    "builtin_function_or_method": "a function",
}
_NAME = r"(?:[\w<>]+\.)*_?(\w+)\(\)"
_KIND = r"'(?:\w+\.)*(\w+)(?: object)?'"
_SAYINGS = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (rf"{_NAME} missing \d+ required .*arguments?: (.+)", "`{0}()` needs {1} in its brackets"),
        (rf"{_NAME} got an unexpected keyword argument '(\w+)'.*", "`{0}()` takes no `{1}`"),
        (rf"{_NAME} got multiple values for argument '(\w+)'.*", "`{0}()` is given `{1}` twice"),
        (rf"{_NAME} takes .* given", "`{0}()` is given too many values"),
        (rf"'(.+)' not supported between instances of {_KIND} and {_KIND}", "`{0}` cannot compare {1} with {2}"),
        (rf"unsupported operand type\(s\) for (\S+): {_KIND} and {_KIND}", "`{0}` cannot compute with {1} and {2}"),
        (rf"bad operand type for (?:unary )?(.+?)(?:\(\))?: {_KIND}", "`{0}` cannot be done with {1}"),
        (rf"{_KIND}(?: object)? has no attribute '(\w+)'", "{0} has no `{1}`"),
        (rf"{_KIND}(?: object)? is not iterable", "{0} has no items to go through"),
        (rf"argument of type {_KIND} is not (?:iterable|a container or iterable)", "`in` cannot search {0}"),
        (rf"{_KIND}(?: object)? is not callable", "{0} cannot be called; leave the brackets out"),
        (rf"object of type {_KIND} has no len\(\)", "{0} has no length"),
        (r"can only concatenate .*|must be str, not .*", "`+` adds numbers, or joins text with text"),
        (r"invalid literal for int\(\).*|int\(\) argument must be .*", "`int` is given what is no number"),
        (r"(?:integer |float )?(?:division|modulo).* by zero", "a number is divided by zero"),
    )
)


def in_plain_words(message: str) -> str:
    """Return a message of Python's or Jinja2's as its author's reader understands it; others as they are."""
    for pattern, said in _SAYINGS:
        found = pattern.fullmatch(message)
        if found:
            words = (_KINDS.get(group, group) for group in found.groups())
            return said.format(*(word.replace("'", "`") for word in words))
    return message
