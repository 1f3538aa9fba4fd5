"""Odd workbooks, and what must be said of each: all of it, at once, in order."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.workbook.corpus import (
    Change,
    add,
    at,
    drop,
    drop_column,
    drop_row,
    hide,
    lines,
    merge,
    put,
    rename,
    save,
    title,
    write,
)
from toolkit.errors import WorkbookProblems
from toolkit.workbook.reading import examine, load

W = "Workflows"

# One change or several, and the lines that must be said: all of them, in this order.
SAID: dict[str, tuple[tuple[Change, ...], list[str]]] = {
    "nothing wrong": ((), []),
    "a share above one": (
        (put(W, "automation_likely", 85),),
        [f'Workflows!{at(W, "automation_likely")} automation rate, likely: found "85", allowed 0 to 1 (a share): '
         "write 0.85 or 85%"],
    ),
    "an ambiguous number": (
        (put(W, "build_cost_likely", "24.000"),),
        [f'Workflows!{at(W, "build_cost_likely")} build cost, likely: found "24.000", allowed a number of at least 0: '
         "write 24000 or 24, whichever is meant, without a thousands mark"],
    ),
    "another currency": (
        (put(W, "build_cost_likely", "$24000"),),
        [f'Workflows!{at(W, "build_cost_likely")} build cost, likely: found "$24000", allowed an amount in EUR: '
         "convert it, and write the amount in EUR"],
    ),
    "another currency among the settings": (
        (put("Program", "hourly_cost", "62 USD"),),
        ['Program!B5 default hourly cost: found "62 USD", allowed an amount in EUR: '
         "convert it, and write the amount in EUR"],
    ),
    "an ambiguous date": (
        (put(W, "documented_on", "03/04/2026"),),
        [f'Workflows!{at(W, "documented_on")} process documented on: found "03/04/2026", '
         "allowed a date, best written 2026-06-30: write 2026-04-03 (3 April) or 2026-03-04 (4 March), "
         "whichever is meant"],
    ),
    "error cells": (
        (put(W, "volume_likely", "#DIV/0!"), put(W, "department", "#N/A"), put("Metrics", "cost", "#REF!", 3)),
        [f'Workflows!{at(W, "department")} department: found "#N/A", allowed text: '
         "repair the formula, or write the value",
         f'Workflows!{at(W, "volume_likely")} volume per month, likely: found "#DIV/0!", '
         "allowed a number of at least 0 (items per month): repair the formula, or write the value",
         'Metrics!L3 cost: found "#REF!", allowed a number of at least 0: repair the formula, or write the value'],
    ),
    "a formula without a value": (
        (put(W, "volume_likely", "=400+500"), put("Program", "hourly_cost", "=60+2")),
        ["Program!B5 default hourly cost: found a formula without a value, allowed a number of at least 0 (per hour): "
         "open it in Excel or LibreOffice and save it once",
         f'Workflows!{at(W, "volume_likely")} volume per month, likely: found a formula without a value, '
         "allowed a number of at least 0 (items per month): open it in Excel or LibreOffice and save it once"],
    ),
    "an unknown choice": (
        (put(W, "realised_as", "headcout"), put("Systems", "interface", "REST API")),
        [f'Workflows!{at(W, "realised_as")} realised as: found "headcout", '
         'allowed headcount, avoided hire, overtime, capacity only: did you mean "headcount"?',
         'Systems!D2 interface: found "REST API", allowed MCP, REST, GraphQL, SDK, database, file, screen only: '
         'did you mean "REST"?'],
    ),
    "a blank required cell": (
        (put(W, "name", "  "), put("Metrics", "week", None)),
        ["Workflows!B2 name: found a blank cell, allowed text: fill it in, for example Invoicing",
         "Metrics!B2 week: found a blank cell, allowed a date, best written 2026-06-30: "
         "fill it in, for example 2026-06-22"],
    ),
    "a blank essential cell": (
        (put(W, "minutes_likely", None),),
        [f'warning Workflows!{at(W, "minutes_likely")} minutes per item, likely: found a blank cell, '
         "allowed a number of at least 0 (minutes per item): the row has no business case until it is filled in"],
    ),
    "low above likely": (
        (put(W, "volume_low", 950),),
        [f'Workflows!{at(W, "volume_low")} volume per month, low: found "950", above the likely value 900, '
         "allowed at most the likely value: write low, likely and high in ascending order"],
    ),
    "high below likely": (
        (put(W, "volume_high", 850),),
        [f'Workflows!{at(W, "volume_high")} volume per month, high: found "850", below the likely value 900, '
         "allowed at least the likely value: write low, likely and high in ascending order"],
    ),
    "a faulty likely value is one problem": (
        (put(W, "volume_likely", "many"),),
        [f'Workflows!{at(W, "volume_likely")} volume per month, likely: found "many", '
         "allowed a number of at least 0 (items per month): write a number, or leave the cell blank"],
    ),
    "low without likely": (
        (put(W, "revenue_low", 10), put(W, "volume_likely", None)),
        [f'Workflows!{at(W, "volume_likely")} volume per month, likely: found a blank cell beside a low or high value, '
         "allowed a number of at least 0 (items per month): fill in the likely value, or clear low and high",
         f'Workflows!{at(W, "revenue_likely")} revenue per month at full adoption, likely: found a blank cell beside a '
         "low or high value, allowed a number of at least 0 (per month): "
         "fill in the likely value, or clear low and high"],
    ),
    "low and no likely column": (
        (put(W, "revenue_low", 10), title(W, "revenue_likely", None)),
        [f'Workflows!{at(W, "revenue_low")} revenue per month at full adoption, low: found a blank cell beside a '
         "low or high value, allowed a number of at least 0 (per month): "
         "fill in the likely value, or clear low and high"],
    ),
    "duplicate ids": (
        (put(W, "workflow_id", " INVOICING", 3),),
        ['Workflows!A3 workflow id: found "INVOICING" in row 3 as in row 2, allowed each workflow id once: '
         "give it a name of its own, or delete the row"],
    ),
    "the same week twice": (
        (put("Metrics", "week", "2026-06-15", 3), put("Metrics", "agent", "Intake", 3)),
        ['Metrics!A3 agent: found "Intake, 2026-06-15" in row 3 as in row 2, allowed each agent and week once: '
         "keep one of the two rows"],
    ),
    "ids that point nowhere": (
        (put(W, "systems_read", "crm; erb; sap"), put(W, "extends_agent", "intak"), put("Agents", "workflow", "zzz"),
         put("Program", "chosen_next", "Invocing")),
        ['Program!B9 chosen next workflow: found "Invocing", allowed an id of the sheet Workflows: '
         'did you mean "invoicing"?',
         f'Workflows!{at(W, "systems_read")} systems read: found "erb", "sap", '
         'allowed an id of the sheet Systems, or several with ;: did you mean "erp"?',
         f'Workflows!{at(W, "extends_agent")} extends agent: found "intak", allowed an id of the sheet Agents: '
         'did you mean "intake"?',
         'Agents!D2 workflow: found "zzz", allowed an id of the sheet Workflows: '
         "add it to the sheet Workflows, or correct it"],
    ),
    "a list with commas": (
        (put(W, "systems_read", "crm, erp"),),
        [f'Workflows!{at(W, "systems_read")} systems read: found "crm, erp", '
         "allowed an id of the sheet Systems, or several with ;: separate several ids with ;"],
    ),
    "two ids where one may stand": (
        (put(W, "extends_agent", "intake; proposals"),),
        [f'Workflows!{at(W, "extends_agent")} extends agent: found "intake; proposals", '
         "allowed an id of the sheet Agents: name one id alone"],
    ),
    "nothing to check ids against": (
        (drop("Systems"), drop_row("Agents", 2)),
        [f'warning Workflows!{at(W, "systems_read")} systems read: found ids, but no rows on the sheet Systems '
         "to check them against: fill the sheet Systems",
         f'warning Workflows!{at(W, "systems_written")} systems written: found ids, but no rows on the sheet Systems '
         "to check them against: fill the sheet Systems",
         f'warning Workflows!{at(W, "extends_agent")} extends agent: found ids, but no rows on the sheet Agents '
         "to check them against: fill the sheet Agents",
         "warning Data sources!C2 system: found ids, but no rows on the sheet Systems to check them against: "
         "fill the sheet Systems",
         "warning Ownership!A2 agent: found ids, but no rows on the sheet Agents to check them against: "
         "fill the sheet Agents",
         "warning Metrics!A2 agent: found ids, but no rows on the sheet Agents to check them against: "
         "fill the sheet Agents",
        ],
    ),
    "loose ids that point nowhere": (
        (put("Platform", "covers", "crm; crn"), put("Governance", "about", "the whole firm")),
        ['warning Platform!H2 covers: found "crn", allowed ids of Systems and Agents: did you mean "crm"?',
         'warning Governance!D2 about: found "the whole firm", allowed ids of Agents and Workflows: '
         "kept as it is, though nothing bears that name"],
    ),
    "no Monday": (
        (put("Metrics", "week", dt.date(2026, 6, 24), 3),),
        ['Metrics!B3 week: found "2026-06-24", a Wednesday, allowed the Monday of the week: '
         "write 2026-06-22, the Monday of that week"],
    ),
    "a subject of another kind": (
        (put("Governance", "subject", "change management"),),
        ['Governance!B2 subject: found "change management", a subject of the kind "playbook", allowed who may deploy, '
         "decision boundaries, conflict resolution, audit log, audit drill, escalation, cost allocation, "
         "ownership change, registry, data access, change control, retirement: "
         'make the kind "playbook", or choose a subject of the kind "decision"'],
    ),
    "an unknown sheet": (
        (add("Workflow", ["a"]), add("Start here", ["a"])),
        ['warning Workflow: found an unknown sheet: it was not read; did you mean "Workflows"?'],
    ),
    "an unknown column": (
        (write("Systems", "L1", "rate limit documented"), write("Systems", "M1", "zzz"), write("Systems", "M2", 1)),
        ['warning Systems!L1: found the unknown column "rate limit documented": '
         'it was not read; did you mean "rate limits documented"?',
         'warning Systems!M1: found the unknown column "zzz": it was not read, rename or remove it'],
    ),
    "a column twice": (
        (write("Systems", "L1", "Name"),),
        ['Systems!L1 "Name": found a second column for name, besides B1: keep one of them'],
    ),
    "content without a title": (
        (write("Systems", "N3", "call Ann"), write("Systems", "N2", " ")),
        ["warning Systems!N3: found content in a column without a title: "
         "it was not read, write a title above it or remove it"],
    ),
    "missing columns": (
        (drop_column(W, "automation_likely"), drop_column(W, "name"), drop_column("Agents", "status"),
         drop_column("Metrics", "cost")),
        ['Workflows name: found no such column: add a column with the title "name"',
         "Workflows automation rate, likely: found no such column: "
         'add a column with the title "automation rate, likely"',
         'Agents status: found no such column: add a column with the title "status"'],
    ),
    "missing sheets": (
        (drop("Program"), drop(W), drop("Events")),
        ['Program: found no such sheet: add a sheet "Program", "toolkit init" writes one to copy',
         'Workflows: found no such sheet: add a sheet "Workflows", "toolkit init" writes one to copy'],
    ),
    "empty sheets": (
        (drop_row("Program", 1, 20), drop_row(W, 1, 3), drop_row("Events", 1, 2), put("Agents", "workflow", None)),
        ['Program: found an empty sheet: fill it, "toolkit init" writes one to copy',
         'Workflows: found an empty sheet: fill it, "toolkit init" writes one to copy'],
    ),
    "no candidate": (
        (drop_row(W, 2, 2), put("Program", "chosen_next", None), put("Agents", "workflow", None)),
        ["Workflows: found no rows: add a row: a candidate for an agent"],
    ),
    "no header": (
        (drop_row("Systems", 1), drop_row(W, 1)),
        ['Workflows: found no title in its first 20 rows: write the titles into one row, beginning with "workflow id", '
         '"name", "department"',
         'Systems: found no title in its first 20 rows: write the titles into one row, beginning with "system id", '
         '"name", "owner"',
         "warning Data sources!C2 system: found ids, but no rows on the sheet Systems to check them against: "
         "fill the sheet Systems"],
    ),
    "a header too far down": (
        (lambda book: book["Events"].insert_rows(1, 20),),
        ['Events: found no title in its first 20 rows: write the titles into one row, beginning with "channel", '
         '"text", "notes"'],
    ),
    "a header far down": ((lambda book: book["Events"].insert_rows(1, 19),), []),
    "settings blank, missing, unknown and twice": (
        (put("Program", "organisation", None), drop_row("Program", 4), write("Program", "A20", "horizont"),
         write("Program", "B20", 3), write("Program", "A21", "Horizon"), write("Program", "B21", 12),
         write("Program", "B22", 5)),
        ["Program currency: found no such setting, allowed text: add a row with the setting \"currency\" and its value",
         "Program!B2 organisation: found a blank cell, allowed text: fill it in, as Northwind Advisory",
         'warning Program!A20: found the unknown setting "horizont": it was not read; did you mean "horizon"?',
         "Program!A21 horizon: found a second row for it, besides B6: keep one of them",
         "warning Program!B22: found a value without a setting: it was not read, name its setting or remove it"],
    ),
    "merged cells": (
        (merge(W, "C2:D2"), merge(W, "A3:B9"), merge("Metrics", "A2:A3")),
        ["Workflows!C2 department: found merged cells C2:D2: unmerge them and fill each cell",
         "Workflows!A3 workflow id: found merged cells A3:B9: unmerge them and fill each cell",
         "Metrics!A2 agent: found merged cells A2:A3: unmerge them and fill each cell"],
    ),
    "merged settings": (
        (merge("Program", "B2:B3"),),
        ["Program!B2 value: found merged cells B2:B3: unmerge them and fill each cell"],
    ),
    "merged cells that hide nothing": (
        (merge("Program", "C2:C3"), merge("Systems", "A10:D12"), merge("Systems", "P1:Q5")),
        [],
    ),
    "hidden things": (
        (hide(W, row=3), hide("Systems", column="B"), hide("Systems", column="Z"), hide("Metrics", state="hidden"),
         hide("Metrics", row=2), hide("Metrics", row=3), hide("Events", state="veryHidden"), hide("Events", row=40),
         hide("Agents", column="C", grouped=True)),
        ["warning Workflows: found hidden row 3: read like any other, show or delete it",
         "warning Systems: found hidden column B: read like any other, show or delete it",
         "warning Metrics: found a hidden sheet: read like any other, show or delete it",
         "warning Metrics: found hidden rows 2 to 3: read like any other, show or delete it",
         "warning Events: found a hidden sheet: read like any other, show or delete it"],
    ),
    "two sheets for one": (
        (rename("Events", "data_sources"),),
        ['Data sources: found a second sheet of that name ("data_sources" beside "Data sources"): keep one of them'],
    ),
    "one cell, one problem": (
        (put(W, "workflow_id", "#N/A", 3), put("Metrics", "agent", "nobody", 3), put("Metrics", "agent", "nobody"),
         put("Metrics", "week", dt.date(2026, 6, 15), 3)),
        ['Workflows!A3 workflow id: found "#N/A", allowed id: repair the formula, or write the value',
         'Metrics!A2 agent: found "nobody", allowed an id of the sheet Agents: '
         "add it to the sheet Agents, or correct it",
         'Metrics!A3 agent: found "nobody, 2026-06-15" in row 3 as in row 2, allowed each agent and week once: '
         "keep one of the two rows"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_what_is_said(tmp_path: Path, name: str) -> None:
    changes, expected = SAID[name]
    path = save(tmp_path, *changes)
    portfolio, problems = examine(path)
    assert lines(problems) == expected
    wrong = [line for line in expected if not line.startswith("warning ")]
    assert (portfolio is None) == bool(wrong)
    if not wrong:
        assert load(path).warnings == problems
        return
    with pytest.raises(WorkbookProblems) as caught:
        load(path)
    assert [str(problem) for problem in caught.value.problems] == wrong
    assert str(caught.value).startswith(f"{path}: {len(wrong)} problem")
