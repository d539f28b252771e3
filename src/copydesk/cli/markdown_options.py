"""The options of Markdown output, one group for `clean` and `batch`."""

from __future__ import annotations

import click
from click.core import ParameterSource

from copydesk.cli.options import Decorator, gathered
from copydesk.writers.markdown_options import EVERYTHING_BUT_HEADING, MarkdownOptions

OPTIONS = {
    "heading": "--heading",
    "links": "--no-links",
    "images": "--no-images",
    "front_matter": "--no-front-matter",
}
"""Field of MarkdownOptions -> its option."""


def check(options: MarkdownOptions, form: str) -> None:
    """Raises UsageError for an option of Markdown with another format.

    The configuration may have such options for the runs that write Markdown.
    """
    context = click.get_current_context()
    for field, value in options._asdict().items():
        given = context.get_parameter_source(field) == ParameterSource.COMMANDLINE
        if form != "markdown" and given and value != getattr(EVERYTHING_BUT_HEADING, field):
            raise click.UsageError(f"{OPTIONS[field]} needs --format markdown.")


def _left_out(field: str, part: str) -> Decorator:
    without = OPTIONS[field]
    named = f"{without.replace('--no-', '--')}/{without}"
    made: Decorator = click.option(
        named, field, default=True, show_default=True, help=f"Markdown: with {part}."
    )
    return made


markdown: Decorator = gathered(
    "markdown",
    MarkdownOptions,
    MarkdownOptions._fields,
    click.option("--heading", is_flag=True, help="Markdown: begin with the headline as a heading."),
    _left_out("links", "the addresses of links"),
    _left_out("images", "pictures"),
    _left_out("front_matter", "YAML front matter"),
)
