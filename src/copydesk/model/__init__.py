"""Frozen data: raw dump, page, ledger, article, options, outcome, site rules, limits."""
