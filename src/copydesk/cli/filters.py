"""`copydesk filters`: lists the filters, or shows the manual of one."""

from __future__ import annotations

import click

from copydesk.cli.base_command import Command
from copydesk.cli.page_options import complete_filters
from copydesk.cli.pager import no_pager, show
from copydesk.text.suggestion import like

HELP = """List the filters by stage, in the order in which they run; with NAME, show a filter's
manual and cases.

\b
Examples:
  copydesk filters
  copydesk filters share-bar
  copydesk filters | grep -i newsletter
"""


@click.command("filters", cls=Command, help=HELP)
@click.argument("name", metavar="[NAME]", required=False, shell_complete=complete_filters)
@no_pager
def command(name: str | None, no_pager: bool) -> int:
    """Shows the list or a manual."""
    from copydesk.chain import FIELD_STAGES, steps
    from copydesk.views.manual import FilterList, FilterManual

    found = tuple(step for step in steps() if step.stage not in FIELD_STAGES)
    if name is None:
        show([FilterList(found)], no_pager)
        return 0
    step = next((step for step in found if step.name == name.replace("_", "-")), None)
    if step is None:
        names = tuple(step.name for step in found)
        raise click.UsageError(f"Unknown filter {name!r}; {like(name, names)}")
    show([FilterManual(step)], no_pager)
    return 0
