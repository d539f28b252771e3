"""Commands that correct a decision on a block for its whole site."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.model.body import BODY, CUT, fates
from copydesk.model.outcome import Cleaned
from copydesk.model.site import line_key
from copydesk.text.display import shown_name
from copydesk.text.url import host_of

# Characters of a line in a command; a rule for a longer one is better written with a pattern.
MAX_LINE = 500
UNKNOWN_HOST = "HOST"


class Advice(NamedTuple):
    """A command and a description of its effect."""

    purpose: str
    command: str


def advice(done: Cleaned, number: int) -> Iterator[Advice]:
    """Yield commands that keep a block that was cut, or cut one that is body."""
    block = done.page.blocks[number]
    line = " ".join(block.text.split())
    if not line_key(line) or len(line) > MAX_LINE:
        return
    host = host_of(done.article.url) or done.page.facts.host
    known = done.page.site
    place = host or (
        f"the site of {shown_name(known.source)}"
        if known
        else f"its site (write its host for {UNKNOWN_HOST})"
    )
    add = f"copydesk rules add {shlex.quote(known.source if known else host or UNKNOWN_HOST)}"
    cuts = [fate for fate in fates(block, done.ledger) if fate.fate == CUT]
    if cuts:
        yield Advice(f"To keep this line on {place}", f"{add} --keep {_quoted(line)}")
    elif any(fate.fate == BODY for fate in fates(block, done.ledger)):
        yield Advice(f"To cut this line on {place}", f"{add} --cut {_quoted(line)}")
    for name in dict.fromkeys(fate.by.who for fate in cuts if fate.by):
        if name not in ("site-rule", "judge"):
            yield Advice(f"To turn {name} off there", f"{add} --without {name}")


def _quoted(line: str) -> str:
    """Return a line as a shell argument, without `#`, the mark for a number."""
    return shlex.quote(line.replace("#", ""))
