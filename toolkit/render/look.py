"""How pages look: the shipped templates and colours, or a client's own over them.

A client's folder may hold any template (``*.j2``) or style (``*.css``) under its shipped name, what those include, and
``brand.toml`` with the client's name, logo and colours. Everything in it is checked before anything is drawn.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import LookProblems, Problem, TemplateFailed, did_you_mean
from toolkit.render.look_colours import STYLE, lab_style, page_style, palette_of
from toolkit.render.look_logo import logo_uri
from toolkit.render.view_words import NAME_LENGTH, clean
from toolkit.resources import folder

BRAND = "brand.toml"
KEYS = ("name", "logo", "colours", "paper")
PAPERS = ("A4", "Letter")
TEMPLATES_VARIABLE = "TOOLKIT_TEMPLATES"
"""The client's folder for what notebooks show: kernels and ``toolkit lab`` hand it on in the environment."""

MOST_FILES = 200
"""More than a look ever needs: the folder named is then another one."""

_NOT_OURS = re.compile(r"\.|(readme|licen[cs]e)\b|(thumbs\.db|desktop\.ini)$", re.IGNORECASE)
"""How names begin that may stand in the folder and are no part of the look."""

_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_COMMENT = re.compile(r"/\*.*?(\*/|$)", re.DOTALL)
_LOADS = re.compile(
    r"@import|</style|\b(?:image-set|cross-fade|image|src)\(|url\(\s*['\"]?(?!data:|['\"\s])", re.IGNORECASE
)


@dataclass(frozen=True)
class Brand:
    """What stands at the head of every page: a name, and a logo as a data URI, empty where there is none."""

    name: str
    logo: str = ""


