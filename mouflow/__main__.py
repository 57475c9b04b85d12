"""The way in: `mouflow` and `python -m mouflow`."""

from __future__ import annotations

import gc
import sys

from mouflow.cli import main as run

OBJECTS = 200_000
"""How many new objects a command makes before Python looks for cycles among them."""


def main() -> int:
    """Run the command of this process, and let Python look for cycles seldom.

    A document is made of many objects and drops few: to look at every 700 of them, as Python does, takes a twelfth of
    the time of one PDF. Looking once a document still gives back what a batch leaves behind. At its end all goes back
    to the system with the process; to look through it once more would take a tenth of that time again.
    """
    gc.set_threshold(OBJECTS, 20, 20)
    status = run()
    gc.freeze()
    return status


if __name__ == "__main__":
    sys.exit(main())
