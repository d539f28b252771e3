"""copydesk turns raw page dumps into clean articles and accounts for every line it cut.

The public verbs are `clean`, `mark` and `read`; what they return is `Article`, `Page` and `Ledger`.
"""

from copydesk.article import Article, Image, Paragraph
from copydesk.desk import clean, mark
from copydesk.ledger import Find, Ledger, Verdict
from copydesk.page import Block, Page

__all__ = ["Article", "Block", "Find", "Image", "Ledger", "Page", "Paragraph", "Verdict", "clean", "mark"]
