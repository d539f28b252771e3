"""`copydesk schema`: prints the JSON Schema of an article."""

from __future__ import annotations

import click

from copydesk.cli.base_command import Command
from copydesk.cli.streams import put

HELP = """Print the JSON Schema of the record that `copydesk clean` writes for each page.

\b
Examples:
  copydesk schema > article.schema.json
  copydesk schema | jq '.properties | map_values(.description)'
"""


@click.command("schema", cls=Command, suffixes=(".json",), help=HELP)
def command() -> int:
    """Prints the schema."""
    from copydesk.writers.schema import schema_text

    put(schema_text())
    return 0
