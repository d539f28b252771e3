"""One input of the fuzzer: its first byte says how the rest is to be read, and every promise must
hold of the page.
"""

from __future__ import annotations

import json

from bs4 import BeautifulSoup

from copydesk import desk
from copydesk.model.raw import Raw
from copydesk.readers.tag_balance import Ordered
from tests import promises
from tests.fuzz.seeds import MODES

VIEWED = 8
"""Each input whose length is a multiple of this is looked at in every view too."""


def one_input(data: bytes) -> None:
    """Cleans an input and holds it to the promises. Raises whatever is wrong."""
    if not data:
        return
    mode, rest = MODES[data[0] % len(MODES)], data[1:]
    page, ledger = desk.mark_page(raw_of(mode, rest))
    article = promises.hold(page, ledger)
    if len(rest) % VIEWED == 0:
        promises.no_view_acts(page, ledger, article)


def raw_of(mode: str, rest: bytes) -> Raw:
    """Return the page of an input.

    Three bytes of UTF-8 that only Python decodes give a lone surrogate.
    """
    text = (
        rest.decode("utf-8", "surrogatepass")
        if mode != "bytes" and _is_text(rest)
        else rest.decode("latin-1")
    )
    if mode == "bytes":
        return Raw(rest, None, "auto", "https://example.org/2024/03/a-story", "2024-05-01")
    if mode == "soup":
        return Raw(BeautifulSoup(text, "html.parser"), None, "html")
    if mode == "ordered":
        ordered = "".join(Ordered().kept(text))
        assert "".join(Ordered().kept(ordered)) == ordered, "a page in order stays as it is"
        return Raw(ordered, None, "html")
    if mode == "jsonld":
        return Raw(
            f"<title>A page</title><script "
            f'type="application/ld+json">{text}</script><h1>A '
            f"page</h1><p>{json.dumps(text)}",
            None,
            "html",
        )
    return Raw(text, None, mode, "https://example.org/2024/03/a-story")  # type: ignore[arg-type]


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True
