"""The whole way through: a raw dump in, its page and ledger, or its article, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from copydesk import chain
from copydesk.gc_pause import uninterrupted
from copydesk.model.article import Article, assemble
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.model.raw import Kind, Raw
from copydesk.readers import read_page
from copydesk.sources.unread import Unread, fault

if TYPE_CHECKING:
    from copydesk.rules import Rulebook


def mark(
    source: Any,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    crawled: str | None = None,
    filters: Sequence[str] | None = None,
    rules: Rulebook | None = None,
) -> tuple[Page, Ledger]:
    """The page of a dump and the ledger of everything said about it.

    `source` is the page's text (str, never a path), its bytes, or a BeautifulSoup; `kind` is
    `auto`, `text` or `html`; `crawled` the day it was fetched (`YYYY-MM-DD`); `filters` the names
    of the filters to run (None: all of them); `rules` those of its site, which `read_rules` gives.
    Raises ValueError for an unknown kind or filter and for a rule file that is wrong, TypeError for
    a source of another type.
    """
    return mark_raw(Raw(source, None, kind, url, crawled), filters, rules)


@uninterrupted
def clean(
    source: Any,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    crawled: str | None = None,
    filters: Sequence[str] | None = None,
    rules: Rulebook | None = None,
) -> Article:
    """The article of a dump. Takes and raises what `mark` does."""
    return assemble(
        *mark(source, url=url, kind=kind, crawled=crawled, filters=filters, rules=rules)
    )


@uninterrupted
def mark_raw(
    raw: Raw, filters: Sequence[str] | None = None, rules: Rulebook | None = None
) -> tuple[Page, Ledger]:
    """The page and ledger of a raw page that a source yielded."""
    page = read_page(raw) if rules is None else rules.read(raw)
    return page, chain.run(page, chosen_steps(filters))


def marked_or_unread(
    raw: Raw, name: str, filters: Sequence[str] | None, rules: Rulebook | None
) -> tuple[Page, Ledger] | Unread:
    """A page and its ledger, or why there is none, under the page's name. Raises RulesError, which
    is no page's fault.
    """
    from copydesk.readers.decode import looks_binary

    if isinstance(raw.data, bytes) and looks_binary(raw.data):
        return Unread(name, "is no text but binary data")
    try:
        return mark_raw(raw, filters, rules)
    except MemoryError:
        return Unread(name, "needs more memory than there is")
    except (ValueError, TypeError) as error:
        if rules is not None and _is_of_rules(error):
            raise
        return Unread(name, f"cannot be read: {error}")
    except Exception as error:  # noqa: BLE001 - whatever one page does to a filter, the others are still to be cleaned
        return Unread(name, fault("cleaned", error))


def _is_of_rules(error: Exception) -> bool:
    from copydesk.model.site import RulesError

    return isinstance(error, RulesError)


@uninterrupted
def clean_raw(
    raw: Raw, filters: Sequence[str] | None = None, rules: Rulebook | None = None
) -> Article:
    """The article of a raw page that a source yielded."""
    page, ledger = mark_raw(raw, filters, rules)
    return assemble(page, ledger, raw.input)


def chosen_steps(filters: Sequence[str] | None) -> tuple[chain.Step, ...]:
    """The steps of the chain with only these filters (None: all) and every field. Raises ValueError
    for a name that is no filter.
    """
    if filters is None:
        return chain.steps()
    unknown = sorted(set(filters) - set(chain.filter_names()))
    if unknown:
        raise ValueError(
            f"There is no filter named {', '.join(unknown)}; `copydesk filters` lists them."
        )
    return tuple(
        step for step in chain.steps() if step.stage in chain.FIELD_STAGES or step.name in filters
    )
