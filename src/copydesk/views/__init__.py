"""Rich renderables of pages, ledgers and articles; nothing prints."""
