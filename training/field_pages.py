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
from copydesk.model.entries import STAGES
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.model.raw import Kind, Raw
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
CREDITED = "wcxb-articles"
"""Collection of which `credits-dev.jsonl` labels the lead pictures' credits."""
CROPPED = "cropped"
FORMS = ("html", *FLATTENERS, CROPPED)
WORD = re.compile(r"[^\W_]+")
STATES_AUTHOR = re.compile(
    r"""["']author["']|rel=["']?author|article:author|byline""", re.IGNORECASE
)
STATES_DATE = re.compile(r"datePublished|article:published_time|pubdate", re.IGNORECASE)
STATES_CHANGE = re.compile(
    r"(?:dateModified|modified_time)[\"']?[\s:=]{1,3}(?:content=)?[\"']((?:19|20)\d\d-\d\d-\d\d)"
)


class FieldPage(NamedTuple):
    """A page in one form, before the lead fields run, and its true fields.

    A field that is unlabelled on this page is missing from `truth`; one that the page does not have
    is in it with an empty value.
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
    labelled = credits_of(folder, collection)
    with gzip.open(folder / f"{collection}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line) | {"collection": collection}
            yield row | labelled.get(row["id"], {})


def credits_of(folder: Path, collection: str) -> dict[str, dict[str, Any]]:
    """Map row ids to separately labelled credits of the lead picture."""
    path = folder / "credits-dev.jsonl"
    if collection != CREDITED or not path.exists():
        return {}
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return {row["id"]: {"credit": row["lead"] or ""} for row in rows}


def field_pages(row: dict[str, Any], forms: tuple[str, ...] = FORMS) -> Iterator[FieldPage]:
    """Yield a row's page in each form.

    In every second row the text forms have no address.
    """
    for form in forms:
        source = _source(row, form)
        if source is None:
            continue
        with_address = form == "html" or sum(map(ord, row["id"])) % 2
        url = (row.get("url") or None) if with_address else None
        kind: Kind = "html" if form == "html" else "text"
        page = read_page(Raw(source, None, kind, url, row.get("crawled")))
        before = STAGES[: STAGES.index("lead")]
        ledger = chain.run(page, [step for step in chain.steps() if step.stage in before])
        truth = _truth(row, source if form != "html" else None)
        yield FieldPage(row["id"], row["collection"], site_of(row), form, page, ledger, truth)


def _source(row: dict[str, Any], form: str) -> str | None:
    """Return the page in a form; None where a dump cannot be cropped."""
    if form == CROPPED:
        return _cropped(row, FLATTENERS["blocks"](row["html"]))
    return row["html"] if form == "html" else FLATTENERS[form](row["html"])


def _cropped(row: dict[str, Any], dump: str) -> str | None:
    """Return a dump without the menus above and most of what follows.

    Datasets keep such dumps. Half begin with the headline, a third has three lines above it, and a
    sixth begins just below it and has none. Every fourth is marked up as Markdown.
    """
    lines, title = dump.split("\n"), letters(row.get("title"))
    at = next((n for n, line in enumerate(lines) if title and letters(line) == title), None)
    if at is None:
        return None
    first = (at, at + 1, at, max(0, at - 3), at, max(0, at - 3))[sum(map(ord, row["id"])) // 2 % 6]
    ending = letters(row.get("body"))[-40:]
    last = next(
        (n for n in range(len(lines) - 1, at, -1) if ending and letters(lines[n]).endswith(ending)),
        len(lines) - 1,
    )
    if sum(map(ord, row["id"])) % 4 == 0:
        lines[at] = f"# {lines[at]}"
        lines.insert(last + 1, "\n## More")
        last += 1
    return "\n".join(lines[first : last + 1])


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
    elif row.get("title") and dump is not None:
        known["headline"] = ""
    if modified := {match[1] for match in STATES_CHANGE.finditer(row["html"])}:
        known["modified"] = modified
    credit = _credit(row)
    if credit is not None:
        in_dump = dump is None or f" {letters(credit)} " in shown
        known["credit"] = credit if in_dump else ""
    return known


def _credit(row: dict[str, Any]) -> str | None:
    """Return the lead picture's credit; empty if none, None if unknown."""
    if "credit" in row:
        return str(row["credit"])
    covers = [image for image in row.get("images") or () if image.get("is_cover")]
    names = [name for image in covers for name in image.get("authors") or ()]
    return " ".join(names[:MAX_NAMES]) or None


def is_credit(value: str, credit: str) -> bool:
    """Return whether a value is the credit, with few other words at most.

    Such as a label or an outlet.
    """
    own, wanted = letters(value).split(), letters(credit).split()
    return bool(wanted) and set(wanted) <= set(own) and len(own) <= len(wanted) + 4


MAX_NAMES = 3
"""Names of one cover picture; a slide show has more, and its first picture's are not known."""


CAREFUL = ("wcxb-articles", "andy-news424", "trafilatura-eval")
"""Collections whose labelled pages without an author or a date have none."""
