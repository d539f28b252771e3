"""An article as JSON, Markdown or text."""
