"""What of a user's environment and settings may reach git, wherever git is run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",  # it names a program
    "core.quotePath=false",
    "core.trustctime=true",  # these three: what is said of changed files leaves nothing out
    "core.checkStat=default",
    "core.untrackedCache=false",
    "core.safecrlf=false",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
    "log.showSignature=false",
    "submodule.recurse=false",
    "color.ui=false",
)
"""Settings that stand over the user's; only plumbing is called, which aliases and most others do not touch."""

ENVIRONMENT: Mapping[str, str] = {
    "GIT_ALLOW_PROTOCOL": "none",  # no network, not even to fetch what a partial clone lacks
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_KEPT = (
    "GIT_AUTHOR_",
    "GIT_COMMITTER_",
    "GIT_CONFIG_",  # where the user's settings lie; SETTINGS stand over them
    "GIT_CEILING_DIRECTORIES",
    "GIT_EXEC_PATH",
    "GIT_PYTHON_",
    "GIT_SSL_",
    "GIT_SSH",
)
"""How the names of variables begin that may reach git; others could lead it to another repository or index."""


def settings_arguments() -> list[str]:
    """Return the arguments that put :data:`SETTINGS` over the user's."""
    return [part for setting in SETTINGS for part in ("-c", setting)]


def strays(names: Iterable[str]) -> list[str]:
    """Return the names of variables that must not reach git."""
    return [name for name in names if name.startswith("GIT_") and not name.startswith(_KEPT)]
