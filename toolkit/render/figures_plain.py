"""Makes a drawing plain: every percentage, nested box, class and custom property becomes a number or an attribute.

Browsers draw our charts as they are; slide programs and Inkscape know neither custom properties nor text that is
painted stroke first, and few of them nested boxes in per cent.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import cssselect2
import tinycss2

from toolkit.render.charts import per_cent as number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMESPACE = "http://www.w3.org/2000/svg"
REM = 16.0
POINT = 4 / 3
BOLD = 600

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile("[ \n\t]+")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_LENGTH = re.compile(r"(-?[\d.]+)(px|rem|em|pt)?")
_UNITS = {"": 1.0, "px": 1.0, "rem": REM, "em": REM, "pt": POINT}
_KEPT = ("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-linecap", "stroke-linejoin", "opacity")
_WORDS = ("font-family", "font-style", "text-anchor")
_LENGTHS = ("font-size", "stroke-width", "stroke-dasharray")
_ACROSS = ("x", "x1", "x2", "cx")
_DOWN = ("y", "y1", "y2", "cy")
_SHAPES = ("rect", "line", "circle", "ellipse", "polygon", "polyline", "text", "tspan")


@dataclass(frozen=True)
class _Box:
    """Where a box lies on the drawing: its origin, the size of its unit across, down and as a length; its own size."""

    x: float
    y: float
    across: float
    down: float
    length: float
    width: float
    height: float

    def right(self, text: str) -> float:
        return self.x + self.across * _units(text, self.width)

    def below(self, text: str) -> float:
        return self.y + self.down * _units(text, self.height)

    def inner(self, element: ET.Element) -> _Box:
        """Return the box that a nested ``svg`` opens; units of one that is stretched have no length of their own."""
        x, y = self.right(element.get("x", "0")), self.below(element.get("y", "0"))
        width = _units(element.get("width", "100%"), self.width)
        height = _units(element.get("height", "100%"), self.height)
        view = element.get("viewBox")
        if view is None:
            return replace(self, x=x, y=y, width=width, height=height)
        left, top, wide, high = (float(part) for part in view.split())
        across, down, length = self.across * width / wide, self.down * height / high, self.length
        if element.get("preserveAspectRatio") != "none":
            fits = min(across, down)
            x, y = x + (across - fits) * wide / 2, y + (down - fits) * high / 2
            across, down, length = fits, fits, fits
        return _Box(x - left * across, y - top * down, across, down, length, wide, high)


def plain(svg: str, style: str) -> bytes:
    """Return the drawing as UTF-8, looking the same without ``style``, the light rules of which are in its attributes.

    Rules under ``@media`` do not count. A text with an outline is drawn twice, first the outline. Characters that XML
    forbids are removed. Raises ``xml.etree.ElementTree.ParseError`` where the drawing is not well-formed.
    """
    # What our own templates drew: it has no document type, so no entity can expand.
    root = ET.fromstring(_FORBIDDEN.sub("", svg))  # noqa: S314
    wrapper = cssselect2.ElementWrapper.from_xml_root(root)
    _, _, width, height = (float(part) for part in root.attrib["viewBox"].split())
    kept = ("width", "height", "viewBox", "role")
    drawn = ET.Element(f"{{{NAMESPACE}}}svg", {name: root.attrib[name] for name in kept if name in root.attrib})
    rules = _rules(style)
    looks, variables = _looks(wrapper, rules, {}, 1.0)
    drawn.attrib.update(looks)
    box = _Box(0.0, 0.0, 1.0, 1.0, 1.0, width, height)
    for child in wrapper.iter_children():
        _draw(child, box, rules, variables, drawn)
    drawn.text = "\n"
    for element in drawn.iter():
        if element.tag != f"{{{NAMESPACE}}}tspan":
            element.tail = "\n"
    ET.register_namespace("", NAMESPACE)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(drawn, encoding="utf-8")


def _draw(
    wrapper: cssselect2.ElementWrapper,
    box: _Box,
    rules: cssselect2.Matcher,
    variables: Mapping[str, str],
    into: ET.Element,
) -> None:
    """Draw an element and all in it into ``into``; boxes and groups that say nothing leave no trace."""
    element, name = wrapper.etree_element, wrapper.local_name
    if name in ("title", "desc"):
        ET.SubElement(into, element.tag).text = element.text
        return
    if "transform" in element.attrib or name not in (*_SHAPES, "svg", "g"):
        turned = f"translate({number(box.x)} {number(box.y)}) scale({number(box.length)}) "
        into = ET.SubElement(into, f"{{{NAMESPACE}}}g", {"transform": turned + element.get("transform", "")})
        box = replace(box, x=0.0, y=0.0, across=1.0, down=1.0, length=1.0)
    looks, variables = _looks(wrapper, rules, variables, box.length)
    if name in ("svg", "g"):
        inside = box.inner(element) if name == "svg" else box
        group = ET.SubElement(into, f"{{{NAMESPACE}}}g", looks) if looks else into
        for child in wrapper.iter_children():
            _draw(child, inside, rules, variables, group)
        return
    placed = {**_placed(element, name, box), **looks}
    if name == "text":
        if looks.get("stroke", "none") != "none":
            # Not every program paints an outline behind its text: it is a text of its own, below.
            below = ET.SubElement(into, element.tag, {**placed, "fill": looks["stroke"], "aria-hidden": "true"})
            _write(wrapper, below, box, rules, variables)
        placed = {key: value for key, value in placed.items() if not key.startswith("stroke")}
    elif name == "polyline" and len(set(element.get("points", "").split())) == 1:
        # A line without a length shows nothing but its round end, and not everywhere.
        into.append(_dot(placed, looks))
        return
    _write(wrapper, ET.SubElement(into, element.tag, placed), box, rules, variables)


def _write(
    wrapper: cssselect2.ElementWrapper,
    written: ET.Element,
    box: _Box,
    rules: cssselect2.Matcher,
    variables: Mapping[str, str],
) -> None:
    """Put text and the elements in it into a drawn one."""
    written.text = _SPACES.sub(" ", wrapper.etree_element.text or "").strip(" ") or None
    for child in wrapper.iter_children():
        _draw(child, box, rules, variables, written)


def _placed(element: ET.Element, name: str, box: _Box) -> dict[str, str]:
    """Return the geometry of a shape in units of the drawing; what moves a text aside is added to its place."""
    found: dict[str, str] = {}
    for key, value in element.attrib.items():
        if key in _ACROSS:
            aside = _units(element.get("dx", "0"), box.width) * box.length if key == "x" else 0.0
            found[key] = number(box.right(value) + aside)
        elif key in _DOWN:
            found[key] = number(box.below(value))
        elif key in ("width", "rx"):
            found[key] = number(box.across * _units(value, box.width))
        elif key in ("height", "ry"):
            found[key] = number(box.down * _units(value, box.height))
        elif key == "r":
            found[key] = number(box.length * float(value))
        elif key == "points":
            corners = [point.split(",") for point in value.split()]
            found[key] = " ".join(f"{number(box.right(x))},{number(box.below(y))}" for x, y in corners)
        elif name not in _SHAPES and key not in ("class", "style", "transform"):
            found[key] = value
    return found


def _dot(placed: Mapping[str, str], looks: Mapping[str, str]) -> ET.Element:
    x, y = placed["points"].split()[0].split(",")
    radius = number(float(looks.get("stroke-width", "1")) / 2)
    return ET.Element(f"{{{NAMESPACE}}}circle", {"cx": x, "cy": y, "r": radius, "fill": looks.get("stroke", "none")})


def _looks(
    wrapper: cssselect2.ElementWrapper, rules: cssselect2.Matcher, variables: Mapping[str, str], length: float
) -> tuple[dict[str, str], dict[str, str]]:
    """Return how an element looks, as attributes, and the custom properties that hold in it."""
    own = {key: value for key, value in wrapper.etree_element.attrib.items() if not key.startswith("{")}
    declared = [declaration for *_, payload in rules.match(wrapper) for declaration in payload]
    for important in (False, True):
        own.update({name: value for name, value, is_important in declared if is_important is important})
    known = {**variables, **{name: value for name, value in own.items() if name.startswith("--")}}
    return _attributes({name: _resolved(value, known) for name, value in own.items()}, length), known


def _attributes(own: Mapping[str, str], length: float) -> dict[str, str]:
    found = {name: own[name] for name in (*_KEPT, *_WORDS) if name in own}
    for name in _LENGTHS:
        if name in own:
            parts = [_LENGTH.fullmatch(part) for part in re.split(r"[\s,]+", own[name])]
            sizes = [float(part[1]) * _UNITS[part[2] or ""] * length for part in parts if part]
            found |= {name: " ".join(number(size) for size in sizes)} if len(sizes) == len(parts) else {}
    weight = own.get("font-weight", "")
    if weight == "bold" or (weight.isdecimal() and int(weight) >= BOLD):
        found["font-weight"] = "bold"
    if "underline" in own.get("text-decoration", ""):
        found["text-decoration"] = "underline"
    return found


def _resolved(value: str, variables: Mapping[str, str]) -> str:
    """Return a value with its custom properties put in; an unknown one without a fallback leaves nothing."""
    for _ in range(len(variables) + 1):
        value, changed = _VARIABLE.subn(lambda found: variables.get(found[1], found[2] or ""), value)
        if not changed:
            break
    return value.strip()


def _units(text: str, full: float) -> float:
    return float(text[:-1]) / 100 * full if text.endswith("%") else float(text.removesuffix("px"))


@cache
def _rules(style: str) -> cssselect2.Matcher:
    """Return what the selectors of a style declare: name, value, whether it is important. Rules under ``@`` are out."""
    matcher = cssselect2.Matcher()
    for rule in tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue  # one that only browsers know
        declared = _declared(rule.content)
        for selector in selectors:
            if selector.pseudo_element is None:
                matcher.add_selector(selector, declared)
    return matcher


def _declared(content: Sequence[tinycss2.ast.Node]) -> list[tuple[str, str, bool]]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return [
        (one.name, tinycss2.serialize(one.value).strip(), one.important) for one in found if one.type == "declaration"
    ]
