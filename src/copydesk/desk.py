"""Cleans one page: reads it, runs the chain, assembles the article.

Everything that cleans a page calls `clean_page`; `clean` and `mark` are its Python API. The logger
`copydesk` gets the traceback of an unexpected error, and the status of each article.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import islice
from os import PathLike
from pathlib import Path
from time import perf_counter
from typing import Any, cast
from warnings import warn

from copydesk import chain
from copydesk.gc_pause import uninterrupted
from copydesk.model.article import STORIES, Article, assemble
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.options import DEFAULTS, Options, Preset, SiteRules
from copydesk.model.outcome import Cleaned, Failure
from copydesk.model.page import Page
from copydesk.model.raw import Kind, Raw
from copydesk.model.site import RulesError
from copydesk.readers import read_page
from copydesk.readers.decode import looks_binary
from copydesk.sources import read
from copydesk.sources.errors import fault

LOGGER = logging.getLogger("copydesk")
LOGGER.addHandler(logging.NullHandler())
CHROME_STAGES = ("site", "line", "run")
"""The stages of the preset `chrome-only`."""
JUDGE_THRESHOLDS = {"precision": 1.0, "recall": -2.0}
"""Preset -> the logit of body, in nats, over which the judge keeps a block; 0 for other presets.

docs/judge.md has the measured precision and recall. Over 1 nat precision falls again, because more
pages lose their whole body.
"""
MAX_PATH_CHARACTERS = 1_000
"""Characters of the longest str that is checked for being a file name given by mistake."""


@uninterrupted
def clean_page(raw: Raw, options: Options = DEFAULTS) -> Cleaned | Failure:
    """Clean one page; an error in it is returned as a Failure.

    Raises RulesError for an invalid rule file, which affects all pages.
    """
    began = perf_counter()
    if isinstance(raw.data, bytes) and looks_binary(raw.data):
        return Failure(raw.input, "is binary data, not text")
    try:
        page, ledger = mark_page(raw, options)
        article = assembled(page, ledger, raw.input)
        return Cleaned(page, ledger, article, perf_counter() - began)
    except RulesError:
        raise
    except MemoryError:
        return Failure(raw.input, "needs more memory than there is")
    except (ValueError, TypeError) as error:
        return Failure(raw.input, f"cannot be read: {error}")
    except Exception as error:  # one page's error must not stop the others
        LOGGER.exception("%s could not be cleaned", ascii(raw.input))
        return Failure(raw.input, fault("cleaned", error))


@uninterrupted
def mark_page(raw: Raw, options: Options = DEFAULTS) -> tuple[Page, Ledger]:
    """Return the page and ledger of a raw page. Raises what `mark` raises."""
    raw = options.described(raw)
    page = read_page(raw) if options.rules is None else options.rules.read(raw)
    ledger = chain.run(page, chosen_steps(options.filters, options.preset))
    return page, with_doubtful_status(ledger, options.min_confidence)


def chosen_steps(
    filters: Sequence[str] | None, preset: Preset = "standard"
) -> tuple[chain.Step, ...]:
    """Return the steps of a preset: these filters, and every field.

    None means all filters. Raises ValueError for an unknown filter.
    """
    unknown = sorted(set(filters or ()) - set(chain.filter_names()))
    if unknown:
        raise ValueError(
            f"Unknown filter {', '.join(map(repr, unknown))}; `copydesk filters` lists them."
        )
    threshold = JUDGE_THRESHOLDS.get(preset)
    return tuple(
        step._replace(settings=(threshold,)) if threshold and step.stage == "judge" else step
        for step in chain.steps()
        if step.stage in chain.FIELD_STAGES
        or (
            (filters is None or step.name in filters)
            and (preset != "chrome-only" or step.stage in CHROME_STAGES)
        )
    )


def with_doubtful_status(ledger: Ledger, least: float) -> Ledger:
    """Return the ledger; status `doubtful` if the confidence is below `least`.

    Only an article gets this status.
    """
    status, sure = ledger.chosen("status"), ledger.chosen("confidence")
    if not status or not sure or status.value not in STORIES or float(str(sure.value)) >= least:
        return ledger
    why = f"the confidence {sure.value} is below {least:g}"
    finds = [find._replace(chosen=False) if find is status else find for find in ledger.finds]
    new = Find("status", "doubtful", who="min-confidence", why=why, chosen=True, stage="story")
    return Ledger(ledger.verdicts, [*finds, new], ledger.scores.values())


def mark(
    source: Any,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    crawled: str | None = None,
    filters: Sequence[str] | Preset | None = None,
    rules: SiteRules | None = None,
) -> tuple[Page, Ledger]:
    """Return the page of a dump, and the ledger of its verdicts and finds.

    The arguments, errors and warnings are those of `clean`.

    >>> page, ledger = mark("The ferry sails again on Thursday, its captain says.\\n\\nTweet")
    >>> [(verdict.call, verdict.who, page.blocks[verdict.block].text)
    ...  for verdict in ledger.verdicts if verdict.who == "share-bar"]
    [('cut', 'share-bar', 'Tweet')]
    """
    raw = _raw_of(source)
    return mark_page(raw, _options(filters, kind, url, crawled, rules))


def clean(
    source: Any,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    crawled: str | None = None,
    filters: Sequence[str] | Preset | None = None,
    rules: SiteRules | None = None,
) -> Article:
    """Return the article of a dump.

    `source` is the page's text (str, never a path), its bytes, a Path or a BeautifulSoup; `url` its
    absolute address; `kind` is `auto`, `text` or `html`; `crawled` the day of the fetch
    (`YYYY-MM-DD`); `filters` a preset ("precision", "recall", "chrome-only") or the names of the
    filters to run (None: all); `rules` site rules, as `read_rules` returns them.

    Raises ValueError for an invalid url, kind, day, preset or filter, and for a Path that holds no
    page or several; RulesError for an invalid rule file; TypeError for a source of another type;
    OSError for a Path that cannot be opened. Warns (UserWarning) if a str is also the name of a
    file.

    >>> article = clean("By Ann Roe\\n\\nThe ferry sails again on Thursday, its captain says.")
    >>> article.byline, article.body
    ('Ann Roe', 'The ferry sails again on Thursday, its captain says.')
    """
    return _article(_raw_of(source), _options(filters, kind, url, crawled, rules))


@uninterrupted
def _article(raw: Raw, options: Options) -> Article:
    """Return the article of a raw page.

    The page is freed before the garbage collector runs again.
    """
    return assembled(*mark_page(raw, options), raw.input)


def assembled(page: Page, ledger: Ledger, input: str | None) -> Article:
    """Assemble the article of a page and its ledger; log its status."""
    article = assemble(page, ledger, input)
    LOGGER.debug("%s: %s", ascii(input), article.status)
    return article


def _options(
    filters: Sequence[str] | Preset | None,
    kind: Kind,
    url: str | None,
    crawled: str | None,
    rules: SiteRules | None,
) -> Options:
    if isinstance(filters, str):
        preset = cast(Preset, filters)  # Options checks it
        return Options(None, kind, url, crawled, rules=rules, preset=preset)
    return Options(None if filters is None else tuple(filters), kind, url, crawled, rules=rules)


def _raw_of(source: Any) -> Raw:
    """Return the raw page of a source of `mark` or `clean`."""
    if isinstance(source, PathLike):
        return _in_file(Path(source))
    if _is_file_name(source):
        warn(
            f"{source!r} is read as the text of a page, but a file has this name: "
            f"pass a pathlib.Path to read the file.",
            UserWarning,
            stacklevel=3,
        )
    return Raw(source)


def _is_file_name(source: Any) -> bool:
    if not isinstance(source, str) or len(source) > MAX_PATH_CHARACTERS:
        return False
    try:
        return Path(source).is_file()
    except (OSError, ValueError):  # a text that is too long for a file name, or contains a NUL
        return False


def _in_file(path: Path) -> Raw:
    """Return the only page of a file. Raises OSError, ValueError."""
    path.open("rb").close()
    found = list(islice(read(path), 2))
    if len(found) != 1:
        number = "several pages" if found else "no page"
        raise ValueError(f"{path} holds {number}; copydesk.read yields the pages of a file.")
    return found[0]
