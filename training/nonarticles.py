"""Synthetic dumps of pages that are not articles.

Consent walls, log-in and error pages, listings, shops.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from training.dataset import Line
from training.synthetic import BOILERPLATE, Donor, Maker, laid_out

MESSAGES = Path(__file__).resolve().parent / "messages.txt"
KINDS = ("consent", "login", "error", "listing", "product")


@cache
def messages() -> dict[str, list[str]]:
    """Kind -> the paragraphs that a page of it may show."""
    found: dict[str, list[str]] = {}
    kind = ""
    for line in MESSAGES.read_text("utf-8").splitlines():
        if line.startswith("# "):
            kind = line.removeprefix("# ")
        elif line:
            found.setdefault(kind, []).append(line)
    return found


def dump(kind: str, donors: Sequence[Donor], seed: str) -> str:
    """The text of a page of this kind."""
    chance = random.Random(seed)
    maker = Maker(chance.choice(donors), donors, seed)
    middle = {"listing": _listing, "product": _product}.get(kind, _message)(kind, maker)
    head = maker.groups("head", 5) if maker.happens(0.7) else []
    tail = maker.groups("tail", 5) if maker.happens(0.7) else []
    return laid_out([*head, *middle, *tail], maker.chance).text


def _message(kind: str, maker: Maker) -> list[Line]:
    texts = maker.chance.sample(messages()[kind], maker.chance.randint(1, 3))
    return [Line(maker.filled(text), BOILERPLATE, "paragraph") for text in texts]


def _listing(kind: str, maker: Maker) -> list[Line]:
    """Headlines, some with a sentence, a name or a day below."""
    parts = [part for part in ("{text}", "{name}", "{day}", "{topic}") if maker.happens(0.5)]
    templates = [*(["{topic}"] if maker.happens(0.5) else ())]
    for _ in range(maker.chance.randint(4, 40)):
        templates += ["{title}", *parts]
    return [Line(maker.filled(text), BOILERPLATE, "paragraph") for text in templates]


def _product(kind: str, maker: Maker) -> list[Line]:
    """Names, prices, buttons and a sentence or two."""
    templates = [*maker.chance.sample(messages()[kind], 4)]
    for _ in range(maker.chance.randint(1, 20)):
        templates += ["{topic}", f"${maker.chance.randint(2, 900)}.99", "Add to cart"]
    templates += ["{text}"] * maker.chance.randint(0, 2)
    return [Line(maker.filled(text), BOILERPLATE, "paragraph") for text in templates]
