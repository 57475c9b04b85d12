"""A redline for a terminal: the text of every changed passage, what changed as a whole in front."""

from .redline import render_terminal

__all__ = ["render_terminal"]
