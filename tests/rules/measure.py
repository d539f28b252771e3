"""What learned rules make of every made site: `make learned`.

From 20 of a site's 30 pages, twice with other 20, rules are learned and tried on the 10 that are
left. Fails below the floors.
"""

from __future__ import annotations

import sys

from copydesk.learn.draft import learned
from tests.rules import made
from tests.rules.test_learn import FORMS, Score, rules_of, score, sketches

PAGES, HELD_OUT = 30, 10
FLOOR = 0.97
"""Exact bodies on pages that were not learned from."""


def of_site(site: str, form: str, first: int) -> Score:
    """The score on the HELD_OUT pages from `first` on, of rules learned from all others."""
    known = [*sketches(site, form, 0, first), *sketches(site, form, first + HELD_OUT, PAGES)]
    return score(site, form, rules_of(learned(known)), range(first, first + HELD_OUT))


def main() -> int:
    total: list[Score] = []
    print(f"{'site':20} {'form':5} {'alone':>6} {'learned':>8} {'story lines cut':>16}")
    for site in made.SITES:
        for form in FORMS:
            found = [of_site(site, form, first) for first in (0, PAGES - HELD_OUT)]
            total += found
            show(site, form, found)
    show("all", "", total)
    exact = sum(one.exact for one in total) / sum(one.pages for one in total)
    return int(exact < FLOOR or any(one.cut for one in total))


def show(site: str, form: str, found: list[Score]) -> None:
    pages = sum(one.pages for one in found)
    alone, exact, cut = (
        sum(one.alone for one in found) / pages,
        sum(one.exact for one in found) / pages,
        sum(len(one.cut) for one in found),
    )
    print(f"{site:20} {form:5} {alone:6.3f} {exact:8.3f} {cut:16}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
