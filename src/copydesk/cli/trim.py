"""click's commands and options with help that stands as it is written.

click takes the indentation off every help text with `inspect`, which brings Python's parser and
disassembler with it: a twentieth of the time of a command that reads one page. copydesk's own texts
have none to take off.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Option(click.Option):
    """An option whose help is written without indentation."""

    def __init__(self, *names: Any, help: str | None = None, **said: Any) -> None:  # noqa: ANN401 - as click takes them
        super().__init__(*names, **said)
        self.help = help


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


HELP_NAMES = ["-h", "--help"]
SHOWS_HELP = Option(
    [*HELP_NAMES, "shows_help"],
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_help,
    help="Show this message and exit.",
)


class Helped(click.Command):
    """A command that has its help from SHOWS_HELP."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help: the same for every command."""
        return SHOWS_HELP


def option(*names: str, **said: Any) -> Callable[[F], F]:  # noqa: ANN401 - as click takes them
    """`click.option` for an Option."""
    return click.option(*names, cls=Option, **said)


def command(name: str, help: str) -> Callable[[Callable[..., Any]], Helped]:
    """`click.command` for a command that has its help from SHOWS_HELP."""
    return click.command(name, cls=Helped, help=help)
