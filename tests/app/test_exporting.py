"""A report folder is replaced whole, and only where the toolkit made everything in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import toolkit
from tests.portfolios import portfolio, workflow
from toolkit.app import exporting
from toolkit.app.assessment import Assessment
from toolkit.errors import OutputRefused, ToolkitError

FILES = {
    *("index.html", "portfolio.html", "ownership-map.html", "ownership-map.md"),
    *("health-review.html", "health-review.md"),
    *("playbooks/index.html", "playbooks/invoicing.html", "playbooks/invoicing.md"),
    *("summary.xlsx", "assessment.json", "manifest.json"),
}


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return toolkit.assess(portfolio(Workflows=[workflow("invoicing")]))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_folder_with_parents(assessment: Assessment, tmp_path: Path) -> None:
    page = toolkit.export(assessment, tmp_path / "a" / "b", quick=True)
    assert page == tmp_path / "a" / "b" / "index.html"
    assert set(contents(page.parent)) == FILES
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["b"], "nothing is left beside it"


def test_an_empty_folder_and_one_with_a_file_managers_traces(assessment: Assessment, tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").touch()
    toolkit.export(assessment, tmp_path, quick=True)
    assert "index.html" in contents(tmp_path)


def test_every_link_between_the_files_leads_to_one(assessment: Assessment, tmp_path: Path) -> None:
    found = contents(toolkit.export(assessment, tmp_path / "r", quick=True).parent)
    leads = (("index.html", "portfolio.html"), ("portfolio.html", "index.html"), ("index.html", "ownership-map.html"))
    reviews = (("index.html", "health-review.html"), ("health-review.html", "health-review.md"))
    playbooks = (("index.html", "playbooks/index.html"), ("playbooks/invoicing.html", "../portfolio.html"))
    for name, led in (*leads, *reviews, *playbooks, ("ownership-map.html", "ownership-map.md")):
        links = set(re.findall(r'href="([^"#]+)', found[name].decode()))
        assert led in links
        leads_to = {posixpath.normpath(posixpath.join(posixpath.dirname(name), link)) for link in links}
        assert leads_to <= set(found)


def test_figures_and_pdf_only_where_they_are_wanted(
    assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: dict[str, str] = {}

    def printing(pages: dict[str, str], progress: Callable[[str], None]) -> dict[str, bytes]:
        printed.update(pages)
        return dict.fromkeys(pages, b"%PDF-")

    monkeypatch.setattr(exporting, "find_browser", lambda: Path("chromium"))
    monkeypatch.setattr(exporting, "print_pages", printing)
    plain = set(contents(toolkit.export(assessment, tmp_path / "plain", quick=True).parent))
    full = set(contents(toolkit.export(assessment, tmp_path / "full", quick=True, figures=True, pdf=True).parent))
    added = full - plain
    assert plain <= full
    assert {name for name in added if not name.startswith("figures/")} == set(printed)
    assert set(printed) == {
        *("index.pdf", "portfolio.pdf", "playbooks/invoicing.pdf"),
    }
    assert len([name for name in added if re.fullmatch(r"figures/01-ranges\.(svg|png)", name)]) == 2
    for page in printed.values():
        assert "@page { size: A4; }" in page
        assert not re.search(r'href="(?!#)', page), "a PDF is handed over alone"


def test_without_a_browser_nothing_is_written(
    assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOOLKIT_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(ToolkitError, match="TOOLKIT_CHROMIUM"):
        toolkit.export(assessment, tmp_path / "r", quick=True, pdf=True)
    assert list(tmp_path.iterdir()) == []


def test_the_same_twice_is_the_same_bytes(assessment: Assessment, tmp_path: Path) -> None:
    first = contents(toolkit.export(assessment, tmp_path / "r", quick=True).parent)
    assert contents(toolkit.export(assessment, tmp_path / "r", quick=True).parent) == first


@pytest.mark.parametrize("strange", ["notes.txt", "manifest.json"])
def test_a_folder_of_somebody_else_is_left_alone(strange: str, assessment: Assessment, tmp_path: Path) -> None:
    (tmp_path / strange).write_text('{"made_by": "me", "files": {}}', encoding="utf-8")
    before = contents(tmp_path)
    with pytest.raises(OutputRefused, match="did not make"):
        toolkit.export(assessment, tmp_path, quick=True)
    assert contents(tmp_path) == before


def test_a_file_added_to_a_report_stops_it(assessment: Assessment, tmp_path: Path) -> None:
    report = toolkit.export(assessment, tmp_path / "r", quick=True).parent
    (report / "comments.docx").write_text("mine", encoding="utf-8")
    before = contents(report)
    with pytest.raises(OutputRefused, match=r"comments\.docx"):
        toolkit.export(assessment, report, quick=True)
    assert contents(report) == before


def test_a_page_edited_by_hand_stops_it(assessment: Assessment, tmp_path: Path) -> None:
    page = toolkit.export(assessment, tmp_path / "r", quick=True)
    page.write_text("edited", encoding="utf-8")
    with pytest.raises(OutputRefused, match=r"index\.html was changed"):
        toolkit.export(assessment, tmp_path / "r", quick=True)
    assert page.read_text(encoding="utf-8") == "edited"


def test_a_page_deleted_by_hand_comes_back(assessment: Assessment, tmp_path: Path) -> None:
    page = toolkit.export(assessment, tmp_path / "r", quick=True)
    page.unlink()
    assert toolkit.export(assessment, tmp_path / "r", quick=True).exists()


def test_a_file_in_the_place_is_refused(assessment: Assessment, tmp_path: Path) -> None:
    (tmp_path / "r").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputRefused, match="is a file"):
        toolkit.export(assessment, tmp_path / "r", quick=True)


def test_the_folder_one_is_in_is_refused(
    assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputRefused, match="the folder you are in"):
        toolkit.export(assessment, ".", quick=True)


def test_a_failing_write_keeps_the_old_report(
    assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = toolkit.export(assessment, tmp_path / "r", quick=True).parent
    before = contents(report)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputRefused, match="No space left"):
        toolkit.export(assessment, report, quick=True)
    monkeypatch.undo()
    assert contents(report) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r"]
