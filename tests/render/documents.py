"""Reads pages as documents, and says what is wrong with one whatever it tells."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

LOADING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href", "ping", "manifest"}
SILENT = {"script", "link", "iframe", "object", "embed", "base", "form", "audio", "video", "source", "template", "img"}
CONTROLS = set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\x1b\x00\x07")
EMPTY = {"meta", "br", "hr"}
MISSING = {"nan", "NaN", "None", "inf", "NaT", "Undefined", "null", "not_known"}
SAID = re.compile(r"None (of|is)\b")
LEAST_ALTERNATIVE = 40


class Document(HTMLParser):
    """Every element with its attributes, the text, and the open elements at the end."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.errors: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.errors.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def faults_of(html: str) -> list[str]:
    """Return what is wrong with a page: form, loads, outline, names, tables, pictures, words that are no words."""
    found = Document(html)
    ids = [given["id"] for _, given in found.elements if "id" in given]
    links = [given.get("href", "") for given in found.all("a")]
    labels = {given["aria-labelledby"] for _, given in found.elements if "aria-labelledby" in given}
    levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch("h[1-6]", tag)]
    policies = [given["content"] for given in found.all("meta") if "http-equiv" in given]
    style = html.partition("<style>")[2].partition("</style>")[0]
    words = set(re.findall(r"[A-Za-z_]+", SAID.sub("", found.text)))
    wrong = {
        "not well formed": [*found.errors, *found.open],
        "elements": {tag for tag, _ in found.elements} & SILENT,
        "attributes": {name for _, given in found.elements for name in given if _acts(name)},
        "policy": [one for one in policies if not one.startswith("default-src 'none'; style-src 'sha256-")],
        "style": re.findall(r"url\(|@import|//", style),
        "ids": len(ids) != len(set(ids)),
        "anchors": {link[1:] for link in links if link.startswith("#")} - set(ids),
        "labels": labels - set(ids),
        "addresses": [link for link in links if re.match(r"\w+:|//", link)],
        "outline": [pair for pair in itertools.pairwise(levels) if pair[1] - pair[0] > 1],
        "one of each": [tag for tag in ("h1", "main", "header", "style", "title") if len(found.all(tag)) != 1],
        "language": found.all("html")[0].get("lang") != "en",
        "captions": len(found.all("caption")) != len(found.all("table")),
        "scopes": [one for one in found.all("th") if one.get("scope") not in {"col", "row"}],
        "pictures": [
            one for one in found.all("svg") if "role" in one and len(one.get("aria-label", "")) <= LEAST_ALTERNATIVE
        ],
        "missing values": words & MISSING,
        "controls": CONTROLS & set(html),
    }
    return [f"{name}: {what}" for name, what in wrong.items() if what] + ([] if len(policies) == 1 else ["no policy"])


def _acts(attribute: str) -> bool:
    return attribute in LOADING or attribute == "style" or attribute.startswith("on")
