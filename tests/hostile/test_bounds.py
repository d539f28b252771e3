"""Bounds before the parser: no order of tags makes its tree deep or large.

A page that is put in order reads as it did.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from copydesk.model.raw import Raw
from copydesk.readers import read_page
from copydesk.readers.bounds import bounded
from copydesk.readers.tag_balance import Ordered
from tests import pages

NAMES = (
    "a b i font nobr p div span li ul dd dl table caption tbody tr td th select option optgroup "
    "svg math desc foreignobject annotation-xml mi title object marquee "
    " button form template frameset h1 h2 ruby rt noscript section style script textarea "
    "xmp iframe img input br head body html my-tag g path"
)
PIECES = st.sampled_from(
    [f"<{name}>" for name in NAMES.split()]
    + [f"</{name}>" for name in NAMES.split()]
    + [f"<{name}/>" for name in ("path", "div", "svg", "title", "p")]
    + [
        "<b id={n}>",
        "<font color=a id={n}>",
        "a",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!a ",
        "<",
        "</",
        '<a b=">">',
        "<a ='>",
        "<div\v>",
        "</div\v>",
    ]
)
TAGS = 30_000
DEEPEST = 1_000
"""Elements one inside the other in the parser's tree. Its time grows with their square: with all of
TAGS open it takes seconds.
"""
LARGEST = 20
"""Times as long as the page that the parser's tree may be, beside the 300,000 elements that it may
open again.
"""


def depth(tree: LexborHTMLParser) -> int:
    """The most elements one inside the other."""
    depths: dict[int, int] = {}
    for node in tree.root.traverse() if tree.root else ():
        parent = node.parent
        depths[node.mem_id] = depths.get(parent.mem_id, 0) + 1 if parent else 1
    return max(depths.values(), default=0)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=3), st.lists(PIECES, min_size=1, max_size=8))
@example(["<div>"], ["<div></x>"])
@example([], ["<div><table></div></table>"])
@example([], ["<div><b id={n}></i></div>"])
@example([], ["<b id={n}><table><td></b></table>"])
@example([], ["<svg><desc><div></svg>"])
@example([], ["<div><![CDATA[</div>"])
@example([], ["<div><!</div>"])
@example([], ["<select><title></select>", "<div>"])
@example([], ["<div><script><!--<script></script></div></script>"])
@example([], ["<html>", "<svg/>"])
@example(["<svg></tr>"], ["<td></script></ruby>"])
@example(["<template>"], ["</button></select><optgroup>"])
def test_no_order_of_tags_nests_deep(before: list[str], repeated: list[str]):
    unit = "".join(repeated)
    source = "".join(before) + "".join(
        unit.replace("{n}", str(number)) for number in range(TAGS // max(1, unit.count("<")))
    )
    within, _ = bounded(source)
    tree = LexborHTMLParser(within)
    assert depth(tree) <= DEEPEST
    assert len(tree.html or "") < LARGEST * len(source) + 40 * 300_000


@pytest.mark.parametrize("slug", [slug for slug in pages.SLUGS if pages.dump(slug)[1] == "html"])
def test_a_page_that_is_put_in_order_reads_as_it_did(slug: str):
    source = pages.dump(slug)[0].decode()
    ordered = "".join(Ordered().kept(source))
    assert [(block.kind, block.text) for block in read_page(Raw(ordered, None, "html")).blocks] == [
        (block.kind, block.text) for block in read_page(Raw(source, None, "html")).blocks
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>One <b>two <i>three</b> four</i>.<p>Five", ["One two three four.", "Five"]),
        ("<ul><li>One<li>Two <p>three</ul><p>Four", ["One", "Two", "three", "Four"]),
        ("<table><tr><td>One<td>two<tr><td>three</table>Four", ["One | two", "three", "Four"]),
        ("<div>One<section>two</div>three", ["One", "two", "three"]),
        ("<dl><dt>One<dd>Two<dt>Three</dl>", ["One", "Two", "Three"]),
        ("One</br>two</div></b></p> three", ["One two three"]),
        ("<svg><title/><path/><path/></svg><p>One <!-- <p> --> two", ["One two"]),
        ("<p>a <</x>b c> d", ["a < b c> d"]),
        ("<title>One <b>two</b></title><p>Three", ["One < b>two< /b>", "Three"]),
        (
            "<script>if (a<b) { '<div>' }</script><p>One"
            "<script><!-- <script></script> --></script>",
            ["One"],
        ),
        ("<select><option>One<option>Two</select><p>Three", ["One", "Two", "Three"]),
        ("<select><option>One<title>two</p>", ["One", "two< /p>"]),
        ("<svg><title>One</p></title></svg><p>Two", ["One< /p>", "Two"]),
    ],
)
def test_what_was_left_open_is_closed_where_html_closes_it(written: str, read: list[str]):
    ordered = "".join(Ordered().kept(written))
    assert [block.text for block in read_page(Raw(ordered, None, "html")).blocks] == read


def test_attributes_are_cut_and_the_rest_is_kept():
    source = f'<p>One <b>two</b> four<img alt=a src="data:{"a" * 200_000}"></x></p>'
    assert bounded(source) == (
        "<p>One <b>two</b> four<img alt=a /></p>",
        ("truncated:attributes",),
    )
