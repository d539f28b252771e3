"""The tables and keys of a rule file, with the types of their values."""

from __future__ import annotations

from copydesk.model.site import PLACED

SITE = {
    "hosts": list,
    "fingerprint": list,
    "least": int,
    "name": str,
    "language": str,
    "date_order": str,
    "subheads": bool,
    "not_authors": list,
    "without": list,
}


RULE = {
    "line": (str, list),
    "pattern": str,
    "selector": str,
    "from": str,
    "to": str,
    "why": str,
    "seen": str,
    "examples": list,
}


PLACE = {"pattern": str, "selector": str, "below": str, "above": str, "why": str}


SAMPLE = {
    "text": str,
    "html": str,
    "file": str,
    "input": str,
    "url": str,
    "crawled": str,
    "cut": list,
    "keep": list,
}


TABLES = ("site", "cut", "keep", *PLACED, "sample")


TYPES = {
    str: "a string",
    int: "a number",
    bool: "true or false",
    list: "a list of strings",
    (str, list): "a string or a list of strings",
}
