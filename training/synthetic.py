"""Synthetic dumps: real bodies in the chrome of other sites, labelled.

Bodies, titles and much of the chrome come from the labelled pages of one fold, so that no fold is
trained on pages of another. Other chrome is generated from the vocabularies in `chrome/`, a file a
language: radio players, comment forms, pitches, captions, contact lines. Bodies are given the forms
of real dumps: lists after a colon, dialogue, short closing lines, a sentence a line.
"""

from __future__ import annotations

import random
import re
import sys
import textwrap
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

from copydesk.judge.net import ROLES
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from training.dataset import BODY, Example, Line, example, marked

CHROME = Path(__file__).resolve().parent / "chrome"
BOILERPLATE, CAPTION, HEADLINE, BYLINE = map(
    ROLES.index, ("boilerplate", "caption", "headline", "byline")
)
SENTENCE = re.compile(r"(?<=[.!?…”\"])\s+(?=[^\W\d_a-zа-яα-ω]|[“\"„«¿¡0-9])|(?<=[。！？])(?=.)")
NAMES = {
    "": "Anna Roe;Bo Lind;Tilda Brandt;Orla Fenn;Maeve Carrow;Jonas Hale;Petra Voss;Sam Okoro;"
    "Lina Duarte;Ivo Marek;Nadia Petit;Hugo Salas",
    "ru": "Анна Рогова;Борис Линдин;Ольга Фенина;Иван Марков;Павел Ветров",
    "uk": "Ганна Рогач;Борис Ліндюк;Ольга Фенюк;Іван Марченко",
    "el": "Άννα Ρώτα;Πέτρος Λίνδος;Ελένη Φένου;Νίκος Μάρας",
    "ar": "سامي العلي;ليلى حداد;نادر منصور;هدى كريم",
    "zh": "王小林;李安;陈海;张一鸣;刘文",
    "ja": "山田杏;佐藤海;鈴木一郎;田中遥",
    "ko": "김하나;이준;박서연;최민호",
}
PLACES = "Marl Point;Orrin;Port Selwyn;Varta;Northmere;Lindow;Castle Fenn;Saint-Orrin"
SITES = "Daily Varta;KMRL 98.7;Orrin Herald;Radio Selwyn;News 9;The Marl Post;Harbour FM;WORN-TV"
AGENCIES = "AP;AFP;Reuters;Getty Images;AP Photo;EPA;dpa;PAP;Shutterstock;ТАСС;新华社;Yonhap"
FOREIGN = 0.3
"""The share of dumps whose chrome is in another language than the body: few of the labelled pages
are in Russian, Greek, Turkish or Arabic.
"""
LIST_MARKS = (":", ":", ":", ":", " –", "-", ":-")
"""Ends of a line that announces a list."""
BULLETS = ("", "", "", "• ", "- ", "* ", "· ", "1", "    • ")


class Chrome(NamedTuple):
    """The groups of lines of a language, by section."""

    head: list[list[str]]
    lead: list[list[str]]
    inside: list[list[str]]
    caption: list[list[str]]
    tail: list[list[str]]


@cache
def chrome_of(language: str) -> Chrome:
    """The chrome of a language; English where it has no file."""
    path = CHROME / f"{language}.txt"
    if not path.exists():
        return chrome_of("en")
    sections: dict[str, list[list[str]]] = defaultdict(list)
    for part in re.split(r"^# ", path.read_text("utf-8"), flags=re.M)[1:]:
        name, _, groups = part.partition("\n")
        sections[name] = [group.split("\n") for group in groups.strip().split("\n\n")]
    return Chrome(**sections)


class Donor(NamedTuple):
    """A labelled page: its lines, and where its body begins and ends."""

    lines: list[Line]
    first: int
    last: int
    language: str

    @classmethod
    def of(cls, page: Example) -> Donor | None:
        """The donor that a page makes; None where nothing of it is body."""
        body = [at for at, line in enumerate(page.lines) if line.role == BODY]
        language = page.language[:2].lower()
        return cls(page.lines, body[0], body[-1] + 1, language) if body else None

    @property
    def title(self) -> str:
        """Its headline, or the beginning of its body."""
        for line in self.lines:
            if line.role == HEADLINE:
                return line.text
        return " ".join(self.lines[self.first].text.split()[:9])[:70]


