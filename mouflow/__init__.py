"""mouflow: agreements from structured YAML, in every language and format."""

__version__ = "0.1.0"
