"""URLs as pages write them. What is not a URL (`https://[`) has no parts."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

_NOTHING = SplitResult("", "", "", "", "")


def parts_of(url: str | None) -> SplitResult:
    """Split a URL into its parts, all empty if it cannot be read."""
    try:
        return urlsplit((url or "").strip())
    except ValueError:
        return _NOTHING


def path_of(url: str | None) -> str:
    """Return the path of a URL, or an empty string."""
    return parts_of(url).path


def absolute(url: str, base: str | None) -> str:
    """Return a URL resolved against a base.

    Unchanged without one, or if it cannot be read.
    """
    try:
        return urljoin(base, url.strip()) if base else url
    except ValueError:
        return url


@lru_cache(maxsize=1024)
def host_of(url: str | None) -> str:
    """Return a URL's host in lower case without `www.`, or an empty string.

    Cached: the links of a page name few hosts.
    """
    return (parts_of(url).hostname or "").removeprefix("www.")


def is_web_address(url: str) -> bool:
    """Whether a URL is absolute, with http or https and a host."""
    parts = parts_of(url)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def is_host(name: str) -> bool:
    """Whether a name in lower case can be a host.

    With `*.` it means all hosts below one.
    """
    plain = name.removeprefix("*.")
    return (
        bool(plain)
        and not any(letter.isspace() for letter in plain)
        and plain in (parts_of(f"//{plain}/").hostname, parts_of(f"//[{plain}]/").hostname)
    )
