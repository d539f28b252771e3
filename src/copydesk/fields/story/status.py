"""Finds the page's status, and the confidence in its body.

A story is `ok`, `short` or `paywall`; another kind of page is `consent`, `listing`, `product`,
`forum`, `error-page` or `empty`.

The words that are left of the page decide first, then the kind that the page states, then its
phrases. A story about carts or threads is a story.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.facts import metadata
from copydesk.facts.page_status import MAX_MESSAGE_WORDS, cued_statuses
from copydesk.judge.page_kind import PagePrediction, predict_page
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

FEW = 60
"""Words of a body that is `short`."""
TEASERS = 5
"""Links of a headline's length on a page that lists stories; menus seldom have one."""
SCRAP = 25
"""Words below which a page without author, date, or a headline over a sentence is a label or a
message, not a short story.
"""
STORIES = ("ok", "short", "paywall")
NO_STORY = 0.2
"""Highest confidence in the body of a page that is not a story."""
STORY = 0.45
"""The probability of being a story from which on a page is called one. At 0.5, 0.97 of the articles
of unseen sites as text and 0.24 of their listings, collections, forums and products are. Of 37 real
dumps that are articles, two have less than 0.5, one less than 0.45.
"""
FEW_BLOCKS = 30
"""A page of fewer blocks is a short dump of one story: listings, shops and forums of the training
pages have more.
"""
STUB = 400
"""Words of a body above which a line about subscribing has not cut it off."""
TYPES = {
    "Product": "product", "ProductGroup": "product", "Store": "product",
    "DiscussionForumPosting": "forum", "QAPage": "forum", "CollectionPage": "listing",
    "ItemList": "listing", "SearchResultsPage": "listing", "LocalBusiness": "listing",
}  # fmt: skip
OPEN_GRAPH = {
    "product": "product",
    "product.item": "product",
    "og:product": "product",
    "product.group": "listing",
}
GENERATORS = ("vbulletin", "phpbb", "discourse", "xenforo", "mybb", "invision", "smf")


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Yield the status and the estimated probability that the body is right."""
    words, linked = _left(page, ledger)
    prediction = predict_page(page, ledger)
    cued = cued_statuses(page)
    status, why = (
        _of_little(page, ledger, words, cued)
        or _of_no_story(page, words, linked, prediction, cued)
        or _of_story(page, words, cued)
    )
    yield Find("status", status, None, None, "page", why, 0.9)
    yield Find("confidence", *_confidence(page, ledger, status, prediction))


def _confidence(
    page: Page, ledger: Ledger, status: str, prediction: PagePrediction
) -> tuple[str, None, None, str, str, float]:
    """The confidence as the members of a find.

    It was learned on long pages; of a short story it is the judge's mean probability of the blocks
    that it kept.
    """
    if status != "short":
        sure, why = (
            prediction.good if status in STORIES else min(prediction.good, NO_STORY),
            "estimated probability that the body is right",
        )
    else:
        kept = [
            (page.shapes[score.block].words, score.probability)
            for score in ledger.scores.values()
            if ledger.scored_call(score) == "keep"
        ]
        words = sum(size for size, _ in kept)
        sure, why = (
            sum(size * weight for size, weight in kept) / words if words else NO_STORY,
            "mean probability of the few blocks that the judge kept",
        )
    return f"{sure:.3f}", None, None, "page", why, 0.9


def _left(page: Page, ledger: Ledger) -> tuple[int, float]:
    """Return the words of uncut blocks, and the share in lines of links."""
    words = linked = 0
    gone = {
        find.block
        for find in ledger.finds
        if find.chosen
        and find.takes
        and find.span
        and find.span[1] - find.span[0] > len(page.blocks[find.block or 0].text) // 2
    } | ledger.cut
    for number, shape in enumerate(page.shapes):
        if number not in gone:
            words += shape.words
            linked += shape.words if shape.linked > 0.6 else 0
    return words, linked / words if words else 0.0


def _of_little(
    page: Page, ledger: Ledger, words: int, cued: frozenset[str]
) -> tuple[str, str] | None:
    """Return the status of a page with few or no words left, and why."""
    signed = any(ledger.chosen(name) is not None for name in ("authors", "date"))
    if words < MAX_MESSAGE_WORDS and "error-page" in cued:
        return "error-page", "the page says that it was not found"
    if words < STUB and "consent" in cued and not signed:
        return "consent", "little but a consent notice"
    if words < MAX_MESSAGE_WORDS and _asks_to_log_in(page, ledger):
        return "consent", "the page asks to log in"
    no_sentence = words < FEW and not signed and not _has_sentence(page, ledger)
    lists = "listing" in cued or _teasers(page) >= TEASERS
    if lists and (no_sentence or (words < SCRAP and not signed)):
        return "listing", "next to nothing is left, and the page lists or links other stories"
    if not words or (words < SCRAP and no_sentence):
        kind = "listing" if len(page.blocks) >= FEW_BLOCKS else "short"
        return kind if words else "empty", f"{words} words are left, and not a sentence"
    return None


def _has_sentence(page: Page, ledger: Ledger) -> bool:
    """Whether a sentence, however short, is left below a headline."""
    headline = ledger.chosen("headline")
    first = headline.block + 1 if headline and headline.block is not None else 0
    return headline is not None and any(
        (shape.prose or (shape.ends and shape.stops > 0)) and not ledger.is_cut(number)
        for number, shape in enumerate(page.shapes[first:], first)
    )


def _teasers(page: Page) -> int:
    """Count the links that are long enough for a headline."""
    return sum(shape.linked > 0.8 and shape.words >= 5 for shape in page.shapes)


def _asks_to_log_in(page: Page, ledger: Ledger) -> bool:
    """Whether an uncut line or a heading is "Log in" alone."""
    whole = (cue.block for cue in page.cues["login-page"] if cue.how == "whole")
    return any(
        not ledger.is_cut(number) or page.blocks[number].kind == "heading" for number in whole
    )


def _of_no_story(
    page: Page, words: int, linked: float, prediction: PagePrediction, cued: frozenset[str]
) -> tuple[str, str] | None:
    """Return the status of a page that is not a story.

    The predicted page kind decides that it is not one; its metadata, links or buttons decide which
    kind it is.
    """
    if prediction.article >= STORY or len(page.blocks) < FEW_BLOCKS:
        return None
    named, why = _named(page)
    if named:
        return named, why
    if cued & {"forum", "product"} and words < STUB:
        return ("forum" if "forum" in cued else "product"), "the page's buttons say so"
    return (
        "listing",
        "most of what is left are links"
        if linked > 0.5
        else f"a page like this is a story in {prediction.article:.0%} of cases",
    )


def _of_story(page: Page, words: int, cued: frozenset[str]) -> tuple[str, str]:
    if "paywall-text" in page.notes:
        return "paywall", "the story goes on in a hidden box of a paywall"
    if words < STUB and "paywall" in cued:
        return "paywall", "a line asks for a subscription where the text ends"
    return (
        ("short", f"{words} words are left") if words < FEW else ("ok", f"{words} words are left")
    )


def _named(page: Page) -> tuple[str | None, str]:
    """The status that the page states in its metadata, and where."""
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
