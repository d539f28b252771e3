"""Who wrote a story, as lines of the page say it: "By Jane Doe", or a name alone under the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from copydesk.fields import metadata
from copydesk.fields.dates import written
from copydesk.fields.names import Names, begins_with_role, person, read_names
from copydesk.fields.opening import Opening
from copydesk.lexicon import phrases
from copydesk.page import Block, Page, Span

NOT_WRITING = re.compile(
    r"(?:\b(?:review|edit|check|sponsor|power|photo\w*|image\w*|picture\w*|illustrat|present|translat|produc|host|follow|own|fotos?|video\w*|comment\w*|redigiert|geprüft)\w*)\W{0,3}$",
    re.IGNORECASE,
)
"""What stands before "by" where it names somebody who did not write."""
LEADING = re.compile(r"\b(?:written|posted|published|story|text|article|report|words|ago|am|pm|uhr)$", re.IGNORECASE)
"""Words that may stand before a small "by" that leads to the author."""
TOPIC_ADDRESS = re.compile(r"/(?:categor\w+|tags?|topics?|sections?|kategorie\w*|thema|rubrik)/|[?#]", re.IGNORECASE)
ACCOUNT = re.compile(r"([^\W\d_][\w.]{2,24})\s*(?:$|[|•·,(–—-]|\d|\b(?:on|am|um|le|el|em|op)\s)")
"""A name of one word behind a label, and what may follow it: nothing, a mark or a date."""


class Claim(NamedTuple):
    """Names, how much speaks for them, who says so and why; the block and the span of the line they were read from."""

    people: tuple[str, ...]
    score: float
    who: str
    why: str
    block: int | None = None
    span: Span | None = None

    @property
    def keys(self) -> frozenset[str]:
        """The names as they are compared."""
        return frozenset(metadata.key(name) for name in self.people)


def lines(page: Page, where: Opening) -> Iterator[Claim]:
    """Lines that say "By" and names; near the headline for certain, elsewhere with less weight."""
    near = range(where.first, where.last)
    for number in sorted({cue.block for cue in page.cues["byline"] if cue.first == 0} | set(near)):
        words, kind = page.shapes[number].words, page.blocks[number].kind
        if words <= 40 and kind not in ("code", "title") and (number in near or (words <= 25 and number > where.story)):
            yield from _labelled(page, page.blocks[number], where, number in near)


def _labelled(page: Page, block: Block, where: Opening, near: bool) -> Iterator[Claim]:
    """The names behind the first label of a line that leads to any."""
    words = page.shapes[block.number].words
    away = abs(block.number - (where.story if where.headline is None else where.headline))
    after = near and (where.headline is None or block.number > where.headline - 3)
    for match in author_label().finditer(block.text, 0, 300):
        if NOT_WRITING.search(block.text[: match.start(1)]):
            continue
        names = read_names(block.text[match.end() :])
        leads = _leads(block.text, match) or (near and words < 9 and block.kind != "heading" and match.end() + names.end == len(block.text))
        people = believed(page, names.people)
        if people and leads and (near or " " in match[1] or (":" in match[0] and words < 10)):
            span = line_span(block.text, match.start(1), match.end() + names.end)
            score = 5.0 - 0.1 * min(away, 15) if after else 1.4
            yield Claim(people, score, "line", f"the line says {match[1]!r} before the names", block.number, span)
            return
        account = ACCOUNT.match(block.text, match.end()) if after and leads and not names.people and words < 15 else None
        name = person(account[1], loose=True) if account else None
        if name and account and believed(page, (name,)):
            yield Claim((name,), 2.0, "line", f"the line says {match[1]!r} before an account's name", block.number, (match.start(1), account.end(1)))
            return


@cache
def author_label() -> re.Pattern[str]:
    """What leads to a writer's name, in every language of the vocabulary."""
    labels = sorted(
        {line.removesuffix(" ...") for language, lines in phrases("byline").items() if language != "class" for line in lines}, key=len, reverse=True
    )
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, labels))})(?:\s?[:：]\s*|\s+|(?=(?-i:[A-Z][a-z])))", re.IGNORECASE)


