"""The command line as a user meets it: real processes, real files, exit codes, and nothing overwritten."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from toolkit.render.notebooks import PAGES
from toolkit.version import VERSION

COMMANDS = ("init", "validate", "assess", "demo", "lab", "explain", "gate", "admit", "playbook")
QUICK = {
    *("index.html", "portfolio.html", "ownership-map.html", "ownership-map.md"),
    *("health-review.html", "health-review.md", "playbooks"),
    *("summary.xlsx", "assessment.json", "manifest.json"),
}


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "toolkit", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example workbook, made by the command."""
    folder = tmp_path_factory.mktemp("example")
    made = run("init", "prove.xlsx", "--example", "prove", cwd=folder)
    assert made.returncode == 0, made.stderr
    return folder / "prove.xlsx"


def test_version_and_help_name_every_command(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout.strip() == VERSION
    text = run("--help", cwd=tmp_path).stdout
    assert all(f"\n  {command}" in text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_has_an_example(command: str, tmp_path: Path) -> None:
    text = run(command, "--help", cwd=tmp_path).stdout
    assert f"Example: toolkit {command}" in text


def test_demo_writes_page_data_workbook_and_one_screen(tmp_path: Path) -> None:
    done = run("demo", "--quick", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    out = tmp_path / "toolkit-demo"
    assert {path.name for path in out.iterdir()} == {*QUICK, "prove.xlsx"}
    data = json.loads((out / "assessment.json").read_text(encoding="utf-8"))
    first = next(workflow for workflow in data["workflows"] if workflow["rank"] == 1)
    assert first["name"] in done.stdout
    assert "index.html" in done.stdout
    assert all(one["cell"] in done.stdout and one["owner"] in done.stdout for one in data["fill_next"])
    assert len(done.stdout.splitlines()) <= 40


def test_assess_again_gives_the_same_bytes_and_removes_old_pages(example: Path, tmp_path: Path) -> None:
    def assess() -> subprocess.CompletedProcess[str]:
        return run("assess", str(example), "--out", "report", cwd=tmp_path)

    assert assess().returncode == 0
    report = tmp_path / "report"
    assert {path.name for path in report.iterdir()} == {*QUICK, *PAGES.values()}
    before = {path: path.read_bytes() for path in report.rglob("*") if path.is_file()}
    old = report / "old.html"
    old.write_text("an old page", encoding="utf-8")
    manifest = json.loads(before[report / "manifest.json"])
    from hashlib import sha256

    manifest["files"]["old.html"] = sha256(old.read_bytes()).hexdigest()
    (report / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert assess().returncode == 0
    assert {path: path.read_bytes() for path in report.rglob("*") if path.is_file()} == before


def test_init_does_not_replace_a_file_unless_forced(tmp_path: Path) -> None:
    file = tmp_path / "client.xlsx"
    file.write_text("mine", encoding="utf-8")
    refused = run("init", "client.xlsx", cwd=tmp_path)
    assert refused.returncode == 2
    assert "exists already" in refused.stderr
    assert file.read_text(encoding="utf-8") == "mine"
    assert run("init", "client.xlsx", "--force", cwd=tmp_path).returncode == 0
    assert "Start here" in openpyxl.load_workbook(file).sheetnames


def test_a_blank_workbook_is_told_what_is_missing(tmp_path: Path) -> None:
    assert run("init", "blank.xlsx", cwd=tmp_path).returncode == 0
    done = run("assess", "blank.xlsx", "--out", "report", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Program" in done.stderr
    assert "Workflows" in done.stderr
    assert not (tmp_path / "report").exists()


def test_problems_are_all_listed_with_cells_and_nothing_is_written(example: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(example)
    sheet = book["Workflows"]
    column = {cell.value: cell.column_letter for cell in sheet[1]}
    sheet[f"{column['automation rate, likely']}3"] = "85"
    sheet[f"{column['systems read']}4"] = "no-such-system"
    book.save(tmp_path / "bad.xlsx")
    for arguments in (("validate", "bad.xlsx"), ("assess", "bad.xlsx", "--out", "report")):
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode == 1
        assert "2 problems" in done.stderr
        expected = f"Workflows!{column['automation rate, likely']}3 automation rate, likely"
        assert f'{expected}: found "85", allowed 0 to 1 (a share): write 0.85 or 85%' in done.stderr
        assert f"Workflows!{column['systems read']}4" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.xlsx"]


def test_validate_passes_the_example(example: Path, tmp_path: Path) -> None:
    done = run("validate", str(example), cwd=tmp_path)
    assert done.returncode == 0
    assert "no problems" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("assess",), 2, "Missing"),
        (("assess", "none.xlsx"), 2, "--out"),
        (("assess", "none.xlsx", "--out", "r"), 1, "none.xlsx"),
        (("init", "client.txt"), 2, ".xlsx"),
        (("init", "client.xlsx", "--example", "nothing"), 2, "prove"),
        (("nothing",), 2, "nothing"),
        (("explain", "production.long_enuf"), 1, 'did you mean "production.long_enough"'),
        (("lab", "none.xlsx", "--folder", "n"), 1, "none.xlsx"),
    ],
)
def test_wrong_usage_is_one_clear_message(arguments: tuple[str, ...], code: int, says: str, tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_browser_pdf_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    done = run("assess", "none.xlsx", "--out", "r", "--pdf", cwd=tmp_path, TOOLKIT_CHROMIUM=str(tmp_path / "none"))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("TOOLKIT_CHROMIUM: there is no file")
    assert "none.xlsx" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["production.long_enough", "readiness.days_in_production", "automation rate", "npv"])
def test_explain(name: str, tmp_path: Path) -> None:
    done = run("explain", name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 3


def test_a_wrong_policy_refuses_to_start(example: Path, tmp_path: Path) -> None:
    (tmp_path / "client.toml").write_text("[defaults]\nrealisaton = 0.6\nmargin = 3\n", encoding="utf-8")
    done = run("assess", str(example), "--out", "report", "--policy", "client.toml", cwd=tmp_path)
    assert done.returncode == 1
    assert "client.toml: 2 problems" in done.stderr
    assert 'did you mean "defaults.realisation"' in done.stderr
    assert "defaults.margin" in done.stderr
    assert not (tmp_path / "report").exists()


def test_a_policy_changes_the_result_and_is_named_in_it(example: Path, tmp_path: Path) -> None:
    (tmp_path / "client.toml").write_text("[integration]\ndays_per_month = 21\n", encoding="utf-8")
    assert run("assess", str(example), "--out", "a", cwd=tmp_path).returncode == 0
    assert run("assess", str(example), "--out", "b", "--policy", "client.toml", cwd=tmp_path).returncode == 0
    one, other = (json.loads((tmp_path / name / "assessment.json").read_text("utf-8")) for name in "ab")
    assert one["origin"]["policy_sha256"] != other["origin"]["policy_sha256"]
    assert [key["key"] for key in other["policy"] if key["overridden"]] == ["integration.days_per_month"]
    assert one["workflows"] != other["workflows"]


@pytest.mark.parametrize("where", [("--quiet", "assess"), ("assess", "--quiet")])
def test_quiet_says_nothing(where: tuple[str, str], example: Path, tmp_path: Path) -> None:
    done = run(*where, str(example), "--out", "report", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_terminal_without_unicode_still_gets_every_line(example: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "toolkit", "assess", str(example), "--out", "report"],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode == 0
    assert b"index.html" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("gate", "--agent", "intake"), 0, "Pass: it may go on"),
        (("gate", "--agent", "proposals"), 3, "Fail: it may not go on"),
        (("gate", "--agent", "propsals"), 1, 'did you mean "proposals"'),
        (("admit", "--workflow", "proposal_writing"), 0, "one collision would open"),
        (("admit", "--workflow", "client_intake"), 0, "no agent on Agents has the status idea"),
        (("admit", "--workflow", "proposal-writing"), 1, 'did you mean "proposal_writing"'),
    ],
)
def test_gate_and_admit(arguments: tuple[str, ...], code: int, says: str, example: Path, tmp_path: Path) -> None:
    done = run(arguments[0], str(example), *arguments[1:], cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert says in (done.stderr if code == 1 else done.stdout)
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "code", "outcome"),
    [
        (("gate", "--agent", "intake"), 0, "pass"),
        (("gate", "--agent", "proposals"), 3, "fail"),
        (("admit", "--workflow", "proposal_writing"), 0, "fail"),
    ],
)
def test_gate_and_admit_for_machines(
    arguments: tuple[str, ...], code: int, outcome: str, example: Path, tmp_path: Path
) -> None:
    done = run(arguments[0], str(example), *arguments[1:], "--json", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (code, "")
    assert json.loads(done.stdout)["outcome"] == outcome


def test_a_playbook_alone(example: Path, tmp_path: Path) -> None:
    command = ("playbook", str(example), "--workflow", "invoicing")
    done = run(*command, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "playbooks").iterdir()) == ["invoicing.html", "invoicing.md"]
    assert str(Path("playbooks") / "invoicing.md") in done.stdout
    again = run(*command, cwd=tmp_path)
    assert (again.returncode, again.stdout) == (2, "")
    assert "exists already" in again.stderr
    assert run(*command, "--force", "--quiet", cwd=tmp_path).stdout == ""
    wrong = run("playbook", str(example), "--workflow", "invoycing", cwd=tmp_path)
    assert wrong.returncode == 1
    assert 'did you mean "invoicing"' in wrong.stderr


def test_a_gate_that_opens_is_quiet_and_one_that_stays_shut_is_not(example: Path, tmp_path: Path) -> None:
    assert run("gate", str(example), "--agent", "intake", "--quiet", cwd=tmp_path).stdout == ""
    assert "Fail" in run("gate", str(example), "--agent", "proposals", "--quiet", cwd=tmp_path).stdout
