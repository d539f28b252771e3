"""Colours are readable on black and white, and with colour blindness."""

from __future__ import annotations

import pytest
from rich.color import Color

from copydesk.views import palette

NAMES = [
    name for name in dir(palette) if isinstance(getattr(palette, name), str) and name.isupper()
]
MACHADO = {
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
"""What who sees no red, or no green, sees of a linear colour (Machado, Oliveira and Fernandes 2009,
severity 1).
"""


def linear(name: str) -> tuple[float, ...]:
    parts = [part / 255 for part in Color.parse(getattr(palette, name)).get_truecolor()]
    return tuple(
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )


@pytest.mark.parametrize("name", NAMES)
def test_contrast_on_black_and_on_white(name: str):
    """No colour can exceed a contrast of 4.58 on both.

    WCAG 2 requires 4.5 of text and 3 of large text.
    """
    red, green, blue = linear(name)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    assert min(1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05) >= 4


@pytest.mark.parametrize("eyes", MACHADO)
def test_gone_and_new_are_told_apart_without_red_and_without_green(eyes: str):
    seen = [
        [
            sum(weight * part for weight, part in zip(row, linear(name), strict=True))
            for row in MACHADO[eyes]
        ]
        for name in ("CUT", "KEPT")
    ]
    (cut_red, cut_green, cut_blue), (kept_red, kept_green, kept_blue) = seen
    assert cut_blue < min(cut_red, cut_green), "gone is yellow or brown"
    assert kept_blue > 1.5 * max(kept_red, kept_green), "new is blue"
