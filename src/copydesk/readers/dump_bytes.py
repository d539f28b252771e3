"""Maps spans of a page's source to the characters and bytes of the dump.

The source is the decoded dump without its byte order mark. Where its encoding was mended, a run of
characters is shorter than the dump's.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence

from copydesk.model.block import Span
from copydesk.readers.decode import MARKS, decoded
from copydesk.readers.mojibake import RUN, mended

# Encodings with shift states: a span is encoded anew, as its bytes alone could not be decoded.
STATEFUL = ("iso2022", "hz")


def dump_text(text: str, spans: Iterable[Span]) -> str:
    """The characters of a decoded dump at these spans of its page's source."""
    return "".join(text[start:end] for start, end in _before_mending(text, spans))


def dump_bytes(data: bytes, declared: str | None, spans: Iterable[Span]) -> bytes:
    """Return the bytes of a dump at these spans of its page's source.

    The byte order mark comes first. `declared` is the encoding that the dump was read with, or None
    where it was detected.
    """
    found = decoded(data, declared)
    mark = next((mark for mark, _ in MARKS if data.startswith(mark)), b"")
    body = data[len(mark) :]
    wanted = _before_mending(found.text, spans)
    if found.encoding.startswith(STATEFUL) or _encoded(found.text, found.encoding) == body:
        pieces = (_encoded(found.text[start:end], found.encoding) for start, end in wanted)
    else:
        offsets = _offsets(body, found.encoding)
        pieces = (body[offsets[start] : offsets[end]] for start, end in wanted)
    return mark + b"".join(pieces)


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


def _offsets(data: bytes, encoding: str) -> Sequence[int]:
    """The byte offset of each character of the decoded data, and the end."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    offsets, begin = list[int](), 0
    for end in range(1, len(data) + 1):
        text = decoder.decode(data[end - 1 : end], end == len(data))
        # of several characters at once, all but the last were held back and begin there
        for number in range(len(text)):
            offsets.append(begin if number == 0 else end - 1)
        begin = end if text else begin
    return (*offsets, len(data))


def _before_mending(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans of the text as it was before it was mended."""
    source = mended(text)
    if source is text:
        yield from spans
        return
    offsets = _unmended_offsets(source, text)
    for start, end in spans:
        yield offsets[start], offsets[end]


def _unmended_offsets(source: str, text: str) -> Sequence[int]:
    """The offset before mending, for each character of the mended source.

    The source's end has one too. Mending reads each character of a run as one byte of UTF-8.
    """
    offsets, at = list[int](), 0
    for run, old in zip(RUN.finditer(source), RUN.finditer(text), strict=True):
        offsets += range(at, old.start())
        at = old.start()
        for letter in run[0]:
            offsets.append(at)
            at += 1 if run[0] == old[0] else len(letter.encode())
    return (*offsets, *range(at, len(text) + 1))
