"""What the register says in a language: statuses, headings, and how dates came about; plain text."""
