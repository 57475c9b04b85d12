"""Two texts or documents held against each other: what changed, and of which kind every change is."""
