"""Site rules: TOML files with what recurs on a site. See docs/rules.md."""

from __future__ import annotations

from copydesk.model.site import RulesError
from copydesk.rules.book import Rulebook, read_rules

__all__ = ["Rulebook", "RulesError", "read_rules"]
