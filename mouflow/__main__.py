"""The way in: `mouflow` and `python -m mouflow`."""

from __future__ import annotations

import gc
import sys

from mouflow.cli import main as run


def main() -> int:
    """Run the command of this process.

    What it made goes back to the system with the process. To look through all of it for cycles first, as Python does
    at its end, would take a tenth of the time that one PDF takes.
    """
    status = run()
    gc.freeze()
    return status


if __name__ == "__main__":
    sys.exit(main())
