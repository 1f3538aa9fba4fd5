"""A client's templates: they run in a sandbox, reach nothing but what they are given, and fail with file and line."""

from __future__ import annotations

import dataclasses
import enum
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.render import firms
from tests.render.browsing import opened
from tests.render.test_look import policy
from toolkit.app.assessment import Assessment
from toolkit.app.display import show
from toolkit.errors import TemplateFailed
from toolkit.render import html
from toolkit.render.html import render_index, render_ownership_text
from toolkit.render.look import TEMPLATES_VARIABLE, load_look
from toolkit.render.notebooks import NotebookFailed, run_notebooks
from toolkit.resources import folder

SHIPPED = "{% extends 'shipped/index.html.j2' %}\n"


@cache
def firm() -> Assessment:
    return firms.firm()


def drawn(place: Path, text: str, name: str = "index.html.j2") -> str:
    (place / name).write_text(text, encoding="utf-8")
    return render_index(firm(), look=load_look(place))


def failure(place: Path, text: str, name: str = "index.html.j2") -> TemplateFailed:
    with pytest.raises(TemplateFailed) as found:
        drawn(place, text, name)
    return found.value


# --- what a template may do -------------------------------------------------------------------------------


def test_a_template_replaces_the_shipped_one_and_may_extend_it(tmp_path: Path) -> None:
    text = SHIPPED + "{% block header %}\n{{ super() }}\n<p>For the board: {{ page.organisation }}</p>\n{% endblock %}"
    page = drawn(tmp_path, text)
    assert "<p>For the board: Northwind Advisory</p>" in page
    assert page.replace("<p>For the board: Northwind Advisory</p>\n", "").split() == render_index(firm()).split()


def test_a_layout_of_ones_own_and_what_it_includes_reach_every_page(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "foot.html.j2").write_text("<footer>Confidential</footer>")
    include = "{% block footer %}{% include 'parts/foot.html.j2' %}{% endblock %}"
    assert "<footer>Confidential</footer></body>" in drawn(
        tmp_path, "{% extends 'shipped/layout.html.j2' %}" + include, "layout.html.j2"
    )


def test_text_of_a_workbook_stays_text_in_a_template_of_ones_own(tmp_path: Path) -> None:
    hostile = firms.hostile()
    (tmp_path / "index.html.j2").write_text(SHIPPED + "{% block header %}{{ page.apart }}{% endblock %}")
    page = render_index(hostile, look=load_look(tmp_path))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_template_added_later_counts(tmp_path: Path) -> None:
    (tmp_path / "brand.toml").write_text('name = "Acme"')
    assert "one more line" not in render_index(firm(), look=load_look(tmp_path))
    text = "{% extends 'shipped/layout.html.j2' %}{% block footer %}one more line{% endblock %}"
    assert "one more line" in drawn(tmp_path, text, "layout.html.j2")


def test_markdown_templates_too(tmp_path: Path) -> None:
    (tmp_path / "ownership-map.md.j2").write_text("# Map of {{ page.title }}")
    assert render_ownership_text(firm(), look=load_look(tmp_path)).startswith("# Map of ")
    (tmp_path / "ownership-map.md.j2").write_text("a\n{{ page.titel }}")
    with pytest.raises(TemplateFailed, match=r"ownership-map\.md\.j2, line 2: 'page\.titel' is undefined.*\"title\""):
        render_ownership_text(firm(), look=load_look(tmp_path))


# --- what it may not --------------------------------------------------------------------------------------

ESCAPES = [
    "{{ page.__class__.__mro__ }}",
    "{{ page | attr('__class__') }}",
    "{{ page['__class__'] }}",
    "{{ ([page] | map(attribute='__class__') | first).x }}",
    "{{ '{0.__class__}'.format(page) }}",
    "{{ ('{0.__class__}' | e).format(page) }}",
    "{{ '{x.__class__}'.format_map({'x': page}) }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{% set l = [] %}{{ l.append(1) }}",
    "{% set d = {} %}{{ d.update(x=1) }}",
    "{% for i in range(10 ** 9) %}{% endfor %}",
    "{% include '../secret.j2' %}",
    "{% include page.organisation ~ '/../../secret.j2' %}",
    "{% import '/etc/passwd' as x %}",
    "{{ look.place }}",
    "{{ brand.logo.read_text() }}",
]


