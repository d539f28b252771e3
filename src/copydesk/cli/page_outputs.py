"""The options for an output of pages: -o FILE or DIR/, and --name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from copydesk.cli.options import Decorator
from copydesk.cli.options import output as output_option

if TYPE_CHECKING:
    from copydesk.writers.name_template import NameTemplate


NAME_NEEDS_FOLDER = "--name needs a folder: -o DIR/."


def _template(ctx: click.Context, param: click.Parameter, value: str | None) -> NameTemplate | None:
    if value is None:
        return None
    from copydesk.model.options import InvalidOptionError
    from copydesk.writers.name_template import NameTemplate

    try:
        return NameTemplate(value)
    except InvalidOptionError as wrong:
        raise click.UsageError(str(wrong)) from None


output = output_option(
    "FILE|DIR/", "Write to this file, atomically, or to one file per page in this folder."
)
name: Decorator = click.option(
    "--name",
    metavar="TEMPLATE",
    callback=_template,
    help="Name the files in DIR/ by fields: {date}, {year}, {month}, {day}, {slug}, {headline}, "
    "{author}, {site}, {section}, {language}, {status}, {input}, {number}.",
)
