"""Addresses as pages write them, which are not always addresses."""

from __future__ import annotations

from urllib.parse import urlsplit


def path_of(address: str) -> str:
    """The path of an address; of what is none (`https://[`) an empty text."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def host_of(address: str) -> str:
    """The host of an address; of what is none an empty text."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def is_host(name: str) -> bool:
    """Whether a name, in lower case, can be a page's host, or with `*.` before it all hosts below
    one.
    """
    plain = name.removeprefix("*.")
    return (
        bool(plain)
        and not any(letter.isspace() for letter in plain)
        and plain in (host_of(f"//{plain}/"), host_of(f"//[{plain}]/"))
    )
