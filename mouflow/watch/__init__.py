"""Watch mode: what depends on a file that was saved is made again at once, the quick formats first."""

from .engine import Engine
from .session import Session
from .task import Task

__all__ = ["Engine", "Session", "Task"]
