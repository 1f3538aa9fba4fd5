"""A client's colours: read, completed for light, dark and paper, checked for contrast, written as a style.

The colours there are, and the shipped values, stand in ``templates/style.css`` alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from toolkit.errors import Problem, did_you_mean
from toolkit.render.contrast import GRAPHIC, TEXT, Demand, hex_colour, nearest, passes, ratio
from toolkit.resources import folder

STYLE = "style.css"
LIGHT, DARK, PAPER = "light", "dark", "print"
SCHEMES = (LIGHT, DARK)
"""What a client may give; what is printed follows from the light ones."""

WORDS = ("ink", "soft", "accent", "gain", "loss", "assumed", "pass", "fail", "unknown", "waived")
"""Colours that text is set in, and charts drawn in."""

GROUNDS = ("paper", "band")
FILLS = ("fill-gain", "fill-loss")
OF_THE_PLACE = (*GROUNDS, "line", "ink", "soft")
"""On white paper and in JupyterLab's own theme these stay as they are there."""

PAIRS = (
    *((word, ground, TEXT) for word in WORDS for ground in GROUNDS),
    *(("ink", fill, TEXT) for fill in FILLS),
    *(("gain", "fill-gain", GRAPHIC), ("loss", "fill-loss", GRAPHIC)),
)
"""What lies on what, and the least contrast between them."""

