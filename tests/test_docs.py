"""The documentation is true: commands, options, library calls and generated tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

import toolkit
from toolkit.__main__ import app
from toolkit.app.method import MARKER, method_tables

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> dict[str, typer.core.TyperCommand]:
    group = typer.main.get_command(app)
    return dict(group.commands)


def test_every_command_and_option_is_in_the_readme() -> None:
    found = commands()
    assert set(found) >= {"init", "validate", "assess", "demo"}
    for name, command in found.items():
        row = next((line for line in README.splitlines() if line.startswith(f"| `toolkit {name}")), "")
        assert row, f"README has no row for toolkit {name}"
        for option in command.params:
            for spelling in option.opts:
                if spelling.startswith("--") and spelling not in {"--help", "--quiet"}:
                    assert spelling in row, f"README does not name {spelling} of toolkit {name}"
    assert "--quiet" in README
    assert "--version" in README


def test_every_command_of_the_readme_exists() -> None:
    named = set(re.findall(r"^(?:uv run |.*&& uv run )toolkit (\w+)", README, flags=re.MULTILINE))
    assert named
    assert named <= set(commands())


def test_the_two_commands_stand_in_the_readme() -> None:
    assert "pip install uv && uv run toolkit demo" in README
    assert "uv run pytest" in README
    assert "uv run pytest" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_library_example_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.app.workbooks import make_workbook

    monkeypatch.chdir(tmp_path)
    make_workbook(Path("client.xlsx"), "prove")
    blocks = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
    assert (tmp_path / "out" / "index.html").exists()


def test_the_policy_example_of_the_readme_is_accepted(tmp_path: Path) -> None:
    section = README.partition("## Your own policy")[2].partition("\n## ")[0]
    (block,) = re.findall(r"```toml\n(.*?)```", section, flags=re.DOTALL)
    (tmp_path / "client.toml").write_text(block, encoding="utf-8")
    changed = [value.key for value in toolkit.load_policy(tmp_path / "client.toml").values.values() if value.overridden]
    assert changed == ["program.default_hourly_cost", "defaults.realisation"]


def test_links_of_the_documents_lead_somewhere() -> None:
    for document in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        links = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
        assert links
        for link in links:
            assert (ROOT / link).exists(), f"{document.name} links to {link}"


def test_the_tables_of_the_method_are_up_to_date() -> None:
    page = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    assert page.partition(MARKER)[2].strip() == method_tables().strip(), (
        "run: uv run python -m toolkit.app.method docs/method.md"
    )
