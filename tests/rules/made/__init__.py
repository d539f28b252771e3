"""Made sites: invented stories under the chrome of invented sites, each page known to the word. The
same seed makes the same pages.

`sites/NAME.txt` is a site: its head, then what its pages hold as text and as HTML. A line that
begins with `?40 ` is on 40 % of the pages, one that begins with `*2-4 ` from two to four times,
each time with other words. `{headline}`, `{byline}`, `{date}` are the story's, `{body}` its
paragraphs (`{first}` and `{rest}` where the first is in a line of the site's), and the lines
below `[inside]` come between two of them. Any other word in braces is drawn from
`prose/LANGUAGE.txt`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from copy import copy
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
SITES = sorted(path.stem for path in (FOLDER / "sites").glob("*.txt"))
SLOT = re.compile(r"\{(\w+)\}")
LINE = re.compile(r"(?:\?(?P<share>\d+) |\*(?P<least>\d+)(?:-(?P<most>\d+))? )?(?P<text>.*)")
TOPIC = {
    "first": 3,
    "last": 3,
    "place": 2,
    "thing": 2,
    "things": 2,
    "people": 1,
    "place_kind": 1,
    "body_of": 1,
    "service": 1,
    "la_cosa": 2,
    "el_servicio": 1,
    "die_sache": 2,
    "den_dienst": 1,
}
"""How many of its kind a story speaks of."""
TRAPS = 0.25
"""The share of stories that hold a subhead or a sentence which other stories of the site hold
too.
"""


class Piece(NamedTuple):
    """A paragraph of a story's body: `p`, `h2` or `li`, and its text."""

    tag: str
    text: str


class Made(NamedTuple):
    """A made page: its dump, form and address, and what its article is."""

    site: str
    form: str
    url: str
    dump: str
    headline: str
    body: tuple[str, ...]


@cache
def sections(path: Path) -> dict[str, list[str]]:
    """A file's `[section]` headings and the lines below each; the head is the section ''."""
    found: dict[str, list[str]] = {"": []}
    name = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            name = line[1:-1]
            found[name] = []
        elif line.strip():
            found[name].append(line)
    return found


def head(site: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in sections(FOLDER / "sites" / f"{site}.txt")[""])


class Writer:
    """Fills slots with words of a language."""

    def __init__(self, language: str, draw: random.Random) -> None:
        self.words = sections(FOLDER / "prose" / f"{language}.txt")
        self.draw = draw

    def on_topic(self) -> Writer:
        """A writer who keeps to a few of the people, places and things: a story is about
        something.
        """
        other = copy(self)
        other.words = self.words | {
            name: self.draw.sample(self.words[name], TOPIC[name])
            for name in TOPIC
            if name in self.words
        }
        return other

    def one(self, name: str) -> str:
        return self.fill(self.draw.choice(self.words[name]), {})

    def fill(self, text: str, known: dict[str, str]) -> str:
        return SLOT.sub(
            lambda slot: known[slot[1]] if slot[1] in known else self.slot(slot[1]), text
        )

    def slot(self, name: str) -> str:
        made = self._made(name.lower())
        return made[0].upper() + made[1:] if name[0].isupper() else made

    def _made(self, name: str) -> str:
        ranges = {
            "number": (12, 980),
            "small": (2, 9),
            "two": (10, 59),
            "year": (1911, 2019),
            "id": (10_000, 99_999),
        }
        if name in ranges:
            return str(self.draw.randint(*ranges[name]))
        if name == "person":
            return f"{self.one('first')} {self.one('last')}"
        if name == "time":
            return (
                f"{self.draw.randint(1, 12)}:{self.draw.randint(10, 59)} "
                f"{self.draw.choice(('AM', 'PM'))}"
            )
        if name == "tag":
            return self.one("place")
        return self.one(name)


