"""Resource limits of a page; docs/security.md lists them.

A page over a size limit is truncated, and its notes and ledger say so; a page over the time limit
fails. The limits are far above what news pages need, and low enough that any page takes seconds and
some hundred megabytes. Every quantity that a page controls has its limit here.
"""

from __future__ import annotations

MAX_PAGE_BYTES = 20_000_000
"""Bytes of a decompressed page; `--max-bytes` overrides it."""
MAX_PAGE_SECONDS = 60.0
"""Seconds for a page; `--timeout` overrides it."""
MAX_LINES = 200_000
"""Lines of a text dump, including empty ones."""
MAX_BLOCKS = 50_000
"""Blocks of a page. The longest comment thread seen has 9,000."""
MAX_BLOCK_CHARACTERS = 1_000_000
"""Characters of a block, and of a line in a dump without line breaks."""
MAX_TAGS = 300_000
"""Tags of an HTML page; a page of 200 KB has 3,000."""
MAX_DEPTH = 500
"""Depth of elements; deeper ones lose their tag and keep their text. Browsers stop at 512, and
lexbor takes 36 s for 100,000.
"""
MAX_ATTRIBUTES = 500
"""Attributes of a tag. lexbor compares each with all before it: 40,000 take 5 s."""
MAX_ATTRIBUTE_CHARACTERS = 100_000
"""Characters of an attribute; a longer one, such as an embedded picture, is dropped."""
MAX_METAS = 20_000
"""Meta elements of a page; further ones are skipped. A paper with five thousand authors has several
for each.
"""
MAX_PICTURES = 1_000
"""Captions and credits of a page; further ones are treated like other lines. A gallery has several
hundred.
"""
MAX_SELECT_OPTIONS = 2_000
"""Options of a select; further ones lose their tags. lexbor compares each with all before it:
40,000 take 11 s.
"""
MAX_REOPENED = 300_000
"""Unclosed formatting elements, counted again at each later tag, because HTML reopens them in each
block. Each takes 470 bytes in lexbor.
"""
MAX_STREAMED_PARTS = 100
"""Parts of a page that are streamed out of order and put in place; further ones stay hidden. A
shop's page has forty.
"""
MAX_HIDING_RULES = 200
"""Selectors of a page's own style rules that hide; further ones are skipped."""
MAX_JSONLD_CHARACTERS = 500_000
"""Characters of a JSON-LD script; a longer one is skipped. The longest seen on a news page has
180,000.
"""
MAX_JSONLD_NODES = 200
"""JSON-LD nodes that have a type."""
MAX_JSONLD_DEPTH = 12
"""Depth of JSON-LD objects and lists; deeper nodes are ignored."""
MAX_STATE_CHARACTERS = 5_000_000
"""Characters of a script with a page's state; a longer one is skipped."""
MAX_STATE_DEPTH = 40
"""Depth of objects and lists in a page's state; texts below it are not read."""
MAX_ROW_DEPTH = 200
"""Depth of objects and lists in a row of JSON; a deeper row fails."""
MAX_ROW_MARKUP_BYTES = 1 << 20
"""Bytes of a row besides its page, which JSON may escape with six bytes for each; a longer row
fails.
"""
MAX_WINDOW_BYTES = 1 << 27
"""Bytes of a decompressor's window. The largest preset of xz uses half of it; zstd has the same
limit.
"""
MAX_COMPRESSION_RATIO = 100
"""Compression ratio of a Parquet row group that is large when decompressed. HTML has a ratio of 10,
similar pages of one site of 30.
"""
MAX_GROUP_BYTES = 1 << 26
"""Bytes of a column in a row group above that ratio; a larger one is not read, and no more is read
at once.
"""
MAX_MEAN_VALUES = 100_000
"""Mean number of values per row of a Parquet column: a long list can be tiny when compressed."""

WHY = {
    "truncated:bytes": "the page has more bytes than are read",
    "truncated:lines": f"the dump has more than {MAX_LINES:,} lines",
    "truncated:blocks": f"the page has more than {MAX_BLOCKS:,} blocks",
    "truncated:text": f"a block has more than {MAX_BLOCK_CHARACTERS:,} characters",
    "truncated:tags": f"the page has more than {MAX_TAGS:,} tags or reopened elements",
    "truncated:nesting": f"elements are nested more than {MAX_DEPTH} deep",
    "truncated:attributes": f"a tag has more than {MAX_ATTRIBUTES} attributes, or one of more "
    f"than {MAX_ATTRIBUTE_CHARACTERS:,} characters",
    "truncated:metas": f"the page has more than {MAX_METAS:,} meta elements",
    "truncated:pictures": f"the page has more than {MAX_PICTURES:,} captions and credits",
    "truncated:options": f"a select has more than {MAX_SELECT_OPTIONS:,} options",
    "truncated:json-ld": f"the JSON-LD has more than {MAX_JSONLD_CHARACTERS:,} characters or "
    f"{MAX_JSONLD_NODES} nodes, or is nested too deep",
    "page-state": "the page is drawn by a script, and its story was read from JSON in it",
    "repaired-head": "the head of the page was damaged: something in it was never closed",
    "paywall-text": "the story goes on in a hidden box of a paywall, which was read",
    "mended-encoding": "the page is UTF-8 that was decoded with another encoding before",
    "decoded-with-loss": "some bytes are not valid in the page's encoding",
}
"""Note of a reader -> its reason in the ledger."""


def row_bytes(page: int) -> int:
    """Maximum bytes of a row whose page has at most `page` bytes."""
    return 6 * page + MAX_ROW_MARKUP_BYTES
