"""Synthetic records, each with the number of its true story.

An event is covered by one agency or by two, each in its own words but with the same names, numbers
and quotations, under similar headlines. A copy has lines of its station's boilerplate left in it,
another headline, a dateline in another format, a note before it, one more paragraph, corrections,
or an end that is cut off. Records that only look like copies are columns that open with the same
paragraph every week, market reports that fill one form, and bodies of one line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

LISTS = json.loads(Path(__file__).with_name("made.json").read_text("utf-8"))
AGENCIES: list[str] = LISTS["agencies"]
FIRST_DAY = date(2024, 1, 1)


class Made(NamedTuple):
    """A synthetic record, the changes made to it, and its story number."""

    story: int
    kind: str
    record: dict[str, Any]


class Event(NamedTuple):
    """An invented event, the same for every agency."""

    place: str
    state: str
    people: tuple[str, str]
    day: date
    figures: tuple[int, int]
    quotes: tuple[str, ...]
    subject: str


def records(stories: int, seed: int = 1) -> Iterator[Made]:
    """The records of about so many stories, story by story; each story is made from its number and
    the seed alone.
    """
    number = 0
    while number < stories:
        chance = Random(f"{seed} {number}")
        event = _event(chance)
        if chance.random() < 0.06:
            made = list(_lookalikes(chance, event, number))
        else:
            agencies = chance.sample(AGENCIES, 2 if chance.random() < 0.35 else 1)
            made = [
                one
                for offset, agency in enumerate(agencies)
                for one in _copies(chance, event, agency, number + offset)
            ]
        yield from made
        number = max(one.story for one in made) + 1


def _event(chance: Random) -> Event:
    people = tuple(f"{chance.choice(LISTS['given'])} {_name(chance)}" for _ in range(2))
    quotes = tuple(_sentence(chance) for _ in range(3))
    day = FIRST_DAY + timedelta(chance.randrange(700))
    return Event(
        _name(chance),
        chance.choice(LISTS["states"]),
        people,
        day,
        (chance.randrange(2, 90), chance.randrange(100, 9000)),
        quotes,
        _subject(chance),
    )


@cache
def _parts() -> tuple[list[str], ...]:
    return tuple(LISTS[name] for name in ("starts", "middles", "ends"))


def _name(chance: Random) -> str:
    """Return an invented surname or town."""
    return "".join(chance.choice(part) for part in _parts())


def _subject(chance: Random) -> str:
    return f"{chance.choice(LISTS['of'])} {chance.choice(LISTS['things'])}"


def _sentence(chance: Random) -> str:
    """A sentence without names; its parts are so short and so many that two hardly ever share five
    words.
    """
    pick = chance.choice
    first = (
        f"the {pick(LISTS['of'])} {pick(LISTS['things'])} {pick(LISTS['verbs'])} "
        f"{pick(LISTS['amounts'])} {pick(LISTS['things'])}"
    )
    last = (
        f"{pick(LISTS['joints'])} {pick(LISTS['of'])} {pick(LISTS['things'])} "
        f"{pick(LISTS['verbs'])} the {pick(LISTS['things'])} {pick(LISTS['times'])}"
    )
    return f"{first[0].upper()}{first[1:]} {last}"


def _headline(chance: Random, event: Event) -> str:
    pick = chance.choice
    first = (
        f"{event.place} {event.subject} {pick(LISTS['verbs'])} {event.figures[0]} "
        f"{pick(LISTS['things'])}"
    )
    return f"{first}, {pick(LISTS['verbs'])} {pick(LISTS['things'])} {pick(LISTS['times'])}"


def _story(chance: Random, event: Event, agency: str) -> list[str]:
    """An agency's paragraphs: the lead, then the quotations among its own sentences."""
    person, other = event.people
    weekday = event.day.strftime("%A")
    lead = (
        f"{_sentence(chance)} in {event.place}, {event.state}, on {weekday}, "
        f"{chance.choice(LISTS['saying'])} {person}, {chance.choice(LISTS['roles'])}."
    )
    quotes = [
        f"“{event.quotes[0]},” {person} {chance.choice(LISTS['said'])} on {weekday}.",
        f"{other} {chance.choice(LISTS['said'])}: “{event.quotes[1]}.” {_sentence(chance)}.",
        f"{_sentence(chance)} {event.figures[0]} {chance.choice(LISTS['things'])} and "
        f"{event.figures[1]:,} {chance.choice(LISTS['things'])}.",
        f"“{event.quotes[2]},” {other.split()[1]} told {agency}.",
    ]
    own = [f"{_sentence(chance)}. {_sentence(chance)}." for _ in range(chance.randint(4, 14))]
    for paragraph in quotes[: chance.randint(2, 4)]:
        own.insert(chance.randint(0, len(own)), paragraph)
    return [lead, *own]


def _copies(chance: Random, event: Event, agency: str, story: int) -> Iterator[Made]:
    headline, paragraphs = _headline(chance, event), _story(chance, event, agency)
    known = chance.random() < 0.8
    for _ in range(min(chance.choice((1, 1, 1, 2, 2, 3, 3, 4, 5, 8, 12)), 40)):
        yield _copy(chance, event, (agency if known else None), (headline, paragraphs), story)


