"""One playbook as files: never over a file that is there, and the same as in a report."""

from __future__ import annotations

from pathlib import Path

import pytest

import toolkit
from tests.portfolios import portfolio, workflow
from toolkit.app.playbooks import write_playbook
from toolkit.errors import OutputRefused, UnknownName
from toolkit.sheets import Portfolio


@pytest.fixture(scope="module")
def two() -> Portfolio:
    return portfolio(Workflows=[workflow("Invoicing"), workflow("invoicing!", volume_likely=4000)])


def test_both_forms_named_as_in_a_report(two: Portfolio, tmp_path: Path) -> None:
    made = write_playbook(two, None, "invoicing!", tmp_path / "new" / "place")
    assert [file.name for file in made] == ["invoicing-2.html", "invoicing-2.md"]
    toolkit.export(toolkit.assess(two), tmp_path / "report", quick=True)
    assert made[1].read_bytes() == (tmp_path / "report" / "playbooks" / "invoicing-2.md").read_bytes()
    assert "(invoicing!)" in made[1].read_text(encoding="utf-8").replace("\\", "")


def test_nothing_that_exists_is_replaced_without_force(two: Portfolio, tmp_path: Path) -> None:
    (tmp_path / "invoicing.md").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputRefused, match=r"invoicing\.md: exists already"):
        write_playbook(two, None, "Invoicing", tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["invoicing.md"]
    assert (tmp_path / "invoicing.md").read_text(encoding="utf-8") == "mine"
    write_playbook(two, None, "Invoicing", tmp_path, force=True)
    assert (tmp_path / "invoicing.md").read_text(encoding="utf-8").startswith("# Playbook: ")


def test_a_folder_is_never_replaced_and_a_file_is_no_folder(two: Portfolio, tmp_path: Path) -> None:
    (tmp_path / "invoicing.html").mkdir()
    with pytest.raises(OutputRefused, match=r"invoicing\.html: exists already"):
        write_playbook(two, None, "Invoicing", tmp_path, force=True)
    (tmp_path / "file").touch()
    with pytest.raises(OutputRefused, match="cannot be written"):
        write_playbook(two, None, "Invoicing", tmp_path / "file")


def test_an_unknown_workflow_is_told_with_the_nearest(two: Portfolio, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match='did you mean "Invoicing"'):
        write_playbook(two, None, "invoycing", tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_the_policy_counts(two: Portfolio, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("[retirement]\nautomation_at_most = 0.5\n", encoding="utf-8")
    _, text = write_playbook(two, toolkit.load_policy(tmp_path / "own.toml"), "Invoicing", tmp_path)
    assert "at most 50 %" in text.read_text(encoding="utf-8")
