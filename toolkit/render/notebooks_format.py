"""Loads nbformat without the checker of international addresses that it never needs.

jsonschema, which nbformat loads, takes rfc3987_syntax where it is installed, as it is with JupyterLab, and that one
compiles its grammar at every import: a second of the few that a whole report takes. No notebook has such a field.
"""

from __future__ import annotations

import sys

_SLOW = "rfc3987_syntax"

if _SLOW not in sys.modules and "jsonschema" not in sys.modules:
    sys.modules[_SLOW] = None  # type: ignore[assignment]  # how Python says that a module is not there
    try:
        import nbformat  # noqa: F401
    finally:
        del sys.modules[_SLOW]
