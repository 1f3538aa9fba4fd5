"""The policy: every threshold, weight, coefficient and default, read from one TOML file.

The shipped ``policy.toml`` stands beside this module; a client's file overrides single values.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.errors import PolicyProblems, UnknownName, check_type, did_you_mean
from toolkit.model import PolicyValue

_FIELDS = {"value", "unit", "source", "allowed"}
_WHOLE = {"program.horizon_months", "uncertainty.draws"}
"""What is counted in whole numbers; other months (of building, of ramping up) may be fractions."""


@dataclass(frozen=True)
class _Entry:
    value: Any
    unit: str
    source: str
    allowed: tuple[Any, ...] | None


@dataclass(frozen=True, repr=False)
class Policy:
    """Policy values by dotted key, as in ``policy.number("integration.base_days.REST")``.

    Asking for a key that does not exist raises ``UnknownName``.
    """

    values: Mapping[str, PolicyValue]

    def __repr__(self) -> str:
        """Say how many values there are, and which of them a client's file gave."""
        own = [key for key, item in self.values.items() if item.overridden]
        return f"Policy of {len(self.values)} values, {len(own)} of them of a client's file" + "".join(
            f"\n  {key} = {self.values[key].value}" for key in own
        )

    @property
    def sha256(self) -> str:
        """Hash of all keys and values; sources and units do not count."""
        plain = {key: item.value for key, item in self.values.items()}
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()

    def entry(self, key: str) -> PolicyValue:
        """Return value, unit and source of a key."""
        if key not in self.values:
            raise UnknownName("policy key", key, self.values)
        return self.values[key]

    def number(self, key: str) -> float:
        """Return the number under a key; raises ``TypeError`` where the value is a word."""
        value = self.entry(key).value
        if isinstance(value, str) or value is None:
            raise TypeError(f"{key} is {value!r}, not a number")
        return float(value)

    def word(self, key: str) -> str:
        """Return the word under a key, as text."""
        return str(self.entry(key).value)

    def flag(self, key: str) -> bool:
        """Return the truth value under a key."""
        return bool(self.entry(key).value)

    def group(self, prefix: str) -> dict[str, float]:
        """Return the numbers under a table by their last name, in the order of the file."""
        inside = {
            key.removeprefix(prefix + "."): self.number(key) for key in self.values if key.startswith(prefix + ".")
        }
        if not inside:
            raise UnknownName("policy table", prefix, {key.rsplit(".", 1)[0] for key in self.values})
        return inside


def load_policy(path: Path | str | None = None) -> Policy:
    """Read the shipped policy, overridden by the client's file where one is given.

    A client's file holds plain values under the same keys (or a table with ``value`` and ``source``). An unknown
    key, a wrong type or an impossible value raises ``PolicyProblems`` that names all of them; nothing is dropped.
    """
    check_type("path", path, (str, Path, type(None)), "the path of a policy file", 'write load_policy("client.toml")')
    shipped = _shipped()
    values = dict(_shipped_values())
    if path is None:
        return Policy(values)
    problems: list[str] = []
    for key, given in _read_client(Path(path), shipped):
        if key not in shipped:
            problems.append(f"{key}: no such key{did_you_mean(key, shipped)}")
            continue
        value, source = _given(given, key, str(path), problems)
        wrong = _impossible(value, shipped[key], is_whole=key in _WHOLE)
        if wrong:
            problems.append(f"{key}: found {json.dumps(value, default=str)}, {wrong}")
        else:
            values[key] = replace(values[key], value=value, source=source, overridden=True)
    problems += _contradictions(values) if not problems else []
    if problems:
        raise PolicyProblems(str(path), problems)
    return Policy(values)


CFO_FILE = Path(__file__).parent / "cfo.toml"
"""The conservative case, in the form of a client's file."""

_MORE_IS_STRICTER = {"case.one_off_factor", "case.running_factor", "case.platform_loaded"}


def conservative_policy(policy: Policy) -> Policy:
    """Return a policy with the case of the shipped ``cfo.toml`` over its own; everything else is the given policy's.

    Of two values of a key the stricter one counts (the lower share or value factor, the higher cost factor, the
    platform loaded), so that the conservative case is never the milder one, and applying it twice changes nothing.
    """
    values = dict(policy.values)
    for key, strict in _conservative_values().items():
        if strict.overridden:
            stricter = max if key in _MORE_IS_STRICTER else min
            values[key] = stricter((policy.entry(key), strict), key=lambda item: float(item.value or 0))
    return Policy(values)


@cache
def _conservative_values() -> Mapping[str, PolicyValue]:
    return load_policy(CFO_FILE).values


