"""LibreOffice opens the workbook, and computes what is stored in it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.programs import program
from tests.render.excel.books import SHEETS, example, head_row, hostile, hostile_firm, made

pytestmark = pytest.mark.libreoffice


@pytest.mark.parametrize("name", ["example", "hostile"])
def test_libreoffice_opens_it_and_a_value_survives(tmp_path: Path, name: str) -> None:
    assessment, content = (example(), made(example())) if name == "example" else (hostile_firm(), hostile())
    source = tmp_path / "summary.xlsx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        program("libreoffice"),
        profile,
        "--headless",
        "--convert-to",
        "ods",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    back = [
        program("libreoffice"),
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path / "back"),
    ]
    subprocess.run([*back, str(tmp_path / "summary.ods")], check=True, capture_output=True, timeout=180)
    found = openpyxl.load_workbook(tmp_path / "back" / "summary.xlsx")
    assert found.sheetnames == SHEETS
    npv = found["Ranking"].cell(head_row(found["Ranking"], "Rank") + 1, 6).value
    assert npv == pytest.approx(assessment.candidates[0].base.npv)


ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
"""Compute every formula while opening, whatever is stored beside it."""


def test_recalculated_values_are_those_stored(tmp_path: Path) -> None:
    source, user = tmp_path / "summary.xlsx", tmp_path / "profile" / "user"
    source.write_bytes(made(example("compound")))
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(ALWAYS)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program("libreoffice"), profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(tmp_path / "back"), str(source)], check=True, capture_output=True, timeout=180)
    formulas = openpyxl.load_workbook(source)
    stored = openpyxl.load_workbook(source, data_only=True)
    computed = openpyxl.load_workbook(tmp_path / "back" / "summary.xlsx", data_only=True)
    found = [
        (sheet.title, cell.coordinate)
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert {sheet for sheet, _ in found} == {"Causes", "Certainty", "Programme", "CFO case"}
    for sheet, place in found:
        assert computed[sheet][place].value == pytest.approx(stored[sheet][place].value, abs=1e-6), (sheet, place)
