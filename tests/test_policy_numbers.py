"""No threshold, weight, coefficient or default is typed in the code: all of them stand in ``policy.toml``.

The test reads the syntax trees of the parts that compute. A number may stand there only where it is no
matter of opinion: 0 and 1, the 2 of n(n − 1) / 2, a place in a sequence, units of time under their names, and
numerical tolerances and grids, each named with its reason. Words and docstrings may hold any number.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import toolkit

PACKAGE = Path(toolkit.__file__).parent
PARTS = ("kernels", "scoring", "evidence", "checks", "planning")
FILES = sorted(path for part in PARTS for path in (PACKAGE / part).glob("**/*.py"))

PLAIN = frozenset({0, 1})
"""Nothing, all, the first, the one before: identities, not judgements."""

UNITS = {
    **{"MINUTES_PER_HOUR": 60, "MONTHS_PER_YEAR": 12, "WEEKS_PER_YEAR": 52, "WEEKS_PER_QUARTER": 13},
    **{"DAYS_PER_WEEK": 7, "WEEK": 7},
}
"""Constants that may stand in any module, with this value alone."""

NAMED: dict[tuple[str, str], str] = {
    ("checks/naming.py", "NAMED"): "how many agents a sentence names",
    ("kernels/pert.py", "LAMBDA"): "the definition of the PERT distribution",
    ("kernels/pert.py", "_SUM"): "follows from λ: α + β",
    ("kernels/pert.py", "_REACH"): "a grid: its ends",
    ("kernels/pert.py", "_STEPS"): "a grid: its steps",
    ("kernels/pert.py", "_KEPT"): "the size of a cache",
    ("kernels/pert.py", "_SHAPES"): "a grid: its steps",
    ("kernels/sobol.py", "_JOE_KUO"): "published direction numbers",
    ("kernels/information.py", "DEGREE"): "the degree of a regression, tried against closed forms",
    ("scoring/certainty.py", "PLACES"): "the first three, a rule of the method",
    ("scoring/certainty.py", "SHARES"): "where a distribution is described",
    ("scoring/certainty.py", "_LEVEL"): "a tolerance: where two changes count as equal",
    ("scoring/foresight.py", "LOOKED_INTO"): "how many candidates are shown in full",
    ("scoring/foresight.py", "_TOLD"): "how often progress is told",
    ("scoring/uncertainty.py", "_SMOOTH"): "a tolerance: where a polynomial is not enough",
    ("scoring/uncertainty.py", "QUANTILES"): "P10, P50 and P90, words of the method",
    ("kernels/cashflow.py", "_SLACK"): "a tolerance: rounding errors of a division",
    ("kernels/returns.py", "_GRID"): "a grid: where rates are looked for",
    ("kernels/returns.py", "_WIDEST"): "a grid: its ends",
    ("checks/health.py", "RUNS_COUNTED"): "a unit: flags per thousand runs",
    ("evidence/cohorts.py", "_ROUNDING"): "a tolerance: rounding errors of a product",
    ("evidence/flywheel.py", "_HALF_AN_ERROR"): "a continuity correction, Anscombe 1956",
    ("evidence/flywheel.py", "_ROUNDING"): "a tolerance: rounding errors of a fit",
    ("evidence/retirement.py", "_ROUNDING"): "a tolerance: rounding errors of a slope",
    ("evidence/running.py", "_NAMED"): "how many agents a sentence names",
    ("evidence/stability.py", "_MOST_DIGITS"): "digits that a share may be told with",
    ("evidence/stability.py", "_ROUNDING"): "a tolerance: rounding errors of a difference",
    ("evidence/value.py", "YEARS"): "the first and the second year, a rule of the method",
    ("kernels/learning.py", "_PARAMETERS"): "start and steepness of a straight line",
    ("kernels/trends.py", "_AT_ONCE"): "a grid: pairs in memory at a time",
    ("scoring/filling.py", "HOW_MANY"): "the five cells that every run ends with, a rule of the method",
}
"""Constants of a module, by file and name, and why they are no policy."""

INLINE: dict[tuple[str, float], str] = {
    ("evidence/pace.py", 100): "a unit: points of a share, in words",
    ("evidence/retirement.py", 100): "a unit: points of a share, in words",
    ("evidence/stability.py", 100): "a unit: percent of a share, in words",
    ("kernels/learning.py", 2): "Wright's doubling, and a square",
    ("kernels/rates.py", 2): "two tails, squares, and the 2 of Wilson's formula",
    ("kernels/rates.py", 4): "the 4 of Wilson's formula",
    ("kernels/returns.py", 1e-12): "a tolerance: where a line counts as level",
    ("kernels/trends.py", 2): "two tails, the middle, and Kendall's variance, n(n − 1)(2n + 5) / 18",
    ("kernels/trends.py", 5): "Kendall's variance",
    ("kernels/trends.py", 6): "Kendall's variance: what one more equal adds, the difference of t(t − 1)(2t + 5)",
    ("kernels/trends.py", 18): "Kendall's variance",
}
"""Numbers inside an expression, by file and value."""


def numbers(source: str) -> Iterator[tuple[str, float, int]]:
    """Yield every number: the constant of the module it belongs to (empty: none), its value, its line."""
    for statement in ast.parse(source).body:
        names = _assigned(statement)
        harmless = {id(node.right) for node in ast.walk(statement) if _is_pairs(node) or _is_square_or_half(node)}
        for node in ast.walk(statement):
            if isinstance(node, ast.Subscript):
                ends = (node.slice.lower, node.slice.upper) if isinstance(node.slice, ast.Slice) else (node.slice,)
                harmless |= {id(end) for end in ends if isinstance(end, ast.Constant) and isinstance(end.value, int)}
        for node in ast.walk(statement):
            if isinstance(node, ast.Constant) and _is_number(node.value) and id(node) not in harmless:
                of = [name for name in names if UNITS.get(name) == node.value] or names[:1] or [""]
                yield of[0], node.value, node.lineno


def _assigned(statement: ast.stmt) -> list[str]:
    """Names that a statement of the module gives to values."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
    return [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_pairs(node: ast.AST) -> bool:
    """Whether this is a product halved, n × (n − 1) / 2."""
    return (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Div | ast.FloorDiv)
        and isinstance(node.right, ast.Constant)
        and node.right.value == 2
        and isinstance(node.left, ast.BinOp)
    )


