"""Options that describe a page, and choose its filters and site rules."""

from __future__ import annotations

import codecs
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.options import PATH, Decorator, gathered, max_bytes, timeout
from copydesk.model.options import KINDS, PRESETS
from copydesk.text.suggestion import like

if TYPE_CHECKING:
    from datetime import datetime

    from copydesk.model.options import Options, Preset
    from copydesk.model.raw import Kind
    from copydesk.rules import Rulebook

RULES_HERE = "copydesk.d"
"""The folder of site rules that is read from the working directory."""


class Reading(NamedTuple):
    """Options that describe a dump and limit its cleaning."""

    url: str | None
    kind: Kind
    crawled: str | None
    encoding: str | None
    max_bytes: int
    timeout: float


class Choice(NamedTuple):
    """Options that choose filters, site rules and the least confidence."""

    only: tuple[str, ...]
    without: tuple[str, ...]
    preset: Preset
    min_confidence: float
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
        """The names of the filters to run, or None for all those of the preset."""
        if not self.only and not self.without:
            return None
        from copydesk.chain import filter_names

        return tuple(
            name
            for name in filter_names()
            if (not self.only or name in self.only) and name not in self.without
        )


def options_of(reading: Reading, choice: Choice) -> Options:
    """Return the options of a page, from the command line.

    Raises UsageError, RulesError.
    """
    from copydesk.model.options import InvalidOptionError, Limits, Options

    try:
        return Options(
            choice.filters(),
            reading.kind,
            reading.url,
            reading.crawled,
            reading.encoding,
            Limits(reading.max_bytes, reading.timeout),
            choice.rulebook(),
            choice.preset,
            choice.min_confidence,
        )
    except InvalidOptionError as wrong:
        raise click.UsageError(str(wrong)) from None


def usual_rules() -> tuple[str, ...]:
    """The default folders of site rules that exist."""
    places = (Path(RULES_HERE), Path(click.get_app_dir("copydesk"), "rules"))
    # Path.is_dir raises in folders of another user, as under sudo.
    return tuple(str(place) for place in places if os.path.isdir(place))  # noqa: PTH112


class Day(click.DateTime):
    """A day as YYYY-MM-DD."""

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the day. Fails with the form that a day has."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not a day: write it as YYYY-MM-DD.", param, ctx)


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


def complete_filters(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Completes the names of filters."""
    from copydesk.chain import filter_names

    return [name for name in filter_names() if name.startswith(incomplete)]


def filter_option(name: str, help: str, field: str | None = None) -> Decorator:
    """An option that names filters, and may be repeated."""
    made: Decorator = click.option(
        name,
        *([field] if field else []),
        metavar="FILTER",
        multiple=True,
        callback=_filters,
        shell_complete=complete_filters,
        help=f"{help} May be repeated.",
    )
    return made


reading = gathered(
    "reading",
    Reading,
    Reading._fields,
    click.option("--url", help="The page's URL, if known."),
    click.option(
        "--kind",
        type=click.Choice(KINDS),
        default="auto",
        show_default=True,
        help="The form of the dump.",
    ),
    click.option(
        "--crawled",
        metavar="DATE",
        type=Day(["%Y-%m-%d"]),
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
    filter_option("--only", "Run only this filter."),
    filter_option("--without", "Skip this filter."),
    click.option(
        "--preset",
        type=click.Choice(PRESETS),
        default="standard",
        show_default=True,
        help="precision: keep only lines that are very likely body. recall: uncertain ones too. "
        "chrome-only: only filters that look at a line and its neighbours.",
    ),
    click.option(
        "--min-confidence",
        metavar="N",
        type=click.FloatRange(0, 1),
        default=0.0,
        show_default=True,
        help="An article of less confidence (0 to 1) counts as none: status doubtful.",
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
