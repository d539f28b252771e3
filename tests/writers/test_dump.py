"""The dump without its chrome: what is left of each line, byte for byte."""

from __future__ import annotations

import random

import pytest

from copydesk import mark
from copydesk.model.entries import Verdict
from copydesk.model.ledger import Ledger
from copydesk.readers.dump_bytes import dump_bytes, dump_text
from copydesk.readers.mojibake import mended
from copydesk.writers.dump import left_spans, visible_text

STORY = """The ferry to Orrin Island stays in port

The ferry will not sail before Thursday, the harbour office said on Monday evening."""

# A dump, what is cut of it (number of a block, the words or None for all), what is left.
CASES = {
    "nothing is cut": ("\n\n A\r\n\r\n\r\nB  ", [], "\n\n A\r\n\r\n\r\nB  "),
    "blank lines around a cut become one": (
        "One\n\n\nAdvert\n\n\nTwo\n",
        [(1, None)],
        "One\n\nTwo\n",
    ),
    "other blank lines stay": (
        "One\n\n\nTwo\nAdvert\nThree\n",
        [(2, None)],
        "One\n\n\nTwo\nThree\n",
    ),
    "none is left at the edges": ("\nMenu\n\nOne\n\nAdvert\n\n", [(0, None), (2, None)], "One\n"),
    "no final newline": ("One two three.\n\nAdvert", [(1, None)], "One two three."),
    "the break of a line is its own": (
        "One.\r\nAdvert\r\nTwo.\r\n",
        [(1, None)],
        "One.\r\nTwo.\r\n",
    ),
    "a part of a line": ("By Mara Quill Share this now", [(0, "Share this")], "By Mara Quill now"),
    "the start of a line": (
        "  Share this The ferry sails.\n",
        [(0, "Share this")],
        "The ferry sails.\n",
    ),
    "the end of a line": (
        "  The ferry sails. Share this\n",
        [(0, "Share this")],
        "  The ferry sails.\n",
    ),
    "a bullet goes with its item": ("* Home\n* News\n\nOne.\n", [(0, None), (1, None)], "One.\n"),
    "the address goes with its link": (
        "[Home](/home) [The ferry](/f) sails today.\n",
        [(0, "Home")],
        "[The ferry](/f) sails today.\n",
    ),
    "a rule between two cuts goes": (
        "Menu\n---\nMore\n---\nOne.\n",
        [(0, None), (1, None)],
        "---\nOne.\n",
    ),
    "a rule at the edge stays": ("---\nOne.\n---\n", [], "---\nOne.\n---\n"),
    "all is cut": ("Menu\n\nMore\n", [(0, None), (1, None)], ""),
}


@pytest.mark.parametrize(("dump", "cuts", "left"), CASES.values(), ids=CASES)
def test_what_is_left_of_a_dump(dump: str, cuts: list[tuple[int, str | None]], left: str) -> None:
    page, _ = mark(dump, kind="text")
    verdicts = []
    for number, words in cuts:
        start = page.blocks[number].text.index(words) if words else 0
        span = (start, start + len(words)) if words else None
        verdicts.append(Verdict("line", number, "share-bar", "cut", "a case", span))
    assert dump_text(dump, left_spans(page, Ledger(verdicts))) == left


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be", "shift_jis", "iso2022_jp"]
)
def test_the_bytes_of_a_line_are_the_dumps(encoding: str) -> None:
    story = "Zürich – die Fähre" if encoding.startswith(("utf", "cp")) else "市長が発表した。"
    data = f"One {story} end\r\nMiddle {story}\r\nTwo".encode(encoding)
    text = data.decode(encoding)
    cut = [(0, text.index("Middle")), (text.index("Two"), len(text))]
    expected = f"One {story} end\r\nTwo".encode(encoding)
    assert dump_bytes(data, encoding if "iso" in encoding else None, cut) == expected


def test_bytes_that_cannot_be_decoded_stay() -> None:
    data = b"The caf\xe9 and" + b" the caf\xc3\xa9" * 12 + b"\nMenu\n\xff\xfe end\n"
    text = data.decode("utf-8", "replace")
    cut = text.index("Menu")
    assert dump_bytes(data, None, [(0, cut), (cut + 5, len(text))]) == data.replace(b"Menu\n", b"")


def test_a_mended_line_stays_as_it_was() -> None:
    dump = "Die FÃ¤hre fÃ¼r ZÃ¼rich fÃ¤hrt â€“ heute\nMenÃ¼\nEnde fÃ¼r heute\n"
    source = mended(dump)
    assert source != dump
    cut = source.index("Menü")
    spans = [(0, cut), (cut + 5, len(source))]
    assert dump_text(dump, spans) == dump.replace("MenÃ¼\n", "")
    assert dump_bytes(dump.encode(), None, spans) == dump.replace("MenÃ¼\n", "").encode()


def test_the_parts_of_any_bytes_join_to_the_whole() -> None:
    chance = random.Random(5)
    for _ in range(300):
        data = b"".join(
            chance.choice(
                [b"\xc3\xa9", b"\xe2\x82", b"a", b"\n", b"\xf0\x9f\x98\x80", b"\xff", b"\r\n"]
            )
            for _ in range(40)
        )
        data = b"caf\xc3\xa9 " * 400 + data
        size = len(data.decode("utf-8", "replace"))
        places = sorted(chance.sample(range(size), 6))
        spans = list(zip([0, *places], [*places, size], strict=True))
        assert dump_bytes(data, None, spans) == data


def test_html_gives_its_visible_text() -> None:
    page, _ = mark(
        "<title>Ferry | News</title><h1>The ferry</h1><ul><li>One<li>Two</ul>"
        "<p style='display:none'>Hidden</p><p>It sails <b>today</b>.</p>",
        kind="html",
    )
    assert visible_text(page, Ledger()) == "The ferry\n\nOne\nTwo\n\nIt sails today.\n"
