"""Policies that differ from the shipped one in some keys, read as a client's file is."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.policy import Policy, load_policy


def policy_with(changed: dict[str, Any] | None = None, /, **uncertainty: Any) -> Policy:
    """The shipped policy with these dotted keys; ``draws=256`` stands for ``uncertainty.draws``."""
    return _read({**(changed or {}), **{f"uncertainty.{name}": value for name, value in uncertainty.items()}})


def _read(changed: dict[str, Any]) -> Policy:
    return _read_text("".join(f"{_quoted(key)} = {_toml(value)}\n" for key, value in changed.items()))


@cache
def _read_text(text: str) -> Policy:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "client.toml"
        file.write_text(text, encoding="utf-8")
        return load_policy(file)


def _quoted(key: str) -> str:
    return ".".join(f'"{part}"' for part in key.split("."))


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else repr(value)
