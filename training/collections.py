"""The labelled collections of pages, and the use of each in training.

A collection is gzipped JSON Lines with `id`, `url`, `kind`, `html` and, if known, `title`,
`author`, `body`. If the body is unknown, copydesk's reading of the HTML labels the page's text
dumps (pseudo-labels), because a page is read better as HTML than as text.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

FOLDS = 5
ARTICLES = "wcxb-articles"
"""The collection whose pages the figures are of."""
OTHERS = "wcxb-others"


MAX_SITE_PAGES = 5
"""Pages of a site of the `daniel` collection that are learned from; a few sites have dozens."""
HOST_IN_ID = re.compile(r"^\d{8}_([\w.-]+?)_")
"""The host of a page whose id begins with the day of the crawl and the host."""


class Collection(NamedTuple):
    """A collection: its name, source, licence and use.

    `weight` is that of a block beside one of ARTICLES; `is_pseudo_labelled` means that its bodies
    are copydesk's reading of the HTML; `is_evaluation` that its labels are for evaluation only.
    """

    name: str
    source: str
    licence: str
    weight: float = 1.0
    is_pseudo_labelled: bool = False
    is_evaluation: bool = False


COLLECTIONS = {
    one.name: one
    for one in (
        Collection(ARTICLES, "WCXB development set, articles (Foley 2026)", "CC-BY-4.0"),
        Collection(OTHERS, "WCXB development set, other pages (Foley 2026)", "CC-BY-4.0", 0.5),
        Collection("fundus-tests", "test pages of fundus (Dallabetta et al. 2024)", "MIT", 0.7),
        Collection("andy-news424", "424 news articles (andyhuangcode)", "Apache-2.0", 0.7),
        Collection("zhweb", "labelled Chinese pages of two extractors", "MIT", 0.7),
        Collection("mercury-parser", "test pages of mercury-parser", "MIT, Apache-2.0", 0.5, True),
        Collection("trafilatura-eval", "trafilatura's evaluation set", "Apache-2.0", 0.5, True),
        Collection("htmldate-eval", "htmldate's evaluation set", "Apache-2.0", 0.5, True),
        Collection("daniel", "pages of DAnIEL, without its labels", "GPL-3.0", 0.5, True, True),
    )
}


def rows_of(corpora: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a collection.

    Of a collection for evaluation, MAX_SITE_PAGES of each site, without their labels.
    """
    with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        yield from _unlabelled(rows) if COLLECTIONS[name].is_evaluation else rows


def _unlabelled(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows without their labels, MAX_SITE_PAGES of each site."""
    pages = Counter[str]()
    for row in rows:
        pages[site_of(row)] += 1
        if pages[site_of(row)] <= MAX_SITE_PAGES:
            yield {"id": row["id"], "language": row["language"], "kind": "", "html": row["html"]}


def fold_of(site: str) -> int:
    """The fold (0 to FOLDS - 1) of a site, the same on every machine."""
    return part_of(site, FOLDS)


def part_of(name: str, parts: int) -> int:
    """Assign a name to one of `parts` equal parts, 0 to parts - 1.

    The same on every machine.
    """
    return int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % parts


def site_of(row: dict[str, Any]) -> str:
    """Return a page's host without `www.`, from its address or id.

    If neither has a host, its id.
    """
    named = HOST_IN_ID.match(str(row["id"]))
    host = urlsplit(row.get("url") or "").netloc or (named[1] if named else "")
    return host.removeprefix("www.") or str(row["id"])


def digest(corpora: Path) -> str:
    """Return a digest of the files from which weights are learned."""
    sha = hashlib.sha256()
    for name in COLLECTIONS:
        sha.update((corpora / f"{name}.jsonl.gz").read_bytes())
    return sha.hexdigest()[:16]
