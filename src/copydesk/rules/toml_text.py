"""Writes readable TOML; any text of a page becomes a valid string."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

LITERAL = re.compile(r"[^'\x00-\x08\x0a-\x1f\x7f]*")
ESCAPED = {
    "\\": "\\\\",
    '"': '\\"',
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
}


def table(header: str, members: Mapping[str, object]) -> str:
    """Return a table of TOML. Members that are None or empty are left out."""
    return "\n".join(
        [
            header,
            *(
                f"{name} = {value(one)}"
                for name, one in members.items()
                if one not in (None, "", [], ())
            ),
        ]
    )


def value(one: object) -> str:
    """Return a string, number, boolean or list of strings in TOML."""
    if isinstance(one, bool):
        return str(one).lower()
    if isinstance(one, str):
        return string(one)
    if isinstance(one, (list, tuple)):
        items = [value(item) for item in one]
        flat = f"[{', '.join(items)}]"
        return flat if len(flat) <= 120 else "[\n" + "".join(f"  {item},\n" for item in items) + "]"
    return str(one)


def string(text: str) -> str:
    """Return a TOML string.

    It is literal where backslashes would be doubled, and has several lines where the text has.
    """
    if "\\" in text and LITERAL.fullmatch(text):
        return f"'{text}'"
    written = "".join(_escaped(text))
    return f'"""\n{written}"""' if "\n" in text else f'"{written}"'


def _escaped(text: str) -> Iterator[str]:
    for letter in text:
        if letter == "\n" and "\n" in text:
            yield "\n"
        elif letter in ESCAPED:
            yield ESCAPED[letter]
        elif (
            ord(letter) < 32
            or 0x7F <= ord(letter) < 0xA0
            or letter in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        ):
            yield f"\\u{ord(letter):04x}"
        else:
            yield letter if not 0xD800 <= ord(letter) < 0xE000 else "\ufffd"
