"""The register for other programs: tables, JSON and calendars; records in, bytes out, no clock and no file."""
