"""mouflow: agreements from structured YAML, in every language and format."""
