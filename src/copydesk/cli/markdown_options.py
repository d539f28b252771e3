"""The options of Markdown output, for `clean` and `batch`."""

from __future__ import annotations

import click

from copydesk.cli.options import Decorator
from copydesk.writers.markdown_options import EVERYTHING_BUT_HEADING, MarkdownOptions

OPTIONS = {
    "heading": "--heading",
    "links": "--no-links",
    "images": "--no-images",
    "front_matter": "--no-front-matter",
}
"""Field of MarkdownOptions -> its option."""


def check(options: MarkdownOptions, form: str) -> None:
    """Raises UsageError for an option of Markdown with another format."""
    for field, value in options._asdict().items():
        if form != "markdown" and value != getattr(EVERYTHING_BUT_HEADING, field):
            raise click.UsageError(f"{OPTIONS[field]} needs --format markdown.")


def _left_out(field: str, help: str) -> Decorator:
    made: Decorator = click.option(OPTIONS[field], field, flag_value=False, default=True, help=help)
    return made


markdown_options: tuple[Decorator, ...] = (
    click.option("--heading", is_flag=True, help="Markdown: begin with the headline as a heading."),
    _left_out("links", "Markdown: leave out the addresses of links."),
    _left_out("images", "Markdown: leave out pictures."),
    _left_out("front_matter", "Markdown: leave out the YAML front matter."),
)
