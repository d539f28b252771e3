"""The options that several commands share, each group handed to its command as one value."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.tally import FAIL_ON
from copydesk.limits import MOST_BYTES, MOST_SECONDS

if TYPE_CHECKING:
    from datetime import datetime

    from copydesk.raw import Kind
    from copydesk.rules import Rulebook

Command = Callable[..., int]
"""A command: options in, exit status out."""
Decorator = Callable[[Command], Command]
PRESETS = ("standard", "chrome-only")


class Reading(NamedTuple):
    """What the command line says about how a dump is to be read."""

    url: str | None
    kind: Kind
    crawled: str | None
    encoding: str | None
    max_bytes: int
    timeout: float


RULES_HERE = "copydesk.d"
"""The folder of site rules that is read where it stands in the folder copydesk is run in."""


class Choice(NamedTuple):
    """Which filters run, and which site rules."""

    only: tuple[str, ...]
    without: tuple[str, ...]
    preset: str
    rules: tuple[str, ...]
    no_rules: bool

    def folders(self) -> tuple[str, ...]:
        """Where site rules are read from, those that go before first: --rules, ./copydesk.d, the user's configuration folder."""
        return () if self.no_rules else (*self.rules, *usual_rules())

    def rulebook(self) -> Rulebook | None:
        """The site rules; None where there is no folder of them. Raises RulesError."""
        folders = self.folders()
        if not folders:
            return None
        from copydesk.rules import read_rules

        book = read_rules(*folders)
        return book if book.files else None

    def filters(self) -> tuple[str, ...] | None:
        """The names of the filters to run, or None for all of them."""
        from copydesk import chain
        from copydesk.ledger import STAGES

        if not self.only and not self.without and self.preset == "standard":
            return None
        stages = ("site", "line", "run") if self.preset == "chrome-only" else STAGES
        names = [step.name for step in chain.steps() if step.stage in stages and step.stage not in chain.FIELD_STAGES]
        return tuple(name for name in names if (not self.only or name in self.only) and name not in self.without)


def usual_rules() -> tuple[str, ...]:
    """The folders of site rules that are read without being named, those that are there."""
    places = (Path(RULES_HERE), Path(click.get_app_dir("copydesk"), "rules"))
    return tuple(str(place) for place in places if place.is_dir())


def gathered(name: str, noun: Callable[..., object], fields: tuple[str, ...], *options: Decorator) -> Decorator:
    """Gives a command these options, and their values as its one parameter `name`."""

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
        raise click.BadParameter(f"there is no encoding named {value!r}.") from None


def _filters(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    from copydesk.chain import filter_names

    for name in value:
        if name not in filter_names():
            raise click.BadParameter(f"there is no filter named {name!r}{like(name, filter_names())}; `copydesk filters` lists them.")
    return value


def like(name: str, names: tuple[str, ...]) -> str:
    """A question that offers the nearest of the names, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(name, names, 1)
    return f" (did you mean {near[0]}?)" if near else ""


def complete_filters(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The filters whose names begin so, for the shell."""
    from copydesk.chain import filter_names

    return [name for name in filter_names() if name.startswith(incomplete)]


def known_fields(ctx: click.Context, param: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    """Fields of an article that were named. Raises BadParameter for one that is none."""
    from copydesk.article import ARTICLE_FIELDS

    for name in names:
        if name not in ARTICLE_FIELDS:
            raise click.BadParameter(f"there is no field named {name!r}{like(name, ARTICLE_FIELDS)}; there are {', '.join(ARTICLE_FIELDS)}.")
    return names


def complete_fields(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The fields whose names begin so, for the shell."""
    from copydesk.article import ARTICLE_FIELDS

    return [name for name in ARTICLE_FIELDS if name.startswith(incomplete)]


def _filter_option(name: str, help: str) -> Decorator:
    made: Decorator = click.option(name, metavar="FILTER", multiple=True, callback=_filters, shell_complete=complete_filters, help=f"{help} May be repeated.")
    return made


reading = gathered(
    "reading",
    Reading,
    Reading._fields,
    click.option("--url", help="The page's address, where it is known."),
    click.option("--kind", type=click.Choice(["auto", "text", "html"]), default="auto", show_default=True, help="What the dump is."),
    click.option("--crawled", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), callback=_day, help="The day it was fetched (2024-02-28); no date is later."),
    click.option("--encoding", metavar="NAME", callback=_codec, help="The bytes' encoding, where copydesk reads it wrongly."),
    click.option("--max-bytes", metavar="N", type=click.IntRange(1000), default=MOST_BYTES, show_default=True, help="A longer page is cut there, and says so."),
    click.option("--timeout", metavar="SECONDS", type=click.FloatRange(0.1), default=MOST_SECONDS, show_default=True, help="A page that takes longer fails."),
)
choice = gathered(
    "choice",
    Choice,
    Choice._fields,
    _filter_option("--only", "Run this filter and no other."),
    _filter_option("--without", "Leave this filter out."),
    click.option(
        "--preset", type=click.Choice(PRESETS), default="standard", show_default=True, help="chrome-only: filters that see a line and its neighbours."
    ),
    click.option(
        "--rules",
        metavar="DIR",
        multiple=True,
        type=click.Path(),
        help="Site rules that go before those in ./copydesk.d and the user's folder. May be repeated.",
    ),
    click.option("--no-rules", is_flag=True, help="Read no site rules."),
)
fail_on: Decorator = click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="no-article",
    show_default=True,
    help="What makes the exit status 1: a page without an article, only a page that failed, or nothing.",
)