class Maker:
    """Generates the lines of one dump.

    `donors` are the pages from which titles, sentences and chrome are taken.
    """

    def __init__(self, donor: Donor, donors: Sequence[Donor], seed: str) -> None:
        self.chance, self.donor, self.donors = random.Random(seed), donor, donors
        own = donor.language or "en"
        languages = sorted(path.stem for path in CHROME.glob("*.txt"))
        self.language = self.chance.choice(languages) if self.happens(FOREIGN) else own
        self.chrome = chrome_of(self.language)
        self.site = self.one_of(SITES)

    def one_of(self, choices: str) -> str:
        """One of the choices."""
        return self.chance.choice(choices.split(";"))

    def happens(self, probability: float) -> bool:
        """True with this probability."""
        return self.chance.random() < probability

    def another(self) -> Donor:
        """Another page, of the same language where one of a few tries gives it."""
        tries = [self.chance.choice(self.donors) for _ in range(8)]
        alike = [one for one in tries if one.language == self.donor.language]
        return (alike or tries)[0]

    def name(self) -> str:
        """A person's name."""
        return self.one_of(NAMES.get(self.language, NAMES[""]))

    def sentence(self) -> str:
        """A sentence of another page's body."""
        donor = self.another()
        bodies = [line.text for line in donor.lines[donor.first : donor.last] if line.role == BODY]
        return self.chance.choice(SENTENCE.split(self.chance.choice(bodies)))[:300]

    def filled(self, template: str) -> str:
        """A line of chrome with its slots filled."""
        number = self.chance.randint
        makers: dict[str, Callable[[], str]] = {
            "title": lambda: self.another().title,
            "name": self.name,
            "caption": self.sentence,
            "text": lambda: " ".join(self.sentence() for _ in range(number(1, 2))),
            "topic": lambda: " ".join(self.another().title.split()[: number(1, 2)]).strip(",:"),
            "TOPIC": lambda: " ".join(self.another().title.split()[: number(1, 2)]).upper(),
            "place": lambda: self.one_of(PLACES),
            "site": lambda: self.site,
            "agency": lambda: self.one_of(AGENCIES),
            "n": lambda: str(number(1, 59)),
            "year": lambda: str(number(2008, 2026)),
            "time": lambda: f"{number(0, 23)}:{number(0, 59):02}",
            "day": self._day,
            "email": lambda: f"{self.one_of('news;redaktion;anna.roe;tips;info')}@example.org",
            "handle": lambda: self.one_of("annaroe;bolind;vartanews;kmrl987"),
            "phone": lambda: f"555-{number(1000, 9999)}",
        }
        return re.sub(r"\{(\w+)\}", lambda slot: makers[slot[1]](), template).strip()

    def _day(self) -> str:
        day, month, year = (
            self.chance.randint(1, 28),
            self.chance.randint(1, 12),
            self.chance.randint(2008, 2026),
        )
        return self.chance.choice(
            (
                f"{day:02}.{month:02}.{year}",
                f"{year}-{month:02}-{day:02}",
                f"{month}/{day}/{year}",
                f"March {day}, {year}",
                f"{day:02}/{month:02}/{year}",
            )
        )

    def group(self, section: str, role: int = BOILERPLATE) -> list[Line]:
        """A group of lines of the chrome's section, whole or a part of it."""
        templates = self.chance.choice(getattr(self.chrome, section))
        if len(templates) > 3 and self.happens(0.3):
            start = self.chance.randint(0, len(templates) - 2)
            templates = templates[start : start + self.chance.randint(1, 4)]
        kind = "item" if len(templates) > 3 and self.happens(0.3) else "paragraph"
        lines = (Line(self.filled(template), role, kind) for template in templates)
        return [line for line in lines if line.text]

    def groups(self, section: str, most: int) -> list[Line]:
        """Some groups of a section."""
        count = self.chance.randint(1, most)
        return [line for _ in range(count) for line in self.group(section)]

    def lines(self) -> list[Line]:
        """The lines of the dump, in order."""
        body = self.reshaped(self.donor.lines[self.donor.first : self.donor.last])
        for _ in range(self.chance.choice((0, 0, 1, 1, 2, 2, 3, 4))):
            at = self.chance.randint(1, max(1, len(body)))
            body[at:at] = self.interruption()
        return [*self.head(), *body, *self.tail()]

    def brief(self) -> list[Line]:
        """Return a story without chrome, of one to three paragraphs.

        It has a headline, and a byline or none.
        """
        body = [line for line in self.donor.lines if line.role == BODY]
        byline = [Line(f"By {self.name()}", BYLINE, "paragraph")] if self.happens(0.5) else []
        headline = Line(self.donor.title, HEADLINE, "heading")
        return [headline, *byline, *body[: self.chance.randint(1, 3)]]

    def interruption(self) -> list[Line]:
        """Chrome between two lines of the body."""
        how = self.chance.random()
        if how < 0.25:
            return self.group("caption", CAPTION)
        if how < 0.65:
            return self.group("inside")
        donor = self.another()
        chrome = [line for line in donor.lines if line.role in (BOILERPLATE, CAPTION)]
        long = [line for line in chrome if len(line.text.split()) > 6]
        pool = long if long and self.happens(0.6) else chrome
        return [self.chance.choice(pool)] if pool else []

    def head(self) -> list[Line]:
        """What is above the body."""
        own = self.donor.lines[: self.donor.first]
        how = self.chance.random()
        if how < 0.3:
            return own
        named = [line for line in own[-8:] if line.role not in (BOILERPLATE, BODY)]
        above: list[Line] = []
        if how < 0.5:
            donor = self.another()
            above = donor.lines[: donor.first][-self.chance.randint(5, 60) :]
            above = [line for line in above if line.role in (BOILERPLATE, CAPTION)]
        elif how < 0.85:
            above = self.groups("head", 6)
        below = self.groups("lead", 3) if self.happens(0.5) else []
        if self.happens(0.25):
            below += self.group("caption", CAPTION)
        return above + named + below

    def tail(self) -> list[Line]:
        """What is below the body."""
        own = self.donor.lines[self.donor.last :]
        how = self.chance.random()
        if how < 0.25:
            return own
        if how < 0.4:
            return own[: self.chance.randint(0, 5)]
        if how < 0.6:
            donor = self.another()
            return donor.lines[donor.last :][: self.chance.randint(3, 80)]
        return self.groups("tail", 2 if how < 0.75 else 7)

    def reshaped(self, body: Sequence[Line]) -> list[Line]:
        """The body, shortened or not, some of its paragraphs in other shapes."""
        if self.happens(0.4):
            body = body[: self.chance.randint(2, 14)]
        shapes: tuple[Callable[[Line], list[Line]], ...] = (
            self.a_sentence_a_line,
            self.as_list,
            self.as_list,
            self.as_dialogue,
        )
        changed = self.chance.choice((0.0, 0.05, 0.12, 0.25))
        found: list[Line] = []
        for line in body:
            if line.role == BODY and self.happens(changed):
                found += self.chance.choice(shapes)(line)
            else:
                found.append(line)
        if self.happens(0.25):
            found = self.with_subheads(found)
        if self.happens(0.2):
            found = self.with_dateline(found)
        if self.happens(0.3):
            found += self.closing(found)
        return found

    def with_dateline(self, body: Sequence[Line]) -> list[Line]:
        """The body with a place and an agency before its first line."""
        place, agency = self.one_of(PLACES), self.one_of(AGENCIES)
        shape = self.chance.choice(
            ("{0} ({1}) — ", "{0}, {1} - ", "{0} ({1}) - ", "{0} – ", "{0}: ", "{1}, {0}. ")
        )
        place = place.upper() if self.happens(0.6) else place
        return [body[0]._replace(text=shape.format(place, agency) + body[0].text), *body[1:]]

    def with_subheads(self, body: Sequence[Line]) -> list[Line]:
        """Return the body with subheads above some paragraphs.

        A subhead is a few words of its paragraph.
        """
        capitals = self.happens(0.5)
        found: list[Line] = []
        for line in body:
            words = line.text.split()
            if line.role == BODY and len(words) > 20 and self.happens(0.2):
                start = self.chance.randint(0, 12)
                text = " ".join(words[start : start + self.chance.randint(2, 7)]).strip(",.;:–-")
                text = text.upper() if capitals else text[:1].upper() + text[1:]
                if text:
                    found.append(Line(text, BODY, "paragraph"))
            found.append(line)
        return found

    def a_sentence_a_line(self, line: Line) -> list[Line]:
        """A paragraph with a line break behind each sentence or two."""
        sentences = SENTENCE.split(line.text)
        found = []
        while sentences:
            count = self.chance.choice((1, 1, 1, 2))
            found.append(line._replace(text=" ".join(sentences[:count])))
            sentences = sentences[count:]
        return found

    def as_list(self, line: Line) -> list[Line]:
        """Return a paragraph as an introduction, list items, and a remainder."""
        sentences = SENTENCE.split(line.text)
        if len(sentences) < 3:
            return [line]
        count, whole = self.chance.randint(2, len(sentences) - 1), self.happens(0.4)
        mark = self.chance.choice(LIST_MARKS)
        found = [line._replace(text=sentences[0].rstrip(".!?…。 ") + mark)]
        kind = self.chance.choice(("item", "item", "paragraph"))
        for sentence in sentences[1 : count + 1]:
            words = sentence.split()
            text = sentence if whole else " ".join(words[: self.chance.randint(2, 12)])
            found.append(line._replace(text=text if whole else text.rstrip(".,;:"), kind=kind))
        rest = " ".join(sentences[count + 1 :])
        return [*found, line._replace(text=rest)] if rest else found

    def as_dialogue(self, line: Line) -> list[Line]:
        """A paragraph as lines of speech."""
        dash = self.happens(0.5)
        found = []
        for sentence in SENTENCE.split(line.text):
            words = sentence.split()
            for start in range(0, len(words), 9):
                said = " ".join(words[start : start + 9]).strip('"“”')
                found.append(line._replace(text=f"— {said}" if dash else f"“{said}”"))
        return found[:14]

    def closing(self, body: Sequence[Line]) -> list[Line]:
        """Short lines at the end of the body."""
        last = [line for line in body if line.role == BODY][-3:]
        sentences = [one for line in last for one in SENTENCE.split(line.text)]
        short = [one for one in sentences if 2 <= len(one.split()) <= 9]
        text = self.chance.choice(short) if short else " ".join(sentences[-1].split()[-5:])
        if not text:
            return []
        text = text[:1].upper() + text[1:]
        return [Line(text if self.happens(0.7) else f"“{text}”", BODY, "paragraph")]


