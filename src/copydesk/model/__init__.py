"""The nouns of the program, frozen: page, ledger, article, raw dump, options, site rules, limits."""
