"""How far long work is: lines in a log, nothing for quick work or a caller that does not ask."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.portfolios import portfolio, workflow
from toolkit.app import progress
from toolkit.app.exporting import export
from toolkit.app.pipeline import assess
from toolkit.app.progress import STEPS_OF_ASSESSING, Progress, steps_of_export, told
from toolkit.app.workbooks import load_example


def steps(heard: list[str]) -> list[str]:
    return list(dict.fromkeys(step.partition(":")[0] for step in heard))


def test_as_many_steps_as_expected(tmp_path: Path) -> None:
    heard: list[str] = []
    assessment = assess(load_example("prove"), progress=heard.append)
    assert len(steps(heard)) == STEPS_OF_ASSESSING
    heard.clear()
    export(assessment, tmp_path / "quick", quick=True, progress=heard.append)
    assert len(steps(heard)) == steps_of_export(quick=True, figures=False, pdf=False)
    heard.clear()
    export(assessment, tmp_path / "whole", progress=heard.append)
    assert len(steps(heard)) == steps_of_export(quick=False, figures=False, pdf=False)


def test_a_long_simulation_says_how_far_it_is() -> None:
    heard: list[str] = []
    assess(portfolio(Workflows=[workflow(f"w{i}") for i in range(250)]), progress=heard.append)
    said = [step for step in heard if step.startswith("simulating 8,192 futures: ")]
    assert said[0] == "simulating 8,192 futures: 2 of 250 workflows"
    assert said[-1] == "simulating 8,192 futures: 248 of 250 workflows"
    assert len(said) < 130


def test_a_log_gets_a_line_per_step_once_it_is_slow(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "SLOW_AFTER_SECONDS", 0.05)
    with Progress(4) as tell:
        tell("reading")
        time.sleep(0.5)
        tell("simulating: 1 of 9 workflows")
        tell("simulating: 2 of 9 workflows")
        tell("writing")
    tell("after the end")
    assert capsys.readouterr().err.splitlines() == ["… reading", "… simulating: 1 of 9 workflows", "… writing"]


def test_quick_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(2) as tell:
        tell("reading")
    assert capsys.readouterr() == ("", "")


def test_a_terminal_gets_a_bar_that_is_wiped_off(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "SLOW_AFTER_SECONDS", 0.05)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with Progress(2) as tell:
        tell("reading")
        time.sleep(0.5)
        tell("computing")
        tell("more than expected")
    drawn = capsys.readouterr().err.split("\r")
    assert any("0 of 2 |" in one and "reading" in one for one in drawn)
    assert any("2 of 3 |" in one and "more than expected" in one for one in drawn)
    assert drawn[-1].strip() == ""


def test_outside_a_notebook_nobody_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with told(None, 2) as tell:
        tell("reading")
    heard: list[str] = []
    with told(heard.append, 2) as tell:
        tell("reading")
    assert heard == ["reading"]
    assert capsys.readouterr() == ("", "")
