"""Notebooks and templates are found in a checkout and in an installed wheel alike."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from toolkit import resources
from toolkit.errors import ToolkitError

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["notebooks", "templates"])
def test_found_in_the_checkout(name: str) -> None:
    assert resources.folder(name) == ROOT / name


def test_a_broken_installation_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "toolkit")
    with pytest.raises(ToolkitError, match="install it again"):
        resources.folder("templates")


def uv(*arguments: str, cwd: Path) -> None:
    program = os.environ.get("UV") or shutil.which("uv")
    assert program, "the tests are run by uv run pytest"
    done = subprocess.run([program, *arguments], cwd=cwd, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel installed into an empty environment, resolved as of the date in pyproject.toml."""
    folder = tmp_path_factory.mktemp("wheel")
    uv("build", "--quiet", "--wheel", "--out-dir", str(folder), str(ROOT), cwd=folder)
    (wheel,) = folder.glob("*.whl")
    date = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["uv"]["exclude-newer"]
    uv("venv", "--quiet", "--python", sys.executable, "env", cwd=folder)
    python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    uv(
        *("pip", "install", "--quiet", "--exclude-newer", date, "--python", str(python), str(wheel)),
        cwd=folder,
    )
    return python


def test_a_wheel_elsewhere_runs_the_demo(installed: Path, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    command = installed.with_name("toolkit.exe" if os.name == "nt" else "toolkit")
    done = subprocess.run(
        [str(command), "demo"], cwd=tmp_path, capture_output=True, text=True, timeout=120, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "toolkit-demo" / "assessment.json").read_text(encoding="utf-8"))["workflows"]
    where = "from toolkit.resources import folder; print(folder('templates')); print(folder('notebooks'))"
    found = subprocess.run(
        [str(installed), "-c", where], cwd=tmp_path, capture_output=True, text=True, env=environment, check=True
    )
    for line in found.stdout.splitlines():
        assert installed.parents[1] in Path(line).parents
        assert any(Path(line).iterdir())
