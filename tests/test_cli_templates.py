"""``--templates`` on the command line: the brand on every page, each problem told before anything is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_cli import run
from toolkit.app.lab import lab_environment, open_lab
from toolkit.errors import LookProblems
from toolkit.render.look import TEMPLATES_VARIABLE
from toolkit.render.view_index import around_summary

README = Path(__file__).parent.parent / "README.md"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><rect width="60" height="60"/></svg>'


def as_readme_says(folder: Path) -> Path:
    """Make the folder that README.md describes, from its own text."""
    text = README.read_text("utf-8").partition("## Your own look")[2].partition("\n## ")[0]
    (brand,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    templates = re.findall(r"as `acme/([\w.-]+)`[^\n]*:\n\n```jinja\n(.*?)```", text, re.DOTALL)
    assert [name for name, _ in templates] == ["layout.html.j2", "index.html.j2"]
    folder.mkdir()
    for name, content in (("brand.toml", brand), ("logo.svg", LOGO), *templates):
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_the_readme_brands_every_page(tmp_path: Path) -> None:
    as_readme_says(tmp_path / "acme")
    done = run("demo", "--templates", "acme", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    pages = sorted((tmp_path / "toolkit-demo").rglob("*.html"))
    assert {"index.html", "portfolio.html", "candidates.html", "routing.html"} <= {page.name for page in pages}
    for page in pages:
        html = page.read_text("utf-8")
        header = html.partition("<header")[2].partition("</header>")[0]
        assert 'alt="Harbour &amp; Pine Advisory"' in header, page.name
        assert "--accent: #8a2f73;" in html
        assert "img-src data:;" in html.partition("<style>")[0]
        assert "Harbour &amp; Pine Advisory. Confidential.</p></footer>" in html
        assert ("Prepared for the board of Northwind Advisory" in html) is (
            page == tmp_path / "toolkit-demo" / "index.html"
        )


def test_a_page_leads_to_those_beside_it_and_never_to_itself() -> None:
    files = ("index.html", "portfolio.html", "fleet.html", "health-review.html")
    around = [link.href for link in around_summary("fleet.html", files)]
    assert around == ["index.html", "portfolio.html", "health-review.html"]
    assert around_summary("fleet.html", ()) == ()


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (
            {"brand.toml": 'nmae = "x"\n[colours]\naccent = "#eee"'},
            ["acme: 2 problems", "brand.toml nmae", "colours.accent"],
        ),
        ({"brand.toml": '[colours]\naccent = "#eee"'}, ["colours.accent", "4.5 : 1", "nearest shade"]),
        ({"indx.html.j2": "x"}, ["indx.html.j2", 'did you mean "index.html.j2"']),
        ({"fleet.html.j2": "x", "part.html.j2": "{% if %}"}, [f"{Path('acme') / 'part.html.j2'}, line 1: Expected"]),
        (
            {"index.html.j2": "{% extends 'layout.html.j2' %}\n{% block body %}{{ page.verdikt }}{% endblock %}"},
            [f"{Path('acme') / 'index.html.j2'}, line 2: 'page.verdikt' is undefined", 'did you mean "verdict"'],
        ),
        (
            {"portfolio.html.j2": "{{ page.__class__ }}"},
            [f"{Path('acme') / 'portfolio.html.j2'}, line 1: access to attribute 'page.__class__'", "unsafe"],
        ),
        ({}, ["acme: 1 problem", "--templates: found no such folder"]),
    ],
    ids=["keys", "contrast", "misspelt", "syntax", "undefined", "unsafe", "no folder"],
)
def test_a_problem_ends_the_run_and_nothing_is_written(files: dict[str, str], says: list[str], tmp_path: Path) -> None:
    for name, content in files.items():
        (tmp_path / "acme").mkdir(exist_ok=True)
        (tmp_path / "acme" / name).write_text(content, encoding="utf-8")
    done = run("demo", "--quick", "--templates", "acme", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for one in says:
        assert one in done.stderr
    assert not (tmp_path / "toolkit-demo").exists()


def test_jupyterlab_is_given_the_look_and_a_wrong_one_opens_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_readme_says(tmp_path / "acme")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(TEMPLATES_VARIABLE, "another")
    assert lab_environment(None, None, "acme")[TEMPLATES_VARIABLE] == str(tmp_path / "acme")
    assert TEMPLATES_VARIABLE not in lab_environment(None)
    with pytest.raises(LookProblems, match="no such folder"):
        open_lab(None, tmp_path / "mine", templates="acne", browser=False)
    assert not (tmp_path / "mine").exists()
