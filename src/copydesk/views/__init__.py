"""What a person looks at: rich renderables of pages, ledgers and articles; nothing here prints."""
