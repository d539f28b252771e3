"""Frozen data: page, ledger, article, options, outcome, rules, limits."""
