"""Reasons why an input could not be read, as ends of sentences."""

from __future__ import annotations


class Missing(Exception):  # noqa: N818 - it is what is missing
    """A library that an input or output needs is not installed; `extra` is the extra of copydesk
    that brings it.
    """

    def __init__(self, extra: str, what: str) -> None:
        super().__init__(
            f"needs a library that is not installed to handle {what}: pip install "
            f"'copydesk[{extra}]'"
        )
        self.extra = extra


def reason(error: OSError | EOFError | ValueError | Missing) -> str:
    """The reason why an input could not be opened or read, as the end of a sentence."""
    if isinstance(error, Missing):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "was not found"
    if isinstance(error, IsADirectoryError):
        return "is a folder: name the files in it, or give it to `copydesk batch`"
    if isinstance(error, PermissionError):
        return "cannot be read: permission denied"
    if isinstance(error, EOFError):
        return "is truncated: its compressed data ends too early"
    return f"cannot be read: {(getattr(error, 'strerror', None) or str(error)).lower()}"


def fault(done: str, error: BaseException) -> str:
    """An internal error while a page was to be `done` ("cleaned"), as the end of a sentence."""
    return f"could not be {done}, which is a fault of copydesk: {type(error).__name__}: {error}"
