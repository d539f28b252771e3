"""Options shared by several commands, in groups.

A command receives each group as one value.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from functools import wraps

import click

from copydesk.cli.exit_status import FAIL_ON
from copydesk.cli.streams import QUIET
from copydesk.model.limits import MAX_PAGE_BYTES, MAX_PAGE_SECONDS
from copydesk.text.display import visible
from copydesk.text.suggestion import like

Command = Callable[..., int]
"""A command: options in, exit status out."""
Decorator = Callable[[Command], Command]


class InputPath(click.Path):
    """The path of an input; a URL is wrong usage.

    The UsageError has the curl line that fetches the URL. Whether a path can be read is checked
    when it is opened, so that the other inputs are still cleaned.
    """

    def __init__(self) -> None:
        super().__init__(readable=False)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """The path."""
        name = str(value)
        # Path would join the two slashes.
        if name.startswith(("http://", "https://")) and not os.path.exists(name):  # noqa: PTH110
            url = visible(name)
            raise click.UsageError(
                f"{url} is a URL, and copydesk downloads nothing. Use curl:\n"
                f"  curl -sL {shlex.quote(url)} | copydesk clean --url {shlex.quote(url)}",
                ctx,
            )
        return super().convert(value, param, ctx)


PATH = InputPath()
FILE = click.Path(dir_okay=False, readable=False)
FOLDER = click.Path(file_okay=False, readable=False)
PLACE = click.Path(readable=False)
"""A file or folder to write."""


def gathered(
    name: str, noun: Callable[..., object], fields: tuple[str, ...], *options: Decorator
) -> Decorator:
    """Add a group of options to a command, as its parameter `name`."""

    def decorate(command: Command) -> Command:
        @wraps(command)
        def call(**given: object) -> int:
            return command(**{name: noun(**{field: given.pop(field) for field in fields})}, **given)

        made: Command = call
        for option in reversed(options):
            made = option(made)
        return made

    return decorate


def known_fields(
    ctx: click.Context, param: click.Parameter, names: tuple[str, ...]
) -> tuple[str, ...]:
    """Check the names of article fields, which commas may separate.

    Raises BadParameter.
    """
    from copydesk.model.article import ARTICLE_FIELDS

    names = tuple(name.strip() for given in names for name in given.split(","))
    for name in names:
        if name not in ARTICLE_FIELDS:
            raise click.BadParameter(
                f"unknown field {name!r}; "
                f"{like(name, ARTICLE_FIELDS, 'fields: ' + ', '.join(ARTICLE_FIELDS) + '.')}"
            )
    return names


def complete_fields(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Completes the names of fields."""
    from copydesk.model.article import ARTICLE_FIELDS

    return [name for name in ARTICLE_FIELDS if name.startswith(incomplete)]


def field_option(name: str, help: str) -> Decorator:
    """An option that names fields of the article."""
    made: Decorator = click.option(
        name,
        metavar="NAME",
        multiple=True,
        callback=known_fields,
        shell_complete=complete_fields,
        help=help,
    )
    return made


def timeout(becomes: str = "fails") -> Decorator:
    """--timeout, in seconds; `becomes` completes `A page that takes longer`."""
    made: Decorator = click.option(
        "--timeout",
        metavar="SECONDS",
        type=click.FloatRange(0.1),
        default=MAX_PAGE_SECONDS,
        show_default=True,
        help=f"A page that takes longer {becomes}.",
    )
    return made


def max_bytes(effect: str = ", with a note") -> Decorator:
    """--max-bytes, the size limit of a page; `effect` completes its help."""
    made: Decorator = click.option(
        "--max-bytes",
        metavar="N",
        type=click.IntRange(1000),
        default=MAX_PAGE_BYTES,
        show_default=True,
        help=f"Truncate a longer page{effect}.",
    )
    return made


def row_fields(text: str) -> tuple[Decorator, Decorator, Decorator]:
    """Add --text-field, --html-field and --url-field.

    The first is the column `text` by default.
    """
    members = (("text", "text", text), ("html", "HTML", "html"), ("url", "address", "url"))
    one, other, third = (
        click.option(
            f"--{name}-field",
            metavar="NAME",
            help=f"The column with the page's {what}.  [default: {usual}]",
        )
        for name, what, usual in members
    )
    return one, other, third


def jobs(result: str) -> Decorator:
    """-j, the number of worker processes; `result` does not depend on it."""
    made: Decorator = click.option(
        "-j",
        "--jobs",
        metavar="N",
        type=click.IntRange(1),
        help=f"Worker processes; the {result} not depend on it.  [default: one per processor]",
    )
    return made


def words_around(help: str) -> Decorator:
    """--context, the number of words around each change."""
    made: Decorator = click.option(
        "--context", metavar="N", type=click.IntRange(0), default=8, show_default=True, help=help
    )
    return made


def fail_on(usual: str) -> Decorator:
    """--fail-on, the condition for exit status 1."""
    made: Decorator = click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        default=usual,
        show_default=True,
        help="Exit with status 1 if a page gives no article, only if a page fails, or never.",
    )
    return made


def output(
    metavar: str = "FILE",
    help: str = "Write to this file, atomically, instead of standard output.",
    type: click.Path = PLACE,
    required: bool = False,
) -> Decorator:
    """-o, where the command writes."""
    made: Decorator = click.option(
        "-o", "--output", "--out", "output",
        metavar=metavar,
        type=type,
        required=required,
        is_eager=True,
        help=help,
    )  # fmt: skip
    return made


def _remember_quiet(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    ctx.meta[QUIET] = value
    return value


quiet: Decorator = click.option(
    "-q", "--quiet", is_flag=True, callback=_remember_quiet, help="No messages except errors."
)
color: Decorator = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="auto: on a terminal, or with FORCE_COLOR, and never with NO_COLOR.",
)
