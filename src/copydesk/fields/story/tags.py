"""Finds the story's tags.

They are in the page's metadata, in links marked as tags, behind "Tags:" or under "Topics" below the
story. Sections ("Filed under"), tag clouds of other stories and items of menus are not tags.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.facts import metadata
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

MOST = 40
"""Tags or keywords beyond this are there for search engines."""
LONGEST = 5
"""Words of a tag below a heading; a longer line is another story's headline."""
MOST_BELOW = 12
OUTSIDE = frozenset(("tag-line", "short-outsider", "after-story", "link-line", "menu", "judge"))
"""Filters that cut tags as such, or as lines outside the story.

The tags end at a line that any other filter cut.
"""
ENDS = ("byline", "comment-thread", "comment-form")
"""Vocabularies whose phrases end the tags where a line begins with one."""
JOINS = lazy_pattern(r"\s*[,;|•·#、]\s*|\s+#")


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Yield the tags in order: of the metadata, else of markup or lines."""
    stated = list(_stated(page))
    shown = [] if stated else list(_linked(page, ledger)) or list(_labelled(page, ledger))
    seen: set[str] = set()
    for one in (*stated, *shown):
        tag = metadata.key(str(one.value))
        if tag and tag not in seen and len(seen) < MOST:
            seen.add(tag)
            yield one


def _stated(page: Page) -> Iterator[Find]:
    texts = [("meta:article:tag", text) for text in page.evidence.meta("article:tag")]
    texts += [
        ("json-ld:keywords", text) for text in metadata.texts(page.facts.story.get("keywords"))
    ]
    for who, text in texts[:MOST]:
        for tag in metadata.plain(text).split(","):
            yield Find("tags", tag.strip(), None, None, who, "the page's metadata says so", 0.9)


def _start(ledger: Ledger) -> int:
    headline = ledger.chosen("headline")
    return headline.block + 1 if headline and headline.block is not None else 0


def _linked(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Return the first group of links with `rel=tag` below the headline.

    Those of cards are apart from them.
    """
    last, start = None, _start(ledger)
    for prop in page.evidence.props:
        if (
            prop.name != "rel:tag"
            or prop.block is None
            or prop.block < start
            or any(box.tag in ("nav", "aside") for box in page.path(page.blocks[prop.block]))
        ):
            continue
        if last is not None and prop.block > last + 2:
            return
        last = prop.block
        text = page.blocks[prop.block].text[slice(*(prop.span or (None, None)))].strip().lstrip("#")
        if 0 < len(text) < 60:
            yield Find(
                "tags", text, prop.block, prop.span, "rel:tag", "markup calls the link a tag", 0.9
            )


def _labelled(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Return the tags behind or below their first label below the headline."""
    start = _start(ledger)
    for cue in page.cues["tags"]:
        text, end = page.blocks[cue.block].text, page.phrase(cue)[1]
        if cue.block < start or page.shapes[cue.block].prose or not page.prose_before[cue.block]:
            continue
        rest = text[end:].strip()
        if not rest.strip(":："):
            found = list(_below(page, ledger, cue.block))
        else:
            label = rest[0] in ":：" or page.tokens[cue.block][cue.first].startswith(
                ("tagged", "and")
            )
            found = [(cue.block, tag) for tag in JOINS.split(rest.lstrip(":： #"))] if label else []
        tags = [
            (number, tag.strip(" .")) for number, tag in found if 0 < len(tag.split()) <= LONGEST
        ]
        if tags:
            yield from (
                Find(
                    "tags",
                    tag,
                    number,
                    None,
                    "line",
                    f"behind or below {text[:end]!r}",
                    0.8,
                )
                for number, tag in tags
                if tag
            )
            return


def _below(page: Page, ledger: Ledger, label: int) -> Iterator[tuple[int, str]]:
    """Return the short lines under a label.

    They end at the next label, the readers' comments, the author's name, a sentence, or a button
    with the number of its presses in the line below ("Love", "0").
    """
    authors = ledger.chosen("authors")
    ends = {cue.block for name in ENDS for cue in page.cues[name] if cue.first == 0}
    for block in page.blocks[label + 1 : label + 1 + MOST_BELOW]:
        verdict = ledger.decisive(block.number)
        other = verdict is not None and verdict.call == "cut" and verdict.who not in OUTSIDE
        if (
            other
            or block.number in ends
            or page.shapes[block.number].words > LONGEST
            or _is_counted(page, block.number)
            or (authors and block.text in authors.value)
            or ledger.taken(block.number)
        ):
            return
        yield block.number, block.text.lstrip("# ")


def _is_counted(page: Page, number: int) -> bool:
    """Whether a line is a number, or a number is the line below it."""
    return any(block.text.isdecimal() for block in page.blocks[number : number + 2])
