"""The live preview: what a browser on this machine sees of documents that are being edited."""

from .app import preview_app
from .desk import Desk
from .serving import Preview, serve

__all__ = ["Desk", "Preview", "preview_app", "serve"]