class Dump(NamedTuple):
    """A dump's text, and the role of the line that begins at each offset."""

    text: str
    starts: list[int]
    roles: list[int]


def laid_out(lines: Sequence[Line], chance: random.Random) -> Dump:
    """Lay out lines as a dump.

    With or without blank lines, hard-wrapped, indented, or as Markdown.
    """
    style = chance.choice(("blank", "blank", "single", "single", "mixed", "markdown", "indented"))
    bullet = chance.choice(BULLETS)
    wrap = chance.choice((60, 72, 80)) if style == "blank" and chance.random() < 0.2 else 0
    dump = Dump("", [], [])
    parts: list[str] = []
    at = 0
    for number, line in enumerate(lines):
        text = _shaped(line, style, bullet, number, chance)
        if wrap and "\n" not in text:
            text = textwrap.fill(text, wrap) or text
        if parts:
            wide = style in ("blank", "markdown") or (style == "mixed" and len(text) > 80)
            between = "\n\n" if wide and not _listed(lines, number) else "\n"
            parts.append(between)
            at += len(between)
        dump.starts.append(at)
        dump.roles.append(line.role)
        parts.append(text)
        at += len(text)
    return dump._replace(text="".join(parts))


def _listed(lines: Sequence[Line], number: int) -> bool:
    return lines[number].kind == lines[number - 1].kind == "item"


