"""What all tests share: programs that some of them meet, and reports that are made once for all processes of a run."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.programs import PROGRAMS, program

QUIET = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers."""
    for marker, (name, _) in PROGRAMS.items():
        config.addinivalue_line("markers", f"{marker}: meets {name}; without it skipped, and failed where CI is set")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or fail in CI, a test whose program is not there."""
    for marker, (name, _) in PROGRAMS.items():
        if item.get_closest_marker(marker) and not program(marker):
            (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no {name} on the path")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files that meet a program first: few tests and long ones, which at the end would keep one process busy."""
    slow = {item.path for item in items if any(item.get_closest_marker(marker) for marker in PROGRAMS)}
    items.sort(key=lambda item: item.path not in slow)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say in one line per program how many tests were skipped for want of it."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    missing = Counter(found[1] for text in skipped if (found := re.search(r"no (\w+) on the path", text)))
    for name, number in missing.items():
        tests = "1 test was" if number == 1 else f"{number} tests were"
        terminalreporter.write_line(f"{tests} skipped: no {name} on the path")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return the Chromium that is installed; its loop holds this thread until the module ends."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program("chromium"), args=QUIET)
        yield found
        found.close()


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return what gives the folder of a whole report of ``tests.render.reports``, made by the first that asks."""
    place = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        place = place.parent
    place /= "reports"
    place.mkdir(exist_ok=True)

    def folder_of(name: str) -> Path:
        from tests.render import reports

        folder = place / name
        with FileLock(place / f"{name}.lock"):
            if not folder.exists():
                reports.export(name, folder)
        return folder

    return folder_of
