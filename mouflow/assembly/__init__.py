"""Assembly: records and Jinja2 templates to a Document, numbered, cross-referenced and laid out."""
