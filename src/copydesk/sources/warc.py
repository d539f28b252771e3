"""Reads one page from each record of a WARC or WET file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING

from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw
from copydesk.sources.errors import MissingLibrary, failure_of
from copydesk.sources.record import Record
from copydesk.sources.storage import Openable

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

# Content types of a response that holds a page; a response without one counts too.
PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
CUT_OFF = "is truncated: the file ends inside the record"


def records(path: Openable, name: str, done: tuple[int, int], most: int) -> Iterator[Record]:
    """Yield the pages of a WARC file after the record at `done`.

    `done` is a record's number and offset, 0 for none. Of a page longer than `most` bytes one byte
    more is read.

    Reading resumes at the offset, unless one gzip or zstd member holds several records: such a file
    is decompressed from its start. Requests, redirections, revisits and media are skipped.
    """
    number = place = 0
    whole = True
    try:
        first, offset = done if _begins_at(path, done) else (1, 0)
        for number, record in enumerate(_archive(path, offset), first):
            place = record.stream_pos
            if number > done[0]:
                content = _content(record, f"{name}#{number}", most)
                whole = not isinstance(content, Failure)
                if content:
                    yield Record(number, place, content, place)
        if number and whole and _is_cut_off(path, place):
            yield Record(number + 1, place, Failure(f"{name}#{number + 1}", CUT_OFF))
        if not number:
            yield Record(
                1,
                0,
                Failure(name, "is empty" if not path.stat().st_size else "holds no WARC record"),
            )
    except MissingLibrary as error:
        yield Record(1, 0, failure_of(name, error))
    except (OSError, EOFError) as error:
        where = f"{name}#{number + 1}" if number else name
        yield Record(number + 1, place, failure_of(where, error))


def _begins_at(path: Openable, done: tuple[int, int]) -> bool:
    """Return whether the record at `done` can be read from its offset."""
    number, offset = done
    if number < 2 or not offset:
        return False
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(5).startswith((b"\x1f\x8b\x08", b"WARC/"))


def library() -> ModuleType:
    """Return the module that reads WARC files. Raises MissingLibrary."""
    try:
        from fastwarc import warc
    except ImportError:
        raise MissingLibrary("warc", "WARC files") from None
    return warc


def _archive(path: Openable, offset: int) -> Iterator[WarcRecord]:
    fastwarc = library()
    with path.open("rb") as file:
        file.seek(offset)
        yield from fastwarc.ArchiveIterator(
            file,
            record_types=fastwarc.WarcRecordType.any_type,
            parse_http=False,
            max_header_len=1 << 16,
        )


def _is_cut_off(path: Openable, place: int) -> bool:
    """Return whether the last gzip member of a file ends too early.

    fastwarc takes a truncated member for the end of the file.
    """
    import gzip

    with path.open("rb") as file:
        file.seek(place)
        if file.read(3) != b"\x1f\x8b\x08":
            return False
        file.seek(place)
        try:
            with gzip.GzipFile(fileobj=file) as member:
                while member.read(1 << 20):
                    pass
        except EOFError:
            return True
        except (OSError, zlib.error):
            # One member holds the whole crawl, and this offset is inside it.
            return False
    return False


def _content(record: WarcRecord, name: str, most: int) -> Raw | Failure | None:
    """Return a record's page, a Failure, or None where it has no page."""
    from fastwarc.warc import WarcRecordType

    if record.record_type not in (
        WarcRecordType.response,
        WarcRecordType.resource,
        WarcRecordType.conversion,
    ):
        return None
    try:
        return _page(record, name, most, record.record_type == WarcRecordType.conversion)
    except (OSError, EOFError, ValueError) as error:
        return failure_of(name, error)


def _page(record: WarcRecord, name: str, most: int, wet: bool) -> Raw | Failure | None:
    if record.is_http:
        record.parse_http(auto_decode="all", quirks_mode=True)
    headers = record.http_headers
    form = (
        (record.http_content_type or "")
        if headers
        else (record.headers.get("Content-Type") or "").partition(";")[0]
    )
    redirected = bool(headers) and 300 <= (headers.status_code or 0) < 400
    if redirected or (form and form.strip().lower() not in PAGE_TYPES):
        return None
    data = record.reader.read(most + 1)
    encoded = headers and ("Content-Encoding" in headers or "Transfer-Encoding" in headers)
    if not encoded and len(data) < min(record.content_length, most + 1):
        return Failure(name, CUT_OFF)
    if not data.strip():
        return Failure(name, "is empty")
    day = record.record_date.date().isoformat() if record.record_date else None
    charset = record.http_charset if headers else None
    notes = ("truncated:crawl",) if record.headers.get("WARC-Truncated") else ()
    return Raw(
        data,
        name,
        "text" if wet else "auto",
        record.headers.get("WARC-Target-URI") or None,
        day,
        charset,
        notes=notes,
    )