@pytest.mark.parametrize("text", ESCAPES)
def test_the_sandbox_holds(text: str, tmp_path: Path) -> None:
    (tmp_path / "secret.j2").write_text("secret")
    place = tmp_path / "look"
    place.mkdir()
    (place / "brand.toml").write_text('name = "Acme"')
    error = failure(place, SHIPPED + "{% block header %}\n" + text + "\n{% endblock %}")
    assert (error.file, error.line) == (str(place / "index.html.j2"), 3)
    assert "secret" not in error.message.replace("secret.j2", "")


def test_what_is_missing_and_may_be_is_left_out_also_outside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.j2").write_text("secret text")
    place = tmp_path / "look"
    place.mkdir()
    text = "{% block header %}{% include '../secret.j2' ignore missing %}{% endblock %}"
    assert "secret text" not in drawn(place, SHIPPED + text)


def test_templates_are_given_plain_records_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No path, no function, no object with a will of its own: nothing through which a template reaches further."""
    given: list[object] = []
    make = html.drawn

    def seen(look, template, context, **options):  # type: ignore[no-untyped-def]
        given.extend(context.values())
        return make(look, template, context, **options)

    monkeypatch.setattr(html, "drawn", seen)
    firms.page(firm()), firms.report(firm())
    html.render_ownership(firm()), html.render_health_review(firm()), show(firm()).ranking._repr_html_()
    count = 0
    while given:
        one, count = given.pop(), count + 1
        if dataclasses.is_dataclass(one):
            assert type(one).__module__.startswith("toolkit.render.")
            given.extend(getattr(one, field.name) for field in dataclasses.fields(one))
        elif isinstance(one, tuple | list):
            given.extend(one)
        else:
            assert one is None or isinstance(one, str | int | float | bool | enum.Enum), one
    assert count > 1000


def test_a_page_never_loses_its_policy(tmp_path: Path) -> None:
    error = failure(tmp_path, "<script>alert(1)</script>")
    assert str(error).startswith(f"{tmp_path / 'index.html.j2'}: the page has lost its Content-Security-Policy")
    script = SHIPPED + "{% block header %}<script>document.title = 'run'</script>{{ '<b>' | safe }}{% endblock %}"
    page = drawn(tmp_path, script)
    assert "<script>" in page, "what a client writes is the client's own"
    assert policy(page).startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy(page), "no source of scripts is allowed besides none"


@pytest.mark.chromium
def test_a_browser_runs_and_loads_nothing_of_it(browser: Any, tmp_path: Path) -> None:
    (tmp_path.parent / "x.css").write_text("body { color: rgb(1, 2, 3); }")
    own = (
        "<script>document.title = 'run'</script><link rel=stylesheet href=../x.css><p style='color: rgb(1, 2, 3)'>x</p>"
    )
    own += "<img src=x onerror=\"document.title = 'run'\">"
    file = tmp_path / "page.html"
    file.write_text(drawn(tmp_path, SHIPPED + "{% block header %}" + own + "{% endblock %}"), encoding="utf-8")
    with opened(browser, file) as page:
        assert page.title() != "run"
        colour = "getComputedStyle(document.querySelector('header p')).color"
        assert page.evaluate(colour) not in ("rgb(1, 2, 3)", ""), "neither a style of its own nor one that is loaded"


# --- how it fails -----------------------------------------------------------------------------------------

FAILURES = [
    ("{{ page.verdikt }}", 3, "page.verdikt", 'is undefined: IndexPage has none; did you mean "verdict"?'),
    ("{{ pge.verdict }}", 3, "pge", "'pge' is undefined; did you mean \"page\"?"),
    ("\n\n{{ page.zzz }}", 5, "page.zzz", "'page.zzz' is undefined: IndexPage has none; there are "),
    ("{{ page.numbers[99].x }}", 3, "", "has no"),
    ("{{ page.verdict + 1 }}", 3, "", "TypeError: can only concatenate str"),
    ("{{ page.verdict() }}", 3, "", "TypeError: 'str' object is not callable"),
    ("{{ 1 / 0 }}", 3, "", "ZeroDivisionError"),
    ("{% if page %}", 4, "", "Encountered unknown tag 'endblock'"),
    ("{{ page.verdict | uper }}", 3, "", "No filter named 'uper'."),
    ("{{ page. }}", 3, "", "expected name or number"),
    ("{% include 'indx.html.j2' %}", 3, "indx.html.j2", "there is no template 'indx.html.j2'; did you mean \"index.ht"),
    ("{% include page.organisation %}", 3, "Northwind Advisory", "there is no template 'Northwind Advisory'"),
    ("{% from 'macros.html.j2' import no %}{{ no(1) }}", 3, "no", "does not export the requested name 'no'"),
    ("{% from 'macros.html.j2' import table %}\n{{ table(page.verdict) }}", 4, "narrow", "'narrow' is undefined"),
]


@pytest.mark.parametrize(("text", "line", "variable", "says"), FAILURES, ids=[one[0].strip() for one in FAILURES])
def test_a_failure_names_file_line_and_variable(text: str, line: int, variable: str, says: str, tmp_path: Path) -> None:
    error = failure(tmp_path, SHIPPED + "{% block header %}\n" + text + "\n{% endblock %}")
    assert (error.file, error.line) == (str(tmp_path / "index.html.j2"), line)
    assert says in error.message
    if variable:
        assert error.variable == variable
    assert str(error) == f"{error.file}, line {line}: {error.message}"
    assert "\n" not in str(error)


def test_what_would_vanish_without_a_word_is_told(tmp_path: Path) -> None:
    error = failure(tmp_path, SHIPPED + "\n{% block heder %}x{% endblock %}")
    assert (error.line, error.variable) == (3, "heder")
    assert "has no block 'heder'; did you mean \"header\"?" in error.message
    error = failure(tmp_path, SHIPPED + "\nx")
    assert (error.line, error.variable) == (2, "")
    assert "what stands outside of blocks is not shown" in error.message
    assert "kept" in drawn(
        tmp_path, SHIPPED + "{# why #}\n{% block header %}{% block inner %}kept{% endblock %}{% endblock %}"
    )


def test_a_template_that_includes_itself_ends(tmp_path: Path) -> None:
    assert "RecursionError" in failure(tmp_path, "{% include 'index.html.j2' %}").message


def test_a_template_that_extends_itself_is_told_how(tmp_path: Path) -> None:
    error = failure(tmp_path, "\n{% extends 'index.html.j2' %}")
    assert (error.line, error.variable) == (2, "index.html.j2")
    assert "{% extends 'shipped/index.html.j2' %}" in error.message


def test_syntax_is_checked_before_anything_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "routing.html.j2").write_text("x")
    (tmp_path / "part.html.j2").write_text("a\n{% if %}")
    with pytest.raises(TemplateFailed, match=r"part\.html\.j2, line 2: Expected an expression"):
        load_look(tmp_path)


# --- in notebooks -----------------------------------------------------------------------------------------


def test_notebooks_show_themselves_in_the_clients_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    views = show(firm())
    (tmp_path / "part.html.j2").write_text("<p>Acme says: {{ part.says }}</p>")
    assert "Acme" not in views.ranking._repr_html_()
    monkeypatch.setenv(TEMPLATES_VARIABLE, str(tmp_path))
    assert views.ranking._repr_html_() == f"<p>Acme says: {views.ranking.says}</p>"


def test_kernels_are_given_the_look_and_what_fails_there_names_the_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import nbformat

    place = tmp_path / "look"
    place.mkdir()
    (tmp_path / "a.json").write_text(firm().to_json(), encoding="utf-8")
    code = "import toolkit\ntoolkit.show(toolkit.open_assessment(A)).ranking"
    cells = [nbformat.v4.new_code_cell(code)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "story.ipynb")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(TEMPLATES_VARIABLE, "nowhere")

    def shown(folder: str | None) -> str:
        found = run_notebooks(["story"], {"A": str(tmp_path / "a.json")}, source=tmp_path, look=load_look(folder))[
            "story"
        ]
        return str(found.cells[-1].outputs[0].data["text/html"])

    assert 'class="toolkit"' in shown(None), "the environment of the caller does not leak in"
    (place / "part.html.j2").write_text("<p>Acme says: {{ part.says }}</p>")
    assert shown("look").startswith("<p>Acme says: ")
    (place / "part.html.j2").write_text("<p>\n{{ part.sais }}</p>")
    with pytest.raises(TemplateFailed) as found:
        shown("look")
    error = found.value
    assert (error.file, error.line, error.variable) == (str(Path("look") / "part.html.j2"), 2, "part.sais")
    assert error.message == "'part.sais' is undefined: Part has none; did you mean \"says\"?"
    assert not isinstance(error, NotebookFailed)


def test_every_shipped_page_takes_its_header_from_the_layout() -> None:
    pages = [file for file in folder("templates").glob("*.html.j2") if "{% extends" in file.read_text("utf-8")]
    assert len(pages) >= 5
    for file in pages:
        text = file.read_text("utf-8")
        assert re.search(r'^\{% extends "layout\.html\.j2" %\}', text), file.name
        assert "{% block header %}" in text, file.name
        assert not re.search(r"<header|<html|<head\b|<style|http-equiv", text), file.name
