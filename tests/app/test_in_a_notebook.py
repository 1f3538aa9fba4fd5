"""In a real kernel: objects show themselves, an error is one message, long work shows how far it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import nbformat
import pytest

from toolkit.app.workbooks import make_workbook
from toolkit.render.notebooks import NotebookFailed, run_notebooks

OPENED = "import toolkit\nportfolio = toolkit.load_example('compound')\nassessment = toolkit.assess(portfolio)"
SHOWN = {
    "assessment": ("five of six questions pass", 'class="answers"', "Invoicing in five numbers", "toolkit.export("),
    "portfolio": ("compound.xlsx", "123", "one agent in one week"),
    "assessment.ranking": ("NPV, EUR", "81,441", "Contract review", "Set apart because"),
    "assessment.ranking.sort_values('npv').tail(1)": ("Client intake", "494,644"),
    "assessment.ranking.assign(own=[1.5] * 9)": (">own<", "1.5"),
    "assessment.business_case('invoicing')": ("Month", "Cumulative, EUR", "27 more"),
    "assessment.readiness": ("five of six questions pass", "coverage 50"),
    "assessment.trace('invoicing', 'npv')": ("<details open>", "Workflows!F7"),
    "toolkit.load_policy()": ("values: the shipped policy", "defaults.realisation"),
    "toolkit.gate(portfolio, None, 'intake')": ("Pass: it may go on", "M. Ortiz owns Client intake"),
    "toolkit.admit(portfolio, None, 'invoicing')": ("To be written down first", "People behind it"),
    "assessment.findings[0]": ("Client intake is in production.", "production.in_production"),
    "toolkit.show(assessment)": ("show.questions", "The six questions as cards", "show.case(…)"),
}
"""What a person evaluates, and what must stand in it."""


def outputs(*cells: str) -> list[Any]:
    place = Path(mkdtemp())
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    nbformat.write(notebook, place / "story.ipynb")
    return [cell.outputs for cell in run_notebooks(["story"], {}, source=place)["story"].cells]


@cache
def shown() -> dict[str, Any]:
    return dict(zip(SHOWN, outputs(OPENED, *SHOWN)[1:], strict=True))


@pytest.mark.parametrize("evaluated", SHOWN)
def test_objects_show_themselves_in_both_forms(evaluated: str) -> None:
    (output,) = [one for one in shown()[evaluated] if one.output_type == "execute_result"]
    html, text = output.data["text/html"], output.data["text/plain"]
    assert all(part in html for part in SHOWN[evaluated]), [part for part in SHOWN[evaluated] if part not in html]
    assert "<script" not in html
    assert "dataframe" not in html, "ours, not pandas' own"
    assert len(html) < 150_000
    assert 20 < len(text) < 10_000
    assert not [one for one in shown()[evaluated] if one.output_type == "stream"]


def failing(place: Path, source: str) -> list[str]:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    nbformat.write(notebook, place / "story.ipynb")
    with pytest.raises(NotebookFailed) as found:
        run_notebooks(["story"], {}, source=place)
    (output,) = found.value.notebook.cells[1].outputs
    return list(output.traceback)


def test_an_error_is_one_message_and_the_line_that_asked(tmp_path: Path) -> None:
    told = failing(tmp_path, "import toolkit\ntoolkit.load('nothing.xlsx')")
    assert "\n".join(told).startswith("nothing.xlsx: ")
    assert told[-1] == "In line 2 of the cell: toolkit.load('nothing.xlsx')"
    assert len(told) == 3


def test_problems_of_a_workbook_are_a_list(tmp_path: Path) -> None:
    import openpyxl

    make_workbook(tmp_path / "good.xlsx", "prove")
    book = openpyxl.load_workbook(tmp_path / "good.xlsx")
    book["Workflows"]["F7"], book["Workflows"]["L7"] = "many", 3
    book.save(tmp_path / "bad.xlsx")
    told = failing(tmp_path, f"import toolkit\nportfolio = toolkit.load({str(tmp_path / 'bad.xlsx')!r})")
    head, first, second, *_ = told[0].splitlines()
    assert head.endswith("bad.xlsx: 2 problems")
    assert first.startswith("  Workflows!F7 ")
    assert second.startswith("  Workflows!L7 ")
    assert "Traceback" not in "".join(told)


def test_other_errors_keep_their_traceback(tmp_path: Path) -> None:
    assert "Traceback" in "".join(failing(tmp_path, "import toolkit\n1 / 0"))


LONG = """
import time, toolkit.app.progress as progress
progress.SLOW_AFTER_SECONDS = 0.05
print("before")
with progress.told(None, 3) as tell:
    tell("reading")
    time.sleep(0.5)
    tell("simulating 8,192 futures: 5 of 10 workflows")
    seen = str(tell._bar)
print("after")
seen
"""


def test_long_work_shows_a_bar_that_is_gone_afterwards() -> None:
    quick, long = outputs("import toolkit.app.progress as p\nwith p.told(None, 3) as tell:\n    tell('x')", LONG)
    assert quick == []
    (result,) = [one.data["text/plain"] for one in long if one.output_type == "execute_result"]
    assert "1 of 3 |" in result
    assert "simulating 8,192 futures: 5 of 10 workflows" in result
    bars = [one.data for one in long if one.output_type == "display_data"]
    assert bars == [{"text/html": ""}]
    assert [(one.name, one.text) for one in long if one.output_type == "stream"] == [
        *(("stdout", "before\n"), ("stdout", "after\n"))
    ]
