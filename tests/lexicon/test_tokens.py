"""Words by a table of bytes and words by an expression are the same words."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.text.scripts import unspaced
from copydesk.text.tokens import tokens, tokens_by_pattern

PIECES = st.sampled_from(
    [
        *"aBéßÿµº½²_k",
        "’",
        "'",
        "“",
        "–",
        "0",
        "5",
        "12",
        ".",
        ",",
        ":",
        "/",
        "-",
        "#",
        "%",
        " ",
        "\n",
        "\xa0",
        "\x85",
        "港",
        "ę",
        "٣",
        "•",
        "→",
        "€",
        "🚢",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
@example("it’s 5.30pm, 1,200k readers—and 3rd-year rock'n'roll")
@example("d'8 a''b covid19 #1 x²")
def test_both_ways_give_the_same_words(text: str) -> None:
    assert tokens(text) == tokens_by_pattern(text)


@given(st.text(st.characters(min_codepoint=1), max_size=40))
def test_any_text_gives_the_same_words(text: str) -> None:
    assert tokens(text) == tokens_by_pattern(text)


@given(st.text(st.sampled_from("aZ_9'’. ログイン港年ー、"), max_size=20))
@example("Facebookでログイン")
@example("l'été港")
def test_a_kana_or_han_character_is_a_word_whatever_stands_before_it(text: str) -> None:
    assert [word for word in tokens(text) if len(word) > 1 and unspaced(word)] == []
    assert len(tokens(text)) >= unspaced(text)
