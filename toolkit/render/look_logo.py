"""A client's logo: checked, and made a data URI, so that a page needs no file beside it.

An SVG within ``<img>`` can neither run scripts nor load anything, and the page's policy refuses both besides; one that
tries is refused all the same, since a file that is handed over should not hold what nobody meant to hand over.
"""

from __future__ import annotations

import base64
import re
from pathlib import Path
from xml.etree import ElementTree

from toolkit.errors import Problem

MOST_BYTES = 200_000
KINDS = {".svg": "image/svg+xml", ".png": "image/png"}

_KEY = "logo"
_PNG = (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB\x60\x82")
"""How every PNG begins and ends."""

_SVG = "{http://www.w3.org/2000/svg}"
_DECLARES = re.compile(rb"<!ENTITY|<\?xml-stylesheet", re.IGNORECASE)
_LOADS = re.compile(r"@import|url\(\s*['\"]?(?!#|data:image/|['\"\s])", re.IGNORECASE)
_RUNS = {"script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler"}


def logo_uri(place: Path, given: object, file: str) -> tuple[str, list[Problem]]:
    """Return the logo named in ``file`` as a data URI, and what is wrong with it."""

    def wrong(found: str, allowed: str, mend: str) -> tuple[str, list[Problem]]:
        return "", [Problem(file, "", _KEY, found, allowed, mend)]

    name = given if isinstance(given, str) else ""
    logo, kinds = place / name, " or ".join(KINDS)
    if not name or Path(name).name != name or Path(name).suffix.lower() not in KINDS:
        return wrong(f'"{given}"', f"the name of a file in this folder, {kinds}", 'write a name like "logo.svg"')
    if not logo.is_file():
        return wrong(f'"{name}"', "a file in this folder", f"put {name} into the folder, or leave the key out")
    content = logo.read_bytes()
    if len(content) > MOST_BYTES:
        size = f'"{name}" of {len(content):,} bytes'
        return wrong(size, f"{MOST_BYTES:,} bytes at most", "every page carries the logo: save it smaller")
    kind = Path(name).suffix.lower()
    harm = _wrong_svg(content) if kind == ".svg" else _wrong_png(content)
    if harm:
        return wrong(f'"{name}" {harm[0]}', harm[1], harm[2])
    return f"data:{KINDS[kind]};base64,{base64.b64encode(content).decode()}", []


def _wrong_png(content: bytes) -> tuple[str, str, str] | None:
    begin, end = _PNG
    if content.startswith(begin) and content.rstrip(b"\0").endswith(end):
        return None
    return "is no whole PNG", "a picture", "save it as PNG again"


def _wrong_svg(content: bytes) -> tuple[str, str, str] | None:
    """Return what is found, what is allowed and how to mend it; nothing where the drawing is a drawing alone."""
    if _DECLARES.search(content):
        return "declares entities or a style sheet", "a drawing alone", "export it as plain SVG"
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  no entities, and expat loads nothing
    except ElementTree.ParseError as error:
        return f"is no XML ({error})", "an SVG drawing", "export it as SVG again"
    if root.tag != f"{_SVG}svg":
        mend = 'begin it with <svg xmlns="http://www.w3.org/2000/svg" …>'
        return f"begins with {root.tag.rpartition('}')[2]}", "an SVG drawing with its namespace", mend
    if not root.get("viewBox") and not (root.get("width") and root.get("height")):
        return "has no size", "an SVG drawing with a viewBox", 'write one like viewBox="0 0 200 60"'
    for element in root.iter():
        harm = _harm(element)
        if harm:
            return f"holds {harm}", "a drawing that runs and loads nothing", "take it out, or export it as plain SVG"
    return None


def _harm(element: ElementTree.Element) -> str:
    """Return what an element would run or load; empty where it does neither."""
    tag = str(element.tag).rpartition("}")[2]
    if tag in _RUNS:
        return f"<{tag}>"
    for attribute, value in element.attrib.items():
        name = attribute.rpartition("}")[2]
        if name.lower().startswith("on"):
            return f"{name} on <{tag}>"
        if name in ("href", "src") and not value.strip().startswith(("#", "data:image/")):
            return f"a reference to {value.strip()[:60]} on <{tag}>"
        if _LOADS.search(value):
            return f"a reference in {name} of <{tag}>"
    return f"a reference in <{tag}>" if _LOADS.search(element.text or "") else ""
