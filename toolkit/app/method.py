"""The tables of docs/method.md: formulas and policy, read from where they stand.

After a change of either, ``uv run python -m toolkit.app.method docs/method.md`` writes them below the marker.
"""

from __future__ import annotations

import sys
from pathlib import Path

from toolkit.policy import load_policy
from toolkit.scoring.formulas import FORMULAS

MARKER = "<!-- Below: uv run python -m toolkit.app.method docs/method.md -->"


def method_tables() -> str:
    """Return every formula and every policy value as Markdown tables."""
    formulas = [
        f"| `{formula.id}` | {_cell(formula.text)} | {formula.unit} | {_cell(', '.join(formula.inputs))} |"
        for formula in FORMULAS
    ]
    policy = [
        f"| `{key}` | {value.value} | {value.unit} | {_cell(value.source)} |"
        for key, value in load_policy().values.items()
    ]
    return "\n".join(
        [
            "## Formulas\n",
            "| score | formula | unit | reads |\n|---|---|---|---|",
            *formulas,
            "\n## Policy\n",
            "| key | value | unit | source |\n|---|---|---|---|",
            *policy,
            "",
        ]
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    page = Path(sys.argv[1])
    head = page.read_text(encoding="utf-8").partition(MARKER)[0]
    page.write_text(f"{head}{MARKER}\n\n{method_tables()}", encoding="utf-8", newline="\n")