def _is_square_or_half(node: ast.AST) -> bool:
    """Whether this is x² or 1 / 2."""
    if not (isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant) and node.right.value == 2):
        return False
    return isinstance(node.op, ast.Pow) or (
        isinstance(node.op, ast.Div) and isinstance(node.left, ast.Constant) and node.left.value == 1
    )


def opinions(source: str, place: str) -> list[str]:
    """Numbers of a file that belong into the policy."""
    return [
        f"{place}:{line}: {value!r}"
        for name, value, line in numbers(source)
        if value not in PLAIN
        and UNITS.get(name) != value
        and (place, name) not in NAMED
        and (place, value) not in INLINE
    ]


def test_no_number_outside_the_policy() -> None:
    assert len(FILES) > 12, "kernels and scoring were found"
    found = [one for path in FILES for one in opinions(path.read_text("utf-8"), path.relative_to(PACKAGE).as_posix())]
    assert not found, "into policy.toml with unit and source, or named with a reason here:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("source", "count"),
    [
        pytest.param("def f(x):\n    return x > 0.85", 1, id="a threshold"),
        pytest.param("WEIGHT = 30", 1, id="a weight with a name is still a weight"),
        pytest.param("def f(x, days=60):\n    return x", 1, id="a default"),
        pytest.param("SCORES = {'governed': 1.0, 'ad hoc': 0.5}", 1, id="inside a table"),
        pytest.param("x = 2 * y", 1, id="a factor of two"),
        pytest.param("x = y / 2", 1, id="a half"),
        pytest.param("x = -14 if y else 0", 1, id="behind a sign"),
        pytest.param("x = [f(y, 1.15) for y in z]", 1, id="in a call"),
        pytest.param("def f():\n    '''At least 0.85.'''\n    return '35 %'", 0, id="words"),
        pytest.param("n * (n - 1) / 2 + n * (n - 1) // 2", 0, id="pairs"),
        pytest.param("x**2, 1 / 2", 0, id="a square, a half of one"),
        pytest.param("x**3", 1, id="a cube"),
        pytest.param("x[0], x[-1], 1.0 - y, 0.0", 0, id="identities"),
        pytest.param("x[2], x[:5], x[3:]", 0, id="places in a sequence"),
        pytest.param("x[y > 5], x[0.85]", 2, id="a threshold in a mask"),
        pytest.param("MONTHS_PER_YEAR, WEEKS_PER_YEAR = 12, 52\nWEEK = timedelta(days=7)", 0, id="units"),
        pytest.param("MONTHS_PER_YEAR = 13", 1, id="a unit of another size"),
        pytest.param("x = True", 0, id="truth"),
    ],
)
def test_the_checker_notices(source: str, count: int) -> None:
    assert len(opinions(source, "scoring/value.py")) == count


def test_a_name_is_allowed_in_its_own_file_only() -> None:
    assert opinions("HOW_MANY = 5", "scoring/filling.py") == []
    assert opinions("HOW_MANY = 5", "scoring/value.py") != []
    assert opinions("def f():\n    HOW_MANY = 5", "scoring/filling.py") != []


def test_every_exception_still_stands_in_the_code() -> None:
    """An exception that nothing needs any more would let the next number slip through."""
    found = {
        (path.relative_to(PACKAGE).as_posix(), key)
        for path in FILES
        for name, value, _ in numbers(path.read_text("utf-8"))
        for key in (name, value)
    }
    assert set(NAMED) <= found
    assert set(INLINE) <= found
    assert all(NAMED.values())
    assert all(INLINE.values())
