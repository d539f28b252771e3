"""Words of a name that the page also uses in small letters."""

from __future__ import annotations

from copydesk.model.page import Page

MAX_WORD_BLOCKS = 12
"""Blocks with a word that are searched for it in small letters."""


def uncommon(page: Page, name: str) -> bool:
    """Whether no word of a name occurs in small letters on the page.

    The words of "Industry Insights" do.
    """
    words = [
        word.lower()
        for word in name.split()
        if word[0].isupper() and len(word) > 2 and not word.endswith(".")
    ]
    return not any(
        _has_word(page.blocks[number].text, word)
        for word in words
        for number in page.having(word)[:MAX_WORD_BLOCKS]
    )


def _has_word(text: str, word: str) -> bool:
    """Whether a text has a word in this spelling, as a whole word.

    Each word is looked for once, so that compiling a pattern for it would cost more.
    """
    at = text.find(word)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]
        if not any(letter.isalnum() or letter == "_" for letter in around):
            return True
        at = text.find(word, at + 1)
    return False
