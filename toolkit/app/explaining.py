"""Explains a name: a check, a policy key, a column, a formula, or the group that bears it."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.checks.catalogue import catalogue, questions
from toolkit.errors import UnknownName
from toolkit.model import Grade, Severity
from toolkit.policy import allowed, load_policy
from toolkit.scoring.formulas import FORMULAS
from toolkit.sheets import RANGE, SHEETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from toolkit.model import Check, Formula, PolicyValue
    from toolkit.policy import Policy
    from toolkit.sheets import Column, Sheet

WIDTH = 88
LABEL = 15
GRADES = tuple(Grade)
_MEANS = {
    Grade.MEASURED: "computed from data",
    Grade.RECORDED: "dated, with a named person, a link or a tester",
    Grade.CLAIMED: "typed is enough",
    Grade.ASSUMED: "a policy default is enough",
}
_DECIDES = {
    Severity.BLOCKER: "yes, it enters the verdict (blocker)",
    Severity.WARNING: "no, it is listed beside the verdict (warning)",
    Severity.NOTE: "no, it is listed beside the verdict (note)",
}


@dataclass(frozen=True)
class _Entry:
    """Something that can be explained: its kind, full name, other names, one line, and the whole text."""

    kind: str
    name: str
    aliases: tuple[str, ...]
    line: str
    text: Callable[[], str]


def explain(name: str, policy: Policy | None = None) -> str:
    """Return what a check, policy key, column or formula means, as plain text of at most 88 columns.

    A full name (``production.long_enough``, ``integration.pair_days``, ``Workflows.automation_likely``, ``npv``) or
    its last part or a column's title will do, in any case. A name that several things bear lists them; so does the
    name of a sheet, of a policy table or of one of the six questions. Values are those of ``policy`` (the shipped
    one by default). Raises ``UnknownName`` with the nearest name for anything else.
    """
    entries = _entries(policy or load_policy())
    wanted = _folded(name)
    exact = [one for one in entries if one.name == name.strip()]
    full = [one for one in entries if _folded(one.name) == wanted]
    other = [one for one in entries if wanted in {_folded(alias) for alias in one.aliases}]
    found = exact or full or other
    group = [] if exact or full else _group(wanted, entries)
    if len(found) == 1 and not group:
        return found[0].text()
    members = list(dict.fromkeys([*found, *group]))
    if not members:
        known = [one.name for one in entries] + [alias for one in entries for alias in one.aliases]
        raise UnknownName("check, policy key, column or formula", name, known)
    head = f"{name.strip()} names {len(members)} things; ask for one of them:"
    return "\n".join([head, *_columns((one.name, f"{one.kind}: {one.line}") for one in members)])


def names(policy: Policy | None = None) -> dict[str, list[str]]:
    """Return every full name that :func:`explain` knows, by kind: check, policy key, column, formula."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in _entries(policy or load_policy()):
        found[one.kind].append(one.name)
    return dict(found)


def _entries(policy: Policy) -> list[_Entry]:
    return [
        *(_check_entry(check, policy) for check in catalogue()),
        *(_policy_entry(value) for value in policy.values.values()),
        *(_column_entry(sheet, column, policy) for sheet in SHEETS for column in sheet.columns),
        *(_formula_entry(formula, policy) for formula in FORMULAS),
    ]


def _group(wanted: str, entries: list[_Entry]) -> list[_Entry]:
    """Return what stands in a sheet, in a policy table or behind one of the six questions."""
    return [one for one in entries if _folded(one.name).startswith(f"{wanted}.")]


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())


# --- checks -----------------------------------------------------------------------------------------------


def _check_entry(check: Check, policy: Policy) -> _Entry:
    return _Entry("check", check.id, (check.id.partition(".")[2],), check.asks, lambda: _check(check, policy))


