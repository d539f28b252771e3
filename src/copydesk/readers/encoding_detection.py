"""Detects the encoding of undeclared bytes.

charset-normalizer chooses among the web's encodings; alphabets decide where it hesitates between
Latin code pages. These differ in a few letters, and a detector that counts oddities takes Spanish
for Polish. A text is in one language: the code page under which one alphabet holds nearly every
letter outside ASCII is the right one.
"""

from __future__ import annotations

import re

UNMISTAKEN = (
    "cp932 euc_jp euc_jis_2004 gb18030 big5 big5hkscs cp949 cp1251 koi8_r koi8_u "
    "iso8859_5 cp1253 cp1255 cp1256 cp874 cp1258"
)
WEB = f"{UNMISTAKEN} cp1252 cp1250 iso8859_2 cp1254 cp1257".split()
"""The encodings that undeclared pages are in. DOS and Macintosh code pages, which a detector finds
everywhere, are not among them.
"""

ALPHABETS = {
    "cp1252": (
        "äöüß",
        "àâæçéèêëîïôœùûüÿ",
        "áéíóúñü¿¡ªº",
        "áàâãçéêíóôõúü",
        "åäöé",
        "æøåéèòô",
        "àèéìíîòóùú",
        "ëïéèöüáóí",
        "áðéíóúýþæö",
        "àçèéíïòóúü·",
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "iso8859_2": (
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž",
        "áäčďéíĺľňóôŕšťúýž",
        "áéíóöőúüű",
        "ăâîşţ",
        "čćđšž",
    ),
    "cp1254": ("çğıöşüâîû\u0307",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž"),
}
"""Code page -> alphabets of the languages written in it, without what ASCII has. Of two pages that
do as well the first is taken: German and punctuation are alike in most of them.
"""
SIGNS = "“”„‘’‚«»‹›–—…•·°©®™€£§½\xa0\xad¿¡×´¨"
"""Characters of a text in any language."""

LINE = re.compile(rb"[^\n\r]*[\x80-\xff][^\n\r]*")
ALONE = re.compile(rb"[\x00-\x2f\x3a-\x3f]")
"""A byte that is one whole character in every encoding above."""
SAMPLE = 16_000
"""Bytes of lines with non-ASCII characters that are given to the detector: more take time and do
not change its result.
"""


def detect(data: bytes) -> str | None:
    """The encoding of bytes that are not UTF-8, or None where none fits."""
    from charset_normalizer import from_bytes

    sample = _sample(data)
    best = from_bytes(sample, cp_isolation=WEB, language_threshold=0.1).best()
    found = best.encoding if best else None
    return (
        _by_alphabet(sample) if found is None or found in ALPHABETS or found == "cp1258" else found
    )


def _sample(data: bytes) -> bytes:
    """The first lines that hold bytes outside ASCII.

    They are cut where no character is divided.
    """
    lines: list[bytes] = []
    size = 0
    for match in LINE.finditer(data):
        lines.append(match.group())
        size += len(lines[-1]) + 1
        if size > SAMPLE:
            break
    sample = b"\n".join(lines)
    if len(sample) > 2 * SAMPLE and (last := ALONE.search(sample[2 * SAMPLE :: -1])):
        return sample[: 2 * SAMPLE - last.start()]
    return sample


def _by_alphabet(sample: bytes) -> str | None:
    """The Latin code page under which one alphabet covers most letters.

    Only letters outside ASCII are counted.
    """
    best, most = None, 0.0
    for codec, alphabets in ALPHABETS.items():
        letters = re.sub(r"[\x00-\x7f]+", "", sample.decode(codec, "replace").lower())
        covered = max(
            (sum(map(letters.count, set(alphabet + SIGNS))) for alphabet in alphabets), default=0
        )
        if letters and covered / len(letters) > most:
            best, most = codec, covered / len(letters)
    return best