def allowed(key: str) -> str:
    """Say in words what a policy key may be set to, as a client's file is judged; raises ``UnknownName``.

    >>> allowed("readiness.days_in_production"), allowed("defaults.confidence")
    ('0 to 1000 (days)', 'high, medium, low')
    """
    shipped = _shipped()
    if key not in shipped:
        raise UnknownName("policy key", key, shipped)
    entry = shipped[key]
    if isinstance(entry.value, bool):
        return "true or false"
    if isinstance(entry.value, str):
        return ", ".join(entry.allowed or ())
    noun = "a whole number " if key in _WHOLE else ""
    return f"{noun}{entry.allowed[0]:g} to {entry.allowed[1]:g} ({entry.unit})" if entry.allowed else "any number"


@cache
def _shipped() -> dict[str, _Entry]:
    table = tomllib.loads((Path(__file__).parent / "policy.toml").read_text(encoding="utf-8"))
    return {
        key: _Entry(item["value"], item["unit"], item["source"], tuple(item["allowed"]) if "allowed" in item else None)
        for key, item in _leaves(table, "", lambda node: "value" in node)
    }


@cache
def _shipped_values() -> Mapping[str, PolicyValue]:
    return {key: PolicyValue(key, item.value, item.unit, item.source) for key, item in _shipped().items()}


def _leaves(table: Mapping[str, Any], prefix: str, is_leaf: Any) -> Iterator[tuple[str, Any]]:
    for name, node in table.items():
        key = f"{prefix}{name}"
        if isinstance(node, dict) and node and not is_leaf(node):
            yield from _leaves(node, key + ".", is_leaf)
        else:
            yield key, node


def _read_client(path: Path, shipped: Mapping[str, _Entry]) -> list[tuple[str, Any]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise PolicyProblems(str(path), [f"cannot be read: {error.strerror}"]) from error
    except ValueError as error:  # not TOML, not UTF-8, or a number of thousands of digits
        raise PolicyProblems(str(path), [f"is not TOML: {error}"]) from error
    tables = {key.rsplit(".", 1)[0] for key in shipped}
    parents = tables | {".".join(name.split(".")[:depth]) for name in tables for depth in range(1, name.count(".") + 1)}
    leaves = _leaves(table, "", lambda node: "value" in node and set(node) <= _FIELDS)
    return [(key, node) for key, node in leaves if node != {} or key not in parents]


def _given(given: Any, key: str, path: str, problems: list[str]) -> tuple[Any, str]:
    if isinstance(given, dict) and given:
        unexpected = sorted(set(given) - {"value", "source"})
        if unexpected:
            problems.append(f"{key}: only value and source may be given, found {', '.join(unexpected)}")
        return given["value"], str(given.get("source", f"{Path(path).name}, no source given"))
    return given, f"{Path(path).name}, no source given"


def _impossible(value: Any, shipped: _Entry, *, is_whole: bool) -> str:
    """Say what is allowed where the value is not; empty where it is possible."""
    if isinstance(shipped.value, bool):
        return "" if isinstance(value, bool) else "allowed true or false"
    if isinstance(shipped.value, str):
        words = shipped.allowed or ()
        return "" if isinstance(value, str) and value in words else f"allowed {', '.join(words)}"
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not abs(value) <= sys.float_info.max:  # NaN compares with nothing
        return f"allowed a number ({shipped.unit})"
    if shipped.allowed and not shipped.allowed[0] <= value <= shipped.allowed[1]:
        return f"allowed {shipped.allowed[0]:g} to {shipped.allowed[1]:g} ({shipped.unit})"
    if is_whole and value != int(value):
        return f"allowed a whole number ({shipped.unit})"
    return ""


def _contradictions(values: Mapping[str, PolicyValue]) -> list[str]:
    """Values that are possible alone and impossible together."""
    found = []
    weighted = (
        "ranking",
        "data_readiness",
        *(f"traps.{name}" for name in ("sprawl", "governance_debt", "integration_tax")),
    )
    for table in (f"{name}.weights" for name in weighted):
        if not any(item.value for key, item in values.items() if key.startswith(table + ".")):
            found.append(f"{table}: all weights are 0; at least one must be above 0")
    for key, item in values.items():
        name = key.removeprefix("ranking.worst.")
        if name != key and item.value == values[f"ranking.best.{name}"].value:
            found.append(f"{key}: worst and best are both {item.value}; they must differ")
    draws = int(float(str(values["uncertainty.draws"].value)))
    if draws & (draws - 1):
        found.append(f"uncertainty.draws: found {draws}; must be a power of two, as 4096 or 8192")
    for lower, upper in _RISING:
        if float(str(values[lower].value)) > float(str(values[upper].value)):
            found.append(f"{lower}: must not exceed {upper}")
    return found


_RISING = (
    ("data_readiness.partly_from", "data_readiness.ready_from"),
    ("traps.watch_from", "traps.high_from"),
    ("phases.expand_least", "phases.expand_most"),
)
"""Bounds of which the first must not lie above the second."""
