"""The address of a picture that a page shows."""

from __future__ import annotations

from copydesk.readers.markup import attribute

PIXEL = frozenset(("0", "1", "0px", "1px"))
LOADED = ("data-src", "data-lazy-src", "data-original", "src", "data-srcset", "srcset")
"""Attributes with a picture's address, the surest first: where a script loads it on scrolling,
`src` is a placeholder.
"""


def picture_address(written: str) -> str:
    """Return the URL of an `img` tag, or an empty string.

    It is empty for a tracking pixel and for a `data:` URL.
    """
    if attribute(written, "width") in PIXEL and attribute(written, "height") in PIXEL:
        return ""
    urls = (attribute(written, name).split(" ")[0].strip(",") for name in LOADED)
    return next((url for url in urls if url and not url.startswith("data:")), "")
