"""A rule file's text: TOML that a person can read and correct. Text of pages is written as TOML
strings, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from copydesk.learn.draft import Draft, LearnedRules
from copydesk.text.display import counted

HEAD = """# Site rules for copydesk, learned from {pages}.
# Read and correct them: each rule states the number of pages it was seen on, with two examples.
# `copydesk rules test` tests them on the sample pages."""
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


def rule_file(found: LearnedRules, samples: Iterable[Mapping[str, object]] = ()) -> str:
    """The text of the file. A sample is the members of its table."""
    site: dict[str, object] = {
        "hosts": list(found.hosts),
        "fingerprint": list(found.fingerprint),
        "name": found.name,
        "language": found.language,
    }
    site["subheads"] = found.subheads or None
    parts = [HEAD.format(pages=_drawn_from(found)), table("[site]", site)]
    parts += [table(f"[[{rule.call}]]", _members(rule)) for rule in found.rules]
    parts += [table("[[sample]]", sample) for sample in samples]
    return "\n\n".join(parts) + "\n"


def _drawn_from(found: LearnedRules) -> str:
    tell = "tells" if found.pages == 1 else "tell"
    return (
        f"{counted(found.pages, 'page')} that {tell} {counted(found.stories, 'story', 'stories')}"
    )


def _members(rule: Draft) -> dict[str, object]:
    return {
        **rule.by,
        "seen": f"on {len(rule.on)} of {rule.of} pages",
        "examples": list(rule.examples),
    }


def table(header: str, members: Mapping[str, object]) -> str:
    """A table of TOML; members that are None or empty are left out."""
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
    """A text, a number, true or a list of texts in TOML."""
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
    """A TOML string: plain where it may be, literal where backslashes would be doubled, of several
    lines where it has several.
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
