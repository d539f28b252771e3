"""Requests to a reader: an imperative, a polite form, a question, a purpose."""

from __future__ import annotations

from copydesk.text.lazy_pattern import lazy_pattern

POLITE = lazy_pattern(
    r"[^\W\d_]{2,}(?:en|rn|ln)\s+Sie\b"  # German: "Melden Sie sich an"
    r"|(?!(?i:chez|assez)\b)[^\W\d_]{3,}ez(?:[-\s]|$)"  # French: "Abonnez-vous"
    r"|[^\W\d_]{2,}(?:йте|ите|ьте|йтесь|итесь|іть|їть)\b"  # Russian, Ukrainian: "Скачайте"
    r"|[^\W\d_]{2,}(?:στε|είτε|ήστε|άστε|ίστε)\b",  # Greek: "Εγγραφείτε"
)
"""An opening verb whose ending alone makes it a polite imperative. English and the Romance
languages have imperatives without an ending of their own; the vocabulary `request` lists them."""
QUESTION = lazy_pattern(r"[¿\s]*(?P<question>[^.!?؟？]{3,90}[?؟？])(?=\s*\S)")
"""A short question with something behind it: "Love the harbour? Sign up for ..."."""
PURPOSE = lazy_pattern(
    r"(?:^|(?<=[.!?]\s))"
    r"(?P<request>To\s[a-z]+\s(?:[^.!?]|(?<=\b[A-Z])\.|\.(?=\S)){2,200}?,"
    r"\s(?:please|consider)\s[a-z]+)"
)
"""A sentence whose purpose leads to its request: "To get new letters, consider subscribing". A stop
in it is behind an initial or within a word.
"""


def polite_request(text: str) -> str | None:
    """Return the opening words that are a polite imperative by their endings."""
    found = POLITE.match(text)
    return found[0].rstrip(" -") if found else None


def opening_question(text: str) -> str | None:
    """Return the short question that opens a text, if something follows it."""
    found = QUESTION.match(text)
    return found["question"] if found else None


def purposeful_request(text: str) -> str | None:
    """Return the words of a sentence from its purpose to its request."""
    found = PURPOSE.search(text) if "To " in text else None
    return found["request"] if found else None
