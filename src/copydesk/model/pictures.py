"""Places a page's pictures in the story, each before the next paragraph.

A picture is the story's where it has a caption, or is between two blocks that are not cut: the
thumbnails of related stories, icons and advertisements are beside one that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from copydesk.model.block import Block, Style
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

if TYPE_CHECKING:
    from copydesk.model.body import Paragraph


def with_pictures(
    page: Page, ledger: Ledger, body: Iterable[tuple[int, Paragraph]]
) -> Iterator[Paragraph]:
    """Yield paragraphs with their pictures.

    A picture is added to the beginning of the paragraph that follows it, or to the end of the last
    one.
    """
    pictures = list(_of_story(page, ledger))
    last: Paragraph | None = None
    at = 0
    for number, paragraph in body:
        first = at
        while at < len(pictures) and pictures[at][0] <= number:
            at += 1
        if last is not None:
            yield last
        lead = tuple(style for _, style in pictures[first:at])
        last = paragraph._replace(styles=(*lead, *paragraph.styles)) if lead else paragraph
    if last is None:
        return
    size = len(last.text)
    rest = tuple(style._replace(start=size, end=size) for _, style in pictures[at:])
    yield last._replace(styles=(*last.styles, *rest)) if rest else last


def _of_story(page: Page, ledger: Ledger) -> Iterator[tuple[int, Style]]:
    """Yield the story's pictures between blocks.

    Each comes with the number of the block that follows it. The same picture comes once.
    """
    if not page.evidence.pictures:
        return
    captions: dict[str, str] = {}
    for caption, credit, url in (tuple(find.value) for find in ledger.all_chosen("image")):
        if url:
            captions[url] = captions.get(url) or caption or credit
    names = {name for find in ledger.all_chosen("authors") for name in find.value}
    done: set[str] = set()
    for number, url, text in page.evidence.pictures:
        if not url or url in done or _is_inside(page.blocks, number, url):
            continue
        if url in captions or (text not in names and _is_between_kept(page, ledger, number)):
            done.add(url)
            yield number, Style(0, 0, "picture", url, captions.get(url) or text)


def _is_inside(blocks: tuple[Block, ...], number: int, url: str) -> bool:
    """Whether a picture is among the words of the block before this one."""
    return number > 0 and any(
        style.kind == "picture" and style.url == url for style in blocks[number - 1].styles
    )


def _is_between_kept(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether the blocks on both sides are kept: body, or taken by a field."""
    return (
        0 < number < len(page.blocks)
        and page.blocks[number - 1].kind != "title"
        and not ledger.is_cut(number - 1)
        and not ledger.is_cut(number)
    )
