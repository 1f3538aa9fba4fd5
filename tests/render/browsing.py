"""Opens pages in a browser with the network cut, and says what is wrong with what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SHOTS = Path(__file__).parents[2] / "test-output"
"""Where the screenshots are kept, a folder per report."""

OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
CLOSE_ALL = "document.querySelectorAll('details').forEach(one => one.open = false)"
OVERFLOW = """() => [...document.querySelectorAll('body *')]
    .filter(one => { const box = one.getBoundingClientRect()
        return box.width > 1 && box.right > innerWidth + 1 && !one.closest('.skip, thead, svg') })
    .map(one => 'runs over: ' + one.tagName + '.' + one.className + ' ' + one.textContent.slice(0, 60)).slice(0, 5)"""
OUTSIDE = """() => [...document.querySelectorAll('svg.chart text')]
    .filter(one => { const box = one.getBoundingClientRect()
        const cut = one.closest('svg.matrix') && box.top < one.closest('svg.matrix').getBoundingClientRect().top - 1
        return box.right > innerWidth + 1 || box.left < -1 || cut })
    .map(one => 'outside: ' + one.textContent)"""
OVERLAP = """() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
    const texts = [...svg.querySelectorAll('text')].map(one => [one.textContent, one.getBoundingClientRect()])
    return texts.flatMap(([text, a], i) => texts.slice(i + 1).filter(([_, b]) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
        .map(([other]) => 'overlap: ' + text + ' / ' + other)) })"""
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 28)"}


@contextmanager
def opened(browser: Any, file: Path, width: int = 1200, scheme: str = "light", **options: Any) -> Iterator[Any]:
    """Open a page; ``seen`` holds every request, message, error and dialogue."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True, **options
    )
    try:
        page = context.new_page()
        page.seen = []
        page.on("console", lambda message: page.seen.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: page.seen.append(f"error: {error}"))
        page.on("dialog", lambda dialog: page.seen.append(f"dialogue: {dialog.message}"))
        page.on("request", lambda request: page.seen.append(f"request: {request.url[:200]}"))
        page.goto(file.as_uri())
        assert page.seen.pop(0) == f"request: {file.as_uri()[:200]}"
        yield page
    finally:
        context.close()


def faults(page: Any, width: int, scheme: str) -> list[str]:
    """Return what is wrong with a page on a screen, its folded parts open; nothing where all is well."""
    page.evaluate(OPEN_ALL)
    found = [*page.seen, *page.evaluate(OVERFLOW), *page.evaluate(OUTSIDE), *page.evaluate(OVERLAP)]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append("the page scrolls sideways")
    if page.locator("h1:visible").count() != 1:
        found.append("not one heading")
    if page.evaluate("getComputedStyle(document.body).backgroundColor") != GROUNDS[scheme]:
        found.append(f"not {scheme}")
    return found


def keep(page: Any, report: str, file: Path, width: int, scheme: str) -> None:
    """Keep a screenshot of the page as it opens, its first 12,000 pixels: a report is taller than a picture may be."""
    place = SHOTS / report
    place.mkdir(parents=True, exist_ok=True)
    height = min(12_000, page.evaluate("document.documentElement.scrollHeight"))
    page.screenshot(
        path=place / f"{file.stem}-{width}-{scheme}.jpeg",
        **{"type": "jpeg", "quality": 50, "full_page": True},
        clip={"x": 0, "y": 0, "width": width, "height": height},
    )


def shown_at(page: Any, width: int, scheme: str) -> None:
    """Show the page at another width and in another scheme, its folded parts closed."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.evaluate(CLOSE_ALL)
