"""Site rules: TOML files, one a site, that say what a single page cannot tell. See
docs/rules.md.
"""

from __future__ import annotations

from copydesk.rules.book import Rulebook, read_rules
from copydesk.site import RulesError

__all__ = ["Rulebook", "RulesError", "read_rules"]
