"""The catalogue of checks, read from the TOML files beside this module, and the page docs/checks.md."""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from pathlib import Path

from toolkit.model import Check, Grade, Severity

_TUPLES = ("columns", "after", "policy")
_FIXTURES = "tests/checks/cases.py"
_HEAD = f"""# Checks

Printed by `uv run python -m toolkit.checks.catalogue > docs/checks.md`; the catalogue is
the files `toolkit/checks/*.toml`, the function of a check stands in the module its id begins with.

A check answers pass, fail, unknown, not applicable, waived, or that it broke. It passes only on evidence of its least
grade or better: measured (computed from data), recorded (dated, with a named person or a source), claimed (typed). A
claim without evidence is unknown, and so is what nobody wrote down; a claim that evidence contradicts fails. Only
blockers enter a verdict: any fail → fail; else any unknown or error → unknown; else pass. A waiver (reason, owner,
expiry) covers a fail, never an unknown.

Every check is tried on fixtures that pass, fail and are unknown, listed under its id in `{_FIXTURES}`.
"""


FILES = ("readiness", "ownership", "governing", "phases", "people", "portfolio", "fleet")
"""The files of the catalogue, in their order; the first also words the six questions."""


@cache
def _table() -> dict[str, dict[str, dict[str, object]]]:
    texts = [(Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8") for name in FILES]
    return {module: checks for text in texts for module, checks in tomllib.loads(text).items()}


@cache
def questions() -> dict[str, str]:
    """Return the six questions by id, in their order."""
    return {name: str(text) for name, text in _table()["questions"].items()}


@cache
def catalogue() -> tuple[Check, ...]:
    """Return every check, in the order of the files; the first part of its id is the module that answers it."""
    return tuple(
        _check(module, name, entry)
        for module, checks in _table().items()
        if module != "questions"
        for name, entry in checks.items()
    )


def _check(module: str, name: str, entry: dict[str, object]) -> Check:
    given = {key: tuple(value) if key in _TUPLES else value for key, value in entry.items()}  # type: ignore[arg-type]
    given["effort_days"] = float(str(entry["effort_days"]))
    given["severity"], given["least_grade"] = Severity(str(entry["severity"])), Grade(str(entry["least_grade"]))
    return Check(id=f"{module}.{name}", question=module if module in questions() else "", **given)  # type: ignore[arg-type]


def check_pages() -> str:
    """Return the catalogue as the Markdown of docs/checks.md: a table of all, then each check with its texts."""
    rows = ["| rule | columns | check | fixtures |", "|---|---|---|---|"]
    rows += [f"| {one.source} | {', '.join(one.columns)} | `{one.id}` | `{_FIXTURES}` |" for one in catalogue()]
    parts = [_HEAD, "## Rule, columns, check, fixtures\n", "\n".join(rows) + "\n"]
    for name, text in {**questions(), "": "Beside the six questions"}.items():
        parts.append(f"## {text}\n")
        parts += [_page(check) for check in catalogue() if check.question == name]
    return "\n".join(parts)


def _page(check: Check) -> str:
    lines = {
        "Asks": check.asks,
        "Why": check.why,
        "Fix": f"{check.fix} ({check.effort_days:g} {'day' if check.effort_days == 1 else 'days'} of work)",
        "Weight": check.severity.value,
        "Least grade of evidence": check.least_grade.value,
        "Columns": ", ".join(check.columns),
        "Policy": ", ".join(f"`{key}`" for key in check.policy),
        "Only after": ", ".join(f"`{name}`" for name in check.after),
        "Source": check.source,
    }
    return f"### `{check.id}`\n\n" + "".join(f"- **{title}**: {text}\n" for title, text in lines.items() if text)


if __name__ == "__main__":
    sys.stdout.buffer.write(check_pages().encode())
