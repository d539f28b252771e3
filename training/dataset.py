"""Corpora to labelled pages: every page read, marked by the named filters, measured, and aligned
with the truth.

A corpus is gzipped JSON Lines with `id`, `url`, `kind`, `html`, `title`, `author`, `body`. For the
text judge each page is flattened in ways in which dumps are made: a block a line, laid out in
columns, and a text node a line.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from copydesk import chain
from copydesk.judge.blocks import doubtful
from copydesk.judge.measures import Measured, measure
from copydesk.judge.net import ROLES
from copydesk.model.ledger import STAGES, Ledger
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from training.align import COVERED, body_shares, words
from training.crop import crop

FOLDS = 5
BODY = ROLES.index("body")


class LabelledPage(NamedTuple):
    """A page as the nets see it, with what a careful reader says of it.

    `dump` is `html` or a flattener's name, with ` cropped` behind it for a short page. `measured`
    are all blocks: the nets learn from those beyond doubt too, without which they scored 0.001
    lower; `doubtful` are the numbers of the others. `labels[n]` is the index in ROLES of block n's
    role; `texts` and `truth` are what the body is scored by.
    """

    id: str
    corpus: str
    kind: str
    site: str
    dump: str
    measured: Measured
    doubtful: list[int]
    labels: list[int]
    texts: list[str]
    truth: str

    @property
    def fold(self) -> int:
        """The fold of the page's site."""
        return fold_of(self.site)

    def in_doubt(self) -> Measured:
        """The measures of the blocks in doubt alone, as the judge takes them."""
        own = [[column[number] for number in self.doubtful] for column in self.measured.own]
        setting, flags = (
            [column[number] for number in self.doubtful]
            for column in (self.measured.setting, self.measured.flags)
        )
        return Measured(self.doubtful, own, self.measured.near, setting, flags)

    def rows(self) -> list[list[int]]:
        """Each block's measures, in the order of `names(form)`."""
        return [self.measured.row(number) for number in range(len(self.labels))]

    def flags(self) -> list[list[str]]:
        """Each block's flags."""
        return [self.measured.all_flags(number) for number in range(len(self.labels))]


def fold_of(site: str) -> int:
    """The fold (0 to FOLDS - 1) of a site, the same on every machine."""
    return int(hashlib.md5(site.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def site_of(row: dict[str, Any]) -> str:
    """The host of a page, without `www.`; its id where it has no address."""
    return urlsplit(row.get("url") or "").netloc.removeprefix("www.") or str(row["id"])


def corpus_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def bs4_lines(html: str) -> str:
    """A text node a line, as Beautiful Soup's `stripped_strings` leaves a page."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "lxml")
    for tag in soup(["script", "style", "noscript", "template"]):
        tag.decompose()
    return "\n\n".join(soup.stripped_strings)


def blocks(html: str) -> str:
    """A block a line, as web-crawl text has it; figures and buttons are renamed because the
    flattener drops them.
    """
    from resiliparse.extract.html2text import extract_plain_text

    renamed = re.sub(r"(?i)<(/?)(?:figure|figcaption)(?=[\s>])", r"<\1div", html)
    renamed = re.sub(r"(?i)<(/?)(?:button|label)(?=[\s>])", r"<\1span", renamed)
    return str(
        extract_plain_text(
            renamed,
            main_content=False,
            list_bullets=False,
            alt_texts=False,
            links=False,
            form_fields=False,
            noscript=False,
        )
    )


def inscript(html: str) -> str:
    """Laid out as a browser would, columns side by side."""
    from inscriptis import get_text

    return str(get_text(html))


FLATTENERS: dict[str, Callable[[str], str]] = {
    "blocks": blocks,
    "inscript": inscript,
    "bs4_lines": bs4_lines,
}


def read(row: dict[str, Any], dump: str) -> Page:
    """A row's page. `dump` is `html` or a flattener's name."""
    source = row["html"] if dump == "html" else FLATTENERS[dump](row["html"])
    return read_page(Raw(source, kind="html" if dump == "html" else "text", url=row.get("url")))


def marked(page: Page) -> Ledger:
    """A page's ledger as the judge finds it: every stage before its own has spoken."""
    before = STAGES[: STAGES.index("judge")]
    return chain.run(page, [step for step in chain.steps() if step.stage in before])


def labelled(row: dict[str, Any], corpus: str, dump: str) -> list[LabelledPage]:
    """A row's page, and a short page cut from it; nothing where it has no block."""
    page = read(row, dump)
    if not page.blocks:
        return []
    ledger = marked(page)
    labels = _labels(row, page, ledger)
    found = [_labelled(row, corpus, dump, page, ledger, labels)]
    cropped = crop(page, [label == BODY for label in labels], f"{row['id']} {dump}")
    if cropped:
        short, numbers = cropped
        found.append(
            _labelled(
                row,
                corpus,
                f"{dump} cropped",
                short,
                marked(short),
                [labels[number] for number in numbers],
            )
        )
    return found


def _labelled(
    row: dict[str, Any], corpus: str, dump: str, page: Page, ledger: Ledger, labels: list[int]
) -> LabelledPage:
    measured = measure(page, ledger, range(len(page.blocks)))
    texts = [block.text for block in page.blocks]
    truth = row.get("body") or ""
    if dump.endswith("cropped"):
        truth = "\n\n".join(
            text for text, label in zip(texts, labels, strict=True) if label == BODY
        )
    return LabelledPage(
        row["id"],
        corpus,
        row.get("kind", ""),
        site_of(row),
        dump,
        measured,
        doubtful(page, ledger),
        labels,
        texts,
        truth,
    )


def _labels(row: dict[str, Any], page: Page, ledger: Ledger) -> list[int]:
    title, author = words(row.get("title") or ""), " ".join(words(row.get("author") or ""))
    shares = body_shares([block.text for block in page.blocks], row.get("body") or "")
    taken = {find.block: find.field for find in ledger.finds if find.chosen and find.takes}
    labels = []
    for block, share in zip(page.blocks, shares, strict=True):
        here = words(block.text)
        if share >= COVERED:
            role = "body"
        elif title and here == title:
            role = "headline"
        elif taken.get(block.number) == "standfirst":
            role = "standfirst"
        elif len(here) < 30 and (
            (author and author in " ".join(here))
            or taken.get(block.number) in ("byline", "date", "date_modified")
        ):
            role = "byline"
        elif block.kind == "caption" or taken.get(block.number) in ("caption", "photo_credit"):
            role = "caption"
        else:
            role = "boilerplate"
        labels.append(ROLES.index(role))
    return labels


def load(corpora: Path, jobs: list[tuple[str, str]], processes: int = 2) -> list[LabelledPage]:
    """The pages of these (corpus name, dump) pairs, in order; two processes read them."""
    todo = (
        (row, name, dump)
        for name, dump in jobs
        for row in corpus_rows(corpora / f"{name}.jsonl.gz")
    )
    with Pool(processes) as pool:
        return [page for pages in pool.imap(_load_one, todo, chunksize=4) for page in pages]


def _load_one(job: tuple[dict[str, Any], str, str]) -> list[LabelledPage]:
    return labelled(*job)


def digest(corpora: Path, names: list[str]) -> str:
    """A digest of the corpus files, to say what weights were learned from."""
    sha = hashlib.sha256()
    for name in names:
        sha.update((corpora / f"{name}.jsonl.gz").read_bytes())
    return sha.hexdigest()[:16]
