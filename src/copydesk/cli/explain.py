"""`copydesk explain`: explains the decisions on a page, or on one block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from copydesk.cli.base_command import Command
from copydesk.cli.exit_status import ExitStatus
from copydesk.cli.inputs import cleaned_inputs
from copydesk.cli.options import PATH, fail_on
from copydesk.cli.page_options import Choice, Reading, choice, options_of, reading
from copydesk.cli.pager import no_pager, show
from copydesk.text.display import visible

if TYPE_CHECKING:
    from rich.console import RenderableType

    from copydesk.model.outcome import Cleaned

HELP = """Explain the decisions on INPUT: the candidates for each field with their evidence, and
what decided each block.

With BLOCK, a number or words in the block, list every verdict on it: filter, stage, weight and
reason, and which verdict decides; then the command that keeps or cuts this line on all pages of
its site.

\b
Examples:
  copydesk explain story.txt
  copydesk explain story.txt 12
  copydesk explain story.txt "Leave a Reply"
  curl -s https://example.org/story | copydesk explain - 12
"""


@click.command("explain", cls=Command, help=HELP)
@click.argument("input", metavar="INPUT", type=PATH)
@click.argument("block", metavar="[BLOCK]", required=False)
@no_pager
@reading
@choice
@fail_on("no-article")
def command(
    input: str, block: str | None, no_pager: bool, reading: Reading, choice: Choice, fail_on: str
) -> int:
    """Explains one page; exits as `clean` does."""
    status = ExitStatus(fail_on)
    for done in cleaned_inputs((input,), options_of(reading, choice), status):
        numbers = _numbers(done, block) if block is not None else None
        show(_explained(done, numbers), no_pager)
    return status.code()


def _explained(done: Cleaned, numbers: list[int] | None) -> Iterator[RenderableType]:
    from copydesk.views.explanation import BlockExplanation, PageExplanation

    if numbers is None:
        yield PageExplanation(done.page, done.ledger, done.article)
        return
    for place, number in enumerate(numbers):
        if place:
            yield ""
        yield BlockExplanation(done.page, done.ledger, number)
        yield from _commands(done, number)


def _commands(done: Cleaned, number: int) -> Iterator[RenderableType]:
    """The commands that correct the decision on a block for its site."""
    from rich.console import Group
    from rich.text import Text

    from copydesk.rules.advice import advice

    for found in advice(done, number):
        # The command is not wrapped, so that it can be copied.
        text = visible(f"\n{found.purpose}:\n  {found.command}")
        yield Group(Text(text, no_wrap=True, overflow="ignore"))


def _numbers(done: Cleaned, block: str) -> list[int]:
    """Return the blocks that a number or words name.

    Raises UsageError if no block matches.
    """
    size = len(done.page.blocks)
    if block.isascii() and block.isdigit() and int(block[:12]) < size:
        return [int(block)]
    found = [one.number for one in done.page.blocks if block.casefold() in one.text.casefold()]
    if not found:
        blocks = f"blocks are numbered 0 to {size - 1}" if size else "page has no blocks"
        raise click.UsageError(
            f"No block has the number or words {visible(block[:80])!r}: the {blocks}, and "
            f"`copydesk explain INPUT` lists them."
        )
    return found
