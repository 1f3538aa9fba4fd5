"""Pages made from notebooks: executed in this interpreter's kernel, loading nothing, failing with one clear line."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest

from tests.render import firms
from tests.render.browsing import faults, opened, shown_at
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.app.workbooks import load_example
from toolkit.errors import ToolkitError
from toolkit.render import notebooks
from toolkit.render.notebooks import NotebookFailed, notebook_pages, pages_ahead, run_notebooks
from toolkit.render.notebooks_page import notebook_page

FIRMS: dict[str, Callable[[], Assessment]] = {
    "prove": lambda: assess(load_example("prove")),
    "compound": lambda: assess(load_example("compound")),
    "empty": firms.empty,
    "hostile": firms.hostile,
    "many": lambda: firms.many(60),
}
LOADS = {"src", "srcset", "data", "action", "background", "poster", "xlink:href", "formaction", "ping"}
SILENT = {"script", "link", "iframe", "object", "embed", "img", "base", "form", "audio", "video", "source"}
BESIDE = {"index.html", "ownership-map.html", *notebooks.PAGES.values()}
TOGETHER = 2


Made = tuple[Assessment, dict[str, bytes]]


@cache
def pages_of(firm: str) -> Made:
    assessment = FIRMS[firm]()
    return assessment, notebook_pages(assessment, assessment.to_json())


@pytest.fixture(params=FIRMS)
def made(request: pytest.FixtureRequest) -> Made:
    return pages_of(request.param)


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.style = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.style = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self.style else data


def test_pages_load_nothing(made: Made) -> None:
    for content in made[1].values():
        text = content.decode()
        page = Page(text)
        assert not [tag for tag, _ in page.tags if tag in SILENT]
        assert not [name for _, attributes in page.tags for name in attributes if name in LOADS or name[:2] == "on"]
        links = [attributes["href"] or "" for tag, attributes in page.tags if tag == "a"]
        assert all(re.fullmatch(r"#\w+", link) or link in BESIDE for link in links), links
        assert len([tag for tag, _ in page.tags if tag == "style"]) == 1, "nbconvert and the parts bring none of theirs"
        style = text.partition("<style>")[2].partition("</style>")[0]
        assert "url(" not in style
        assert "@import" not in style
        assert "default-src 'none'" in text
        assert "No description has been provided" not in text


def test_pages_are_whole(made: Made) -> None:
    assessment, pages = made
    assert list(pages) == list(notebooks.PAGES.values())
    for name, content in pages.items():
        page = Page(content.decode())
        tags = [tag for tag, _ in page.tags]
        assert tags.count("h1") == tags.count("main") == 1
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        assert "Traceback" not in page.text
        assert not re.search(r"\bnan\b|\bNone\b(?! is| of)", page.text)
        assert "open_assessment" not in page.text, "code is hidden"
        assert name not in [attributes.get("href") for tag, attributes in page.tags if tag == "a"]
    readiness = Page(pages["readiness.html"].decode()).text
    assert all(question.title in readiness for question in assessment.readiness.questions)


def test_readiness_says_all_that_is_asked_of_it() -> None:
    assessment, pages = pages_of("prove")
    text = " ".join(Page(pages["readiness.html"].decode()).text.split())
    for finding in assessment.findings:
        if finding.question:
            assert " ".join(finding.message.split()) in text
            assert finding.fix in text
            assert finding.owner in text or not finding.fix
    for question in assessment.readiness.questions:
        assert f"coverage {question.coverage:.0%}".replace("%", " %").replace("  ", " ") in text.replace("\xa0", " ")
    why = {check.id: check.why for check in assessment.checks}
    assert all(why[finding.check] in text for finding in assessment.findings if finding.fix and finding.question)


def test_same_assessment_same_bytes() -> None:
    assessment, pages = pages_of("empty")
    assert notebook_pages(assessment, assessment.to_json()) == pages


def test_hostile_text_is_text() -> None:
    for content in pages_of("hostile")[1].values():
        text = content.decode()
        assert "<script" not in text
        assert "<img" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
        assert "\u202e" not in text
        assert "{{ 7*7 }}" in text


@pytest.mark.chromium
@pytest.mark.parametrize("firm", ["empty", "many"])
def test_in_a_browser(firm: str, browser: Any, tmp_path: Path) -> None:
    for name, content in pages_of(firm)[1].items():
        (tmp_path / name).write_bytes(content)
        with opened(browser, tmp_path / name) as page:
            for width, scheme in ((360, "light"), (1200, "dark")):
                shown_at(page, width, scheme)
                assert faults(page, width, scheme) == [], (name, width)


# --- running ----------------------------------------------------------------------------------------------


def notebook(place: Path, name: str, *cells: str) -> None:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    nbformat.write(made, place / f"{name}.ipynb")


def test_failing_notebook_is_one_line(tmp_path: Path) -> None:
    notebook(tmp_path, "story", "x = 1", "y = 2\n\nz = {}['nothing']  # why\nw = 3", "print('never')")
    with pytest.raises(NotebookFailed) as found:
        run_notebooks(["story"], {"P": "a"}, source=tmp_path)
    error = found.value
    assert isinstance(error, ToolkitError)
    assert (error.name, error.cell, error.line) == ("story", 3, "z = {}['nothing']  # why")
    assert str(error) == """notebook story, cell [3], "z = {}['nothing']  # why": KeyError: 'nothing'"""
    cells = error.notebook.cells
    (position,) = [i for i, cell in enumerate(cells) if cell.metadata.get("tags") == ["failed"] and cell.get("outputs")]
    assert cells[position - 1].cell_type == "markdown"
    assert "KeyError" in cells[position - 1].source
    assert cells[-1].outputs == []
    nbformat.validate(error.notebook)


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("import os\nos._exit(3)", "import os", "its kernel ended"),
        ("a = 1\nif a\n    b", "if a", "SyntaxError"),
        ("def f():\n    return 1 / 0\n\nf()", "f()", "ZeroDivisionError: division by zero"),
        ("import toolkit\ntoolkit.open_assessment('no.json')", "toolkit.open_assessment('no.json')", "cannot be read"),
        (
            "raise ValueError('two\\nlines\\n\\x1b[31m')",
            "raise ValueError('two\\nlines\\n\\x1b[31m')",
            "two lines �[31m",
        ),
        ("", "", ""),
    ],
    ids=["kernel dies", "syntax", "inside a function", "our own error", "control characters", "nothing fails"],
)
def test_what_a_failure_says(source: str, line: str, message: str, tmp_path: Path) -> None:
    notebook(tmp_path, "story", source)
    if not message:
        assert run_notebooks(["story"], {}, source=tmp_path)
        return
    with pytest.raises(NotebookFailed) as found:
        run_notebooks(["story"], {}, source=tmp_path)
    assert found.value.line == line
    assert message in found.value.message
    assert "\n" not in str(found.value)


def test_failing_cell_of_a_page_is_kept_beside_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assessment = firms.empty()
    with pytest.raises(NotebookFailed) as found:
        notebook_pages(assessment, "{}", keep=tmp_path / "beside")
    (kept,) = (tmp_path / "beside").iterdir()
    assert found.value.kept == kept
    assert str(kept) in str(found.value)
    assert kept.name == "01_candidates.failed.ipynb"
    assert "failed" in [
        tag for cell in nbformat.read(kept, as_version=4).cells for tag in cell.metadata.get("tags", [])
    ]


def test_kernels_started_ahead_make_the_same_pages() -> None:
    assessment, pages = pages_of("empty")
    with pages_ahead() as made:
        time.sleep(0.5)
        assert made(assessment, assessment.to_json()) == pages


@pytest.mark.parametrize("seconds", [0, 1.5])
def test_kernels_started_ahead_end_where_no_assessment_comes(seconds: float) -> None:
    told: list[str] = []
    with pages_ahead(told.append):
        time.sleep(seconds)
    kernels = psutil.Process().children(recursive=True)
    assert not [one for one in kernels if "ipykernel_launcher" in one.cmdline()]
    assert told == []


def test_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebooks, "CELL_SECONDS", 1)
    notebook(tmp_path, "story", "import time", "time.sleep(60)")
    began = time.monotonic()
    with pytest.raises(NotebookFailed, match=r"cell \[2\], 'time.sleep\(60\)': took longer than 1 seconds"):
        run_notebooks(["story"], {}, source=tmp_path)
    assert time.monotonic() - began < 30


def test_nothing_of_the_users_own_leaks_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    startup = tmp_path / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("leaked = True", encoding="utf-8")
    kernel = tmp_path / "kernels" / "python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text('{"argv": ["false"], "display_name": "x", "language": "python"}')
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    notebook(tmp_path, "story", "import sys\n'leaked' in globals(), sys.executable")
    (cell,) = run_notebooks(["story"], {}, source=tmp_path)["story"].cells
    import sys

    assert cell.outputs[0].data["text/plain"] == repr((False, sys.executable))


def test_two_kernels_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = [0], [0], threading.Lock()
    execute = notebooks._execute

    async def counted(*given: object) -> object:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        try:
            return await execute(*given)  # type: ignore[arg-type]
        finally:
            with lock:
                running[0] -= 1

    monkeypatch.setattr(notebooks, "_execute", counted)
    names = [f"story{i}" for i in range(4)]
    for name in names:
        notebook(tmp_path, name, "1 + 1")
    told: list[str] = []
    assert list(run_notebooks(names, {}, told.append, source=tmp_path)) == names
    assert most[0] == TOGETHER
    assert sorted(told) == [f"running notebook {name}" for name in names]


def test_inside_a_running_loop_as_in_a_notebook(tmp_path: Path) -> None:
    notebook(tmp_path, "story", "1 + 1")

    async def cell() -> object:
        return run_notebooks(["story"], {}, source=tmp_path)

    # A browser of another test may hold the loop of this thread.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(cell())).result()


def test_a_picture_has_a_true_alternative() -> None:
    assessment = firms.empty()
    data = {"image/png": "iVBORw0KGgo=", "text/plain": "NPV of <three> candidates"}
    output = nbformat.v4.new_output("display_data", data=data)
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("picture", outputs=[output])])
    page = notebook_page("02_readiness", made, assessment)
    assert 'alt="NPV of &lt;three&gt; candidates"' in page
    assert "alt" not in output.metadata, "the notebook itself is left as it is"
