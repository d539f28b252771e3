"""Fields found at the places in the rules of the page's site, before all others."""
