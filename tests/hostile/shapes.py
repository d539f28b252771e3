"""Inputs that break patterns and readers, of any length.

A shape is a piece that is repeated, with the text before and after it. `{n}` in a piece is its
number, `{w}` a word made of it, so that no two pieces are alike. Add one by adding a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.lexicon.catalog import read_vocabularies

JSONLD = '<script type="application/ld+json">'
STORY = (
    "The harbour wall at Orrin broke on Monday night, and the council said it would be "
    "closed until the stones had been laid again by hand.\n\n"
) * 4


class Shape(NamedTuple):
    """`kind` is how it is read; `before` + as many pieces as fit + `after`; `closing` closes each
    piece again, the last first.
    """

    name: str
    kind: str
    piece: str
    before: str = ""
    after: str = ""
    closing: str = ""

    def of(self, size: int) -> str:
        """The input, about `size` characters long, of whole pieces."""
        numbered = "{n}" in self.piece or "{w}" in self.piece
        length = len(self.piece) + len(self.closing) + (3 if numbered else 0)
        count = max(1, (size - len(self.before) - len(self.after)) // length)
        middle = (
            "".join(self.piece.replace("{n}", str(k)).replace("{w}", word(k)) for k in range(count))
            if numbered
            else self.piece * count
        )
        return f"{self.before}{middle}{self.closing * count}{self.after}"


def word(number: int) -> str:
    """A made-up word for a number."""
    letters = ""
    while True:
        number, rest = divmod(number, 26)
        letters += "abcdefghijklmnopqrstuvwxyz"[rest]
        if not number:
            return letters + "er"


TEXT = [
    Shape("layout-lines", "text", "abc\n"),
    Shape("layout-commas", "text", ", \n"),
    Shape("layout-fences", "text", "```a\n"),
    Shape("layout-brackets", "text", "[a"),
    Shape("layout-tags-begun", "text", "<a "),
    Shape("layout-closing-tags", "text", "</p"),
    Shape("layout-entities", "text", "&amp;"),
    Shape("layout-bold", "text", "**a "),
    Shape("layout-accents", "text", "é"),
    Shape("layout-links", "text", "[a](b)"),
    Shape("layout-sentences", "text", "a. "),
    Shape("layout-two-spaces", "text", "a  b"),
    Shape("layout-quoted", "text", "> "),
    Shape("layout-apostrophe-lines", "text", "'s\n"),
    Shape("layout-bullets", "text", "- a\n"),
    Shape("layout-numbered", "text", "1. a\n2. b\n"),
    Shape("by-by-by", "text", "By "),
    Shape("bylines-in-a-line", "text", "By Jane Doe and Bob Roe, "),
    Shape("bylines", "text", "By Jane {w}\n\n"),
    Shape("quotes", "text", '"'),
    Shape("curly-quotes", "text", "“"),
    Shape("apostrophes", "text", "a'"),
    Shape("dates-in-a-line", "text", "March 3, 2024 "),
    Shape("date-lines", "text", "Published March 3, 2024\n"),
    Shape("iso-dates", "text", "2024-03-03T10:00 "),
    Shape("months", "text", "March "),
    Shape("digits", "text", "1"),
    Shape("digits-and-dots", "text", "1."),
    Shape("digits-and-slashes", "text", "1/"),
    Shape("line-breaks", "text", "\n"),
    Shape("line-breaks-before-a-word", "text", "\n", after="word"),
    Shape("carriage-returns", "text", "\r"),
    Shape("spaces", "text", " ", before="a", after="b"),
    Shape("spaces-at-ends", "text", " ", after="\n\nb"),
    Shape("tabs", "text", "\t", before="a", after="b"),
    Shape("no-break-spaces", "text", "\u00a0", before="a", after="b"),
    Shape("zero-width", "text", "\u200b", before="a", after="b"),
    Shape("no-space", "text", "a"),
    Shape("capitals", "text", "A"),
    Shape("capital-words", "text", "Jane "),
    Shape("upper-words", "text", "ORRIN "),
    Shape("initials", "text", "J. "),
    Shape("dots", "text", "."),
    Shape("dashes", "text", "-"),
    Shape("long-dashes", "text", "— "),
    Shape("bars", "text", "a | "),
    Shape("commas", "text", "Jane Doe, "),
    Shape("ands", "text", "and "),
    Shape("slashes", "text", "a/"),
    Shape("colons", "text", "a: "),
    Shape("round-brackets", "text", "("),
    Shape("square-brackets", "text", "["),
    Shape("links-begun", "text", "[a]("),
    Shape("links-in-text", "text", "[a](http://x/{n}) "),
    Shape("pictures-begun", "text", "![a"),
    Shape("brackets-nested", "text", "[", closing="]"),
    Shape("stars", "text", "**"),
    Shape("stars-and-letters", "text", "**a"),
    Shape("tags-begun", "text", "<b "),
    Shape("tags-begun-block", "text", "<p "),
    Shape("comments-begun", "text", "<!--"),
    Shape("tags-inline", "text", "<b>a</b> "),
    Shape("ampersands", "text", "&"),
    Shape("entities-begun", "text", "&amp"),
    Shape("entities", "text", "&amp;"),
    Shape("addresses", "text", "http://"),
    Shape("mail-addresses", "text", "a@b."),
    Shape("combining-marks", "text", "\u0301", before="e"),
    Shape("decomposed", "text", "e\u0301"),
    Shape("hangul-jamo", "text", "\u1112\u1161"),
    Shape("surrogates", "text", "\ud83d"),
    Shape("emoji-joined", "text", "👩\u200d"),
    Shape("chinese", "text", "市长说，"),
    Shape("controls", "text", "\x1b[31m"),
    Shape("direction-marks", "text", "\u202e"),
    Shape("nuls", "text", "a\x00"),
    Shape("datelines", "text", "WASHINGTON (AP) — "),
    Shape("credits", "text", "Photo: Jane Doe/Getty Images "),
    Shape("credits-lines", "text", "(Jane {w}/Getty Images)\n\n"),
    Shape("copyright-signs", "text", "© 2024 "),
    Shape("copyright-lines", "text", "Copyright 2024 {w} Media. All rights reserved.\n\n"),
    Shape("contributors", "text", "Jane Doe contributed to this report. "),
    Shape("replies", "text", "leave a reply "),
    Shape("reply-lines", "text", "Leave a Reply\n\n"),
    Shape("also-read", "text", "ALSO READ: "),
    Shape("share-words", "text", "Share Tweet Email "),
    Shape("tiny-blocks", "text", "a\n\n"),
    Shape("tiny-lines", "text", "a\n"),
    Shape("tiny-unlike-lines", "text", "{w}\n"),
    Shape("menu-lines", "text", "News {w}\n\n"),
    Shape("comma-lines", "text", ",\n"),
    Shape("small-lines", "text", "and the mayor\n"),
    Shape("sentences-in-pieces", "text", "The mayor said that\nthe wall\n, which is old\n"),
    Shape(
        "prose",
        "text",
        "The mayor said on Monday that the {w} would be closed until the stones had "
        "been laid again by hand.\n\n",
    ),
    Shape(
        "wrapped", "text", "The mayor said on Monday that the wall would be closed until {w} the\n"
    ),
    Shape("one-line-of-prose", "text", "The mayor said on Monday that the {w} would be closed. "),
    Shape("headlines", "text", "Harbour wall {w} breaks in the night\n\n"),
    Shape("same-headline", "text", "Harbour wall at Orrin breaks in the night\n\n", before=STORY),
    Shape(
        "comments-thread",
        "text",
        "{w} says:\nMarch 3, 2024 at 10:00 am\nI do not think so.\nReply\n",
        before=STORY + "Leave a Reply\n",
    ),
    Shape("questions", "text", "Really?"),
    Shape("bullets", "text", "* a\n"),
    Shape("nested-bullets", "text", "  * a\n    * b\n"),
    Shape("fences", "text", "```\n"),
    Shape("fences-unlike", "text", "```\n~~~\n"),
    Shape("quoted-lines", "text", "> and so on it goes there\n"),
    Shape("hashes", "text", "#"),
    Shape("title-bars", "text", "Harbour wall | "),
    Shape("updated", "text", "Updated: "),
    Shape("published-on", "text", "Published on "),
    Shape("reading-times", "text", "3 min read "),
    Shape("clock-times", "text", "10:30 a.m. "),
    Shape("sentence-marks", "text", 'a." '),
    Shape("wide-gaps", "text", "word  "),
    Shape("written-by", "text", "Written by Jane Doe on March 3, 2024\n\n"),
    Shape("special-to", "text", "Jane Doe, Special to the Orrin Post\n\n"),
]

HTML = [
    Shape("links", "html", '<a href="/{n}">{w}</a> '),
    Shape(
        "links-in-a-paragraph", "html", '<a href="/{n}">Story {w}</a>', before="<p>", after="</p>"
    ),
    Shape("author-links", "html", '<a rel=author href="/{n}">Jane {w}</a> ', before="<p>"),
    Shape("tag-links", "html", '<a rel=tag href="/{n}">{w}</a> ', before="<p>"),
    Shape("headings", "html", "<h2>Part {w}</h2>"),
    Shape("headings-first", "html", "<h1>Part {w}</h1>"),
    Shape("long-attribute", "html", "a", before='<p class="', after='">A story.</p>'),
    Shape("long-title", "html", "a ", before="<title>", after="</title><h1>a a a</h1><p>A story."),
    Shape("class-names", "html", "c{n} ", before='<p class="', after='">A story.</p>'),
    Shape("class-name-parts", "html", "aB", before='<p class="', after='">A story.</p>'),
    Shape("many-attributes", "html", "a{n}=b ", before="<p ", after=">A story.</p>"),
    Shape("divs-nested", "html", "<div>", closing="</div>"),
    Shape("divs-unclosed", "html", "<div>a"),
    Shape("inline-nested", "html", "<b>"),
    Shape("inline-nested-unlike", "html", "<b id={n}>a"),
    Shape("inline-around-blocks", "html", "<b><p>a"),
    Shape("links-around-blocks", "html", "<a><p>a"),
    Shape("misnested", "html", "<b><i></b></i>a"),
    Shape("misnested-links", "html", "<a><b><i><p></a></b>a"),
    Shape("lists-nested", "html", "<ul><li>a"),
    Shape("tables-nested", "html", "<table><tr><td>a"),
    Shape("closed-by-another", "html", "<div></x>a"),
    Shape("closed-out-of-scope", "html", "<div><table></div></table>a"),
    Shape("closed-over-blocks", "html", "<span><div></span>a"),
    Shape("closed-in-a-drawing", "html", "<div><svg><desc></div>a"),
    Shape("closed-in-data", "html", "<div><![CDATA[</div>a"),
    Shape("closed-in-a-list", "html", "<div><select></div></select>a"),
    Shape("reopened-by-blocks", "html", "<div><b id={n}></i></div>a"),
    Shape("reopened-by-tables", "html", "<b id={n}><table><td></b></table>a"),
    Shape("cells-of-a-drawing", "html", "<td></tr>a", before="<svg>"),
    Shape("table-misnested", "html", "<table>a<b>"),
    Shape("text-in-table", "html", "a<tr>", before="<table>"),
    Shape("forms-nested", "html", "<form><div></form>"),
    Shape("headings-nested", "html", "<h1>"),
    Shape("buttons-nested", "html", "<button>a<p>"),
    Shape("rows", "html", "<tr><td>{w}<td>b", before="<table>"),
    Shape("cells", "html", "<td>{w}", before="<table><tr>"),
    Shape("cells-with-times", "html", "<td><time>{w}</time>", before="<table><tr>"),
    Shape("rows-with-times", "html", "<tr><td><time>{w}</time><td>b", before="<table>"),
    Shape("breaks", "html", "<br>"),
    Shape("breaks-and-words", "html", "a<br>"),
    Shape("rules", "html", "<hr>"),
    Shape("paragraphs", "html", "<p>a"),
    Shape(
        "prose",
        "html",
        "<p>The mayor said on Monday that the {w} would be closed until the stones had "
        "been laid again by hand.</p>",
    ),
    Shape("metas", "html", "<meta name=author content='Jane {w}'>"),
    Shape("metas-unlike", "html", "<meta name=n{n} content='Jane {w}'>"),
    Shape("metas-dates", "html", "<meta property=article:published_time content='2024-03-03'>"),
    Shape("metas-tags", "html", "<meta property=article:tag content='{w}'>"),
    Shape(
        "long-meta",
        "html",
        "Jane Doe, ",
        before="<meta name=author content='",
        after="'><h1>A story</h1>",
    ),
    Shape(
        "long-meta-date",
        "html",
        "March 3, ",
        before="<meta name=date content='",
        after="'><h1>A story</h1>",
    ),
    Shape("canonicals", "html", "<link rel=canonical href='/{n}'>"),
    Shape("titles", "html", "<title>a</title>"),
    Shape("times", "html", "<time datetime=2024-03-03>March {w}</time> "),
    Shape(
        "times-in-a-paragraph",
        "html",
        "<time datetime=2024-03-03>March {w}</time> ",
        before="<p>The wall",
    ),
    Shape("itemprops", "html", "<p itemprop=author>Jane {w}</p>"),
    Shape(
        "itemprops-in-a-paragraph",
        "html",
        "<span itemprop=author>Jane {w}</span> ",
        before="<p>The wall",
    ),
    Shape(
        "itemprop-names",
        "html",
        "a{n} ",
        before="<p>The wall <span itemprop='",
        after="'>broke</span>.",
    ),
    Shape("itemprops-nested", "html", "<span itemprop=author>a "),
    Shape("bylines", "html", "<p class=byline>By Jane {w}</p>"),
    Shape("credits", "html", "<span class=credit>Jane {w}</span> ", before="<p>"),
    Shape(
        "figures",
        "html",
        "<figure><img src=/{n}><figcaption>The {w} wall. Photo: Jane Doe</figcaption></figure>",
    ),
    Shape("pictures", "html", "<img src=/{n} alt=a>"),
    Shape("hidden-inline", "html", "<span hidden>a</span> ", before="<p>"),
    Shape("hidden-nested", "html", "<div hidden>a"),
    Shape("noscripts", "html", "<noscript>a</noscript>"),
    Shape("comments", "html", "<!--a-->"),
    Shape("comments-begun", "html", "<!--"),
    Shape("tags-begun", "html", "<a "),
    Shape("angles", "html", "<"),
    Shape("slashed", "html", "</"),
    Shape("raw-text", "html", "<iframe>a</iframe>"),
    Shape("raw-text-begun", "html", "<xmp>a</xmp"),
    Shape("scripts", "html", "<script>a</script>"),
    Shape("scripts-begun", "html", "<script>"),
    Shape("styles-begun", "html", "<style><!--"),
    Shape("options", "html", "<option>a", before="<select>"),
    Shape("svgs", "html", "<svg>a</svg>"),
    Shape("svgs-nested", "html", "<svg><g>"),
    Shape("templates", "html", "<template>"),
    Shape("pre", "html", "a\n", before="<pre>"),
    Shape("pre-inline", "html", "<b>a</b>\n", before="<pre>"),
    Shape("boxes-nested-named", "html", '<div class="sidebar-{n}">a'),
    Shape("boxes-named", "html", '<div class="share-bar c{n}">a</div>'),
    Shape(
        "body-wide",
        "html",
        '<div class="newsletter">',
        after="<p>The mayor said on Monday that it is so. Yes, he said that on Monday.</p>" * 40,
    ),
    Shape("entities", "html", "&amp;", before="<p>"),
    Shape("ampersands", "html", "&", before="<p>"),
    Shape("long-link", "html", "a", before="<p>The <a href='http://x/", after="'>wall</a> broke."),
    Shape(
        "jsonld-deep", "html", "[", before=JSONLD, closing="]", after="</script><h1>A story</h1>"
    ),
    Shape(
        "jsonld-objects",
        "html",
        '{"@type":"A","a":',
        before=JSONLD,
        closing="}",
        after="</script><h1>A story</h1>",
    ),
    Shape(
        "jsonld-authors",
        "html",
        '{"@type":"Person","name":"Jane {w}"},',
        before=JSONLD + '{"@type":"NewsArticle","author":[',
        after="null]}</script><p>A.",
    ),
    Shape("jsonld-commas", "html", ", ", before=JSONLD + "[1", after="]</script><h1>A story</h1>"),
    Shape("jsonld-quotes", "html", '"', before=JSONLD, after="</script><h1>A story</h1>"),
    Shape("jsonld-spaces", "html", " ", before=JSONLD + "[,", after="x]</script><h1>A story</h1>"),
    Shape(
        "jsonld-scripts",
        "html",
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A {w}"}</script>',
    ),
    Shape(
        "jsonld-keywords",
        "html",
        "{w},",
        before=JSONLD + '{"@type":"NewsArticle","keywords":"',
        after='"}</script><p>A.',
    ),
    Shape(
        "jsonld-headline",
        "html",
        "a ",
        before=JSONLD + '{"@type":"NewsArticle","headline":"',
        after='"}</script><h1>a a a</h1><p>A.',
    ),
    Shape(
        "jsonld-numbers",
        "html",
        "9",
        before=JSONLD + '{"@type":"NewsArticle","headline":',
        after="}</script><h1>a a a</h1><p>A.",
    ),
]


def of_vocabularies() -> Iterator[Shape]:
    """What fills a page for each filter or field that has words of its own: its phrases in one
    line; each as a block, and as one that goes on; boxes of its class names, side by side and
    nested. There is nothing to add: a new vocabulary has its shapes.
    """
    for name, words in read_vocabularies().items():
        spoken = _spread(
            [
                _written(line)
                for language, lines in words.items()
                if language != "class"
                for line in lines
            ]
        )
        classes = _spread([_written(line).replace(" ", "-") for line in words.get("class", ())])
        if spoken:
            yield Shape(f"{name}-in-a-line", "text", "".join(f"{phrase} " for phrase in spoken))
            yield Shape(
                f"{name}-lines",
                "text",
                "".join(
                    f"{phrase}\n\n{phrase} Jane {{w}} on March 3, 2024 | {{n}}\n\n"
                    for phrase in spoken
                ),
            )
        if classes:
            yield Shape(
                f"{name}-boxes",
                "html",
                "".join(f'<div class="{one}">{{w}} {one}</div>' for one in classes),
            )
            yield Shape(
                f"{name}-boxes-nested",
                "html",
                "".join(f'<div class="{one}">{{w}} ' for one in classes),
            )


MOST = 12
"""Phrases of a vocabulary in a piece."""


def _spread(lines: Sequence[str]) -> Sequence[str]:
    """Some of the lines, from the first to the last, so that each language has a chance."""
    return lines[:: max(1, len(lines) // MOST)][:MOST]


def _written(line: str) -> str:
    """A phrase of a vocabulary as a page has it."""
    return line.replace("...", "and so on").replace("#", "12").strip()


VOCABULARIES = list(of_vocabularies())
