"""Features of a photo credit: its form, its place, its surroundings."""

from __future__ import annotations

import re

from copydesk.facts import metadata
from copydesk.fields.story.credit.pictures import PictureLine, picture_above
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

LEAD_LABEL = lazy_pattern(
    r"(?:opening|featured?|lead|header|cover|main|title|top)\s(?:image|photo|picture)",
    re.IGNORECASE,
)
MAX_ORDER, MAX_BLOCKS_AWAY, MAX_PROSE = 5, 40, 150
"""Credits, blocks and words of prose from which on a credit is as far down as it can be."""
LEAD_SHARE = 0.25
"""Share of the page's prose above which the lead picture is on nearly all pages."""
LONG_CAPTION = 40
"""Words of a line that is more likely the story's than a caption."""


def of_line(page: Page, ledger: Ledger, line: PictureLine, order: int) -> dict[str, float]:
    """Return the features of a line with a credit.

    `order` is its place among such lines.
    """
    credit, number = line.credit, line.block.number
    found = {
        f"read as {credit.form if credit else ''}": True,
        "in a caption's element": line.setting.caption,
        "in a credit's element": line.setting.credit,
        "in a figure": line.setting.figure,
        "picture just above": bool(picture_above(page, number)),
        "line of its own": not line.caption,
        "label of the lead picture": LEAD_LABEL.match(line.block.text) is not None,
        "first credit": order == 0,
        "cut by a filter": bool(line.cut),
        "cut as a legal line": line.cut == "legal-line",
        "hidden": any(box.hidden for box in page.path(line.block)),
        "long line": page.shapes[number].words > LONG_CAPTION,
        "site's name": metadata.is_site_name(page, credit.value if credit else ""),
        "in a sidebar or footer": number in page.facts.site_blocks,
    }
    place = _place(page, ledger, number) | {"credits above": min(order, MAX_ORDER) / MAX_ORDER}
    return place | {name: float(value) for name, value in found.items()}


def _place(page: Page, ledger: Ledger, number: int) -> dict[str, float]:
    """Return the features of a credit's place.

    They are its distance to the headline, and the prose above.
    """
    headline = ledger.chosen("headline")
    above = page.prose_before[number]
    found = {
        "prose above": min(above, MAX_PROSE) / MAX_PROSE,
        "share of the prose above": above / page.prose if page.prose else 0.0,
        "past the first quarter of the prose": float(above > max(LEAD_SHARE * page.prose, 60)),
    }
    if headline is None or headline.block is None:
        return found | {"no headline": 1.0}
    away = number - headline.block
    side = "blocks below the headline" if away >= 0 else "blocks above the headline"
    found |= {side: min(abs(away), MAX_BLOCKS_AWAY) / MAX_BLOCKS_AWAY}
    return found | {"above the headline": float(away < 0)}


def of_statement(page: Page, name: str, value: str) -> dict[str, float]:
    """Return the features of a credit that JSON-LD states."""
    return {
        f"json-ld:{name}": 1.0,
        "site's name": float(metadata.is_site_name(page, value)),
    }
