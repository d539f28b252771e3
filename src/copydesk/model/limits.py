"""The most that is taken of a page. Whatever a page controls has its limit here, and nowhere else;
docs/security.md lists them.

Over a limit of size a page is cut short there, and says so in its notes and in its ledger; over the
limit of time it fails. The limits are far above what is met on news pages, and low enough that a
page of any content is done in seconds and takes some hundred megabytes.
"""

from __future__ import annotations

MOST_BYTES = 20_000_000
"""Of a page, once it is unpacked; `--max-bytes` says another."""
MOST_SECONDS = 60.0
"""For a page; `--timeout` says another."""
MOST_LINES = 200_000
"""Of a text dump, empty ones too."""
MOST_BLOCKS = 50_000
"""Of a page. A tenth of a millisecond each; the longest comment thread seen has 9,000."""
MOST_TEXT = 1_000_000
"""Characters of one block: of a line, where a dump has no breaks."""
MOST_TAGS = 300_000
"""Of an HTML page; one of 200 KB has 3,000."""
MOST_NESTED = 500
"""Elements one inside the other: deeper, an element loses its tag and keeps its text. Browsers stop
at 512; lexbor takes 36 s on 100,000.
"""
MOST_ATTRIBUTES = 500
"""Of one tag. lexbor compares each with those before it: 40,000 take 5 s."""
MOST_VALUE = 100_000
"""Characters of one attribute: a longer one (a picture inside the page) is left out."""
MOST_METAS = 20_000
"""Of a page's meta elements: a paper with five thousand authors has some for each of them. Further
ones are passed over.
"""
MOST_PICTURES = 1_000
"""Captions and credits of a page's pictures: a gallery has some hundreds. Further ones are passed
over, and stand or go like other lines.
"""
MOST_OPTIONS = 2_000
"""Of one select: further ones lose their tags. lexbor goes through those before for each: 40,000
take 11 s.
"""
MOST_REOPENED = 300_000
"""Formatting elements that were not closed, counted anew for each tag that follows: HTML opens them
again in each block, and each takes lexbor 470 bytes.
"""
MOST_STREAMED = 100
"""Parts of a page that it streams out of order and that are put in place; a shop's page has forty.
Further ones stay hidden, as without its script.
"""
MOST_JSONLD = 500_000
"""Characters of one JSON-LD script; the longest seen on a news page has 180,000. A longer one is
passed over.
"""
MOST_NODES = 200
"""JSON-LD nodes that have a type."""
DEEPEST_NODE = 12
"""JSON-LD objects and lists one inside the other: nodes below are not looked for."""
DEEPEST_ROW = 200
"""Objects and lists one inside the other in a row of JSON; a deeper row fails."""
ROW_BYTES = 1 << 20
"""Of a row, beside six for each byte of the longest page, which JSON may write so; a longer row
fails.
"""
MOST_WINDOW = 1 << 27
"""Bytes that packed data may look back: xz's largest preset takes half of that; zstd's own reader
has the same limit.
"""
MOST_PACKED = 100
"""Times its packed size that a row group of Parquet may have unpacked, where that is much: HTML
packs to a tenth, like pages of one site to a thirtieth.
"""
MOST_GROUP = 1 << 26
"""Bytes of a column of a row group that is packed more than so: beyond that the file is not read,
and of the rows below it no more are taken at once.
"""
MOST_VALUES = 100_000
"""Values that a column of Parquet has for a row, on average: a list can be long and take next to
nothing.
"""

WHY = {
    "truncated:bytes": "the page has more bytes than are read",
    "truncated:lines": f"the dump has more than {MOST_LINES:,} lines",
    "truncated:blocks": f"the page has more than {MOST_BLOCKS:,} blocks",
    "truncated:text": f"a block has more than {MOST_TEXT:,} characters",
    "truncated:tags": f"the page has more than {MOST_TAGS:,} tags, or opens as many again that "
    f"it never closed",
    "truncated:nesting": f"elements stand more than {MOST_NESTED} deep: those below have lost "
    f"their tags",
    "truncated:attributes": f"a tag has more than {MOST_ATTRIBUTES} attributes, or one of more "
    f"than {MOST_VALUE:,} characters",
    "truncated:metas": f"the page has more than {MOST_METAS:,} meta elements",
    "truncated:pictures": f"more than {MOST_PICTURES:,} lines look like a picture's caption or "
    f"credit",
    "truncated:options": f"a select has more than {MOST_OPTIONS:,} options",
    "truncated:json-ld": f"its JSON-LD is longer than {MOST_JSONLD:,} characters, has more than "
    f"{MOST_NODES} nodes, or is nested too deep",
    "mended-encoding": "the page is UTF-8 that was read as another encoding before it came here",
    "decoded-with-loss": "some bytes are no text in the page's encoding",
}
"""Note of a reader -> why it stands, as the ledger says it."""


def row_bytes(page: int) -> int:
    """The most bytes of a row whose page may have so many."""
    return 6 * page + ROW_BYTES
