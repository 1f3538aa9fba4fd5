"""Prints pages as PDF through a Chromium that is installed already; nothing is downloaded and nothing loaded.

A PDF tells when it was made, so that the same page printed twice is not the same bytes.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from toolkit.render.look import Look

BROWSER_VARIABLE = "TOOLKIT_CHROMIUM"
"""The path of the browser, where it stands in none of the usual places."""

NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
ON_A_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
ON_WINDOWS = (
    *("Google/Chrome/Application/chrome.exe", "Chromium/Application/chrome.exe"),
    "Microsoft/Edge/Application/msedge.exe",
)
FOLDERS_ON_WINDOWS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
FLAGS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-breakpad"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer"),
    *("--export-tagged-pdf", "--generate-pdf-document-outline"),
)
AT_ONCE = 2
SECONDS = 180

_TO_A_FILE = re.compile(rb"/URI\s*\(file:", re.IGNORECASE)


def find_browser() -> Path:
    """Return the browser that prints; raises ``ToolkitError`` where there is none, with what was looked for."""
    named = os.environ.get(BROWSER_VARIABLE, "")
    if named:
        if Path(named).is_file():
            return Path(named)
        raise ToolkitError(f"{BROWSER_VARIABLE}: there is no file {named}: give the path of Chromium, Chrome or Edge")
    found = next((path for path in _places() if path.is_file()), None)
    if found is None:
        raise ToolkitError(
            f"PDF needs a browser, and none was found: looked for {', '.join(NAMES)} on the path and in the usual "
            f"places: install Chromium, Google Chrome or Microsoft Edge, name one in {BROWSER_VARIABLE}, or leave out "
            "--pdf and print from any browser"
        )
    return found


def _places() -> Iterator[Path]:
    yield from (Path(path) for name in NAMES if (path := shutil.which(name)))
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / f"{name}.app" / "Contents" / "MacOS" / name for name in ON_A_MAC)
    folders = [os.environ[name] for name in FOLDERS_ON_WINDOWS if name in os.environ]
    yield from (Path(folder) / name for folder in folders for name in ON_WINDOWS)


def on_paper(look: Look) -> Look:
    """Return the look with its size of paper in the style: a browser's command line takes none."""
    return replace(look, colours=f"{look.colours}\n@page {{ size: {look.paper}; }}\n")


def print_pages(pages: Mapping[str, str], progress: Callable[[str], None] = lambda _: None) -> dict[str, bytes]:
    """Return pages as PDF, tagged and with an outline, by the names given; the size of paper stands in their style.

    A page must lead to no file beside it: the browser would write the place of its copy on this machine into the PDF.
    Raises ``ToolkitError`` where no browser is found, one fails or takes too long, or a page leads to a file.
    """
    browser = find_browser()
    with (
        tempfile.TemporaryDirectory(prefix="toolkit-", ignore_cleanup_errors=True) as place,
        ThreadPoolExecutor(max_workers=AT_ONCE) as pool,
    ):

        def run(number: int, name: str) -> bytes:
            progress(f"printing: {name}")
            own = Path(place) / str(number)
            own.mkdir()
            return _print(browser, own, name, pages[name])

        running = {name: pool.submit(run, number, name) for number, name in enumerate(pages)}
        try:
            return {name: future.result() for name, future in running.items()}
        finally:
            pool.shutdown(cancel_futures=True)


def _print(browser: Path, place: Path, name: str, page: str) -> bytes:
    source, printed = place / "page.html", place / "page.pdf"
    source.write_text(page, encoding="utf-8")
    command = [str(browser), *FLAGS, *_as_root(), f"--user-data-dir={place / 'profile'}", f"--print-to-pdf={printed}"]
    try:
        done = subprocess.run(  # noqa: S603  the browser that is installed or that the user named, on our own page
            [*command, source.as_uri()], capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise ToolkitError(f"{name}: {browser} did not print it in {SECONDS} seconds: leave out --pdf") from None
    except OSError as error:
        raise ToolkitError(f"{name}: {browser} cannot be started: {error.strerror or error}") from error
    if not printed.is_file():
        raise ToolkitError(
            f"{name}: {browser} printed nothing (exit code {done.returncode}): a browser installed as a snap cannot "
            f"read {tempfile.gettempdir()}: set TMPDIR to a folder in your home, or name another browser in "
            f"{BROWSER_VARIABLE}"
        )
    pdf = printed.read_bytes()
    if _TO_A_FILE.search(pdf):
        raise ToolkitError(f"{name}: the page leads to a file beside it, which a PDF must not: mend its template")
    return pdf


def _as_root() -> tuple[str, ...]:
    """Return the flag without which a browser does not start as root, as in a container."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
