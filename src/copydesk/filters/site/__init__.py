"""What the rules of the page's site say: asked only for a page that has some, first of all, and
standing over all.
"""
