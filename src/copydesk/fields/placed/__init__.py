"""Fields found at the places that the rules of the page's site give.

They run before all others.
"""
