"""Sentences on inputs that cannot be read, without their subject."""

from __future__ import annotations

from copydesk.model.outcome import Failure


class MissingLibrary(Exception):  # noqa: N818 - the sentence begins with the input's name
    """A library that an input or output needs is not installed.

    `extra` is the extra of copydesk that installs it.
    """

    def __init__(self, extra: str, what: str) -> None:
        super().__init__(
            f"needs a library that is not installed to handle {what}: pip install "
            f"'copydesk[{extra}]'"
        )
        self.extra = extra


def reason(error: OSError | EOFError | ValueError | MissingLibrary) -> str:
    """Return why an input could not be opened or read."""
    if isinstance(error, MissingLibrary):
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


def failure_of(name: str, error: OSError | EOFError | ValueError | MissingLibrary) -> Failure:
    """Return the failure of an input; `refused` where it cannot be opened.

    An error of the system has a number. One of its content (corrupt or truncated data) has none.
    """
    refused = isinstance(error, MissingLibrary) or getattr(error, "errno", None) is not None
    return Failure(name, reason(error), refused=refused)


def fault(action: str, error: BaseException) -> str:
    """Return the sentence on a page that made copydesk itself fail.

    `action` is a past participle ("cleaned").
    """
    return f"could not be {action}, which is a fault of copydesk: {type(error).__name__}: {error}"
