"""What tells people how far long work is: a tqdm bar in a notebook and in a terminal, lines in a log."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tqdm.std import tqdm

Tell = Callable[[str], None]
"""Told the name of each step as it begins; while a long one goes on, how far it is stands behind a colon."""

STEPS_OF_ASSESSING = 7


def steps_of_export(*, quick: bool, figures: bool, pdf: bool) -> int:
    """Return how many steps an export tells of: the report, a step per notebook, figures, PDF."""
    return 1 + (0 if quick else 4) + figures + pdf


SLOW_AFTER_SECONDS = 2.0
LINE_EVERY_SECONDS = 5.0
_FORMAT = "{n_fmt} of {total_fmt} |{bar:20}| {elapsed} {desc}"


class Progress:
    """Shows the step under way from two seconds into the work on; before that, and where it is quicker, nothing.

    ``steps`` is how many are expected, more only make the bar longer. The bar is wiped off at the end. Where standard
    error is no terminal, a line per step is written to it instead.
    """

    def __init__(self, steps: int) -> None:
        self._steps, self._draws = steps, _cell_bar if in_notebook() else _bar if sys.stderr.isatty() else None
        self._begun, self._step, self._began, self._last = 0, "", time.time(), 0.0
        self._bar: tqdm | None = None
        self._is_slow, self._lock = False, threading.Lock()
        self._timer = threading.Timer(SLOW_AFTER_SECONDS, self._show)
        self._timer.daemon = True
        self._timer.start()

    def __call__(self, step: str) -> None:
        """Take note of the step that begins, or of how far it is."""
        with self._lock:
            is_new = step.partition(":")[0] != self._step.partition(":")[0]
            self._begun, self._step = self._begun + is_new, step
            if self._is_slow:
                self._draw(is_new=is_new)

    def _show(self) -> None:
        with self._lock:
            self._is_slow = True
            self._draw(is_new=True)

    def _draw(self, *, is_new: bool) -> None:
        if self._draws is None:
            if is_new or time.time() - self._last > LINE_EVERY_SECONDS:
                self._last = time.time()
                sys.stderr.write(f"… {self._step}\n")
            return
        done = max(0, self._begun - 1)
        if self._bar is None:
            # The delay only keeps it from being drawn before it knows when the work began.
            self._bar = self._draws(total=self._steps, leave=False, bar_format=_FORMAT, delay=0.001)
            self._bar.start_t = self._began
        self._bar.total = max(self._steps, done + 1)
        self._bar.n = done
        self._bar.set_description_str(self._step)

    def __enter__(self) -> Progress:
        """Show until the block ends, however it ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop showing, and wipe the bar off."""
        self._timer.cancel()
        with self._lock:
            self._is_slow = False
            if self._bar is not None:
                self._bar.close()
                self._bar = None


@contextmanager
def told(progress: Tell | None, steps: int) -> Iterator[Tell]:
    """Yield whom to tell: the one that the caller gave; else a bar in a notebook, and nobody anywhere else."""
    if progress is not None or not in_notebook():
        yield progress or (lambda _: None)
        return
    with Progress(steps) as shown:
        yield shown


def in_notebook() -> bool:
    """Whether the code runs in a cell of a notebook."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return shell is not None and hasattr(shell, "kernel")


def _bar(**given: Any) -> tqdm:
    from tqdm.std import tqdm  # noqa: PLC0415  only where something is shown

    return tqdm(file=sys.stderr, **given)


def _cell_bar(**given: Any) -> tqdm:
    from toolkit.app.progress_bar import CellBar  # noqa: PLC0415

    return CellBar(**given)
