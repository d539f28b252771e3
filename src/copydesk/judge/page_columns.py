"""The columns of page features: name, values and meaning of each."""

from __future__ import annotations

from copydesk.judge.columns import LOG, SHARE, YES, Column

KEPT = (
    Column("words", LOG, "words of the blocks that are kept"),
    Column("blocks", LOG, "blocks that are kept"),
    Column("share", SHARE, "the kept words among all words"),
    Column("words a block", LOG, "words of a kept block, on average"),
    Column("prose", SHARE, "kept words in blocks of prose"),
    Column("linked", SHARE, "kept words in blocks that are mostly links"),
    Column("headings", SHARE, "kept words in headings"),
    Column("items", SHARE, "kept words in list items"),
    Column("rows", SHARE, "kept words in rows of tables"),
    Column("page blocks", LOG, "blocks of the page"),
    Column("prose kept", SHARE, "the page's prose that is kept"),
)
"""Of what is kept."""

DOUBT = (
    Column("certainty", SHARE, "probability of body of the kept words, on average"),
    Column("doubtful", SHARE, "words whose block was kept or cut with a probability below 0.9"),
)
"""Of the judge's certainty."""

STATEMENTS = (
    Column("headline", YES, "the page has a headline"),
    Column("authors", YES, "the page has authors"),
    Column("date", YES, "the page has a date"),
    Column("story type", YES, "its metadata gives the type of an article"),
    Column("other type", YES, "its metadata gives another type: a product, a list, a forum"),
    Column("stated article", YES, "og:type is `article`"),
    Column("stated website", YES, "og:type is `website`"),
)
"""Of the fields that were found, and of the metadata."""

ADDRESS = (
    Column("slug words", "0 to 20", "words in the last part of the path"),
    Column("depth", "0 to 10", "parts of the path"),
    Column("path number", YES, "the last part has four digits in a row"),
    Column("root", YES, "the address has no path"),
    Column("address", YES, "the address is known"),
)
"""Of the page's address."""

PATTERN = (
    Column("gaps", LOG, "gaps between kept blocks"),
    Column("prices", LOG, "prices in the kept text"),
    Column("questions", LOG, "kept blocks with a question mark"),
    Column("alike", LOG, "kept blocks of one element in one box, at most"),
    Column("comments", SHARE, "words that filters of comments cut, over the kept ones"),
    Column("short blocks", SHARE, "kept blocks of fewer than five words"),
    Column("longest block", LOG, "words of the longest kept block"),
    Column("sentences a block", "0 to 128", "sentences of a kept block, in 32nds, on average"),
)
"""Of the pattern of the kept blocks."""

CARDS = (
    Column("longest run", LOG, "words of the longest run of kept blocks"),
    Column("run share", SHARE, "the kept words in that run"),
    Column("linked headings", LOG, "headings that are links"),
    Column("all headings", LOG, "headings of the page"),
    Column("shop phrases", "0 to 4", "blocks with a phrase of a shop: “Add to cart”"),
    Column("forum phrases", "0 to 4", "blocks with a phrase of a forum: “Reply to this topic”"),
    Column("long paragraphs", LOG, "kept blocks of several sentences and 25 words or more"),
)
"""Of one long story against many short ones."""

NAMES = (
    Column("story class", YES, "the body's class or id is that of a story's page"),
    Column("list class", YES, "the body's class or id is that of a list, a shop or a forum"),
    Column("story folder", YES, "a folder of the address is that of stories"),
    Column("list folder", YES, "a folder or host of the address is that of a list or a shop"),
)
"""Of the names that the site's software gives the page."""

PAGE_COLUMNS = (*KEPT, *DOUBT, *STATEMENTS, *ADDRESS, *PATTERN, *CARDS, *NAMES)
