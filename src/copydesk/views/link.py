"""Formats URLs as links that a terminal opens on a click (OSC 8)."""

from __future__ import annotations

import re
from urllib.parse import quote

from rich.style import Style
from rich.text import Text

from copydesk.text.display import visible
from copydesk.views import palette

WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
# Longer URLs are not linked: VTE's limit, which is also that of browsers.
MAX_LINK_LENGTH = 2083
# Written as they are; other characters, letters and digits excepted, are written as %XX, so none
# can end the terminal's escape sequence.
UNQUOTED = "!#$%&'()*+,/:;=?@[]~"


def linked(url: str, clickable: bool) -> Text:
    """Return a URL; `clickable` where the output is a terminal.

    Only web URLs are linked: other schemes could start a program.
    """
    text = Text(visible(url), palette.QUIET)
    target = quote(url, safe=UNQUOTED, errors="replace")
    if clickable and WEB.match(url) and len(target) <= MAX_LINK_LENGTH:
        text.stylize(Style(link=target))
    return text
