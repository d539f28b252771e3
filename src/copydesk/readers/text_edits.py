"""Patterns of the edits in the text of a dump.

They match entities, odd spaces, control characters and sequences, left-over tags and the marks of
Markdown.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from copydesk.text.characters import UNSEEN
from copydesk.text.lazy_pattern import lazy_pattern

SPACES = "\t\x0b\x0c\x1c-\x1f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""Characters that are read as a space, except the space itself."""
TAG = (
    r"</?(?:[abiqsu]|abbr|big|cite|code|del|dfn|em|font|ins|kbd|mark|o:p|samp|small|span|strike|"
    r"strong|sub|sup|time|tt|var|wbr|img)(?:\s[^<>]*)?/?>"
    r"|<!--[^<>]*-->"
)
"""A left-over inline tag. Tags that break a line are breaks between lines (text_lines)."""
CONTROL_SEQUENCE = r"(?<=\x1b)(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|\([0AB])"
"""What a terminal obeys after an escape character: a colour (`[31m`), a window's title or a link's
address, a set of characters.
"""
ENTITY = r"&(?:(?i:amp);)?(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
ADDRESS = r'\]\([^\s()<>]{1,1000}(?:\s"[^"]{0,200}")?\)'
EDITS = rf"""
    (?P<gap> (?!\ \w) (?:
        [{SPACES}{UNSEEN}\ ]++ (?:{CONTROL_SEQUENCE})?+
      | (?i: &(?:amp;)?(?:nbsp|ensp|emsp|thinsp|lrm|rlm|shy|\#160);? | {TAG} ) )++ )
  | (?P<pair> [\ud800-\udbff][\udc00-\udfff] )
  | (?P<unseen> [\ud800-\udfff] | (?<![^\x00-\u05ff\u10a0-\u218f])[\u200c\u200d] )
  | (?P<control> [\x80-\x9f] )
  | (?P<entity> {ENTITY} )
  | (?P<picture> !\[[^\[\]]{{0,300}}{ADDRESS} | \[\s?!\[[^\[\]]{{0,300}}{ADDRESS}\s?{ADDRESS} )
  | (?P<escape> \\[*_`\[\]\#] )
  | (?P<bold> \*\*(?=[^\s*]) | (?<=[^\s*])\*\* )
  | (?P<star> (?<![\w*])\*(?=[^\s*][^*]{{0,400}}(?<=\S)\*(?![\w*])) )
  | (?P<unstar> (?<=[^\s*])\*(?![\w*]) )
  | (?P<code> (?<![\w`])`(?=[^`\s][^`]{{0,200}}`(?![\w`])) )
  | (?P<uncode> (?<=[^`\s])`(?![\w`]) )
  | (?P<under> (?<!\w)__(?=[^\s_][^_]{{0,400}}\s[^_]{{0,400}}(?<=\S)__(?!\w)) )
  | (?P<ununder> (?<=[^\s_])__(?!\w) )
  | (?P<slant> (?<!\w)_(?=[^\s_][^_]{{0,400}}(?<=\S)_(?![\w(])) )
  | (?P<upright> (?<=[^\s_])_(?![\w(]) )
  | (?P<open> \[(?=[^\[\]]{{1,300}}{ADDRESS}) )
  | (?P<close> {ADDRESS} )
"""
"""Text to edit; a space before a word is not a gap.

Case is ignored in the parts that need it only: for ten thousand characters it takes 10 ms.
"""
STYLES = {"_": "emphasis", "*": "emphasis", "`": "code", "__": "strong", "**": "strong"}
"""Mark of Markdown -> the style of the text between two of it."""
PICTURE = lazy_pattern(r"!\[(?P<text>[^\[\]]*)\]\((?P<url>[^\s()<>]+)")
EDIT = lazy_pattern(rf"(?=_|[^\w.,;:'\"()?’–-])(?:{EDITS})", re.VERBOSE)
"""The same, tried only where a line has none of the letters and marks that it mostly has."""


def space_for(gap: str) -> str:
    """Return a space if the gap contains any white space, else nothing.

    Entities in it count as their characters.
    """
    plain = re.sub(rf"{TAG}|{CONTROL_SEQUENCE}", "", gap, flags=re.IGNORECASE)
    return " " if any(letter.isspace() for letter in _resolved(plain.replace("amp;", ""))) else ""


def _resolved(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def unescaped(entity: str) -> str | None:
    """The character of an entity, itself put right; None for an unknown name."""
    text = _resolved(entity)
    text = _resolved(text) if text != entity and text.startswith("&") and len(text) > 1 else text
    if text == entity:
        return None
    return (
        " " if text.isspace() else "".join(letter for letter in text if not _UNSEEN.match(letter))
    )


_UNSEEN = lazy_pattern(f"[{UNSEEN}\x00-\x1f\ud800-\udfff\u200c\u200d]")


@cache
def composing_edit() -> re.Pattern[str]:
    """Return EDIT for a text that is not in composed form.

    It also finds the clusters of a letter and its marks.
    """
    import regex

    return cast(
        "re.Pattern[str]",
        regex.compile(
            EDITS + r"  | (?P<cluster> (?= [^\x00-\x7f] | [\x00-\x7f]\p{M} ) \X )",
            regex.VERBOSE | regex.IGNORECASE,
        ),
    )
