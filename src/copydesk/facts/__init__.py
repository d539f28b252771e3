"""Facts derived from a page once and used by several steps: `page.facts`."""
