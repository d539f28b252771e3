"""Cleans a page of a run."""

from __future__ import annotations

from copydesk.desk import clean_page
from copydesk.model.options import Options
from copydesk.model.outcome import Cleaned, Failure
from copydesk.model.raw import Raw
from copydesk.model.site import RulesError

FAILED = "failed"
"""The status of a page that gave no article, in a run's results."""


def cleaned(raw: Raw, options: Options) -> Cleaned | Failure:
    """Clean a page.

    A rule file that changed during the run is a failure of the page.
    """
    try:
        return clean_page(raw, options)
    except RulesError as error:
        return Failure(raw.input, f"cannot be read: {error}")
