"""Subheads kept by the rules of the site, which depends on the filters that cut them before."""

from __future__ import annotations

import pytest

from copydesk.filters.keep.ruled_subhead import mark
from copydesk.model.block import Block
from copydesk.model.entries import Verdict
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.rules.parse import parse

PROSE = (
    "Engineers found rust in two of the nine girders last week, and the county will not "
    "wait for the summer to have them mended."
)
SITE = "[site]\nhosts = ['hillfm.example']\n"
CUTS = [
    ("a subhead", ["prose", "judge", "prose"], [1]),
    ("a list, and a subhead", ["prose", "judge", "judge", "short-outsider", "prose"], [1, 2, 3]),
    ("before a line of the site", ["prose", "judge", "site-rule", "prose"], [1]),
    (
        "titles under a line of the site",
        ["prose", "site-rule", "judge", "judge", "prose", "judge", "prose"],
        [5],
    ),
    ("under a named filter's line", ["prose", "read-more", "judge", "prose"], []),
    ("above the story", ["judge", "prose", "prose"], []),
    ("below the story", ["prose", "judge"], []),
]
"""The case, the filter that cut each block (`prose`: an uncut paragraph), and the blocks kept."""


@pytest.mark.parametrize(("who", "kept"), [pytest.param(*case[1:], id=case[0]) for case in CUTS])
@pytest.mark.parametrize("said", [True, False], ids=["said", "not said"])
def test_what_only_the_judge_cuts_between_paragraphs_stands(
    who: list[str], kept: list[int], said: bool
) -> None:
    site = parse(f"{SITE}subheads = {str(said).lower()}\n", "hill.toml").site
    page = Page(
        "text",
        "",
        tuple(
            Block(number, PROSE if one == "prose" else "More boxes for the ridge")
            for number, one in enumerate(who)
        ),
        site=site,
    )
    stages = {"judge": "judge", "short-outsider": "page", "site-rule": "site", "read-more": "line"}
    ledger = Ledger(
        Verdict(stages[one], number, one, "cut", "seen")
        for number, one in enumerate(who)
        if one != "prose"
    )
    assert [found.block for found in mark(page, ledger)] == (kept if said else [])
