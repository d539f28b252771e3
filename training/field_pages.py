"""Pages with known fields, as the rankers of the fields learn from them.

Each row of a collection gives the page as HTML and flattened to text in three ways, with its
address and without it. A field whose value is not on a text dump is unlabelled there.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from copydesk import chain
from copydesk.model.ledger import STAGES, Ledger
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from training.collections import site_of
from training.flatten import FLATTENERS

COLLECTIONS = (
    "wcxb-articles",
    "trafilatura-eval",
    "htmldate-eval",
    "fundus-tests",
    "andy-news424",
    "mercury-parser",
    "zhweb",
)
"""Collections whose labels may teach what ships; training/README.md names source and licence."""
FORMS = ("html", *FLATTENERS)
WORD = re.compile(r"[^\W_]+")
STATES_AUTHOR = re.compile(
    r"""["']author["']|rel=["']?author|article:author|byline""", re.IGNORECASE
)
STATES_DATE = re.compile(r"datePublished|article:published_time|pubdate", re.IGNORECASE)


class FieldPage(NamedTuple):
    """A page in one form, before the lead fields ran, and what is known of its fields.

    A field that is unlabelled on this page is missing from `truth`; one that the page does not have
    is there with an empty value.
    """

    id: str
    collection: str
    site: str
    form: str
    page: Page
    ledger: Ledger
    truth: dict[str, Any]


def letters(text: str | None) -> str:
    """Return a text's words in lower case, as titles and names are compared."""
    return " ".join(WORD.findall((text or "").lower()))


def names_of(value: object) -> frozenset[str]:
    """Return the names of an authors' statement, as they are compared."""
    text = ";".join(value) if isinstance(value, (list, tuple)) else str(value or "")
    parts = re.split(r"[;,&|]|\band\b|\bund\b|\bet\b", text)
    return frozenset(name for part in parts if (name := letters(part)))


def is_title(line: str, title: str) -> bool:
    """Whether a line is the title but for punctuation and a few letters."""
    one, other = letters(line), letters(title)
    return bool(one) and (one == other or SequenceMatcher(None, one, other).ratio() >= 0.9)


def rows_of(folder: Path, collection: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a collection, each with its collection's name."""
    with gzip.open(folder / f"{collection}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line) | {"collection": collection}


def field_pages(row: dict[str, Any], forms: tuple[str, ...] = FORMS) -> Iterator[FieldPage]:
    """Yield a row's page in each form, the text forms without the address in every second row."""
    for form in forms:
        source = row["html"] if form == "html" else FLATTENERS[form](row["html"])
        with_address = form == "html" or sum(map(ord, row["id"])) % 2
        url = (row.get("url") or None) if with_address else None
        kind = "html" if form == "html" else "text"
        page = read_page(Raw(source, None, kind, url, row.get("crawled")))
        before = STAGES[: STAGES.index("lead")]
        ledger = chain.run(page, [step for step in chain.steps() if step.stage in before])
        truth = _truth(row, source if form != "html" else None)
        yield FieldPage(row["id"], row["collection"], site_of(row), form, page, ledger, truth)


def _truth(row: dict[str, Any], dump: str | None) -> dict[str, Any]:
    """Return what is known of the fields on this form of the page."""
    known: dict[str, Any] = {}
    shown = f" {letters(dump)} " if dump is not None else ""
    careful = row["collection"] in CAREFUL and bool(row.get("title"))
    if row.get("author"):
        names = names_of(row["author"])
        if dump is None or all(name in shown for name in names):
            known["authors"] = names
        elif not any(name in shown for name in names):
            known["authors"] = frozenset()
    elif careful and not STATES_AUTHOR.search(row["html"]):
        known["authors"] = frozenset()
    if row.get("date"):
        known["date"] = str(row["date"])[:10]
    elif careful and not STATES_DATE.search(row["html"]):
        known["date"] = ""
    if row.get("title") and (dump is None or f" {letters(row['title'])} " in shown):
        known["headline"] = row["title"]
    return known


CAREFUL = ("wcxb-articles", "andy-news424", "trafilatura-eval")
"""Collections whose labelled pages without an author or a date have none."""
