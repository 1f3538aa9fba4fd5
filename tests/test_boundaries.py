"""Imports run one way, and each library stays behind its fence (CONTRIBUTING.md): read from the syntax trees.

Imports inside functions and under ``TYPE_CHECKING`` count like any other. Every rule is tried on a sample that
breaks it, so that a checker which finds nothing is noticed.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import toolkit

PACKAGE = Path(toolkit.__file__).parent
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "_shipped" not in path.parts)

LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"errors", "model", "results", "version", "resources"}),
    frozenset({"sheets"}),
    frozenset({"policy"}),
    frozenset({"kernels"}),
    frozenset({"workbook", "evidence", "scoring", "checks", "planning", "history", "render"}),
    frozenset({"app"}),
    frozenset({"__init__", "__main__"}),
)
"""What may import what: everything to the left, nothing to the right, and never a neighbour of the same level."""

NEIGHBOURS = frozenset({("results", "model"), ("results", "errors"), ("resources", "errors")})
"""Inside the first level: records rest on records."""

FENCES: dict[str, tuple[str, ...]] = {
    "openpyxl": ("workbook/", "evidence/"),
    "xlsxwriter": ("workbook/", "render/excel"),
    "jinja2": ("render/html",),
    "markdown_it": ("render/markdown_page.py",),
    "pandera": ("sheets/",),
    "sqlite3": ("history/", "evidence/"),
    "duckdb": ("history/", "evidence/"),
    "sqlalchemy": ("history/", "evidence/"),
    "sqlite_utils": ("history/", "evidence/"),
    "jupyter_client": ("render/notebooks",),
    "nbclient": ("render/notebooks",),
    "nbconvert": ("render/notebooks",),
    "nbformat": ("render/notebooks",),
    "typer": ("__main__.py",),
}
"""Library: the only places that may import it."""

NETWORK = frozenset(
    {"requests", "urllib.request", "socket", "http", "httpx", "aiohttp", "ftplib", "smtplib", "urllib3", "ssl"}
)

RECORDS = ("model.py", "results/", "errors.py", "version.py")
"""Standard library only, so that anything may read them."""

LONGEST = 400


def module_name(place: str) -> str:
    """``toolkit.app.pipeline`` for ``app/pipeline.py``."""
    parts = Path(place).with_suffix("").parts
    return ".".join(("toolkit", *(part for part in parts if part != "__init__")))


def imports(source: str, place: str) -> Iterator[str]:
    """Yield the full name of everything imported, ``toolkit.model.Evidence`` for a name out of a module."""
    package = module_name(place).split(".") if place.endswith("__init__.py") else module_name(place).split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _name(node.func) in ("import_module", "__import__") and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def level_of(part: str) -> int:
    """The level of a part of the package; raises where the street does not know it."""
    for number, level in enumerate(LEVELS):
        if part in level:
            return number
    raise AssertionError(f"toolkit/{part} stands on no level: say where in tests/test_boundaries.py")


def part_of(place: str) -> str:
    return Path(place).parts[0].removesuffix(".py")


# --- the rules: each returns what breaks it, given a file's text and its place in the package -----------


def against_the_street(source: str, place: str) -> list[str]:
    own = part_of(place)
    wrong = []
    for name in imports(source, place):
        if name != "toolkit" and not name.startswith("toolkit."):
            continue
        other = name.split(".")[1] if "." in name else "__init__"
        known = any(other in level for level in LEVELS)
        if not known:
            other = "__init__"  # a name of toolkit/__init__.py, or the package itself
        if other == own or (own, other) in NEIGHBOURS:
            continue
        if level_of(other) >= level_of(own):
            wrong.append(f"{place} imports {name}")
    return wrong


def out_of_the_fence(source: str, place: str) -> list[str]:
    return [
        f"{place} imports {name}"
        for name in imports(source, place)
        for library, places in FENCES.items()
        if name.split(".")[0] == library and not place.startswith(places)
    ]


def through_the_network(source: str, place: str) -> list[str]:
    found = []
    for name in imports(source, place):
        if any(name == module or name.startswith(module + ".") for module in NETWORK):
            found.append(f"{place} imports {name}")
    return found


def heavier_than_a_record(source: str, place: str) -> list[str]:
    if not place.startswith(RECORDS):
        return []
    allowed = {"model", "errors", "results"}
    return [
        f"{place} imports {name}"
        for name in imports(source, place)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not (name.startswith("toolkit.") and name.split(".")[1] in allowed)
    ]


def named_like_a_public_function(source: str, place: str) -> list[str]:
    functions = {name for name in toolkit.__all__ if name.islower() and not name.startswith("_")}
    path = Path(place)
    own = path.parent.name if path.stem == "__init__" else path.stem
    return [f"{place} hides toolkit.{own}"] if own in functions else []


def too_long(source: str, place: str) -> list[str]:
    lines = source.count("\n")
    return [f"{place} has {lines} lines"] if lines >= LONGEST else []


Rule = Callable[[str, str], list[str]]
RULES: tuple[Rule, ...] = (
    *(against_the_street, out_of_the_fence, through_the_network, heavier_than_a_record),
    *(named_like_a_public_function, too_long),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule(rule: Rule) -> None:
    assert len(FILES) > 30, "the package was found"
    wrong = [one for path in FILES for one in rule(path.read_text("utf-8"), path.relative_to(PACKAGE).as_posix())]
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(sorted(wrong))


@pytest.mark.parametrize(
    ("rule", "place", "source"),
    [
        (against_the_street, "model.py", "from toolkit.results import Base"),
        (against_the_street, "errors.py", "from toolkit import model"),
        (against_the_street, "sheets/x.py", "from toolkit.policy import Policy"),
        (against_the_street, "kernels/x.py", "import toolkit.scoring.value"),
        (against_the_street, "scoring/x.py", "def f():\n    from toolkit.render import html"),
        (against_the_street, "render/x.py", "if TYPE_CHECKING:\n    from toolkit.app.assessment import Assessment"),
        (against_the_street, "checks/x.py", "from ..scoring import value"),
        (against_the_street, "app/x.py", "from toolkit import assess"),
        (against_the_street, "app/x.py", "import toolkit"),
        (against_the_street, "app/x.py", "from toolkit.__main__ import app"),
        (against_the_street, "workbook/x.py", "importlib.import_module('toolkit.scoring.value')"),
        (against_the_street, "workbook/x.py", "__import__('toolkit.app.pipeline')"),
        (out_of_the_fence, "scoring/x.py", "import openpyxl.styles"),
        (out_of_the_fence, "render/charts.py", "from xlsxwriter import Workbook"),
        (out_of_the_fence, "render/view.py", "from jinja2 import Environment"),
        (out_of_the_fence, "workbook/x.py", "def f():\n    import pandera.pandas as pa"),
        (out_of_the_fence, "app/x.py", "import sqlite3"),
        (out_of_the_fence, "render/html.py", "from nbconvert import HTMLExporter"),
        (through_the_network, "render/x.py", "import urllib.request"),
        (through_the_network, "render/x.py", "from urllib import request"),
        (through_the_network, "app/x.py", "from http.client import HTTPConnection"),
        (through_the_network, "app/x.py", "def f():\n    import socket"),
        (heavier_than_a_record, "results/portfolio.py", "import numpy as np"),
        (heavier_than_a_record, "model.py", "from toolkit.sheets import Portfolio"),
        (named_like_a_public_function, "app/export.py", ""),
        (named_like_a_public_function, "load/__init__.py", ""),
        (too_long, "app/x.py", "x = 1\n" * LONGEST),
    ],
)
def test_a_rule_notices_what_breaks_it(rule: Rule, place: str, source: str) -> None:
    assert len(rule(source, place)) == 1


@pytest.mark.parametrize(
    ("rule", "place", "source"),
    [
        (against_the_street, "app/x.py", "from toolkit.scoring.value import base_cases\nfrom toolkit.errors import X"),
        (against_the_street, "scoring/x.py", "from toolkit.scoring.data import timeliness\nfrom . import data"),
        (against_the_street, "__init__.py", "from toolkit.app.pipeline import assess"),
        (against_the_street, "resources.py", "from toolkit.errors import ToolkitError"),
        (out_of_the_fence, "render/excel/sheets.py", "import xlsxwriter"),
        (out_of_the_fence, "evidence/profiles.py", "import duckdb, openpyxl"),
        (through_the_network, "render/x.py", "from urllib.parse import quote\nimport html"),
        (heavier_than_a_record, "results/portfolio.py", "import datetime as dt\nfrom toolkit.model import Evidence"),
        (named_like_a_public_function, "app/exporting.py", ""),
    ],
)
def test_a_rule_lets_pass_what_keeps_it(rule: Rule, place: str, source: str) -> None:
    assert rule(source, place) == []


def test_every_part_of_the_package_has_a_level() -> None:
    parts = {part_of(path.relative_to(PACKAGE).as_posix()) for path in FILES}
    assert {"app", "kernels", "scoring", "sheets", "model", "__main__"} <= parts
    for part in parts:
        level_of(part)
    with pytest.raises(AssertionError, match="stands on no level"):
        level_of("misc")


HEAVY = ("pandas", "numpy", "pandera", "openpyxl", "msgspec", "pyxirr", "jinja2")
LOADED = f"import sys; print([name for name in {HEAVY!r} if name in sys.modules])"


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("import toolkit", id="import toolkit"),
        pytest.param("import toolkit.model, toolkit.results, toolkit.errors, toolkit.resources", id="records"),
        pytest.param(
            "from typer.testing import CliRunner; from toolkit.__main__ import app; "
            "assert CliRunner().invoke(app, ['--help']).exit_code == 0",
            id="toolkit --help",
        ),
    ],
)
def test_looking_around_loads_nothing_heavy(command: str) -> None:
    """``import toolkit`` and ``toolkit --help`` answer at once: heavy libraries wait for a command that needs them."""
    run = subprocess.run(
        [sys.executable, "-c", f"{command}; {LOADED}"], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip().splitlines()[-1] == "[]"


def test_heavy_libraries_would_be_noticed() -> None:
    run = subprocess.run(
        [sys.executable, "-c", f"import toolkit; toolkit.assess; {LOADED}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "'pandas', 'numpy'" in run.stdout
