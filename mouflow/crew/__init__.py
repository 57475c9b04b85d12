"""Processes that work beside this one, each of which may die without harm to the others."""

from .crew import Crew
from .process import WorkerLostError, WorkerProcess

__all__ = ["Crew", "WorkerLostError", "WorkerProcess"]
