"""Recognises names that markup marks as topics: tags, categories, kickers."""

from __future__ import annotations

import re

from copydesk.model.block import Block, Span
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import name_parts

TOPIC_ADDRESS = lazy_pattern(
    r"/(?:categor\w+|tags?|topics?|sections?|kategorie\w*|thema|rubrik)/|[?#]",
    re.IGNORECASE,
)
TOPIC_NAMES = frozenset(
    (
        "tag",
        "tags",
        "tagged",
        "topic",
        "topics",
        "category",
        "categories",
        "kicker",
        "eyebrow",
        "overline",
        "rubric",
        "rubrik",
        "breadcrumb",
        "breadcrumbs",
        "place",
        "places",
        "location",
        "locations",
    )
)
"""Words in the class or id of an element that holds topics."""
MAX_TOPIC_BLOCKS = 6
"""Blocks of an element of topics. A whole story may have a class for its category."""


def leads_to_topic(page: Page, block: Block, span: Span) -> bool:
    """Whether a span links to a topic's page or is in an element of topics."""
    start, end = span
    linked = any(
        TOPIC_ADDRESS.search(link.url) and link.start < end and link.end > start
        for link in block.links
    )
    return linked or _in_topic_element(page, block)


def _in_topic_element(page: Page, block: Block) -> bool:
    return any(
        not TOPIC_NAMES.isdisjoint(name_parts(name))
        for box in page.path(block)
        if box.last - box.first <= MAX_TOPIC_BLOCKS
        for name in box.names
    )
