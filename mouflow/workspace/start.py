"""Starting out: the files of a new workspace and of a new document, from the starters beside the templates."""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.diagnostics import MouflowError, did_you_mean, error
from mouflow.model import KINDS

from .files import Files
from .folder import AGREEMENTS, Workspace
from .promises import promises_path
from .schemas import editor_settings, schema_files
from .templates import TEMPLATES, find_template_file

SHARED_STARTERS = ("people.yaml", "organisations.yaml", "terms.yaml")
FIRST_AGREEMENT = "first-agreement"
GUIDES = (f"{AGREEMENTS}/README.md", f"{TEMPLATES}/README.md")
"""The documentation that comments and hints point to; a new workspace has its own copy."""

_SETTINGS = """\
# Settings of this workspace; every one may be left out.
organisation = "Our Office"          # author in the properties of every file
time_zone = "Asia/Hong_Kong"
output = "build"
"""
_IGNORED = "/build/\n/.mouflow/\n"
LEDGER_ATTRIBUTES = """\
# Two ledgers are merged by taking the lines of both: each line is an event, and none is ever changed.
agreements/*/ledger.yaml merge=union !diff
"""
"""How git merges ledgers and shows their diffs; what .gitattributes says later holds over what it says before."""

_ATTRIBUTES = f"""\
# Line ends stay as they are, so that one commit gives the same bytes everywhere.
# Git's diffs show clauses and languages; a new clone needs this once: mouflow textconv --install
agreements/**/*.yaml -text diff=mouflow
{LEDGER_ATTRIBUTES}"""
_HOOK = """\
# The hook that this repository offers to others: https://pre-commit.com
- id: mouflow-check
  name: mouflow check
  description: Tell everything that is wrong in the agreements, with places and hints.
  entry: mouflow check
  language: system
  files: ^(.*/)?(agreements/.*|templates/.*|mouflow\\.toml)$
  pass_filenames: false
"""
_LOCAL_HOOK = """\
# Run `pre-commit install` once, and every commit is checked first: https://pre-commit.com
repos:
  - repo: local
    hooks:
      - id: mouflow-check
        name: mouflow check
        entry: mouflow check
        language: system
        files: ^(.*/)?(agreements/.*|templates/.*|mouflow\\.toml)$
        pass_filenames: false
"""


def new_workspace(workspace: Workspace, *, templates: bool = False) -> dict[str, bytes]:
    """Return the files of a new workspace by path: settings, git's, guides, facts, editor schemas, a first agreement.

    With ``templates`` the built-in templates are among them, to be changed.
    """
    files = {
        "mouflow.toml": _SETTINGS.encode(),
        ".gitattributes": _ATTRIBUTES.encode(),
        ".gitignore": _IGNORED.encode(),
        ".pre-commit-config.yaml": _LOCAL_HOOK.encode(),
        ".pre-commit-hooks.yaml": _HOOK.encode(),
        ".vscode/settings.json": editor_settings(),
        **dict(schema_files()),
        **{path: workspace.builtin.read(path) for path in GUIDES},
        **(dict(_below(workspace.builtin, TEMPLATES)) if templates else {}),
    }
    for name in SHARED_STARTERS:
        files[f"{AGREEMENTS}/{name}"] = _starter(workspace, f"shared/starters/{name}")
    files[promises_path(FIRST_AGREEMENT)] = _starter(workspace, "mou/obligations.yaml")
    return {**files, **new_document(workspace, "mou", FIRST_AGREEMENT)}


def new_document(workspace: Workspace, kind: str, identifier: str) -> dict[str, bytes]:
    """Return the file of a new document: ``AGREEMENT`` or ``AGREEMENT/DOCUMENT``, the kind being its default name.

    Raises:
        MouflowError: There is no such kind, or it has no starter.
    """
    if kind not in KINDS:
        raise MouflowError(error("unknown-kind", f"no kind `{kind}`", hint=did_you_mean(kind, KINDS)))
    agreement, _, document = identifier.partition("/")
    return {f"{AGREEMENTS}/{agreement}/{document or kind}.yaml": _starter(workspace, f"{kind}/starter.yaml")}


def _below(files: Files, folder: str) -> Iterator[tuple[str, bytes]]:
    """Read every file below a folder."""
    for name in files.names(folder):
        path = f"{folder}/{name}"
        if name.endswith("/"):
            yield from _below(files, path.rstrip("/"))
        else:
            yield path, files.read(path)


def _starter(workspace: Workspace, path: str) -> bytes:
    found = find_template_file(workspace, path)
    if found is None:
        raise MouflowError(error("no-starter", f"there is no templates/{path}", hint="write one, or copy a document"))
    return found


def already_there(workspace: Workspace, files: dict[str, bytes]) -> list[str]:
    """Return the paths that exist already, so that nothing is written over."""
    return [path for path in files if workspace.files.exists(path)]
