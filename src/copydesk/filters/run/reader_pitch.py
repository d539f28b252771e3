"""Cuts requests to the reader: "Create an account to comment".

Their form shows them: an imperative, a question, a purpose ("To get new letters, consider ...") or
the second person, and an object of the trade (an app, an account, cookies, comments) or an address.
Looks alike and stays: instructions of a story, whose paragraphs open with imperatives too, and
prose about apps and accounts. Seen between paragraphs and at both ends of a story, with the list of
benefits below.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Set

from copydesk.filters.line import by_block, is_headline, is_quoted, quote
from copydesk.lexicon import Cue
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.request import opening_question, polite_request, purposeful_request
from copydesk.text.lazy_pattern import lazy_pattern

# Words of a pitch that is one line.
MAX_LABEL_WORDS = 14
# Words of a pitch in sentences, with its offer and its conditions.
MAX_PITCH_WORDS = 60
# Words of a benefit, and the number of benefits below a pitch.
MAX_BENEFIT_WORDS = 18
MAX_BENEFITS = 8
# Paragraphs of prose that open with a request and have no object: a page with more of them gives
# instructions (a recipe, a manual), and a request there is the story's.
MAX_INSTRUCTIONS = 3
# Paragraphs of prose with an object and without a request: a page with more of them is about
# newsletters, apps or accounts, and there a pitch is cut only where it is not prose.
MAX_REPORTS = 2
ADDRESS = lazy_pattern(r"(?<!\S)\(?[\w.+-]{0,64}@[\w.-]{3,80}")
EXCLUDED_KINDS = frozenset(("title", "code", "table-row"))


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the pitches, then the benefits that are listed below them."""
    objects = _objects(page)
    if not objects:
        return
    openings = {cue.block: cue for cue in page.cues["request"] if cue.how != "inside"}
    if _instructs(page, openings, objects):
        return
    reports = _reports(page, openings, objects)
    opened = {number: _request(page, number, openings) for number in objects}
    found = {number: opening for number, opening in opened.items() if opening}
    pitches = {}
    for number, opening in found.items():
        paragraph = page.shapes[number].prose
        if paragraph and (reports > MAX_REPORTS or not _is_apart(page, ledger, number, found)):
            continue
        if _is_pitch(page, number):
            thing = quote(objects[number])
            pitches[number] = f"opens with the request {quote(opening)} and names {thing}"
    for number, why in pitches.items():
        yield Mark(number, why, weight=0.8)
    yield from _benefits(page, pitches.keys(), openings)


def _objects(page: Page) -> dict[int, str]:
    """Map each block to the object of the trade that it names.

    An address of a person or account is one too.
    """
    found = {
        number: page.blocks[number].text[slice(*page.phrase(cues[0]))]
        for number, cues in by_block(page.cues["trade-object"])
    }
    for block in page.blocks:
        if "@" in block.text and (address := ADDRESS.search(block.text)):
            found.setdefault(block.number, address[0])
    return dict(sorted(found.items()))


def _request(page: Page, number: int, openings: dict[int, Cue]) -> str | None:
    """The words of a block that make it a request."""
    text = page.blocks[number].text
    if number in openings:
        return text[slice(*page.phrase(openings[number]))]
    return polite_request(text) or opening_question(text) or purposeful_request(text)


def _is_pitch(page: Page, number: int) -> bool:
    """Return whether a request with an object of the trade is a pitch.

    Its kind, length and person decide.
    """
    block, words = page.blocks[number], page.shapes[number].words
    if is_headline(block) or block.kind in EXCLUDED_KINDS or is_quoted(block.text):
        return False
    if words <= MAX_LABEL_WORDS and not page.shapes[number].prose:
        return True
    addressed = number in page.cued["address"]
    return words <= MAX_PITCH_WORDS and (addressed or purposeful_request(block.text) is not None)


def _is_apart(page: Page, ledger: Ledger, number: int, requests: Container[int]) -> bool:
    """Return whether a block has a link or lacks story on one side.

    A request behind its purpose may be between two paragraphs.
    """
    if purposeful_request(page.blocks[number].text):
        return True

    def is_story(place: int) -> bool:
        return page.shapes[place].prose and place not in requests and not ledger.is_cut(place)

    sides = range(number - 1, -1, -1), range(number + 1, len(page.blocks))
    beside = [next((n for n in side if n not in requests), None) for side in sides]
    return bool(page.blocks[number].links) or not all(
        place is not None and is_story(place) for place in beside
    )


def _instructs(page: Page, openings: dict[int, Cue], objects: dict[int, str]) -> bool:
    """Return whether the page's paragraphs open with other requests.

    Those have no object of the trade.
    """
    requests = (n for n, cue in openings.items() if cue.first == 0 and n not in objects)
    return sum(page.shapes[number].prose for number in requests) > MAX_INSTRUCTIONS


def _reports(page: Page, openings: dict[int, Cue], objects: dict[int, str]) -> int:
    """Count the paragraphs of prose that have an object and no request."""
    return sum(
        page.shapes[number].prose
        and not page.blocks[number].links
        and number not in openings
        and not purposeful_request(page.blocks[number].text)
        for number in objects
    )


def _benefits(page: Page, pitches: Set[int], openings: dict[int, Cue]) -> Iterator[Mark]:
    """Mark the short requests directly below a pitch.

    "Read three more stories a month." is one.
    """
    left, pitch = 0, -1
    for number in range(min(pitches, default=0), len(page.blocks)):
        if number in pitches:
            left, pitch = MAX_BENEFITS, number
            continue
        opening = _request(page, number, openings) if left else None
        if opening and page.shapes[number].words <= MAX_BENEFIT_WORDS:
            left -= 1
            why = f"{quote(opening)}, below {quote(page.blocks[pitch].text)}"
            yield Mark(number, why, weight=0.7)
        else:
            left = 0
