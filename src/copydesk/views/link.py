"""Addresses that a terminal opens when they are clicked (OSC 8)."""

from __future__ import annotations

import re
from urllib.parse import quote

from rich.style import Style
from rich.text import Text

from copydesk.text.display import visible
from copydesk.views import palette

WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
LONGEST = 2083
"""Terminals take no longer ones (VTE's limit; browsers have the same)."""
PLAIN = "!#$%&'()*+,/:;=?@[]~"
"""What stands in an address as it is; all else that is no letter or digit is written as %XX, so
that no character can end the terminal's command.
"""


def linked(url: str, clickable: bool) -> Text:
    """An address; `clickable` where it is shown on a terminal. Only one of the web is ever a link:
    others could start a program.
    """
    text = Text(visible(url), palette.QUIET)
    target = quote(url, safe=PLAIN, errors="replace")
    if clickable and WEB.match(url) and len(target) <= LONGEST:
        text.stylize(Style(link=target))
    return text
