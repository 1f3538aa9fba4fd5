"""Agent scaling toolkit: which workflow to automate next, what it is worth, and what stands in the way.

>>> import toolkit
>>> sorted(toolkit.__all__)[:3]
['Assessment', 'Policy', 'Portfolio']

Names are loaded when they are first used (PEP 562), so that importing the package costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.app.admitting import admit
    from toolkit.app.assessment import Assessment
    from toolkit.app.display import open_assessment, show
    from toolkit.app.exporting import export
    from toolkit.app.gating import gate
    from toolkit.app.pipeline import assess
    from toolkit.app.workbooks import load_example
    from toolkit.errors import ToolkitError
    from toolkit.policy import Policy, load_policy
    from toolkit.sheets.portfolio import Portfolio
    from toolkit.version import VERSION as __version__  # noqa: N811
    from toolkit.workbook.reading import load

_PUBLIC = {
    "Assessment": "toolkit.app.assessment",
    "Policy": "toolkit.policy",
    "Portfolio": "toolkit.sheets.portfolio",
    "ToolkitError": "toolkit.errors",
    "admit": "toolkit.app.admitting",
    "assess": "toolkit.app.pipeline",
    "export": "toolkit.app.exporting",
    "gate": "toolkit.app.gating",
    "load": "toolkit.workbook.reading",
    "load_example": "toolkit.app.workbooks",
    "load_policy": "toolkit.policy",
    "open_assessment": "toolkit.app.display",
    "show": "toolkit.app.display",
}

__all__ = [
    "Assessment",
    "Policy",
    "Portfolio",
    "ToolkitError",
    "__version__",
    "admit",
    "assess",
    "export",
    "gate",
    "load",
    "load_example",
    "load_policy",
    "open_assessment",
    "show",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        return import_module("toolkit.version").VERSION
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


if "IPython" in sys.modules and (_shell := sys.modules["IPython"].get_ipython()) is not None:
    import_module("toolkit.app.formatters").register(_shell)