def _check(check: Check, policy: Policy) -> str:
    question = questions().get(check.question, "")
    place = list(questions()).index(check.question) + 1 if question else 0
    better = " or better" if check.least_grade is not GRADES[0] else ""
    asks = {one.id: one.asks for one in catalogue()}
    thresholds = [_value_line(policy.entry(key)) for key in check.policy]
    waiver = f"a row on Exceptions: kind waiver for {check.id}, with reason, owner, decided on and expires on"
    return _text(
        f"check {check.id}",
        check.asks,
        ("Why", [check.why]),
        ("Question", [f"{place} of {len(questions())}: {question}"] if question else []),
        ("Decides", [_DECIDES[check.severity]]),
        ("Evidence", [f"passes on {check.least_grade} evidence{better} ({_MEANS[check.least_grade]})"]),
        ("Threshold", thresholds or ["none"]),
        ("Asked after", [f"{name}: {asks.get(name, '')}" for name in check.after]),
        ("Answered by", [_column_line(name) for name in check.columns]),
        ("How to fix it", [check.fix]),
        ("Effort", [_days(check.effort_days)]),
        ("To waive it", [waiver]),
        ("Source", [check.source]),
    )


def _days(days: float) -> str:
    return f"{days:g} {'day' if days == 1 else 'days'} of work" if days else "none, only time"


# --- policy keys ------------------------------------------------------------------------------------------


def _policy_entry(value: PolicyValue) -> _Entry:
    table, _, tail = value.key.rpartition(".")
    # The loadings bear the names of columns, which a reader means.
    aliases = () if table == "uncertainty.loadings" else (tail,)
    return _Entry("policy key", value.key, aliases, _value(value), lambda: _policy(value))


def _policy(value: PolicyValue) -> str:
    key = value.key
    stands_in = [f"{sheet.name}.{column.name}" for sheet, column in _all_columns() if column.default == key]
    table, _, name = key.rpartition(".")
    formulas = [formula.id for formula in FORMULAS if _reads_policy(formula, key)]
    return _text(
        f"policy key {key}",
        f"{_value(value)}" + (", replaced by the client’s file" if value.overridden else ""),
        ("Source", [value.source]),
        ("Allowed", [allowed(key)]),
        ("Stands in for", [f"a blank {_column_line(column)}" for column in stands_in]),
        ("Checks", [f"{check.id}: {check.asks}" for check in catalogue() if key in check.policy]),
        ("Formulas", [", ".join(formulas)] if formulas else []),
        ("To change it", [f"in a file of your own, given with --policy: [{table}], then {_toml(name)} = …"]),
    )


