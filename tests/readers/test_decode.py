"""The byte decoder: undeclared encodings, declarations, marks, loss, and what is no text."""

from __future__ import annotations

import gzip
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import copydesk
from copydesk.readers.decode import LOSS, decode, looks_binary
from copydesk.readers.mojibake import CODECS, mended
from tests.cases import read

CHROME = "Home | News | Sport | Weather\n\nShare\n\nTweet\n\n"


def undeclared() -> list:
    found = []
    for case in read(Path(__file__).with_name("decode_cases.md")):
        language, _, encodings = case.title.partition(": ")
        found += [
            pytest.param(case.blocks[0][1], encoding, id=f"{language}-{encoding}")
            for encoding in encodings.split(", ")
        ]
    return found


@pytest.mark.parametrize(("text", "encoding"), undeclared())
def test_undeclared(text: str, encoding: str) -> None:
    for chrome in ("", CHROME, CHROME * 300):
        data = (chrome + text).encode(encoding, "ignore")
        assert decode(data) == (data.decode(encoding), ())
        assert not looks_binary(data)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode(encoding: str) -> None:
    text = f"{CHROME}The ferry of Śliwice — “closed”.\n"
    data = text.encode(encoding)
    assert decode(data) == (text, ())
    assert not looks_binary(data)


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="{}">',
        '<meta http-equiv="Content-Type" content="text/html; charset={}">',
        '<?xml version="1.0" encoding="{}"?>',
    ],
)
def test_a_declaration_in_the_head_is_read(head: str) -> None:
    text = head.format("iso-8859-7") + "<p>Plum δ</p>"
    assert decode(text.encode("iso-8859-7")) == (text, ())


def test_the_declared_encoding_is_used() -> None:
    assert decode("Plum δ".encode("cp1253"), "windows-1253") == ("Plum δ", ())
    assert decode("“Plum”".encode("cp1252"), "iso-8859-1") == ("“Plum”", ())


def test_valid_utf8_stands_over_a_wrong_declaration() -> None:
    assert decode("Śliwice".encode(), "windows-1252") == ("Śliwice", ())


@pytest.mark.parametrize(
    "declared", ["utf-8", "no-such-encoding", "base64", "unicode_escape", "x\0y", ""]
)
def test_a_false_declaration_is_not_believed(declared: str) -> None:
    text = (
        "Starosta Švestkova oznámil, že odstoupí. Občané jsou překvapeni, most je starý a "
        "řeka široká."
    )
    assert decode(text.encode("cp1250"), declared) == (text, ())


def test_shift_codes_need_their_declaration() -> None:
    assert decode("市長".encode("iso2022_jp"), "iso-2022-jp") == ("市長", ())


def test_a_few_bad_bytes_leave_a_utf8_page_whole() -> None:
    text, notes = decode(
        "Śliwice ogłosił, że złoży urząd. ".encode() + b"\x93Plum\x94" + " Źródło: gmina.".encode()
    )
    assert text == "Śliwice ogłosił, że złoży urząd. \ufffdPlum\ufffd Źródło: gmina."
    assert notes == LOSS


def test_a_page_cut_inside_a_character_stays_utf8() -> None:
    assert decode(b"The ferry stays in port " + "—".encode()[:2]) == (
        "The ferry stays in port \ufffd",
        LOSS,
    )


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "shift_jis", "utf-16", "gb2312"]))
def test_any_bytes_give_a_text_and_always_the_same(data: bytes, declared: str | None) -> None:
    text, notes = decode(data, declared)
    text.encode("utf-8", "surrogatepass")
    assert notes in ((), LOSS)
    assert decode(data, declared) == (text, notes)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\n%\xe2\xe3",
        gzip.compress(b"The ferry"),
        b"PK\x03\x04\x14\x00",
        b"\x7fELF\x02\x01\x01",
        random.Random(7).randbytes(5_000),
        bytes(range(256)) * 8,
    ],
    ids=["png", "pdf", "gzip", "zip", "elf", "noise", "bytes"],
)
def test_binary(data: bytes) -> None:
    assert looks_binary(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"The fer\x00ry stays in port.",
        b"\x1b[1mFerry\x1b[0m",
        "市長".encode("iso2022_jp"),
        b"BZh means nothing",
        b"MZ",
    ],
)
def test_text_is_not_binary(data: bytes) -> None:
    assert not looks_binary(data)


def test_utf8_pays_for_no_detector() -> None:
    code = (
        "import sys; from copydesk.readers.decode import decode; "
        "decode('Śliwice'.encode()); print({'bs4', 'charset_normalizer'} & {*sys.modules})"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "set()"
    )


FERRY = "The Größe of the ferry at Śliwice — “closed”, says Éloïse Nguyễn."


def mangled(text: str, codec: str) -> str:
    """UTF-8 as one reads it who takes it for another encoding, bytes that this leaves free for the
    characters of their number.
    """
    return "".join(bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("codec", CODECS)
def test_a_mangled_page_is_mended_and_says_so(codec: str) -> None:
    assert mended(mangled(FERRY, codec)) == FERRY
    page = "".join(
        (
            f"<p>{mangled(FERRY, codec)} It sails again on day {day}, and all of the town "
            f"waits for it.</p>"
        )
        for day in range(5)
    )
    article = copydesk.clean(f"<h1>Ferry</h1>{page}")
    assert article.body.startswith(FERRY)
    assert article.notes == ("mended-encoding",)


@pytest.mark.parametrize(
    "text",
    [text for case in read(Path(__file__).with_name("decode_cases.md")) for _, text in case.blocks],
)
def test_a_page_of_any_language_is_not_taken_for_mangled(text: str) -> None:
    assert mended(text) is text


def test_a_page_that_quotes_a_mangled_word_is_left_alone() -> None:
    text = f"{FERRY} The sign read “{mangled('Fähre', 'cp1252')}”."
    assert mended(text) is text
