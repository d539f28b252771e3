"""The programming language that markup gives for code."""

from __future__ import annotations

import re

from copydesk.text.lazy_pattern import lazy_pattern

CODE_LANGUAGE = lazy_pattern(
    r"(?:\b(?:language|lang|highlight-source|highlight-text)-|\bbrush:\s*|\bsourceCode\s+"
    r'|\bdata-lang(?:uage)?=")(?P<name>[\w+#.-]{1,30})',
    re.IGNORECASE,
)
"""Prism and HTML's own convention; GitHub; SyntaxHighlighter; pandoc; Hugo."""
NO_LANGUAGE = frozenset(("none", "plaintext", "plain", "text", "nohighlight"))


def code_language(attributes: str) -> str:
    """Return the language that a tag's attributes name, in lower case.

    It is empty where they name none.
    """
    found = CODE_LANGUAGE.search(attributes)
    name = found["name"].lower() if found else ""
    return "" if name in NO_LANGUAGE else name