def _toml(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _reads_policy(formula: Formula, key: str) -> bool:
    read = [name.removeprefix("policy:") for name in formula.inputs if name.startswith("policy:")]
    return any(key == one or (one.endswith(".*") and key.startswith(one[:-1])) for one in read)


def _value(value: PolicyValue) -> str:
    said = value.value
    if isinstance(said, bool):
        return "true" if said else "false"
    return f"{said:,g} {value.unit}".strip() if isinstance(said, int | float) else f"{said} {value.unit}".strip()


def _value_line(value: PolicyValue) -> str:
    return f"{value.key} = {_value(value)} ({value.source})"


# --- columns ----------------------------------------------------------------------------------------------


def _all_columns() -> Iterator[tuple[Sheet, Column]]:
    for sheet in SHEETS:
        for column in sheet.columns:
            yield sheet, column


def _column_entry(sheet: Sheet, column: Column, policy: Policy) -> _Entry:
    short = column.title.removesuffix(", likely")
    aliases = {column.name, column.title, short, f"{sheet.name}.{column.title}", f"{sheet.name}.{short}"}
    if column.name.endswith("_likely"):
        aliases |= {_stem(column), f"{sheet.name}.{_stem(column)}"}
    line = f"{column.title}. {column.meaning}"
    name = f"{sheet.name}.{column.name}"
    return _Entry("column", name, tuple(sorted(aliases)), line, lambda: _column(sheet, column, policy))


def _column(sheet: Sheet, column: Column, policy: Policy) -> str:
    name = f"{sheet.name}.{column.name}"
    what = "setting" if sheet.is_form else "column"
    kind = "program" if sheet.is_form else "input" if sheet.name == "Workflows" else ""
    parts = [f"{sheet.name}.{_stem(column)}_{part}" for part in RANGE if _stem(column) != column.name]
    used = [one.id for one in FORMULAS if f"{kind}:{column.name.removesuffix('_likely')}" in one.inputs]
    return _text(
        f"{what} {name}",
        column.meaning,
        ("Title", [f"{column.title}, on the sheet {sheet.name} ({sheet.row_is} per row)"]),
        ("Unit", [column.unit] if column.unit else []),
        ("Allowed", [column.allowed]),
        ("Example", [column.example] if column.example else []),
        ("Where blank", [_blank(column, policy)]),
        ("Range", [f"given as {', '.join(parts)}"] if parts else []),
        ("Checks", [f"{check.id}: {check.asks}" for check in catalogue() if name in check.columns]),
        ("Formulas", [", ".join(used)] if used else []),
    )


def _stem(column: Column) -> str:
    for part in RANGE:
        if column.name.endswith(f"_{part}"):
            return column.name.removesuffix(f"_{part}")
    return column.name


def _blank(column: Column, policy: Policy) -> str:
    if column.required:
        return "not allowed: every row needs it"
    if column.default:
        return f"assumed: {_value_line(policy.entry(column.default))}"
    if column.essential:
        return "no business case: the figure is essential and has no default"
    if _stem(column) != column.name:
        return "the range is not known; the base case reads the likely value alone"
    return "unknown, which counts in nobody’s favour" if column.name != "notes" else "nothing is missed"


def _column_line(name: str) -> str:
    titles = {f"{sheet.name}.{column.name}": column.title for sheet, column in _all_columns()}
    return f"{name} ({titles[name]})" if name in titles else name


# --- formulas ---------------------------------------------------------------------------------------------


def _formula_entry(formula: Formula, policy: Policy) -> _Entry:
    return _Entry("formula", formula.id, (), formula.text, lambda: _formula(formula, policy))


def _formula(formula: Formula, policy: Policy) -> str:
    used = [one.id for one in FORMULAS if f"score:{formula.id}" in one.inputs]
    return _text(
        f"formula {formula.id}",
        formula.text,
        ("Unit", [formula.unit]),
        ("Reads", [line for name in formula.inputs for line in _input_lines(name, policy)]),
        ("Used by", [", ".join(used)] if used else []),
        ("Source", [formula.source]),
    )


_EACH = {
    "system": "the interface, standards, people and connector of each system (sheet Systems)",
    "source": "the quality, access and owner of each data source (sheet Data sources)",
    "criterion": "each criterion of the ranking",
    "range": "low, likely and high value of each uncertain input",
}


def _input_lines(name: str, policy: Policy) -> list[str]:
    kind, _, rest = name.partition(":")
    if kind == "policy":
        keys = [key for key in policy.values if key == rest or (rest.endswith(".*") and key.startswith(rest[:-1]))]
        return [_value_line(policy.entry(key)) for key in keys]
    if kind in ("input", "program"):
        sheet = SHEETS[0] if kind == "program" else SHEETS[1]
        columns = [column for column in sheet.columns if column.name in (rest, f"{rest}_likely")]
        return [f"{sheet.name}.{column.name} ({column.title})" for column in columns]
    return [f"formula {rest}"] if kind == "score" else [_EACH[kind]]


# --- text -------------------------------------------------------------------------------------------------


def _text(head: str, says: str, *parts: tuple[str, list[str]]) -> str:
    lines = [head, *textwrap.wrap(says, WIDTH), ""]
    for label, items in parts:
        for position, item in enumerate(items):
            first = label if position == 0 else ""
            lines += textwrap.wrap(
                item,
                WIDTH,
                initial_indent=f"{first:{LABEL}}",
                subsequent_indent=" " * (LABEL + 2),
                break_long_words=False,
                break_on_hyphens=False,
            )
    return "\n".join(lines)


def _columns(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    found = list(rows)
    width = max(len(name) for name, _ in found)
    for name, line in found:
        yield _cut(f"  {name:{width}}  {line}")


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rstrip() + "…"