def _copy(
    chance: Random, event: Event, agency: str | None, text: tuple[str, list[str]], story: int
) -> Made:
    headline, paragraphs = text[0], list(text[1])
    done = [name for name, share in DEEDS.items() if chance.random() < share]
    if "shortened" in done:
        paragraphs = _shortened(chance, paragraphs)
    if "corrected" in done:
        paragraphs = [_corrected(chance, paragraph) for paragraph in paragraphs]
    if "added" in done:
        paragraphs.insert(
            chance.randint(1, len(paragraphs)), f"{_sentence(chance)}. {_sentence(chance)}."
        )
    paragraphs[0] = _dateline(chance, event, agency) + paragraphs[0]
    if "noted" in done:
        paragraphs.insert(0, f"{chance.choice(LISTS['notes'])} {_sentence(chance)}.")
    if "chrome" in done:
        for _ in range(chance.randint(1, 5)):
            paragraphs.insert(
                chance.choice((0, len(paragraphs), len(paragraphs))), chance.choice(LISTS["chrome"])
            )
    body = "\n\n".join(paragraphs)
    if "retyped" in done:
        body = body.replace("“", '"').replace("”", '"').replace("’", "'").replace(" — ", " - ")
    if "retitled" in done:
        headline = f"{event.place}: {_sentence(chance)}"
    return Made(
        story,
        " ".join(done) or "exact",
        _record(chance, event, headline, body, agency if "unsigned" not in done else None),
    )


DEEDS = {
    "chrome": 0.5,
    "retitled": 0.35,
    "shortened": 0.3,
    "corrected": 0.25,
    "added": 0.1,
    "noted": 0.1,
    "retyped": 0.3,
    "unsigned": 0.35,
}
"""How often a station does what."""


def _shortened(chance: Random, paragraphs: list[str]) -> list[str]:
    """A beginning of the story: two paragraphs at least; a half of them end in the middle of a
    sentence.
    """
    left = paragraphs[: max(2, round(len(paragraphs) * chance.uniform(0.15, 0.8)))]
    if chance.random() < 0.5:
        words = left[-1].split(" ")
        left[-1] = " ".join(words[: max(4, len(words) // 2)]) + "…"
    return left


def _corrected(chance: Random, paragraph: str) -> str:
    """One word in forty is another."""
    return " ".join(
        chance.choice(LISTS["things"]) if chance.random() < 1 / 40 else word
        for word in paragraph.split(" ")
    )


def _dateline(chance: Random, event: Event, agency: str | None) -> str:
    place = event.place.upper()
    short = LISTS["short"].get(agency or "", agency or "AP")
    return chance.choice(
        (
            f"({place}, {event.state}) — ",
            f"{place}, {event.state} ({short}) — ",
            f"{place} ({short}) - ",
            "",
        )
    )


def _record(
    chance: Random, event: Event, headline: str | None, body: str, agency: str | None
) -> dict[str, Any]:
    station = f"{chance.choice('KW')}{''.join(chance.choice('BDFGLMRTX') for _ in range(3))}"
    day = event.day + timedelta(chance.choice((0, 0, 0, 0, 1, 1, 2)))
    return {
        "headline": headline,
        "date": day.isoformat() if chance.random() < 0.85 else None,
        "body": body,
        "input": f"crawl.jsonl#{chance.randrange(10**9)}",
        "url": f"https://{station.lower()}.example/{day:%Y/%m/%d}/{chance.randrange(10**6)}",
        "source": agency,
        "dateline": event.place.upper() if chance.random() < 0.6 else None,
        "site_name": station,
        "status": "ok",
        "is_article": True,
    }


def _lookalikes(chance: Random, event: Event, number: int) -> Iterator[Made]:
    """Stories that are none of each other's copies."""
    kind = chance.choice(("column", "market", "line", "digest"))
    intro = " ".join(f"{_sentence(chance)}." for _ in range(3))
    agency = chance.choice(AGENCIES)
    stories = [_story(chance, _event(chance), agency) for _ in range(4)]
    for part in range(4):
        later = event._replace(day=event.day + timedelta(7 * part))
        headline: str | None = f"The week in {event.place}: {event.subject}"
        if kind == "column":
            body = "\n\n".join([intro, *stories[part]])
        elif kind == "market":
            headline, body = f"{_name(chance)}: Quarterly results in brief", _market(chance)
        elif kind == "line":
            headline, body = _headline(chance, _event(chance)), LISTS["lines"][0]
        else:
            # A digest opens with a brief of each of the other stories.
            headline = _headline(chance, event)
            body = "\n\n".join(
                stories[part] if part else [story[0] for story in (stories[3], *stories)]
            )
        yield Made(number + part, kind, _record(chance, later, headline, body, agency))


def _market(chance: Random) -> str:
    """A form that a program fills in."""
    firm, rest = _name(chance), [f"{chance.randrange(1, 999) / 10:g}" for _ in range(8)]
    return "\n\n".join(
        line.format(*rest, firm=firm, town=_name(chance)) for line in LISTS["market"]
    )
