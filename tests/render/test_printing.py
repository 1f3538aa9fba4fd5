"""Pages as PDF through the Chromium that is installed: one sheet for the first page, no place of this machine in it."""

from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

import toolkit
from toolkit.errors import ToolkitError
from toolkit.render import printing
from toolkit.render.html import render_index, render_portfolio
from toolkit.render.look import SHIPPED, load_look
from toolkit.render.printing import find_browser, on_paper, print_pages

needs_chromium = pytest.mark.chromium
A4, LETTER = (595, 842), (612, 792)


def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv(printing.BROWSER_VARIABLE, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


def browser_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> Path:
    file = tmp_path / "browser"
    file.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(printing.BROWSER_VARIABLE, str(file))
    return file


@pytest.fixture(scope="module")
def printed() -> dict[str, PdfReader]:
    assessment = toolkit.assess(toolkit.load_example("prove"))
    look, told = on_paper(SHIPPED), []
    pages = {
        "index.pdf": render_index(assessment, look=look),
        "portfolio.pdf": render_portfolio(assessment, {}, look=look),
    }
    found = print_pages(pages, told.append)
    assert sorted(told) == ["printing: index.pdf", "printing: portfolio.pdf"]
    assert not any(b"file:/" in pdf for pdf in found.values())
    return {name: PdfReader(io.BytesIO(pdf)) for name, pdf in found.items()}


def size(pdf: PdfReader) -> tuple[int, int]:
    box = pdf.pages[0].mediabox
    return round(box.width), round(box.height)


def targets(pdf: PdfReader) -> list[str]:
    """The addresses that links of a PDF lead to, those inside of it left out."""
    notes = [note.get_object() for page in pdf.pages for note in page.get("/Annots") or []]
    return [str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})]


@needs_chromium
def test_the_first_page_is_one_sheet_with_its_title(printed: dict[str, PdfReader]) -> None:
    pdf = printed["index.pdf"]
    assert len(pdf.pages) == 1
    assert size(pdf) == A4
    assert pdf.metadata is not None
    assert "Northwind Advisory: which workflow next" in (pdf.metadata.title or "")
    assert "Six questions" in pdf.pages[0].extract_text()


@needs_chromium
def test_the_report_is_whole_with_outline_tags_and_links_inside(printed: dict[str, PdfReader]) -> None:
    pdf = printed["portfolio.pdf"]
    assert len(pdf.pages) > 10
    assert size(pdf) == A4
    assert pdf.outline
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert any("/Dest" in note.get_object() for page in pdf.pages for note in page.get("/Annots") or [])
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "Business cases" in text
    assert "Net present value" in text


@needs_chromium
def test_no_link_leads_out_of_a_pdf(printed: dict[str, PdfReader]) -> None:
    assert [target for pdf in printed.values() for target in targets(pdf)] == []


@needs_chromium
def test_a_client_prints_on_letter(tmp_path: Path) -> None:
    (tmp_path / "brand.toml").write_text('name = "Acme"\npaper = "Letter"\n', encoding="utf-8")
    assessment = toolkit.assess(toolkit.load_example("prove"))
    look = on_paper(load_look(tmp_path))
    (pdf,) = print_pages({"index.pdf": render_index(assessment, look=look)}).values()
    reader = PdfReader(io.BytesIO(pdf))
    assert size(reader) == LETTER
    assert len(reader.pages) == 1


@needs_chromium
def test_a_page_that_leads_to_a_file_is_refused() -> None:
    page = '<!DOCTYPE html><title>x</title><p><a href="portfolio.html">the report</a></p>'
    with pytest.raises(ToolkitError, match=r"x\.pdf: the page leads to a file beside it"):
        print_pages({"x.pdf": page})


def test_other_paper_is_refused(tmp_path: Path) -> None:
    (tmp_path / "brand.toml").write_text('paper = "A0; } body { display: none"\n', encoding="utf-8")
    with pytest.raises(ToolkitError, match="A4 or Letter"):
        load_look(tmp_path)


def test_without_a_browser_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere(monkeypatch)
    with pytest.raises(ToolkitError, match=r"looked for chromium, .* install Chromium, .* leave out --pdf"):
        find_browser()


def test_a_browser_that_is_named_and_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(printing.BROWSER_VARIABLE, "/nowhere/chromium")
    with pytest.raises(ToolkitError, match=r"TOOLKIT_CHROMIUM: there is no file .nowhere.chromium"):
        find_browser()


@pytest.mark.parametrize(
    "place", ["Applications/Chromium.app/Contents/MacOS/Chromium", "Google/Chrome/Application/chrome.exe"]
)
def test_the_usual_places_of_other_systems(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere(monkeypatch)
    monkeypatch.setattr(sys, "platform", "darwin" if ".app" in place else "win32")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).touch()
    assert find_browser() == tmp_path / place


@pytest.mark.skipif(os.name == "nt", reason="a script of a shell stands for the browser")
def test_a_browser_that_fails_is_named_and_its_noise_kept_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = browser_that(tmp_path, monkeypatch, "echo noise; echo noise >&2; exit 7")
    with pytest.raises(ToolkitError, match=rf"x\.pdf: {file} printed nothing \(exit code 7\)"):
        print_pages({"x.pdf": "<p>x</p>"})
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="a script of a shell stands for the browser")
def test_a_browser_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser_that(tmp_path, monkeypatch, "exec sleep 60")
    monkeypatch.setattr(printing, "SECONDS", 0.2)
    with pytest.raises(ToolkitError, match=r"did not print it in 0\.2 seconds"):
        print_pages({"x.pdf": "<p>x</p>", "y.pdf": "<p>y</p>", "z.pdf": "<p>z</p>"})