Colours = dict[str, str]
_EXAMPLE = 'like "#00598f"'
_IN_MEDIA = re.compile(r"@media ([^{]*)\{\s*:root\s*\{([^}]*)\}")
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_PROPERTY = re.compile(r"--([\w-]+)\s*:\s*([^;}]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass
class Palette:
    """The colours of a look by scheme, and which of them the client gave, with the file that says so."""

    schemes: dict[str, Colours]
    given: dict[tuple[str, str], str] = field(default_factory=dict)


def properties(style: str) -> dict[str, Colours]:
    """Return what ``:root`` sets in a style, by scheme: :data:`LIGHT`, :data:`DARK`, :data:`PAPER`; values as typed."""
    text = _COMMENT.sub("", style)
    found: dict[str, Colours] = {LIGHT: {}, DARK: {}, PAPER: {}}
    for media, block in _IN_MEDIA.findall(text):
        scheme = DARK if "dark" in media else PAPER if "print" in media else ""
        if scheme:
            found[scheme].update(_set_in(block))
    for block in _ROOT.findall(_IN_MEDIA.sub("", text)):
        found[LIGHT].update(_set_in(block))
    return found


def _set_in(block: str) -> Colours:
    return {name: value.strip() for name, value in _PROPERTY.findall(block)}


@cache
def shipped_colours() -> dict[str, Colours]:
    """Return the shipped colours by scheme, as ``#rrggbb``."""
    style = (folder("templates") / STYLE).read_text(encoding="utf-8")
    return {
        scheme: {name: hex_colour(value) for name, value in colours.items() if hex_colour(value)}
        for scheme, colours in properties(style).items()
    }


def palette_of(style: str | None, given: object, file: str) -> tuple[Palette, list[Problem]]:
    """Return the colours of a look and what is wrong with them.

    ``style`` is the text of the client's own ``style.css``, missing where there is none; ``given`` the table of
    colours in ``file``, which count before those. A colour of text given for one scheme alone is carried over to the
    other: unchanged where it can be read there, else the nearest shade of it that can (:func:`nearest`). Any other
    colour given for one scheme stays as it was in the other. On paper the light colour is used where it can be read.
    """
    palette = Palette({scheme: dict(colours) for scheme, colours in shipped_colours().items()})
    problems = [*_take_style(palette, style or ""), *_take_given(palette, given, file)]
    if not problems:
        _carry_over(palette, file)
        problems = list(_too_faint(palette))
        _on_paper(palette)
    return palette, problems


def _take_style(palette: Palette, style: str) -> Iterator[Problem]:
    for scheme, colours in properties(style).items():
        for name, value in colours.items():
            if name not in palette.schemes[scheme]:
                continue
            if not hex_colour(value):
                yield Problem(STYLE, "", f"--{name}", f'"{value}"', "#rrggbb", f"write a colour {_EXAMPLE}")
            elif hex_colour(value) != palette.schemes[scheme][name]:
                palette.schemes[scheme][name] = hex_colour(value)
                palette.given[scheme, name] = STYLE


def _take_given(palette: Palette, given: object, file: str) -> Iterator[Problem]:
    if not isinstance(given, Mapping):
        mend = f"write [colours], below it accent = {_EXAMPLE[5:]}"
        yield Problem(file, "", "colours", f'"{given}"', "a table", mend)
        return
    known = palette.schemes[LIGHT]
    for name, value in given.items():
        key = f"colours.{name}"
        if name not in known:
            mend = f"write one of those{did_you_mean(name, known)}"
            yield Problem(file, "", key, "no such colour", ", ".join(known), mend)
            continue
        by_scheme = value if isinstance(value, Mapping) else {LIGHT: value}
        for scheme in [one for one in by_scheme if one not in SCHEMES]:
            mend = f"write {name} = {{ light = {_EXAMPLE[5:]}, dark = {_EXAMPLE[5:]} }}"
            yield Problem(file, "", f"{key}.{scheme}", "no such scheme", "light, dark", mend)
        for scheme in SCHEMES:
            if scheme in by_scheme:
                yield from _take_colour(palette, scheme, name, by_scheme[scheme], file)


def _take_colour(palette: Palette, scheme: str, name: str, value: object, file: str) -> Iterator[Problem]:
    colour = hex_colour(value) if isinstance(value, str) else ""
    if not colour:
        yield Problem(file, "", f"colours.{name}", f'"{value}"', "#rrggbb or #rgb", f"write a colour {_EXAMPLE}")
        return
    palette.schemes[scheme][name], palette.given[scheme, name] = colour, file


def _carry_over(palette: Palette, file: str) -> None:
    """Complete the colours of text that are given for light or for dark alone."""
    for name in WORDS:
        for scheme, other in ((LIGHT, DARK), (DARK, LIGHT)):
            if palette.given.get((scheme, name)) == file and palette.given.get((other, name)) != file:
                colour = palette.schemes[scheme][name]
                palette.schemes[other][name] = nearest(colour, demands(palette.schemes[other], name)) or colour
                palette.given[other, name] = file
                break


def demands(colours: Mapping[str, str], name: str) -> list[Demand]:
    """Return what a colour is seen against among these, and the least contrast with each."""
    return [
        (colours[second if name == first else first], least)
        for first, second, least in PAIRS
        if name in (first, second)
    ]


def _too_faint(palette: Palette) -> Iterator[Problem]:
    """Name each colour of the client's that cannot be told from what it lies on, once for each scheme."""
    for scheme in SCHEMES:
        colours, told = palette.schemes[scheme], set[str]()
        for first, second, least in PAIRS:
            blamed = next((one for one in (first, second) if (scheme, one) in palette.given), "")
            if blamed and blamed not in told and ratio(colours[first], colours[second]) < least:
                told.add(blamed)
                yield _faint(palette, scheme, blamed)


def _faint(palette: Palette, scheme: str, name: str) -> Problem:
    colours, file = palette.schemes[scheme], palette.given[scheme, name]
    seen_with = [second if name == first else first for first, second, _ in PAIRS if name in (first, second)]
    worst = min(
        zip(seen_with, demands(colours, name), strict=True),
        key=lambda one: ratio(colours[name], one[1][0]) / one[1][1],
    )
    other, (value, least) = worst
    found = f'"{colours[name]}", contrast {_floor(ratio(colours[name], value))} : 1 with {other} ({value}) in {scheme}'
    shade = nearest(colours[name], demands(colours, name))
    mend = f'the nearest shade that can be read is "{shade}"' if shade else f"no shade can be read: change {other} too"
    title = f"--{name}" if file == STYLE else f"colours.{name}"
    return Problem(file, "", title, found, f"{least:g} : 1 or more (WCAG 2.2 AA)", mend)


def _floor(number: float) -> str:
    """Return a ratio with two digits, never rounded up to what it does not reach."""
    return f"{math.floor(number * 100) / 100:.2f}"


def _on_paper(palette: Palette) -> None:
    colours = palette.schemes[PAPER]
    for scheme, name in palette.given:
        if scheme == LIGHT and name not in OF_THE_PLACE:
            there, light = colours[name], palette.schemes[LIGHT][name]
            colours[name] = light
            if not passes(light, demands(colours, name)):
                colours[name] = there


def page_style(palette: Palette, file: str) -> str:
    """Return the style that sets the colours given in ``file`` on a page; empty where none is."""
    names = {name for (_, name), said in palette.given.items() if said == file}
    return (
        _rule("", ":root", palette.schemes[LIGHT], names)
        + _rule("(prefers-color-scheme: dark)", ":root", palette.schemes[DARK], names)
        + _rule("print", ":root", palette.schemes[PAPER], names)
    )


def lab_style(palette: Palette, file: str) -> str:
    """Return the style that sets the same colours in JupyterLab, whose theme keeps its own paper and ink."""
    names = {name for (_, name), said in palette.given.items() if said == file} - set(OF_THE_PLACE)
    part = ".jp-OutputArea .toolkit"
    return _rule("", part, palette.schemes[LIGHT], names) + _rule(
        "", f"[data-jp-theme-light=false] {part}", palette.schemes[DARK], names
    )


def _rule(media: str, selector: str, colours: Mapping[str, str], names: set[str]) -> str:
    said = " ".join(f"--{name}: {colours[name]};" for name in colours if name in names)
    rule = f"{selector} {{ {said} }}"
    return "" if not said else f"@media {media} {{ {rule} }}\n" if media else f"{rule}\n"