def story(writer: Writer, heads: list[str]) -> list[Piece]:
    """The body of a story of 120 to 400 words."""
    draw = writer.draw
    made = [Piece("p", paragraph(writer))]
    for _ in range(draw.randint(4, 9)):
        made.append(Piece("p", writer.one("quote") if draw.random() < 0.3 else paragraph(writer)))
    if draw.random() < 0.3:
        made.insert(draw.randint(2, len(made) - 1), Piece("h2", writer.one("subhead")))
    if draw.random() < TRAPS:
        made.insert(draw.randint(2, len(made) - 1), Piece("h2", writer.one("standing subhead")))
    if draw.random() < TRAPS:
        made.append(Piece("p", writer.one("standing")))
    if draw.random() < 0.3:
        at = draw.randint(2, len(made) - 1)
        made[at:at] = [
            Piece("p", paragraph(writer)),
            *(Piece("li", writer.one("item")) for _ in range(draw.randint(2, 4))),
            Piece("p", paragraph(writer)),
        ]
    for number, text in enumerate(heads):
        made.insert(2 + number * max(2, len(made) // 4), Piece("h2", text))
    if made[-1].tag == "h2":
        made.append(Piece("p", paragraph(writer)))
    return made


def paragraph(writer: Writer) -> str:
    return " ".join(writer.one("sentence") for _ in range(writer.draw.randint(1, 3)))


def page(site: str, number: int, form: str) -> Made:
    """Page `number` of a site, as `text` or `html`; the same story in both."""
    about = head(site)
    writer = Writer(about["language"], random.Random(f"{site} {number}"))
    teller = writer.on_topic()
    pieces = story(teller, about["heads"].split(", ") if "heads" in about else [])
    headline = teller.slot("Headline")
    known = {
        "headline": headline,
        "byline": writer.slot("person"),
        "date": _date(writer, about["language"]),
    }
    template = sections(FOLDER / "sites" / f"{site}.txt")
    lead = next(
        (SLOT.sub("", line.split("{first}")[0]) for line in template[form] if "{first}" in line), ""
    )
    lead = re.sub(r".*<p>", "", lead)
    inside = list(_lines(template["inside" if form == "text" else "inside html"], writer, known))
    show = _as_text if form == "text" else _as_html
    gap = "\n\n" if about["gap"] == "blank" else "\n"
    bodies = {
        "body": show(pieces, inside, writer, gap),
        "first": pieces[0].text,
        "rest": show(pieces[1:], inside, writer, gap),
    }
    lines = _lines(template[form], writer, known | bodies)
    dump = (gap if form == "text" else "\n").join(lines) + "\n"
    body = [piece.text for piece in pieces]
    body[0] = lead + body[0]
    return Made(site, form, f"https://{about['host']}/{number}-story", dump, headline, tuple(body))


def _date(writer: Writer, language: str) -> str:
    day, month, year = (
        writer.draw.randint(1, 28),
        writer.one("month"),
        writer.draw.randint(2015, 2023),
    )
    return {
        "en": f"{month} {day}, {year}",
        "es": f"{day} de {month} de {year}",
        "de": f"{day}. {month} {year}",
    }[language]


def _lines(template: list[str], writer: Writer, known: dict[str, str]) -> Iterator[str]:
    for line in template:
        match = LINE.fullmatch(line)
        assert match
        times = 1
        if match["share"]:
            times = int(writer.draw.random() * 100 < int(match["share"]))
        elif match["least"]:
            times = writer.draw.randint(int(match["least"]), int(match["most"] or match["least"]))
        for _ in range(times):
            yield writer.fill(match["text"], known)


def _as_text(pieces: list[Piece], inside: list[str], writer: Writer, gap: str) -> str:
    return gap.join(_with_inside([piece.text for piece in pieces], pieces, inside, writer))


def _as_html(pieces: list[Piece], inside: list[str], writer: Writer, gap: str) -> str:
    return "\n".join(
        _with_inside(
            [f"<{piece.tag}>{piece.text}</{piece.tag}>" for piece in pieces], pieces, inside, writer
        )
    )


def _with_inside(
    written: list[str], pieces: list[Piece], inside: list[str], writer: Writer
) -> list[str]:
    """The paragraphs with the site's lines between them, never between a subhead or item and what
    it belongs to.
    """
    places = [
        number
        for number in range(1, len(pieces))
        if pieces[number].tag == "p" and pieces[number - 1].tag == "p"
    ]
    found = list(written)
    for line, at in zip(
        inside,
        sorted(writer.draw.sample(places, min(len(inside), len(places))), reverse=True),
        strict=False,
    ):
        found.insert(at, line)
    return found
