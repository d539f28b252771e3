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
