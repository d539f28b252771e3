"""Nothing from a page acts: every string of strings.txt, in every field of a page, through every
writer, view, name and sentence.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from markdown_it import MarkdownIt

from copydesk import desk
from copydesk.model.article import Article, Image
from copydesk.model.block import Link
from copydesk.model.body import Paragraph
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.raw import Raw
from copydesk.writers import written
from tests import promises
from tests.cli.conftest import STORY, Run, run

__all__ = ["run"]

LINES = Path(__file__).with_name("strings.txt").read_text("utf-8").splitlines()
STRINGS = dict(line.split(" | ", 1) for line in LINES if not line.startswith("#"))
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SCHEMES = {
    "link_open": ("href", ("http", "https", "mailto")),
    "image": ("src", ("http", "https")),
}
ESCAPED = re.compile(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)")


def string(name: str) -> str:
    return ESCAPED.sub(
        lambda found: (
            {"n": "\n", "r": "\r", "t": "\t"}.get(found[1])
            or (chr(int(found[1][1:], 16)) if found[1][1:] else found[1])
        ),
        STRINGS[name],
    )


every_string = pytest.mark.parametrize("name", STRINGS)


def markup(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def html_with(text: str) -> str:
    """A page that says the string wherever a page says something."""
    said = markup(text)
    node = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": text,
            "author": {"name": text},
            "keywords": text,
            "image": text,
            "publisher": {"name": text},
        }
    )
    return f"""<!doctype html><html lang="{said}"><head><title>{said}</title>\
<meta property="og:site_name" content="{said}">
<meta name="author" content="{said}">
<meta property="article:published_time" content="{said}"><link rel="canonical" href="{said}">\
<script type="application/ld+json">{node}</script></head><body>
<div class="{said}"><a href="{said}">{said}</a></div><h1>{said}</h1>\
<p class="byline">By {said}</p><time datetime="{said}">{said}</time>
<figure><img src="{said}" alt="{said}"><figcaption>{said} Photo: {said}</figcaption></figure>
<p>The mayor said on Monday that <a href="{said}">{said}</a> was there.</p>
<ul><li>{said}</li></ul><table><tr><td>{said}</td><td>{said}</td></tr></table><blockquote>{said}</blockquote><pre>{said}</pre><h2>{said}</h2></body></html>"""


def text_with(text: str) -> str:
    return (
        f"{text}\n\nBy {text}\n\nPhoto: {text}\n\n{text} — {STORY}\n\n* {text}\n\n# "
        f"{text}\n\nCopyright {text}. All rights reserved.\n"
    )


def renders_nothing(markdown: str) -> None:
    """The body renders as text: no HTML, no picture but of https and http, no link but to https,
    http and mailto.
    """
    body = markdown.split("\n---\n", 1)[1]
    for token in READER.parse(body):
        assert token.type != "html_block"
        for child in token.children or ():
            assert child.type != "html_inline", child
            if child.type in SCHEMES:
                name, schemes = SCHEMES[child.type]
                assert urlsplit(str(child.attrs[name])).scheme.lower() in schemes, child


@every_string
def test_a_page_that_says_it_everywhere_is_neutral(name: str):
    for kind, source in (("html", html_with(string(name))), ("text", text_with(string(name)))):
        page, ledger = desk.mark_page(Raw(source, None, kind, string(name), None))  # type: ignore[arg-type]
        article = promises.hold(page, ledger)
        promises.no_view_acts(page, ledger, article)
        renders_nothing(written(article, "markdown"))


@every_string
def test_an_article_that_holds_it_in_every_field_is_neutral(name: str):
    """Whatever a field lets through, the writers stop."""
    text = string(name)
    paragraphs = tuple(
        Paragraph(kind, level, text, (Link(0, len(text), text),))
        for kind, level in (
            ("paragraph", 0),
            ("heading", 2),
            ("item", 3),
            ("quote", 0),
            ("code", 0),
            ("table-row", 0),
        )
    )
    single = dict.fromkeys(
        (
            "headline",
            "byline",
            "date",
            "photo_credit",
            "url",
            "input",
            "standfirst",
            "dateline",
            "source",
            "copyright",
            "site_name",
            "section",
        ),
        text,
    )
    many = dict.fromkeys(("authors", "contributors", "tags", "notes"), (text,))
    article = Article(
        **single,
        **many,
        images=(Image(text, text, text),),
        body=text,
        language=text,
        paragraphs=paragraphs,
    )  # type: ignore[arg-type]
    promises.no_format_acts(article)
    renders_nothing(written(article, "markdown"))


@every_string
def test_a_ledger_that_holds_it_is_neutral_in_every_view(name: str):
    page, ledger = desk.mark_page(Raw(STORY))
    find = Find("tags", string(name), 0, None, string(name), string(name), chosen=True)
    said = [verdict._replace(who=string(name), why=string(name)) for verdict in ledger.verdicts]
    promises.no_view_acts(
        page, Ledger(said, [*ledger.finds, find]), Article(url=string(name), status=string(name))
    )


def test_every_command_is_silent_and_every_name_is_tame(run: Run, tmp_path: Path):
    """The real commands over rows and files that say all of them: sentences, names of files, lists
    of failures.
    """
    rows = [
        {"text": text_with(string(name)), "url": f"https://e.example/{string(name)}"}
        for name in STRINGS
    ]
    rows += [{"text": 1, "url": string(name), string(name): string(name)} for name in STRINGS]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "pages").mkdir()
    for number, name in enumerate(STRINGS):
        tame = string(name).replace("/", "-").replace("\0", "")
        Path(
            os.fsdecode(
                os.fsencode(tmp_path / "pages")
                + b"/"
                + tame.encode("utf-8", "surrogatepass")
                + b"%d.txt" % number
            )
        ).write_text(text_with(string(name)), "utf-8", "replace")
    outputs = [
        run("clean", "--jsonl", "rows.jsonl", "--fail-on", "never"),
        run("batch", "rows.jsonl", "--out", "tree", "--format", "markdown"),
        run("batch", "pages", "rows.jsonl", "--out", "rows.out.jsonl"),
        run("batch", "pages", "--out", "articles"),
        run(
            "clean",
            *(str(path.relative_to(tmp_path)) for path in (tmp_path / "pages").iterdir()),
            "--format",
            "text",
            "-o",
            "texts/",
        ),
    ]
    for done in outputs:
        assert done.returncode in (0, 1)
        assert not promises.OBEYED.search(done.stderr.decode()), done.stderr
        assert not promises.OBEYED.search(done.stdout.decode())
        assert b"Traceback" not in done.stderr
    for log in (
        *tmp_path.glob("**/failures.jsonl"),
        tmp_path / "rows.out.jsonl",
        tmp_path / "rows.out.jsonl.failures.jsonl",
    ):
        assert not promises.OBEYED.search(log.read_text("utf-8")), log
    assert {path.name for path in tmp_path.iterdir()} == {
        *(
            "pages",
            "rows.jsonl",
            "tree",
            "articles",
            "texts",
            "rows.out.jsonl",
            "rows.out.jsonl.failures.jsonl",
            ".rows.out.jsonl.copydesk",
        )
    }
    for path in (tmp_path / "tree").rglob("*.md"):
        assert re.fullmatch(r"[\w.-]+", path.name), path
        renders_nothing(path.read_text("utf-8"))
