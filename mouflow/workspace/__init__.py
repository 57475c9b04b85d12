"""The workspace folder: finds agreements, shared facts, templates and settings, and loads them with their problems."""

from .files import Files, WorkingFiles
from .folder import Workspace, agreement_ids, document_names, find_workspace, workspace_at
from .load import Ground, Loaded, load_agreement, load_facts, load_ground
from .material import material

__all__ = [
    "Files",
    "Ground",
    "Loaded",
    "WorkingFiles",
    "Workspace",
    "agreement_ids",
    "document_names",
    "find_workspace",
    "load_agreement",
    "load_facts",
    "load_ground",
    "material",
    "workspace_at",
]
