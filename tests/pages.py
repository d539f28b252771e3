"""Reads the whole pages in `fixtures/<slug>/`: dump.txt or dump.html, article.json, marks.txt.

article.json holds what the article's record must hold: the fields as in `copydesk schema`, `body`
as a list of paragraphs. Two keys are no fields: `given` (`url`, `crawled`: what `clean` is called
with) and `known_misses` (field, or `marks`, to the reason why it fails). marks.txt has a gutter
line for every block of the page; where a word has another fate than its line, the inline marks say
so.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from copydesk import desk
from copydesk.model.article import Article, assemble
from copydesk.model.body import BODY, CUT, fates
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from tests.gutter import Line, parse_line

FOLDER = Path(__file__).resolve().parent.parent / "fixtures"
SLUGS = sorted(path.parent.name for path in FOLDER.glob("*/article.json"))

Run = tuple[str, str]
"""A fate and the letters and digits, in order, that share it."""


@cache
def expected(slug: str) -> dict[str, Any]:
    return json.loads((FOLDER / slug / "article.json").read_text("utf-8"))


@cache
def dump(slug: str) -> tuple[bytes, str]:
    path = next((FOLDER / slug).glob("dump.*"))
    return path.read_bytes(), "html" if path.suffix == ".html" else "text"


@cache
def marked(slug: str) -> tuple[Page, Ledger]:
    data, kind = dump(slug)
    given = expected(slug).get("given", {})
    return desk.mark_page(Raw(data, slug, kind, given.get("url"), given.get("crawled")))


@cache
def article(slug: str) -> Article:
    return assemble(*marked(slug), slug)


def marks(slug: str) -> list[Line]:
    text = (FOLDER / slug / "marks.txt").read_text("utf-8")
    return [parse_line(line.replace("⏎", "\n")) for line in text.split("\n") if line.strip()]


def runs_of_line(line: Line) -> list[Run]:
    """The fates that a gutter line gives to its letters and digits."""
    whole = {" ": BODY, "-": CUT, "*": line.field}[line.mark]
    by_letter = [whole] * len(line.text)
    for piece in line.pieces:
        by_letter[piece.start : piece.end] = [
            CUT if piece.mark == "-" else BODY if piece.mark == "+" else piece.mark
        ] * (piece.end - piece.start)
    return _runs(line.text, by_letter)


def runs_of_block(page: Page, ledger: Ledger, number: int) -> list[Run]:
    """The fates that copydesk gave to a block's letters and digits."""
    block = page.blocks[number]
    return _runs(
        block.text,
        [fate.fate for fate in fates(block, ledger) for _ in range(fate.start, fate.end)],
    )


def _runs(text: str, by_letter: list[str]) -> list[Run]:
    letters = [
        (fate, letter) for letter, fate in zip(text, by_letter, strict=True) if letter.isalnum()
    ]
    return [
        (fate, "".join(letter for _, letter in run))
        for fate, run in groupby(letters, key=lambda pair: pair[0])
    ]
