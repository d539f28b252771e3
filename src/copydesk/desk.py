"""The whole way through: a raw page in; its page, ledger and article out.

`clean_page` is the one entry point; `clean` and `mark` are its parts for one page in Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Any

from copydesk import chain
from copydesk.gc_pause import uninterrupted
from copydesk.model.article import Article, assemble
from copydesk.model.ledger import Ledger
from copydesk.model.options import DEFAULTS, Options, SiteRules
from copydesk.model.outcome import Cleaned, Failure
from copydesk.model.page import Page
from copydesk.model.raw import Kind, Raw
from copydesk.model.site import RulesError
from copydesk.readers import read_page
from copydesk.readers.decode import looks_binary
from copydesk.sources.errors import fault


@uninterrupted
def clean_page(raw: Raw, options: Options = DEFAULTS) -> Cleaned | Failure:
    """Cleans one page; whatever goes wrong with it is a Failure.

    Raises RulesError for a wrong rule file, which is not the page's fault.
    """
    began = perf_counter()
    if isinstance(raw.data, bytes) and looks_binary(raw.data):
        return Failure(raw.input, "is binary data, not text")
    try:
        page, ledger = mark_page(raw, options)
        article = assemble(page, ledger, raw.input)
        return Cleaned(page, ledger, article, perf_counter() - began)
    except RulesError:
        raise
    except MemoryError:
        return Failure(raw.input, "needs more memory than there is")
    except (ValueError, TypeError) as error:
        return Failure(raw.input, f"cannot be read: {error}")
    except Exception as error:  # noqa: BLE001 - one page's error must not stop the others
        return Failure(raw.input, fault("cleaned", error))


@uninterrupted
def mark_page(raw: Raw, options: Options = DEFAULTS) -> tuple[Page, Ledger]:
    """The page and ledger of a raw page. Raises what `mark` raises."""
    raw = options.described(raw)
    page = read_page(raw) if options.rules is None else options.rules.read(raw)
    return page, chain.run(page, chosen_steps(options.filters))


def chosen_steps(filters: Sequence[str] | None) -> tuple[chain.Step, ...]:
    """The steps of the chain with only these filters (None: all) and every field.

    Raises ValueError for an unknown filter.
    """
    if filters is None:
        return chain.steps()
    unknown = sorted(set(filters) - set(chain.filter_names()))
    if unknown:
        raise ValueError(
            f"Unknown filter {', '.join(map(repr, unknown))}; `copydesk filters` lists them."
        )
    return tuple(
        step for step in chain.steps() if step.stage in chain.FIELD_STAGES or step.name in filters
    )


def mark(
    source: Any,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    crawled: str | None = None,
    filters: Sequence[str] | None = None,
    rules: SiteRules | None = None,
) -> tuple[Page, Ledger]:
    """The page of a dump, and the ledger of every verdict and find on it.

    `source` is the page's text (str, never a path), its bytes, a Path or a BeautifulSoup; `kind` is
    `auto`, `text` or `html`; `crawled` the day of the fetch (`YYYY-MM-DD`); `filters` the names of
    the filters to run (None: all); `rules` site rules, as `read_rules` returns them.
    Raises ValueError for an unknown kind or filter, RulesError for a wrong rule file, TypeError for
    a source of another type.
    """
    options = Options(None if filters is None else tuple(filters), kind, url, crawled, rules=rules)
    return mark_page(Raw(source), options)


@uninterrupted
def clean(
    source: Any,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    crawled: str | None = None,
    filters: Sequence[str] | None = None,
    rules: SiteRules | None = None,
) -> Article:
    """The article of a dump. Takes and raises what `mark` does."""
    return assemble(
        *mark(source, url=url, kind=kind, crawled=crawled, filters=filters, rules=rules)
    )
