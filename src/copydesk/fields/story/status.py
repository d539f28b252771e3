"""Says what the page is: a story (`ok`, `short`, `paywall`), or none (`consent`, `listing`, `product`, `forum`, `error-page`, `empty`), and how sure that is.

What is left of the page decides first, then what the page calls itself, then its words. A story that speaks of carts or threads is still one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from copydesk.fields import metadata
from copydesk.ledger import Find, Ledger
from copydesk.lexicon import phrases, tokens
from copydesk.page import Page

FEW = 60
"""Words of a body that is `short`."""
THIN = 150
"""Words of a body beside which a page's words of no story (not found, cookies) are believed."""
STUB = 400
"""Words of a body above which a line about subscribing has not cut it off."""
TYPES = {
    "Product": "product", "ProductGroup": "product", "DiscussionForumPosting": "forum", "QAPage": "forum", "CollectionPage": "listing", "ItemList": "listing",
    "SearchResultsPage": "listing", "Store": "product", "LocalBusiness": "listing",
}  # fmt: skip
OPEN_GRAPH = {"product": "product", "product.item": "product", "og:product": "product", "product.group": "listing"}
GENERATORS = ("vbulletin", "phpbb", "discourse", "xenforo", "mybb", "invision", "smf")


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The status and the confidence, for which the evidence of a story counts."""
    words, linked = _left(page, ledger)
    status, why = _status(page, words, linked)
    yield Find("status", status, None, None, "page", why, 0.9)
    signs = sum(ledger.chosen(name) is not None for name in ("headline", "authors", "date")) + bool(_is_story(page))
    sure = min(0.98, 0.3 + 0.12 * signs + 0.2 * min(1.0, words / 250)) if status in ("ok", "short", "paywall") else 0.2
    yield Find("confidence", f"{sure:.2f}", None, None, "page", f"{signs} of 4 signs of a story, {words} words left", 0.9)


def _left(page: Page, ledger: Ledger) -> tuple[int, float]:
    """The words of the blocks that are left, and the share of them in blocks that are mostly links."""
    words = linked = 0
    taken = {
        find.block
        for find in ledger.finds
        if find.chosen and find.takes and find.span and find.span[1] - find.span[0] > len(page.blocks[find.block or 0].text) // 2
    }
    for number, shape in enumerate(page.shapes):
        if number not in taken and shape.words and not ledger.is_cut(number):
            words += shape.words
            linked += shape.words if shape.linked > 0.6 else 0
    return words, linked / words if words else 0.0


def _status(page: Page, words: int, linked: float) -> tuple[str, str]:
    return _of_little(page, words) or (None if _is_story(page) else _of_no_story(page, words, linked)) or _of_story(page, words)


def _of_little(page: Page, words: int) -> tuple[str, str] | None:
    """What a page is of which little or nothing is left."""
    said = _phrases(page)
    if words < THIN and "error-page" in said:
        return "error-page", "the page says that it was not found"
    if words < THIN and "consent" in said:
        return "consent", "little but a consent notice"
    return None if words else ("empty", "nothing is left")


def _of_no_story(page: Page, words: int, linked: float) -> tuple[str, str] | None:
    """What a page is that does not call itself a story, by its own word, its links or its buttons."""
    said = _phrases(page)
    named, why = _named(page)
    if named:
        return named, why
    if linked > 0.5 or ("listing" in said and words < STUB):
        return "listing", "most of what is left are links"
    if said & {"forum", "product"} and words < STUB:
        return ("forum" if "forum" in said else "product"), "the page's buttons say so"
    return None


def _of_story(page: Page, words: int) -> tuple[str, str]:
    if words < STUB and "paywall" in _phrases(page):
        return "paywall", "a line asks for a subscription where the text ends"
    return ("short", f"{words} words are left") if words < FEW else ("ok", f"{words} words are left")


def _is_story(page: Page) -> bool:
    """Whether the page calls itself a story."""
    if any(metadata.STORY_TYPE.search(one) and one not in ("Review", "HowTo") for one in metadata.types(metadata.story(page))):
        return True
    return next(page.evidence.meta("og:type"), "") == "article" and next(page.evidence.meta("article:published_time"), None) is not None


def _named(page: Page) -> tuple[str | None, str]:
    """What the page calls itself where that is no story."""
    for node in page.evidence.jsonld:
        for one in metadata.types(node):
            if one in TYPES and one != "LocalBusiness":
                return TYPES[one], f"JSON-LD calls it {one}"
    for stated in page.evidence.meta("og:type"):
        if stated in OPEN_GRAPH:
            return OPEN_GRAPH[stated], f"og:type is {stated}"
    generator = next(page.evidence.meta("generator"), "").lower()
    if any(name in generator for name in GENERATORS):
        return "forum", f"made by {generator.split()[0]}"
    return None, ""


@lru_cache(maxsize=2)
def _phrases(page: Page) -> frozenset[str]:
    """The statuses whose phrases stand on the page."""
    title = " ".join(tokens(page.evidence.title or ""))
    found = {page_says(title)} if title else set()
    for cue in page.cues["status"]:
        text = " ".join(page.tokens[cue.block][cue.first : cue.last])
        found.add(page_says(text))
    return frozenset(status for status in found if status)


def page_says(text: str) -> str | None:
    """The status that a phrase of the vocabulary stands for."""
    for status, lines in phrases("status").items():
        if any(line.replace("...", "").strip() in text for line in lines):
            return status
    return None
