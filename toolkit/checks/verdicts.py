"""What findings add up to (docs/method.md, Verdicts)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from toolkit.model import Outcome, Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model import Finding


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Return the verdict of findings; only blocker checks count, order does not matter.

    Any fail → fail; else any unknown or error → unknown; else any pass or waived → pass; all not applicable → not
    applicable; nothing → unknown. Coverage = (pass + fail) / (all − not applicable − waived), missing for 0 / 0.
    """
    counts = Counter(finding.outcome for finding in findings if finding.severity is Severity.BLOCKER)
    return _verdict(counts, counts)


def combine(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict over verdicts: the same rule, coverage over the checks of all of them."""
    parts = list(verdicts)
    checks: Counter[Outcome] = Counter()
    for part in parts:
        checks.update(part.counts)
    return _verdict(Counter(part.outcome for part in parts), checks)


def _verdict(counts: Counter[Outcome], checks: Counter[Outcome]) -> Verdict:
    known = checks[Outcome.PASS] + checks[Outcome.FAIL]
    countable = checks.total() - checks[Outcome.NOT_APPLICABLE] - checks[Outcome.WAIVED]
    return Verdict(
        outcome=_outcome(counts),
        coverage=known / countable if countable else None,
        counts={outcome: checks[outcome] for outcome in Outcome if checks[outcome]},
    )


def _outcome(counts: Counter[Outcome]) -> Outcome:
    if counts[Outcome.FAIL]:
        return Outcome.FAIL
    if counts[Outcome.UNKNOWN] or counts[Outcome.ERROR]:
        return Outcome.UNKNOWN
    if counts[Outcome.PASS] or counts[Outcome.WAIVED]:
        return Outcome.PASS
    return Outcome.NOT_APPLICABLE if counts[Outcome.NOT_APPLICABLE] else Outcome.UNKNOWN
