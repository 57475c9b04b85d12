"""What due, obligations and milestones do: rows found, printed, and what is wrong told after them."""

from __future__ import annotations

import click

from mouflow.diagnostics import Diagnostic, has_errors
from mouflow.tracking.rows import Rows, find_rows

from .register_options import View
from .register_tables import rows_table, show_table


def show_rows(view: View, sources: tuple[str, ...] = ()) -> int:
    """Print what is asked for; return the exit status: 1 for errors, and under --strict for what is overdue."""
    found = rows_of(view, sources)
    if view.form == "json":
        from .json_output import show_json
        from .register_json import rows_json

        show_json(rows_json(found.rows, view.today))
    else:
        show_table(rows_table(found.rows, view.language), view.root, view.language)
        if not found.rows:
            click.echo(_nothing(view), err=True)
    return closing_status(view, found.problems, overdue=any(row.overdue > 0 for row in found.rows))


def rows_of(view: View, sources: tuple[str, ...] = (), *, facts: bool = False) -> Rows:
    """Return the rows that a view asks for."""
    filters = view.filters._replace(sources=sources)
    return find_rows(view.root, view.today, filters, now=view.now, indexed=view.indexed, facts=facts)


def closing_status(view: View, problems: tuple[Diagnostic, ...], *, overdue: bool) -> int:
    """Tell what is wrong; return the exit status."""
    if problems:
        from .console import show_diagnostics

        show_diagnostics(problems, view.root)
    return 1 if has_errors(problems) or (view.strict and overdue) else 0


def _nothing(view: View) -> str:
    by = f" or due by {view.filters.until.isoformat()}" if view.filters.dated and not view.filters.overdue else ""
    return f"Nothing is overdue{by}." if view.filters.dated or view.filters.overdue else "Nothing to show."
