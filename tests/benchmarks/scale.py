"""How time and memory grow with the number of workflows, on one core: ``uv run python -m tests.benchmarks.scale``."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import time

import numpy as np

NUMBERS = (100, 1000, 10_000)


def measure(number: int) -> tuple[float, float]:
    """Seconds of one assessment, and the peak resident memory of its process in MiB."""
    import toolkit
    from tests.benchmarks.crowd import crowd

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    toolkit.assess(crowd(3))  # imports and tables, once
    given = crowd(number)
    started = time.perf_counter()
    toolkit.assess(given)
    seconds = time.perf_counter() - started
    unit = 1 if sys.platform == "darwin" else 1024
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def main() -> None:
    """Print a line per size, then the slope."""
    seconds = []
    for number in NUMBERS:
        # A process of its own each, so that peaks do not mix.
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            took, peak = pool.apply(measure, (number,))
        seconds.append(took)
        sys.stdout.write(f"{number:>6,} workflows: {took:7.2f} s, peak {peak:5.0f} MiB\n")
    slope = np.polyfit(np.log(NUMBERS), np.log(seconds), 1)[0]
    sys.stdout.write(f"log-log slope of time: {slope:.2f}\n")


if __name__ == "__main__":
    main()
