"""`copydesk filters`: the list of the filters, and the manual of each."""

from __future__ import annotations

import click

from copydesk.cli.options import complete_filters, like
from copydesk.cli.streams import console

HELP = """Lists the filters by stage, in the order in which they are asked; with NAME, one filter's manual and its cases.

\b
Examples:
  copydesk filters
  copydesk filters share-bar
  copydesk filters | grep -i newsletter
"""


@click.command("filters", help=HELP, short_help="The filters, and what each cuts or keeps.")
@click.argument("name", metavar="[NAME]", required=False, shell_complete=complete_filters)
def command(name: str | None) -> int:
    """Shows the list or a manual."""
    from copydesk.chain import FIELD_STAGES, steps
    from copydesk.views.manual import FilterList, FilterManual

    found = tuple(step for step in steps() if step.stage not in FIELD_STAGES)
    if name is None:
        console().print(FilterList(found))
        return 0
    step = next((step for step in found if step.name == name.replace("_", "-")), None)
    if step is None:
        names = tuple(step.name for step in found)
        raise click.UsageError(f"There is no filter named {name!r}{like(name, names)}; `copydesk filters` lists them.")
    console().print(FilterManual(step))
    return 0
