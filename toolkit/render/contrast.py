"""Whether a colour can be read on another: WCAG 2.2's contrast ratio, and the nearest shade that can."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence

TEXT = 4.5
"""The least ratio of text to what is behind it: WCAG 2.2, success criterion 1.4.3, level AA, text of any size."""

GRAPHIC = 3.0
"""The least ratio of a part of a chart to what is beside it: WCAG 2.2, success criterion 1.4.11, level AA."""

Demand = tuple[str, float]
"""A colour that another one lies on, and the least ratio between them."""

_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_STEPS = 1000
"""Lightness is tried in so many steps from black to white."""


def hex_colour(text: str) -> str:
    """Return a colour as ``#rrggbb`` in small letters; empty where the text is no ``#rgb`` or ``#rrggbb``.

    >>> hex_colour("#0AF"), hex_colour("rebeccapurple")
    ('#00aaff', '')
    """
    found = _HEX.fullmatch(text.strip())
    if not found:
        return ""
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, in either order (WCAG 2.2, *contrast ratio*).

    >>> ratio("#ffffff", "#000000"), round(ratio("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour in sRGB, 0 to 1 (WCAG 2.2, *relative luminance*)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _parts(colour: str) -> tuple[float, float, float]:
    digits = hex_colour(colour).removeprefix("#")
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def passes(colour: str, demands: Sequence[Demand]) -> bool:
    """Tell whether a colour keeps every ratio asked for."""
    return all(ratio(colour, other) >= least for other, least in demands)


def nearest(colour: str, demands: Sequence[Demand]) -> str:
    """Return the shade of a colour nearest in lightness that keeps every ratio asked for.

    Hue and saturation stay (HSL); a colour that passes is returned as it is. Empty where not even black or white
    passes, as on a background of middle grey.
    """
    if passes(colour, demands):
        return hex_colour(colour)
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    for step in range(1, _STEPS + 1):
        for moved in (lightness - step / _STEPS, lightness + step / _STEPS):
            if -1 / _STEPS < moved < 1 + 1 / _STEPS:
                shade = _hex(colorsys.hls_to_rgb(hue, min(max(moved, 0.0), 1.0), saturation))
                if passes(shade, demands):
                    return shade
    return ""


def _hex(parts: Sequence[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
