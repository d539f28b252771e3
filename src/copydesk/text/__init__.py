"""Characters, scripts, tokens, shapes and URLs, each defined once."""
