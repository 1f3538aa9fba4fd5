"""The three traps of a growing fleet, each an index with its causes (docs/method.md, Traps)."""

from toolkit.checks.traps.judging import judge_traps

__all__ = ["judge_traps"]
