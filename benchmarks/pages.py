"""The pages to measure: those of a folder, or synthetic ones."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

WORDS_IN_ORDER = """
the of and to in harbour council ferry bridge night said that was for with on morning water three
people school north road after before winter new plan station tide crew mayor engine ticket island
old stone market river grain lantern orchard goose budget line week year report found open closed
half first
"""
WORDS = WORDS_IN_ORDER.split()
# Bytes of an ordinary news page: half of the pages of news sites today are in this range.
ORDINARY = (100_000, 200_000)


def pages_of(folder: Path) -> Iterator[bytes]:
    """Yield the HTML pages of a folder, sorted by path.

    These are `.html` and `.htm` files, and the member `html` of each row of `.jsonl` and
    `.jsonl.gz` files.
    """
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".html", ".htm"):
            yield path.read_bytes()
        elif path.name.endswith((".jsonl", ".jsonl.gz")):
            with (
                gzip.open(path, "rt", encoding="utf-8")
                if path.suffix == ".gz"
                else path.open(encoding="utf-8") as rows
            ):
                yield from (
                    page.encode("utf-8", "replace")
                    for row in rows
                    if (page := json.loads(row).get("html"))
                )


def ordinary(pages: Sequence[bytes]) -> list[bytes]:
    """Return the pages of ordinary size; all where there are none."""
    return [page for page in pages if ORDINARY[0] <= len(page) <= ORDINARY[1]] or list(pages)


def spread(pages: Sequence[bytes], most: int) -> list[bytes]:
    """Return at most `most` pages, evenly spaced.

    Every site of a sorted collection has its share.
    """
    step = max(1.0, len(pages) / most)
    return [pages[int(number * step)] for number in range(min(most, len(pages)))]


def made_pages(count: int) -> list[bytes]:
    """Return synthetic news pages of ordinary size, always the same."""
    return [made_page(random.Random(number).randint(*ORDINARY), number) for number in range(count)]


def made_page(size: int, seed: int = 0) -> bytes:
    """Return a synthetic news page of about `size` bytes.

    Three fifths are scripts and styles, as on real pages; then come menus, story, cards and
    comments.
    """
    rng = random.Random(seed)
    parts = [
        _head(rng, size * 3 // 5),
        _menu(rng, max(2, min(60, size // 2500))),
        "<main><article>",
        f"<h1>{_title(rng)}</h1>",
    ]
    parts += [
        '<p class="byline">By <a rel="author" href="/staff/ida-marsh">Ida van der Marsh</a></p>'
        '<time datetime="2024-03-05T09:30:00Z">March 5, 2024</time>'
    ]
    left = size - sum(map(len, parts)) - 200
    parts += [
        "".join(_until(rng, left * 45 // 100, _paragraph)),
        "</article></main><aside><h2>Related stories</h2>",
    ]
    parts += [
        "".join(_until(rng, left * 35 // 100, _card)),
        '</aside><section id="comments"><h3>Reader comments</h3>',
    ]
    parts += [
        "".join(_until(rng, left * 20 // 100, _comment)),
        "</section><footer><p>© 2024 Lantern Media. All rights reserved.</p></footer>"
        "</body></html>",
    ]
    return "".join(parts).encode()


def page_of_blocks(count: int) -> bytes:
    """Return a synthetic page of `count` paragraphs of equal length."""
    rng = random.Random(count)
    story = "".join(f"<p>{_sentence(rng, 12)} {_sentence(rng, 14)}</p>" for _ in range(count))
    head = f"<!doctype html><html lang=en><title>{_title(rng)}</title>"
    body = f"<body><article><h1>{_title(rng)}</h1>{story}</article></body></html>"
    return (head + body).encode()


def _until(rng: random.Random, size: int, make: Callable[[random.Random], str]) -> Iterator[str]:
    while size > 0:
        piece = make(rng)
        size -= len(piece)
        yield piece


def _sentence(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(WORDS, k=words)).capitalize() + "."


def _title(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=9)).capitalize()


def _head(rng: random.Random, size: int) -> str:
    title = _title(rng)
    script = " ".join(f"var v{number}={rng.random()};" for number in range(size // 26))
    facts = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": title,
            "datePublished": "2024-03-05T09:30:00Z",
        }
    )

    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8>"
        f"<title>{title} - Lantern Media</title>"
        f'<script type="application/ld+json">{facts}</script>'
        f'<meta property="og:title" content="{title}">'
        f"<script>{script}</script></head><body>"
    )


def _menu(rng: random.Random, items: int) -> str:
    links = (
        f'<li class="menu-item nav__item"><a href="/s/{number}">'
        f"{rng.choice(WORDS).title()}</a></li>"
        for number in range(items)
    )
    return f'<header><nav class="site-nav"><ul>{"".join(links)}</ul></nav></header>'


def _paragraph(rng: random.Random) -> str:
    link = f'<a href="/story/{rng.randint(1, 9999)}">{rng.choice(WORDS)} {rng.choice(WORDS)}</a>'
    sentences = (_sentence(rng, rng.randint(8, 22)) for _ in range(rng.randint(1, 4)))
    return f'<p class="story-body__text">{" ".join(sentences)} {link}.</p>\n'


def _card(rng: random.Random) -> str:
    href, section = f"/story/{rng.randint(1, 9999)}", rng.choice(WORDS).title()
    return (
        f'<div class="card card--teaser"><a href="{href}"><img src="{href}.jpg" alt=""></a>'
        f'<div class="card__body"><span class="card__section">{section}</span>'
        f'<h3 class="card__title"><a href="{href}">{_title(rng)}</a></h3>'
        f"<span>{rng.randint(1, 23)} hours ago</span></div></div>\n"
    )


def _comment(rng: random.Random) -> str:
    name = f"{rng.choice(WORDS)}{rng.randint(1, 99)}"
    text = " ".join(_sentence(rng, 11) for _ in range(2))
    author = f'<span class="comment-author">{name}</span>'
    return f'<div class="comment">{author}<p>{text}</p><a href="#r">Reply</a></div>\n'


def lines_of(html: bytes) -> list[str]:
    """Return a page's text as a dump has it: a line for each block."""
    from resiliparse.extract.html2text import extract_plain_text

    return [
        line.strip()
        for line in extract_plain_text(
            html.decode("utf-8", "replace"), main_content=False
        ).splitlines()
        if line.strip()
    ]
