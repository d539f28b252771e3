"""The rules of the page's site, which override every other filter."""
