"""Time and memory of hostile inputs at full size, each in a process of its own: `make hostile`
writes the table in docs/security.md.

Then the growth of every step is measured on every shape, short and long; the judge's on short ones
only. The status is 1 where a step takes more than its share longer on a longer input.
"""

from __future__ import annotations

import os
import re
import resource
import sys
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from copydesk import chain, desk
from tests.hostile.costs import UNSEEN, grown
from tests.hostile.shapes import HTML, TEXT, VOCABULARIES, Shape

SHAPES = {f"{shape.kind}:{shape.name}": shape for shape in TEXT + HTML}
TABLE = Path(__file__).parents[2] / "docs" / "security.md"
PLACE = re.compile(r"(?<=<!-- hostile inputs -->\n).*?(?=<!-- end -->)", re.DOTALL)

FULL = [
    ("text:by-by-by", 900_000, "300,000 `By `"),
    ("text:quotes", 400_000, "400,000 quotes"),
    ("text:dates-in-a-line", 840_000, "60,000 dates in a line"),
    ("text:line-breaks", 3_000_000, "3 million line breaks"),
    ("text:no-space", 5_000_000, "5 MB without a space"),
    ("text:spaces", 5_000_000, "5 MB of spaces between two letters"),
    ("text:combining-marks", 1_000_000, "a letter with a million accents"),
    ("text:brackets-nested", 1_000_000, "half a million brackets, nested"),
    ("text:links-in-text", 1_500_000, "70,000 links in a line of text"),
    ("text:tiny-blocks", 3_000_000, "a million tiny blocks"),
    ("text:prose", 10_000_000, "10 MB of prose, a sentence a block"),
    ("text:comments-thread", 2_000_000, "30,000 comments below a story"),
    ("html:links", 2_600_000, "100,000 links"),
    ("html:headings", 1_100_000, "50,000 headings"),
    ("html:paragraphs", 4_000_000, "a million paragraphs of one letter"),
    ("html:long-attribute", 5_000_000, "one attribute of 5 MB"),
    ("html:many-attributes", 1_000_000, "100,000 attributes of one tag"),
    ("html:divs-nested", 5_000_000, "450,000 elements, nested"),
    ("html:inline-nested-unlike", 1_000_000, "80,000 formatting elements, never closed"),
    (
        "html:reopened-by-blocks",
        1_000_000,
        "35,000 formatting elements that none of the end tags close",
    ),
    ("html:closed-by-another", 5_000_000, "500,000 elements with end tags of another"),
    ("html:options", 1_000_000, "110,000 options of one select"),
    ("html:tables-nested", 1_000_000, "66,000 tables, nested"),
    ("html:rows-with-times", 2_000_000, "50,000 rows of a table, each with a time"),
    ("html:times-in-a-paragraph", 2_000_000, "40,000 times in a paragraph"),
    ("html:metas", 12_000_000, "300,000 metas with authors"),
    ("html:figures", 8_000_000, "100,000 pictures with captions"),
    ("html:jsonld-deep", 400_000, "JSON-LD, 200,000 deep"),
    ("html:jsonld-authors", 490_000, "JSON-LD with 14,000 authors"),
    ("html:comments-begun", 5_000_000, "a million comments that do not end"),
]
"""A shape, how long it is made, and what it is called."""


class Cost(NamedTuple):
    """What a page cost: seconds of processor time, megabytes at the most, and the notes and status
    of its article.
    """

    seconds: float
    megabytes: int
    said: str


def cost(shape: Shape, size: int) -> Cost:
    """Cleans a shape in a process of its own, the text not counted that it is made of."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        source = shape.of(size)
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        article = desk.clean(source, kind=shape.kind)  # type: ignore[arg-type]
        seconds = time.process_time() - began
        megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
        os.write(
            writer,
            f"{seconds}\t{megabytes}\t{', '.join([article.status, *article.notes])}".encode(),
        )
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    seconds, megabytes, rest = said.split("\t") if said else ("nan", "0", "died")
    return Cost(float(seconds), int(megabytes), rest)


SHORT = 12_000
"""Characters of a short input. Each input is measured against a quarter of it."""
LONG = (100_000, 300_000)
"""Characters of long inputs; the shorter is below some limits that bound the longer."""
SEEN = 0.05
"""Seconds of processor time below which growth on a long input is noise."""


def growing() -> int:
    """Report the steps that grow faster than an input; 1 where there are any."""
    every = chain.steps()
    unjudged = [step for step in every if step.stage != "judge"]
    measured = [
        *((shape, SHORT, every, UNSEEN) for shape in (*TEXT, *HTML)),
        *((shape, SHORT, unjudged, UNSEEN) for shape in VOCABULARIES),
        *(
            (shape, size, unjudged, SEEN)
            for shape, size in product((*TEXT, *HTML, *VOCABULARIES), LONG)
        ),
    ]
    found = 0
    for shape, size, steps, seen in measured:
        for step, (small, large) in grown(shape, size, steps, seen).items():
            found = 1
            print(
                f"{step} on {size:,} characters of {shape.kind}:{shape.name}: "
                f"{small:.3f} s, then {large:.3f} s",
                flush=True,
            )
    return found


def main(names: Sequence[str]) -> int:
    """Measures the full sizes and writes the table, then growth; with names, only these shapes at
    50 KB and at 200 KB. The exit status.
    """
    desk.clean("Warm.")
    desk.clean("<p>Warm.", kind="html")
    if names:
        for name in names:
            small, large = cost(SHAPES[name], 50_000), cost(SHAPES[name], 200_000)
            print(
                f"{name:40} {small.seconds:6.2f} s {large.seconds:6.2f} s  "
                f"x{large.seconds / max(small.seconds, 0.01):.1f} {large.megabytes:5} "
                f"MB"
            )
        return 0
    rows = [
        "| input | size | seconds | memory | status, notes |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, size, called in FULL:
        found = cost(SHAPES[name], size)
        rows.append(
            f"| {called} | {size / 1e6:.1f} MB | {found.seconds:.1f} | "
            f"{found.megabytes} MB | {found.said} |"
        )
        print(rows[-1], flush=True)
    TABLE.write_text(PLACE.sub(lambda _: "\n".join(rows) + "\n", TABLE.read_text("utf-8")), "utf-8")
    return growing()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
