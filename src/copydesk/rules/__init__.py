"""Site rules: TOML files, one a site, that say what a single page cannot tell. See
docs/rules.md.
"""

from __future__ import annotations

from copydesk.model.site import RulesError
from copydesk.rules.book import Rulebook, read_rules

__all__ = ["Rulebook", "RulesError", "read_rules"]