def _shaped(line: Line, style: str, bullet: str, number: int, chance: random.Random) -> str:
    text = line.text.replace("\n", " ")
    if line.kind == "item":
        text = f"{number % 9 + 1}. {text}" if bullet == "1" else bullet + text
    if style == "indented":
        return " " * chance.choice((0, 2, 4, 8)) + text
    if style == "markdown":
        return _as_markdown(line, text, chance)
    return text


def _as_markdown(line: Line, text: str, chance: random.Random) -> str:
    address = f"https://www.example.org/{chance.randint(100, 9999)}"
    if line.role == HEADLINE:
        return f"# {text}"
    if line.kind == "heading":
        return f"## {text}"
    if line.role == BOILERPLATE and len(text.split()) < 14 and chance.random() < 0.7:
        return f"{chance.choice(('', '- ', '* '))}[{text}]({address})"
    words = text.split()
    if line.role == BODY and len(words) > 12 and chance.random() < 0.2:
        at = chance.randint(1, len(words) - 4)
        linked = " ".join(words[at : at + 3])
        return " ".join([*words[:at], f"[{linked}]({address})", *words[at + 3 :]])
    return text


def roles_at(dump: Dump, spans: Sequence[tuple[int, int]]) -> int:
    """The role that most characters of these stretches of a dump have."""
    votes = Counter[int]()
    for start, end in spans:
        at = max(0, bisect_right(dump.starts, start) - 1)
        while at < len(dump.starts) and dump.starts[at] < end:
            last = dump.starts[at + 1] if at + 1 < len(dump.starts) else len(dump.text)
            votes[dump.roles[at]] += max(0, min(end, last) - max(start, dump.starts[at]))
            at += 1
    return votes.most_common(1)[0][0] if votes else BOILERPLATE


