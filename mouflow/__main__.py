"""The way in: `mouflow` and `python -m mouflow`."""

from __future__ import annotations

import sys

from mouflow.cli import main

if __name__ == "__main__":
    sys.exit(main())
