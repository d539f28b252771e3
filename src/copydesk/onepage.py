"""One page, whatever it holds: its article and what was cut, or why there is none. Nothing that a
page does is an exception.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from copydesk.desk import marked_or_unread
from copydesk.gc_pause import uninterrupted
from copydesk.model.article import CUT, Article, assemble, fates
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.sources.unread import Unread, fault

if TYPE_CHECKING:
    from copydesk.rules.book import RulesAt

Cuts = dict[str, tuple[int, int]]
"""Filter -> how many lines it cut on a page, and how many words."""


class Cleaned(NamedTuple):
    """A page, its article, what its filters cut, and the seconds it took."""

    page: Page
    article: Article
    cuts: Cuts
    seconds: float


@uninterrupted
def article_of(
    raw: Raw, filters: Sequence[str] | None, max_bytes: int, rules: RulesAt | None = None
) -> Cleaned | Unread:
    """The article of a page; whatever goes wrong is that page's failure."""
    began = perf_counter()
    name = raw.input or "the page"
    try:
        done = marked_or_unread(
            raw._replace(most=max_bytes), name, filters, None if rules is None else rules.book()
        )
        if isinstance(done, Unread):
            return done
        page, ledger = done
        return Cleaned(
            page, assemble(page, ledger, raw.input), cuts_on(page, ledger), perf_counter() - began
        )
    except ValueError as error:
        return Unread(name, f"cannot be read: {error}")
    except Exception as error:  # noqa: BLE001 - whatever one page does to what reads its ledger, the others are still to be cleaned
        return Unread(name, fault("cleaned", error))


def cuts_on(page: Page, ledger: Ledger) -> Cuts:
    """What each filter cut, in blocks and words. A part of a block counts as its share of the
    block's words.
    """
    found: Cuts = {}
    for block, shape in zip(page.blocks, page.shapes, strict=True):
        cut: dict[str, int] = {}
        for fate in fates(block, ledger):
            if fate.fate == CUT and fate.by:
                share = (fate.end - fate.start) / (len(block.text) or 1)
                cut[fate.by.who] = cut.get(fate.by.who, 0) + round(shape.words * share)
        for who, words in cut.items():
            before = found.get(who, (0, 0))
            found[who] = (before[0] + 1, before[1] + words)
    return found