class Job(NamedTuple):
    """A dump to make: of which page, with which seed."""

    page: Example
    donor: Donor
    seed: str


_donors: dict[int, list[Donor]] = {}


def made(job: Job) -> list[Example]:
    """The example of a synthetic dump; none where its text has no block."""
    maker = Maker(job.donor, _donors[job.page.fold], f"{job.page.id} {job.seed}")
    lines = maker.lines()
    dump = laid_out(lines, maker.chance)
    page = read_page(Raw(dump.text, kind="text"))
    if not page.blocks:
        return []
    roles = [roles_at(dump, block.source_spans()) for block in page.blocks]
    row = {
        "id": f"{job.page.id} {job.seed}",
        "url": f"http://{job.page.site}/",
        "kind": "article",
        "language": job.page.language,
        "body": "\n\n".join(line.text for line in lines if line.role == BODY),
    }
    return [example(row, job.page.collection, "synthetic", page, marked(page), roles)]


def make(pages: Sequence[Example], copies: int, seed: int, processes: int = 2) -> Iterator[Example]:
    """Synthetic dumps of these pages, `copies` of each."""
    jobs = []
    for page in pages:
        donor = Donor.of(page)
        if donor is not None and "cropped" not in page.dump:
            _donors.setdefault(page.fold, []).append(donor)
            jobs += [Job(page, donor, f"{seed} {copy}") for copy in range(copies)]
    with Pool(processes) as pool:
        for found in pool.imap(_without_fault, jobs, chunksize=8):
            yield from found


def _without_fault(job: Job) -> list[Example]:
    """Return the example of a job, or none if its dump cannot be read.

    The error is reported on stderr.
    """
    try:
        return made(job)
    except (ValueError, IndexError) as error:
        print(f"{job.page.id}: no dump: {error!r}", file=sys.stderr)
        return []
