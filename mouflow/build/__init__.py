"""Building: what to make of which agreements, and making it."""

from .jobs import Job, Wish, jobs_of
from .making import Order
from .report import Output, Report
from .run import check, generate
from .targets import Target, find_targets
from .write import write_atomically

__all__ = [
    "Job",
    "Order",
    "Output",
    "Report",
    "Target",
    "Wish",
    "check",
    "find_targets",
    "generate",
    "jobs_of",
    "write_atomically",
]
