"""Fields found where the rules of the page's site say they stand: before any other field looks."""