def _leads(text: str, match: re.Match[str]) -> bool:
    """Whether a "by" begins the line or follows a date, a mark or a verb: not "a book by Jane Doe" in a title."""
    before = text[: match.start(1)].rstrip()
    if match.end() == match.end(1):
        return match[1][0].isupper()
    return not before or not before[-1].isalpha() or (not match[1].islower() and not before[-1].islower()) or LEADING.search(before) is not None


def line_span(text: str, start: int, end: int) -> Span:
    """The byline's span: to the end of the line where only a role or an outlet follows, and from its beginning where only a label leads."""
    rest = text[end:]
    if len(rest.split()) < 8 and not any(letter.isdigit() for letter in rest):
        end = len(text)
    return (0, end) if len(text[:start].split()) < 2 and not any(letter.isdigit() for letter in text[:start]) else (start, end)


def believed(page: Page, people: tuple[str, ...]) -> tuple[str, ...]:
    """The people without the site itself: a site may be called after its author, but not one that calls itself an organisation.

    Nor are those believed whom the site's rules say are no authors.
    """
    if page.site is not None and page.site.not_authors:
        from copydesk.site import line_key

        people = tuple(name for name in people if line_key(name) not in page.site.not_authors)
    return tuple(name for name in people if not metadata.is_site_name(page, name) or (" " in name and metadata.key(name) not in metadata.organisations(page)))


def lone_lines(page: Page, where: Opening) -> Iterator[Claim]:
    """Names that stand alone beside the headline."""
    if where.headline is not None:
        for number in _beside(page, where.headline, where.last):
            yield _alone(page, page.blocks[number], number - where.headline)


def _alone(page: Page, block: Block, away: int) -> Claim:
    """A line by the headline that is names and nothing but a date or a role, or names alone beside a date or with a sentence about them below."""
    words = page.shapes[block.number].words
    plain = block.kind in ("paragraph", "item") and words < 14 and not block.text.endswith((":", "?", "!"))
    plain = plain and not any(TOPIC_ADDRESS.search(link.url) for link in block.links) and not author_label().match(block.text)
    names = read_names(block.text) if plain else Names((), (), 0)
    rest = block.text[names.end :].strip(" |,·•-–—")
    dated = rest and rest[0] in "0123456789JFMASONDjfmasond" and next((one.start < 3 for one in written(rest)), False)
    if (
        not names.people
        or not all(_uncommon(page, name) for name in names.people)
        or (rest and not dated and not begins_with_role(rest))
        or (not rest and words > 5)
    ):
        return Claim((), 0.0, "lone line", "")
    beside = [page.blocks[one].text for one in (block.number - 1, block.number + 1) if 0 <= one < len(page.blocks)]
    dated = dated or any(len(text) < 60 and next(written(text), None) for text in beside)
    below = (page.blocks[one] for one in page.having(page.tokens[block.number][0]) if one > block.number + 3)
    again = any(
        one.text.startswith(names.people[0]) and (len(one.text) > len(block.text) + 20 or one.text == block.text) and one.kind != "item" for one in below
    )
    score = 0.4 + bool(dated) + 1.2 * again + 1.0 * bool(rest) + 0.9 * (0 < away < 3) + 0.5 * (len(names.people) > 1)
    return Claim(believed(page, names.people), score, "lone line", "a name alone by the headline", block.number, (0, names.end))


def _uncommon(page: Page, name: str) -> bool:
    """Whether no word of a name stands in small letters in the page's sentences, as those of "Industry Insights" do."""
    for word in name.split():
        small = word.lower()
        if word[0].isupper() and len(small) > 2 and not small.endswith("."):
            found = re.compile(rf"(?<!\w){re.escape(small)}(?!\w)")
            if any(found.search(page.blocks[number].text) for number in page.having(small)[:12]):
                return False
    return True


def _beside(page: Page, headline: int, last: int) -> Iterator[int]:
    """The blocks below the headline where a name may stand alone, and in a text dump the three above it."""
    if page.form == "text":
        yield from range(max(0, headline - 3), headline)
    yield from range(headline + 1, min(last, headline + 8))
