"""Expressions that are compiled late say what compiled ones say, and their signs leave nothing
out.
"""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import late
from copydesk.late import late as expression
from tests.test_house import MODULES, PACKAGE

ALIKE = "ıİſK"
"""Letters beyond ASCII that `re` takes for an i, a k or an s, and no page's word has for one."""


def signed() -> dict[str, late._Signed]:
    """The expressions of the package that have signs, by module and name."""
    found = {}
    for path in MODULES:
        if " late(" in path.read_text("utf-8"):
            module = import_module(
                ".".join(("copydesk", *path.relative_to(PACKAGE).with_suffix("").parts))
            )
            found |= {
                f"{module.__name__}.{name}": value
                for name, value in vars(module).items()
                if isinstance(value, late._Signed)
            }
    return found


SIGNED = signed()


@pytest.mark.parametrize("name", SIGNED)
def test_whatever_an_expression_matches_has_one_of_its_signs(name: str) -> None:
    pattern, flags = SIGNED[name]._source

    @given(st.from_regex(re.compile(pattern, flags)))
    def signs_stand(text: str) -> None:
        found = re.search(pattern, text, flags)
        said = text.lower() if flags & re.IGNORECASE else text
        assert (
            found is None
            or any(letter in ALIKE for letter in text)
            or any(sign in said for sign in SIGNED[name]._signs)
        )

    signs_stand()


@pytest.mark.parametrize("text", ["", "nothing here", "a | b", "| |", "A Bar, a"])
def test_late_and_compiled_answer_alike(text: str) -> None:
    for flags, pattern, signs in (
        (0, r"\s?\|\s?", "|"),
        (re.IGNORECASE, r"\bbar\b", ("bar",)),
        (0, r"\w+", ""),
    ):
        compiled = re.compile(pattern, flags)
        for _ in range(2):
            one = expression(pattern, flags, signs)
            for method in ("search", "match", "fullmatch"):
                assert repr(getattr(one, method)(text)) == repr(getattr(compiled, method)(text))
            assert [match.span() for match in one.finditer(text)] == [
                match.span() for match in compiled.finditer(text)
            ]
            assert (one.findall(text), one.split(text), one.sub("-", text)) == (
                compiled.findall(text),
                compiled.split(text),
                compiled.sub("-", text),
            )


def test_an_expression_is_compiled_for_a_text_with_a_sign_or_after_many_without() -> None:
    one, other = expression("a+b", 0, "b"), expression("a+b", 0, "b")
    assert one.search("aaa") is None
    assert "search" not in vars(one)
    assert one.search("aab") is not None
    assert "search" in vars(one)
    for _ in range(late.PATIENCE + 1):
        other.search("aaa")
    assert "search" in vars(other)
