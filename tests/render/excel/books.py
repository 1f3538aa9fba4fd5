"""Workbooks that the tests of its sheets look at, and how they read them."""

from __future__ import annotations

import dataclasses
import io
from functools import cache
from typing import Any

import openpyxl

import toolkit
from tests.portfolios import portfolio, workflow
from tests.render.firms import READY
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.model import Trace
from toolkit.render.excel import summary_workbook
from toolkit.results import WorkflowResult

SHEETS = [
    *("Summary", "Ranking", "Ranges", "Causes", "Certainty", "Programme", "CFO case"),
    *("Business cases", "Readiness", "Findings", "Standing", "Agents", "Health", "Ownership", "Method", "Inputs"),
]

HOSTILE = (
    '=HYPERLINK("http://x","y")',
    "@SUM(A1:A9)",
    "+1+1",
    "-2+3",
    "http://evil.example/x",
    "mailto:a@b.example",
    "internal:Method!A1",
    "{=1+1}",
    "nan",
    "R&G &[Picture] &P",
    "x" * 5_000,
    "y" * 40_000,
    "🦄" * 20_000,
    "مرحبا \u202eطرف",
    "red \x1b[31m\x00\x07 \ufffe\uffff \ud800 _x000D_ ]]> </c>",
)


@cache
def example(name: str = "prove") -> Assessment:
    return toolkit.assess(toolkit.load_example(name))


def ranked(assessment: Assessment) -> list[WorkflowResult]:
    """The candidates in the order of their final ranks, in which pages and sheets name them."""
    return sorted(assessment.candidates, key=lambda one: one.final_rank or 0)


def traces(assessment: Assessment) -> dict[str, Trace]:
    return {one.workflow_id: assessment.trace(one.workflow_id, "npv") for one in assessment.candidates[:10]}


def made(assessment: Assessment) -> bytes:
    return summary_workbook(assessment, traces(assessment))


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


@cache
def book(name: str = "prove") -> Any:
    return opened(made(example(name)))


def cells(sheet: Any) -> list[Any]:
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


def head_row(sheet: Any, first: str) -> int:
    return next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == first)


def table(sheet: Any, first: str) -> list[dict[str, Any]]:
    """Return the rows below the heads that begin with ``first``, up to an empty one."""
    top = head_row(sheet, first)
    heads = [cell.value for cell in sheet[top] if cell.value is not None]
    found = []
    for row in sheet.iter_rows(min_row=top + 1, max_col=len(heads), values_only=True):
        if row[0] is None:
            break
        found.append(dict(zip(heads, row, strict=True)))
    return found


def texts(sheet: Any) -> list[str]:
    return [cell.value for cell in cells(sheet) if isinstance(cell.value, str)]


def hostile_firm() -> Assessment:
    rows = [
        workflow(
            f"{i}{text}",
            **{**READY, "name": text, "department": text, "process_owner": text, "work_type": text},
            **{"systems_read": (text,), "data_sources": (text,), "volume_likely": 900 + i if i % 5 else None},
        )
        for i, text in enumerate(HOSTILE)
    ]
    return assess(
        portfolio(
            {"organisation": HOSTILE[0] + HOSTILE[9], "currency": HOSTILE[1]},
            Workflows=rows,
            Systems=[{"system_id": text, "name": text, "owner": text} for text in HOSTILE],
            Data_sources=[{"source_id": text, "name": text} for text in HOSTILE],
            People=[{"name": text, "role": "program lead"} for text in HOSTILE],
        )
    )


@cache
def hostile() -> bytes:
    assessment = hostile_firm()
    findings = tuple(
        dataclasses.replace(assessment.findings[0], message=text, subject=text, owner=text, fix=text)
        for text in HOSTILE
    )
    return made(dataclasses.replace(assessment, findings=(*assessment.findings, *findings), warnings=HOSTILE))
