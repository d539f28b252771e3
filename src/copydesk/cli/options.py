"""Options shared by several commands; a command receives each group as one value."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.exit_status import FAIL_ON
from copydesk.model.limits import MAX_PAGE_BYTES, MAX_PAGE_SECONDS

if TYPE_CHECKING:
    from datetime import datetime

    from copydesk.model.options import Options
    from copydesk.model.raw import Kind
    from copydesk.rules import Rulebook

Command = Callable[..., int]
"""A command: options in, exit status out."""
Decorator = Callable[[Command], Command]
PRESETS = ("standard", "chrome-only")


class Reading(NamedTuple):
    """Options that describe a dump and limit its cleaning."""

    url: str | None
    kind: Kind
    crawled: str | None
    encoding: str | None
    max_bytes: int
    timeout: float


RULES_HERE = "copydesk.d"
"""The folder of site rules that is read from the working directory."""
PATH = click.Path(readable=False)
"""A path. Whether it can be read is checked when it is opened, so that other inputs are done."""
FILE = click.Path(dir_okay=False, readable=False)
FOLDER = click.Path(file_okay=False, readable=False)


class Choice(NamedTuple):
    """Options that choose the filters and the site rules."""

    only: tuple[str, ...]
    without: tuple[str, ...]
    preset: str
    rules: tuple[str, ...]
    no_rules: bool

    def folders(self) -> tuple[str, ...]:
        """The folders of site rules in order of precedence.

        --rules, ./copydesk.d, the user's configuration folder.
        """
        return () if self.no_rules else (*self.rules, *usual_rules())

    def rulebook(self) -> Rulebook | None:
        """The site rules, or None without a folder of them. Raises RulesError."""
        folders = self.folders()
        if not folders:
            return None
        from copydesk.rules import read_rules

        book = read_rules(*folders)
        return book if book.files else None

    def filters(self) -> tuple[str, ...] | None:
        """The names of the filters to run, or None for all of them."""
        from copydesk import chain
        from copydesk.model.ledger import STAGES

        if not self.only and not self.without and self.preset == "standard":
            return None
        stages = ("site", "line", "run") if self.preset == "chrome-only" else STAGES
        names = [
            step.name
            for step in chain.steps()
            if step.stage in stages and step.stage not in chain.FIELD_STAGES
        ]
        return tuple(
            name
            for name in names
            if (not self.only or name in self.only) and name not in self.without
        )


def options_of(reading: Reading, choice: Choice) -> Options:
    """The options of a page, from the command line. Raises RulesError."""
    from copydesk.model.options import Limits, Options

    return Options(
        choice.filters(),
        reading.kind,
        reading.url,
        reading.crawled,
        reading.encoding,
        Limits(reading.max_bytes, reading.timeout),
        choice.rulebook(),
    )


def usual_rules() -> tuple[str, ...]:
    """The default folders of site rules that exist."""
    places = (Path(RULES_HERE), Path(click.get_app_dir("copydesk"), "rules"))
    return tuple(str(place) for place in places if os.path.isdir(place))  # noqa: PTH112 - Path.is_dir fails below what is another user's, as under sudo


def gathered(
    name: str, noun: Callable[..., object], fields: tuple[str, ...], *options: Decorator
) -> Decorator:
    """Adds options to a command, which receives their values as the parameter `name`."""

    def decorate(command: Command) -> Command:
        @wraps(command)
        def call(**given: object) -> int:
            return command(**{name: noun(**{field: given.pop(field) for field in fields})}, **given)

        made: Command = call
        for option in reversed(options):
            made = option(made)
        return made

    return decorate


def _day(ctx: click.Context, param: click.Parameter, value: datetime | None) -> str | None:
    return value.strftime("%Y-%m-%d") if value else None


def _codec(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    try:
        return codecs.lookup(value).name if value else None
    except LookupError:
        raise click.BadParameter(f"unknown encoding {value!r}.") from None


def _filters(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    from copydesk.chain import filter_names

    for name in value:
        if name not in filter_names():
            raise click.BadParameter(f"unknown filter {name!r}; {like(name, filter_names())}")
    return value


def like(name: str, names: tuple[str, ...], where: str = "`copydesk filters` lists them.") -> str:
    """Suggests the nearest of the names; without a near one, `where` they are listed."""
    from difflib import get_close_matches

    near = get_close_matches(name, names, 1)
    return f"did you mean {near[0]!r}?" if near else where


def complete_filters(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Completes the names of filters."""
    from copydesk.chain import filter_names

    return [name for name in filter_names() if name.startswith(incomplete)]


def known_fields(
    ctx: click.Context, param: click.Parameter, names: tuple[str, ...]
) -> tuple[str, ...]:
    """Checks the names of article fields, which commas may separate. Raises BadParameter."""
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


def _filter_option(name: str, help: str) -> Decorator:
    made: Decorator = click.option(
        name,
        metavar="FILTER",
        multiple=True,
        callback=_filters,
        shell_complete=complete_filters,
        help=f"{help} May be repeated.",
    )
    return made


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
    """--text-field, --html-field and --url-field; `text` is the default of the first."""
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


quiet: Decorator = click.option("-q", "--quiet", is_flag=True, help="Report errors only.")
output: Decorator = click.option(
    "-o",
    "--output",
    metavar="FILE|DIR/",
    type=PATH,
    help="Write to this file, atomically, or to one file per page in this folder.",
)

reading = gathered(
    "reading",
    Reading,
    Reading._fields,
    click.option("--url", help="The page's URL, if known."),
    click.option(
        "--kind",
        type=click.Choice(["auto", "text", "html"]),
        default="auto",
        show_default=True,
        help="The form of the dump.",
    ),
    click.option(
        "--crawled",
        metavar="DATE",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_day,
        help="The day of the fetch (YYYY-MM-DD); later dates are rejected.",
    ),
    click.option(
        "--encoding",
        metavar="NAME",
        callback=_codec,
        help="The encoding of the bytes, if it is detected wrongly.",
    ),
    max_bytes(),
    timeout(),
)
choice = gathered(
    "choice",
    Choice,
    Choice._fields,
    _filter_option("--only", "Run only this filter."),
    _filter_option("--without", "Skip this filter."),
    click.option(
        "--preset",
        type=click.Choice(PRESETS),
        default="standard",
        show_default=True,
        help="chrome-only: only filters that look at a line and its neighbours.",
    ),
    click.option(
        "--rules",
        metavar="DIR",
        multiple=True,
        type=PATH,
        help="Site rules that override those in ./copydesk.d and the user's folder. May be "
        "repeated.",
    ),
    click.option("--no-rules", is_flag=True, help="Ignore site rules."),
)
