"""Executes notebooks offline and makes pages of them: two kernels at a time, nothing of the user's own set-up.

Kernels are this interpreter's ``ipykernel_launcher``, with a temporary IPYTHONDIR, so that neither another
kernelspec nor a start-up file leaks in; they are shut down at once, since a graceful end can stall for seconds.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from toolkit.errors import ToolkitError
from toolkit.render.html import parts_style, render_notebook
from toolkit.render.look import SHIPPED, Look
from toolkit.render.view_parts import candidates_head, readiness_head
from toolkit.render.view_parts_fleet import fleet_head
from toolkit.render.view_parts_routing import routing_head
from toolkit.render.view_words import shorten
from toolkit.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from nbformat import NotebookNode

    from toolkit.results import AssessmentData

KERNELS = 2
CELL_SECONDS = 300
START_SECONDS = 60
PARAMETERS, INJECTED, FAILED, NOT_ON_PAGE = "parameters", "injected-parameters", "failed", "not-on-page"
"""Tags of cells; the first two as papermill has them."""

PAGES = {
    **{"01_candidates": "candidates.html", "02_readiness": "readiness.html"},
    **{"03_fleet": "fleet.html", "04_routing": "routing.html"},
}
"""Which notebook becomes which page."""

_FORMAT: Any = nbformat  # its functions have no types
_HEADS = {
    **{"01_candidates": candidates_head, "02_readiness": readiness_head},
    **{"03_fleet": fleet_head, "04_routing": routing_head},
}
_LINKS = (
    *(("index.html", "Summary"), ("candidates.html", "Candidates"), ("readiness.html", "Ready or not")),
    *(("fleet.html", "The fleet"), ("routing.html", "Who owns what"), ("ownership-map.html", "Ownership map, to sign")),
)
_LINE = re.compile(r"Cell In\s?\[\d+\], line (\d+)|^\s*File .*, line (\d+)$", re.MULTILINE)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_LENGTH = 500


class NotebookFailed(ToolkitError):
    """A cell of a notebook raised, took too long or took its kernel down.

    ``cell`` is the number that Jupyter shows beside the cell, ``line`` its source line, ``notebook`` the executed
    notebook with the failing cell marked; ``kept`` is where it was saved.
    """

    def __init__(self, name: str, cell: int, line: str, message: str, notebook: NotebookNode) -> None:
        self.name, self.cell, self.line, self.message, self.notebook = name, cell, line, message, notebook
        self.kept: Path | None = None
        super().__init__(name, cell, line, message)

    def __str__(self) -> str:
        """One line: notebook, cell, source line, what was raised, and where to look."""
        said = f"notebook {self.name}, cell [{self.cell}], {self.line!r}: {self.message}"
        return f"{said}; the notebook is kept as {self.kept}" if self.kept else said


def notebook_pages(
    assessment: AssessmentData,
    text: str,
    progress: Callable[[str], None] = lambda _: None,
    *,
    keep: Path | None = None,
    look: Look = SHIPPED,
) -> dict[str, bytes]:
    """Return the pages made from notebooks by file name, those of :data:`PAGES`.

    ``text`` is the assessment as JSON: it is what the notebooks read, so that page and notebook cannot disagree. The
    same assessment gives the same bytes. Raises ``NotebookFailed``; the notebook is then saved into the folder
    ``keep``, the failing cell marked.
    """
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "assessment.json"
        file.write_text(text, encoding="utf-8")
        try:
            executed = run_notebooks(PAGES, {"ASSESSMENT": str(file)}, progress)
        except NotebookFailed as error:
            if keep is not None:
                error.kept = _save(error.notebook, keep / f"{error.name}.failed.ipynb")
            raise
    return {
        PAGES[name]: notebook_page(name, notebook, assessment, look=look).encode()
        for name, notebook in executed.items()
    }


def run_notebooks(
    names: Iterable[str],
    parameters: Mapping[str, str],
    progress: Callable[[str], None] = lambda _: None,
    *,
    source: Path | None = None,
) -> dict[str, NotebookNode]:
    """Execute notebooks by name, in the folder ``source`` (by default the shipped ones); return them with outputs.

    ``parameters`` are injected the way papermill does. The first that fails, in the order of ``names``, is raised as
    ``NotebookFailed`` when all have ended.
    """
    place = source or folder("notebooks")
    notebooks = {name: with_parameters(_read(place / f"{name}.ipynb"), parameters) for name in names}
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as own,
        ThreadPoolExecutor(max_workers=KERNELS) as pool,
    ):
        spec = _kernelspec(Path(own))

        def run(name: str) -> NotebookNode:
            progress(f"running notebook {name}")
            # A loop of its own in a thread of its own: the caller may itself be a notebook.
            return asyncio.run(_execute(name, notebooks[name], spec, Path(own)))

        running = {name: pool.submit(run, name) for name in notebooks}
        return {name: future.result() for name, future in running.items()}


def with_parameters(notebook: NotebookNode, parameters: Mapping[str, str]) -> NotebookNode:
    """Return the notebook with a cell that sets ``parameters`` after the one tagged ``parameters``, or first.

    As papermill does it: the cell is tagged ``injected-parameters`` and replaces an earlier one.
    """
    if not parameters:
        return notebook
    source = "\n".join(["# Parameters", *(f"{name} = {value!r}" for name, value in parameters.items())])
    cell = _FORMAT.v4.new_code_cell(source, id=INJECTED, metadata={"tags": [INJECTED]})
    cells = [one for one in notebook.cells if INJECTED not in _tags(one)]
    after = next((position for position, one in enumerate(cells, start=1) if PARAMETERS in _tags(one)), 0)
    notebook.cells = [*cells[:after], cell, *cells[after:]]
    return notebook


def notebook_page(name: str, notebook: NotebookNode, assessment: AssessmentData, *, look: Look = SHIPPED) -> str:
    """Return an executed notebook as a page: its markdown and outputs, the code hidden, inside our own layout.

    One file without scripts that loads nothing. Only nbconvert's ``basic`` body is used; its full templates load
    scripts from the network.
    """
    page = PAGES[name]
    links = tuple(link for link in _LINKS if link[0] != page)
    body, _ = _exporter().from_notebook_node(_for_page(notebook, look))
    return render_notebook(_HEADS[name](assessment, links), body, look=look)


@cache
def _exporter() -> Any:
    from nbconvert import HTMLExporter  # noqa: PLC0415  half a second that only an export needs
    from traitlets.config import Config  # noqa: PLC0415

    exporter: Any = HTMLExporter
    hidden = {"remove_cell_tags": {NOT_ON_PAGE, PARAMETERS, INJECTED}, "enabled": True}
    return exporter(
        config=Config({"TagRemovePreprocessor": hidden}),
        template_name="basic",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )


def _for_page(notebook: NotebookNode, look: Look) -> NotebookNode:
    """Return a copy without what a page must not hold: styles that it has itself, pictures without true alternative.

    nbconvert would write a placeholder as the alternative of a picture; the output's own text is true.
    """
    copy = _FORMAT.from_dict(json.loads(json.dumps(notebook)))
    style = parts_style(look)
    for cell in copy.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                data["text/html"] = data["text/html"].replace(style, "")
            for kind in ("image/png", "image/jpeg"):
                if kind in data:
                    said = shorten(data.get("text/plain", ""))
                    output.metadata.setdefault(kind, {}).setdefault("alt", said)
    return copy


async def _execute(name: str, notebook: NotebookNode, spec: Path, own: Path) -> NotebookNode:
    manager = AsyncKernelManager(
        kernel_name=spec.name,
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(spec.parent)], ensure_native_kernel=False),
        connection_file=str(own / f"{name}.json"),
        # Files that only this user can open; Windows knows ports of this machine only.
        transport="tcp" if os.name == "nt" else "ipc",
    )
    reached = {"cell": 0}
    client = NotebookClient(
        notebook,
        km=manager,
        timeout=CELL_SECONDS,
        startup_timeout=START_SECONDS,
        shutdown_kernel="immediate",
        on_cell_start=lambda cell, cell_index: reached.update(cell=cell_index),  # noqa: ARG005  the hook's own names
    )
    environment = {
        **os.environ,
        "IPYTHONDIR": str(own / f"ipython-{name}"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the debugger would complain on standard error
    }
    log = own / f"{name}.log"
    try:
        with log.open("wb") as told:
            given: dict[str, Any] = {"cwd": str(own), "env": environment, "stdout": told, "stderr": told}
            await client.async_execute(cleanup_kc=True, **given)
    except CellExecutionError as error:
        raise _failed(name, notebook, reached["cell"], f"{error.ename}: {error.evalue}") from None
    except CellTimeoutError:
        raise _failed(name, notebook, reached["cell"], f"took longer than {CELL_SECONDS} seconds") from None
    except (DeadKernelError, RuntimeError) as error:
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise _failed(name, notebook, reached["cell"], " ".join([f"its kernel ended: {error}", *last])) from None
    finally:
        if await manager.is_alive():
            await manager.shutdown_kernel(now=True)
    return notebook


def _kernelspec(own: Path) -> Path:
    """Write the kernelspec of this very interpreter."""
    spec = own / "kernels" / "toolkit"
    spec.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel = {"argv": command, "display_name": "toolkit", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(kernel), encoding="utf-8")
    return spec


def _failed(name: str, notebook: NotebookNode, position: int, message: str) -> NotebookFailed:
    cell = notebook.cells[position]
    number = cell.get("execution_count") or sum(one.cell_type == "code" for one in notebook.cells[: position + 1])
    line = _source_line(cell)
    said = shorten(message, _LENGTH)
    cell.metadata.tags = [*_tags(cell), FAILED]
    mark = _FORMAT.v4.new_markdown_cell(f"**The next cell failed:** `{said}`", id=FAILED, metadata={"tags": [FAILED]})
    notebook.cells.insert(position, mark)
    return NotebookFailed(name, number, line, said, notebook)


def _source_line(cell: NotebookNode) -> str:
    """Return the line of a cell that raised, by its traceback; the first where there is none."""
    lines = cell.source.splitlines() or [""]
    traces = ["\n".join(output.traceback) for output in cell.get("outputs", []) if output.output_type == "error"]
    found = [one for trace in traces for one in _LINE.findall(_COLOURS.sub("", trace))]
    number = int(next(filter(None, found[0]))) if found else 1
    return lines[min(number, len(lines)) - 1].strip()


def _save(notebook: NotebookNode, file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    _FORMAT.write(notebook, file)
    return file


def _read(file: Path) -> NotebookNode:
    try:
        return _FORMAT.read(file, as_version=4)
    except OSError as error:
        raise ToolkitError(f"{file}: cannot be read: {error.strerror or error}") from error


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))
