"""How long our work takes beside that of other engines, as ratios; `python -m tests.bench`."""
