"""Builds the examples: pages read, marked, described and labelled.

The named filters mark each page; features and a label describe each block. Examples are kept in a
folder, so that an experiment starts in seconds.
"""

from __future__ import annotations

import pickle
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import copydesk
from copydesk import chain
from copydesk.judge.features import features
from copydesk.judge.net import ROLES
from copydesk.model.entries import STAGES
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from training.align import COVERED, body_shares, words
from training.collections import COLLECTIONS, fold_of, rows_of, site_of
from training.crop import crop
from training.flatten import FLATTENERS

BODY = ROLES.index("body")
MIN_CONFIDENCE = 0.5
"""The confidence of a page's reading from which on it labels the page's text."""
LANGUAGE = re.compile(r"<html[^>]*\slang=[\"']?([A-Za-z]{2})")
MIN_READ = 60
"""Words of a reading that labels a page."""


class Line(NamedTuple):
    """A block for synthetic dumps: text, role and kind."""

    text: str
    role: int
    kind: str


class Example(NamedTuple):
    """A page as the net sees it, with the role of each block in doubt.

    `dump` is `html`, a flattener's name, or `synthetic`; a short page has ` cropped` behind it.
    `columns`, `flags`, `words` and `roles` are of the blocks in doubt, whose texts are `texts`;
    `lines` are all blocks; `truth` is what a body is scored by.
    """

    id: str
    collection: str
    kind: str
    language: str
    site: str
    dump: str
    columns: np.ndarray
    flags: list[list[str]]
    words: list[list[str]]
    roles: np.ndarray
    texts: list[str]
    lines: list[Line]
    truth: str

    @property
    def fold(self) -> int:
        """The fold of the page's site."""
        return fold_of(self.site)


def read(row: dict[str, Any], dump: str) -> Page:
    """A row's page. `dump` is `html` or a flattener's name."""
    source = row["html"] if dump == "html" else FLATTENERS[dump](row["html"])
    return read_page(Raw(source, kind="html" if dump == "html" else "text", url=row.get("url")))


def marked(page: Page) -> Ledger:
    """A page's ledger as the judge gets it: after every stage before its own."""
    before = STAGES[: STAGES.index("judge")]
    return chain.run(page, [step for step in chain.steps() if step.stage in before])


def examples_of(collection: str, dump: str, row: dict[str, Any]) -> list[Example]:
    """Return the examples of a row: its page, and a short page cut from it.

    None if the page has no block, or nothing labels it.
    """
    if COLLECTIONS[collection].is_pseudo_labelled:
        row = reading(row)
    if not row.get("body"):
        return []
    page = read(row, dump)
    if not page.blocks:
        return []
    ledger = marked(page)
    roles = roles_of(row, page, ledger)
    found = [example(row, collection, dump, page, ledger, roles)]
    cropped = crop(page, [role == BODY for role in roles], f"{row['id']} {dump}")
    if cropped:
        short, numbers = cropped
        of_short = [roles[number] for number in numbers]
        body = (
            block.text for block, role in zip(short.blocks, of_short, strict=True) if role == BODY
        )
        row = row | {"body": "\n\n".join(body)}
        found.append(example(row, collection, f"{dump} cropped", short, marked(short), of_short))
    return found


def reading(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row labelled by copydesk's own reading of its HTML.

    The reading gives title, author and body. The row has no body if the reading is doubtful, or
    lacks a snippet that is known to be on the page.
    """
    article = copydesk.clean(row["html"], url=row.get("url") or None, kind="html")
    body = " ".join(article.body.split())
    wrong = [one for one in row.get("with", ()) if " ".join(one.split()) not in body]
    wrong += [one for one in row.get("without", ()) if " ".join(one.split()) in body]
    good = article.is_article and article.confidence >= MIN_CONFIDENCE and not wrong
    return row | {
        "title": article.headline,
        "author": article.byline,
        "body": article.body if good and len(words(body)) >= MIN_READ else "",
    }


def example(
    row: dict[str, Any],
    collection: str,
    dump: str,
    page: Page,
    ledger: Ledger,
    roles: Sequence[int],
) -> Example:
    """The example of a page whose blocks have these roles."""
    found = features(page, ledger)
    return Example(
        str(row["id"]),
        collection,
        row.get("kind", ""),
        language_of(row),
        site_of(row),
        dump,
        found.columns.astype(np.int16),
        [[sys.intern(flag) for flag in flags] for flags in found.flags],
        [[sys.intern(word) for word in words] for words in found.words],
        np.array([roles[number] for number in found.numbers], np.int8),
        [page.blocks[number].text for number in found.numbers],
        [
            Line(block.text, role, block.kind)
            for block, role in zip(page.blocks, roles, strict=True)
        ],
        row.get("body") or "",
    )


def language_of(row: dict[str, Any]) -> str:
    """Return the language that the collection or the page states."""
    stated = LANGUAGE.search(row.get("html", "")[:5000])
    return str(row.get("language") or (stated[1].lower() if stated else ""))


def roles_of(row: dict[str, Any], page: Page, ledger: Ledger) -> list[int]:
    """The role of each block, by the page's true body, title and author."""
    title, author = words(row.get("title") or ""), " ".join(words(row.get("author") or ""))
    shares = body_shares([block.text for block in page.blocks], row.get("body") or "")
    taken = {find.block: find.field for find in ledger.finds if find.chosen and find.takes}
    roles = []
    for block, share in zip(page.blocks, shares, strict=True):
        here, field = words(block.text), taken.get(block.number)
        if share >= COVERED:
            role = "body"
        elif title and here == title:
            role = "headline"
        elif field == "standfirst":
            role = "standfirst"
        elif len(here) < 30 and (
            (author and author in " ".join(here)) or field in ("byline", "date", "date_modified")
        ):
            role = "byline"
        elif block.kind == "caption" or field in ("caption", "photo_credit"):
            role = "caption"
        else:
            role = "boilerplate"
        roles.append(ROLES.index(role))
    return roles


def _without_fault(
    make: Callable[[dict[str, Any]], list[Example]], row: dict[str, Any]
) -> list[Example]:
    """Return the examples of a row, or none if its page cannot be read.

    The error is reported on stderr.
    """
    try:
        return make(row)
    except (ValueError, RecursionError, AssertionError) as error:
        print(f"{row['id']}: no example: {error}", file=sys.stderr)
        return []


def load(
    corpora: Path, kept: Path, collection: str, dump: str, processes: int = 2
) -> list[Example]:
    """Return the examples of a collection flattened in one way.

    They are read from the folder `kept` if it has them.
    """
    path = kept / f"{collection}.{dump}.pickle"
    if not path.exists():
        make = partial(_without_fault, partial(examples_of, collection, dump))
        with Pool(processes) as pool:
            made = pool.imap(make, rows_of(corpora, collection), chunksize=4)
            save(path, [one for found in made for one in found])
    return list(loaded(path))


def save(path: Path, examples: Sequence[Example]) -> None:
    """Writes examples to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(list(examples), 5))


def loaded(path: Path) -> Iterator[Example]:
    """The examples of a file that `save` wrote."""
    yield from pickle.loads(path.read_bytes())