@dataclass(frozen=True)
class Look:
    """Where templates and styles are looked for first, and what a brand adds to every page.

    ``place`` is the client's folder, missing where the shipped look is wanted; ``brand`` is missing where no name is
    given. ``colours`` is a style that follows the others on a page, ``colours_in_lab`` one for JupyterLab. ``paper`` is
    the size of what ``--pdf`` prints, as CSS names it. ``files`` are the names of what the folder holds: looks differ
    by them, so that no template which a new file stands for is remembered.
    """

    place: Path | None = None
    brand: Brand | None = None
    colours: str = ""
    colours_in_lab: str = ""
    paper: str = PAPERS[0]
    files: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[Path, ...]:
        """The folders that hold templates and styles, the first that has a file wins."""
        shipped = folder("templates")
        return (shipped,) if self.place is None else (self.place, shipped)

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs in its environment to show things in the same look."""
        return {} if self.place is None else {TEMPLATES_VARIABLE: str(self.place.resolve())}

    def text(self, name: str) -> str:
        """Return the text of a style."""
        file = next(place / name for place in self.places if (place / name).is_file())
        return file.read_text(encoding="utf-8-sig")


SHIPPED = Look()


def load_look(place: Path | str | None) -> Look:
    """Return the look of a client's folder, the shipped one where none is named.

    Everything in the folder is checked: names of files, keys, the logo, the contrast of colours, styles that would load
    something, the syntax of templates. Raises ``LookProblems`` with all that is wrong, in the order of files, or
    ``TemplateFailed`` where nothing but a template is.
    """
    if place is None:
        return SHIPPED
    try:
        look, problems = _read(Path(place))
    except OSError as error:
        found = f"cannot be read: {error.strerror or error}"
        problem = Problem(Path(error.filename or "").name, "", "", found, "", "see who may read it")
        raise LookProblems(str(place), [problem]) from error
    if problems:
        raise LookProblems(str(place), problems)
    return look


def _read(place: Path) -> tuple[Look, list[Problem]]:
    from toolkit.render.html_templates import referenced_templates  # noqa: PLC0415  which draws with looks

    if not place.is_dir():
        mend = "give the folder that holds your templates or brand.toml"
        return SHIPPED, [Problem("", "", "--templates", "no such folder", "a folder", mend)]
    files = _files(place)
    if not 0 < len(files) <= MOST_FILES:
        found = f"more than {MOST_FILES} files" if files else "no file"
        mend = f"give a folder that holds {BRAND} or templates, and those alone"
        return SHIPPED, [Problem("", "", "--templates", found, "your look", mend)]
    problems = list(_unreadable(place, files))
    if problems:
        return SHIPPED, problems
    brand, problems = _brand(place / BRAND)
    styles = {file: (place / file).read_text("utf-8-sig") for file in files if file in _shipped("*.css")}
    palette, wrong_colours = palette_of(styles.get(STYLE), brand.get("colours", {}), BRAND)
    header, wrong_header = _header(place, brand)
    paper, wrong_paper = _paper(brand)
    look = Look(place, header, page_style(palette, BRAND), lab_style(palette, BRAND), paper, tuple(files))
    problems += [*wrong_header, *wrong_colours, *wrong_paper, *_loading(styles)]
    try:
        included = referenced_templates(look)
    except TemplateFailed as error:
        if not problems:
            raise
        included, problems = set(files), [*problems, _of_template(error)]
    used = {BRAND, str(brand.get("logo")), *_shipped("*.j2"), *_shipped("*.css"), *included}
    problems += _overrides_nothing(files, used)
    return look, sorted(problems, key=lambda one: one.sheet)


def _of_template(error: TemplateFailed) -> Problem:
    return Problem(Path(error.file).name, "", f"line {error.line}", error.message, "", "mend that line")


def _files(place: Path) -> list[str]:
    """Return what a folder holds, as names relative to it, without what is hidden or no part of a look."""
    found: list[str] = []
    for here, folders, names in os.walk(place):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = Path(here).relative_to(place)
        found += [(inside / name).as_posix() for name in sorted(names) if not _NOT_OURS.match(name)]
        if len(found) > MOST_FILES:
            break
    return found


def _shipped(pattern: str) -> set[str]:
    return {file.name for file in folder("templates").glob(pattern)}


def _unreadable(place: Path, files: list[str]) -> Iterator[Problem]:
    for name in files:
        file = place / name
        if not file.resolve().is_relative_to(place.resolve()):
            mend = "put the file itself there"
            yield Problem(name, "", "", "a link that leads out of the folder", "a file", mend)
        elif file.suffix in (".j2", ".css", ".toml"):
            try:
                file.read_text(encoding="utf-8-sig")
            except UnicodeDecodeError:
                yield Problem(name, "", "", "text in another encoding", "UTF-8", "save it as UTF-8")


def _brand(file: Path) -> tuple[Mapping[str, object], list[Problem]]:
    """Return what ``brand.toml`` says; nothing where there is none."""
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8-sig")) if file.is_file() else {}
    except tomllib.TOMLDecodeError as error:
        return {}, [Problem(BRAND, "", "", f"no TOML ({error})", 'lines like name = "Acme"', "mend that line")]
    allowed = ", ".join(KEYS)
    return given, [
        Problem(BRAND, "", key, "no such key", allowed, f"write one of those{did_you_mean(key, KEYS)}")
        for key in given
        if key not in KEYS
    ]


def _header(place: Path, brand: Mapping[str, object]) -> tuple[Brand | None, list[Problem]]:
    """Return what stands at the head of every page, and what is wrong with it."""
    name, problems = "", []
    if "name" in brand:
        given = brand["name"]
        name = clean(given) if isinstance(given, str) else ""
        if not name or len(name) > NAME_LENGTH:
            allowed = f"1 to {NAME_LENGTH} characters"
            problems.append(Problem(BRAND, "", "name", f'"{given}"', allowed, 'write a name like "Acme Advisory"'))
    elif "logo" in brand:
        mend = "write the name too: it is read out where the logo cannot be seen"
        problems.append(Problem(BRAND, "", "name", "nothing", f"1 to {NAME_LENGTH} characters", mend))
    logo, wrong = logo_uri(place, brand["logo"], BRAND) if "logo" in brand else ("", [])
    return Brand(name, logo) if name else None, [*problems, *wrong]


def _paper(brand: Mapping[str, object]) -> tuple[str, list[Problem]]:
    """Return the size of paper, and what is wrong with it."""
    given = str(brand.get("paper", PAPERS[0]))
    if given in PAPERS:
        return given, []
    mend = f'write paper = "{PAPERS[1]}" or leave it out'
    return PAPERS[0], [Problem(BRAND, "", "paper", f'"{given}"', " or ".join(PAPERS), mend)]


def _overrides_nothing(files: list[str], used: set[str]) -> Iterator[Problem]:
    for name in files:
        if name not in used:
            allowed = f"{BRAND}, its logo, a template or style by its shipped name, what a template here includes"
            mend = f"rename it or take it out{did_you_mean(name, [*_shipped('*.*'), BRAND])}"
            yield Problem(name, "", "", "a file that changes nothing", allowed, mend)


def _loading(styles: Mapping[str, str]) -> Iterator[Problem]:
    """Name what a style would load, or how it would end before its end; escapes hide nothing."""
    for name, text in styles.items():
        plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16) % 0x110000) if match[1] else match[2], text)
        for found in dict.fromkeys(one.group().strip() for one in _LOADS.finditer(_COMMENT.sub(" ", plain))):
            allowed = "nothing that loads: a page stands alone"
            yield Problem(name, "", "", f'"{found}"', allowed, "take it out, or embed it as url(data:…)")
