"""A test that meets a program is skipped without it, counted at the end, and fails where CI is set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEST = "tests/render/excel/test_libreoffice.py::test_recalculated_values_are_those_stored"


@pytest.mark.parametrize(
    ("ci", "code", "said"),
    [
        ({}, 0, "1 test was skipped: no LibreOffice on the path"),
        ({"CI": "1"}, 1, "Failed: no LibreOffice on the path"),
    ],
)
def test_without_the_program(ci: dict[str, str], code: int, said: str) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", TEST]
    given = {**kept, "PATH": "", **ci}
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout
    assert said in done.stdout
