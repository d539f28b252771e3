"""Reads the page in a web archive (MHTML) that a browser saved."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import cast

from copydesk.model.limits import MAX_PAGE_BYTES
from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw
from copydesk.sources import files
from copydesk.sources.storage import Openable


def page_of(path: Openable, most: int = MAX_PAGE_BYTES) -> Raw | Failure:
    """Return the page of an archive: its first HTML part.

    The URL and the day of saving come from its headers. An archive longer than `most` bytes gives
    a Failure.
    """
    whole = files.page_of(path, most)
    if isinstance(whole, Failure):
        return whole
    if len(whole.data) > most:
        return Failure(str(path), f"is longer than {most:,} bytes, the limit for an archive")
    archive = cast(EmailMessage, message_from_bytes(whole.data, policy=policy.compat32))
    page = next(
        (
            part
            for part in archive.walk()
            if part.get_content_type() in ("text/html", "application/xhtml+xml")
        ),
        None,
    )
    data = page.get_payload(decode=True) if page else None
    if page is None or not isinstance(data, bytes) or not data.strip():
        return Failure(str(path), "holds no page: none of its parts is HTML")
    address = page.get("Content-Location") or archive.get("Snapshot-Content-Location")
    return Raw(
        data,
        str(path),
        "html",
        str(address) if address else None,
        _day(archive),
        page.get_content_charset(),
    )


def _day(archive: EmailMessage) -> str | None:
    try:
        return (
            parsedate_to_datetime(str(archive["Date"])).date().isoformat()
            if archive["Date"]
            else None
        )
    except ValueError:
        return None
