"""A page for learning: its lines, decisions without rules, elements."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from typing import NamedTuple

from copydesk.desk import mark_page
from copydesk.facts.metadata import host, site_names
from copydesk.model.article import assemble
from copydesk.model.block import Block, Box
from copydesk.model.body import CUT, Fate, fates
from copydesk.model.entries import Verdict
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.model.site import line_key

# Lines of a page that are examined, at its beginning and its end; between them is a comment thread
# or a table.
MOST_LINES = 1_500
# Characters of a line that are kept to show it; its key covers the whole line.
MOST_TEXT = 400
# Class and id names that differ between pages or builds: with figures, in mixed capitals, made by a
# compiler.
VARIABLE = re.compile(r"\d|[A-Z].*[a-z].*[A-Z]|^(?:ng|js|css|sc|jsx|svelte|emotion|styled)-|[^\w-]")


class SketchLine(NamedTuple):
    """A block: its text as shown, its key (`site.line_key`), its words.

    `element` is the number of its innermost element in `Sketch.elements` (-1: none), `cut` whether
    named filters cut all of it, `taken` whether a field took most of it, `ends` whether it ends
    like a sentence.
    """

    text: str
    key: str
    words: int
    prose: bool
    ends: bool
    heading: bool
    cut: bool
    taken: bool
    element: int

    @property
    def kept(self) -> bool:
        """Whether it is body."""
        return not (self.cut or self.taken)


class Element(NamedTuple):
    """An element: its lines `first` to `last`, its parent, its selector.

    The selector is "" where nothing identifies the element.
    """

    parent: int
    selector: str
    first: int
    last: int


class Sketch(NamedTuple):
    """The sketch of a page.

    `mark` is a digest of its dump, by which pages are ordered.
    """

    mark: str
    input: str
    host: str
    form: str
    title: str
    names: tuple[str, ...]
    language: str
    lines: tuple[SketchLine, ...]
    elements: tuple[Element, ...]

    def dump(self) -> bytes:
        """Return the sketch, packed."""
        return zlib.compress(
            json.dumps(self, ensure_ascii=False).encode("utf-8", "surrogatepass"), 6
        )

    @classmethod
    def load(cls, packed: bytes) -> Sketch:
        """Return what `dump` packed."""
        *head, names, language, lines, elements = json.loads(
            zlib.decompress(packed).decode("utf-8", "surrogatepass")
        )
        mark, name, host, form, title = head
        return cls(
            mark,
            name,
            host,
            form,
            title,
            tuple(names),
            language,
            tuple(SketchLine(*line) for line in lines),
            tuple(Element(*one) for one in elements),
        )


def mark_of(raw: Raw) -> str:
    """Return the digest of a dump, which does not depend on its name."""
    data = (
        raw.data if isinstance(raw.data, bytes) else str(raw.data).encode("utf-8", "surrogatepass")
    )
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def sketch(raw: Raw) -> Sketch:
    """Return the sketch of a page, cleaned without rules.

    Raises the errors of `clean`.
    """
    page, ledger = mark_page(raw)
    article = assemble(page, ledger, raw.input)
    numbers = _looked_at(len(page.blocks))
    place = {number: at for at, number in enumerate(numbers)}
    kept_boxes = {box.number: at for at, box in enumerate(page.boxes)}
    return Sketch(
        mark_of(raw),
        raw.input or "",
        host(page),
        page.form,
        page.evidence.title or "",
        tuple(
            dict.fromkeys((*site_names(page), *((article.site_name,) if article.site_name else ())))
        ),
        article.language or "",
        tuple(_line(page, ledger, page.blocks[number], kept_boxes) for number in numbers),
        tuple(_element(box, place, len(numbers)) for box in page.boxes),
    )


def _looked_at(size: int) -> list[int]:
    half = MOST_LINES // 2
    return list(range(size)) if size <= MOST_LINES else [*range(half), *range(size - half, size)]


def _line(page: Page, ledger: Ledger, block: Block, boxes: dict[int, int]) -> SketchLine:
    laid = [
        fate
        for fate in fates(block, ledger)
        if any(map(str.isalnum, block.text[fate.start : fate.end]))
    ]
    taken = sum(fate.end - fate.start for fate in laid if fate.fate not in (CUT, "body"))
    cut = bool(laid) and all(map(_by_named_filter, laid))
    shape = page.shapes[block.number]
    ends = shape.ends and not block.text.endswith((":", ";"))
    return SketchLine(
        block.text[:MOST_TEXT],
        line_key(block.text),
        shape.words,
        shape.prose,
        ends,
        block.kind == "heading",
        cut,
        2 * taken > len(block.text),
        boxes.get(block.box, -1),
    )


def _by_named_filter(fate: Fate) -> bool:
    """Return whether a named filter cut a span.

    The judge's cuts do not count: it reads one page, and cuts short lines between paragraphs that
    recur on the site's other stories.
    """
    judged = isinstance(fate.by, Verdict) and fate.by.stage == "judge"
    return fate.fate == CUT and not judged


def _element(box: Box, place: dict[int, int], size: int) -> Element:
    first = next((place[number] for number in range(box.first, box.last) if number in place), size)
    last = (
        first + sum(number in place for number in range(box.first, box.last))
        if size == MOST_LINES
        else first + box.last - box.first
    )
    return Element(box.parent, selector_of(box), first, min(size, last))


def selector_of(box: Box) -> str:
    """Return a CSS selector for an element on every page of its site.

    It has the id, else the tag and classes; "" where only variable names would identify it.
    """
    if box.id and not VARIABLE.search(box.id):
        return f"#{box.id}"
    names = [name for name in box.names if name != box.id and not VARIABLE.search(name)]
    return box.tag + "".join(f".{name}" for name in names[:3]) if names else ""
