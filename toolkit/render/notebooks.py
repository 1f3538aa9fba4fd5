"""Executes notebooks offline, for pages: two kernels at a time, nothing of the user's own set-up.

Kernels are this interpreter's ``ipykernel_launcher``, with a temporary IPYTHONDIR, so that neither another
kernelspec nor a start-up file leaks in; they are shut down at once, since a graceful end can stall for seconds.
"""

from __future__ import annotations

import toolkit.render.notebooks_format  # noqa: F401  before anything that loads nbformat

# isort: split
import asyncio
import json
import os
import re
import sys
import tempfile
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from toolkit.errors import TemplateFailed, ToolkitError
from toolkit.render.look import SHIPPED, TEMPLATES_VARIABLE, Look
from toolkit.render.notebooks_page import FAILED, INJECTED, PAGES, PARAMETERS, exporter, notebook_page
from toolkit.render.view_words import shorten
from toolkit.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from nbformat import NotebookNode

    from toolkit.results import AssessmentData

KERNELS = 2
CELL_SECONDS = 300
START_SECONDS = 60
_FORMAT: Any = nbformat  # its functions have no types
_LINE = re.compile(r"(?:Cell In\s?\[\d+\], line |^\s*File .*, line |^In line )(\d+)", re.MULTILINE)
_IN_TEMPLATE = re.compile(r"(?P<file>.*), line (?P<line>\d+): (?P<message>(?:'(?P<variable>[^']*)' is undefined)?.*)")
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
    links: Sequence[str] = (),
    look: Look = SHIPPED,
) -> dict[str, bytes]:
    """Return the pages made from notebooks by file name, those of :data:`PAGES`.

    ``text`` is the assessment as JSON: it is what the notebooks read, so that page and notebook cannot disagree. The
    same assessment gives the same bytes. ``links`` name the files beside the pages; they lead to none but those. Raises
    ``NotebookFailed``; the notebook is then saved into the folder ``keep``, the failing cell marked. Raises
    ``TemplateFailed`` where a template of the client's is to blame.
    """
    with pages_ahead(progress, look) as pages:
        return pages(assessment, text, keep=keep, links=links)


@contextmanager
def pages_ahead(
    progress: Callable[[str], None] = lambda _: None, look: Look = SHIPPED
) -> Iterator[Callable[..., dict[str, bytes]]]:
    """Start kernels and yield what makes the pages in them: :func:`notebook_pages` without ``progress`` and ``look``.

    Kernels take a second to start, in which an assessment can be computed; if none comes, they end with the block.
    """
    decided = threading.Event()
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(1) as beside:
        file = Path(place) / "assessment.json"
        beside.submit(exporter)  # loaded while the kernels start

        def is_wanted() -> bool:
            decided.wait()
            return file.exists()

        def pages(
            assessment: AssessmentData, text: str, *, keep: Path | None = None, links: Sequence[str] = ()
        ) -> dict[str, bytes]:
            file.write_text(text, encoding="utf-8")
            decided.set()
            try:
                return {
                    PAGES[name]: notebook_page(name, one.result(), assessment, links=links, look=look).encode()
                    for name, one in running.items()
                }
            except NotebookFailed as error:
                if keep is not None:
                    error.kept = _save(error.notebook, keep / f"{error.name}.failed.ipynb")
                raise

        given: dict[str, Any] = {"look": look, "at_once": len(PAGES), "is_wanted": is_wanted}
        with _running(PAGES, {"ASSESSMENT": str(file)}, progress, folder("notebooks"), **given) as running:
            try:
                yield pages
            finally:
                for one in running.values():
                    one.cancel()
                decided.set()


def run_notebooks(
    names: Iterable[str],
    parameters: Mapping[str, str],
    progress: Callable[[str], None] = lambda _: None,
    *,
    source: Path | None = None,
    look: Look = SHIPPED,
) -> dict[str, NotebookNode]:
    """Execute notebooks by name, in the folder ``source`` (by default the shipped ones); return them with outputs.

    ``parameters`` are injected the way papermill does. The first that fails, in the order of ``names``, is raised as
    ``NotebookFailed`` when all have ended.
    """
    with _running(names, parameters, progress, source or folder("notebooks"), look=look) as running:
        return {name: one.result() for name, one in running.items()}


@contextmanager
def _running(
    names: Iterable[str],
    parameters: Mapping[str, str],
    progress: Callable[[str], None],
    place: Path,
    *,
    look: Look,
    at_once: int = KERNELS,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Iterator[dict[str, Future[NotebookNode]]]:
    """Begin to execute notebooks and yield what waits for each; at the end wait for all.

    ``is_wanted`` is asked once a kernel is under way, and may take its time to answer.
    """
    notebooks = {name: with_parameters(_read(place / f"{name}.ipynb"), parameters) for name in names}
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as own,
        ThreadPoolExecutor(at_once) as pool,
    ):
        spec = _kernelspec(Path(own))

        def run(name: str) -> NotebookNode:
            def begin() -> bool:
                if found := is_wanted():
                    progress(f"running notebook {name}")
                return found

            # A loop of its own in a thread of its own: the caller may itself be a notebook.
            return asyncio.run(_execute(name, notebooks[name], spec, Path(own), look, begin))

        yield {name: pool.submit(run, name) for name in notebooks}


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


async def _execute(  # noqa: PLR0917
    name: str, notebook: NotebookNode, spec: Path, own: Path, look: Look, begin: Callable[[], bool]
) -> NotebookNode:
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
        **{key: value for key, value in os.environ.items() if key != TEMPLATES_VARIABLE},
        **look.environment,
        "IPYTHONDIR": str(own / f"ipython-{name}"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the debugger would complain on standard error
    }
    log = own / f"{name}.log"
    try:
        with log.open("wb") as told:
            given: dict[str, Any] = {"cwd": str(own), "env": environment, "stdout": told, "stderr": told}
            await client.async_start_new_kernel(**given)
            if await asyncio.to_thread(begin):
                await client.async_execute(cleanup_kc=True)
    except CellExecutionError as error:
        raise _raised(name, notebook, reached["cell"], error, look) from None
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


def _raised(name: str, notebook: NotebookNode, position: int, error: CellExecutionError, look: Look) -> ToolkitError:
    """Return what a cell raised; of what it raised while showing itself only its output tells."""
    outputs = [one for one in notebook.cells[position].get("outputs", []) if one.output_type == "error"]
    ename, evalue = (outputs[-1].ename, outputs[-1].evalue) if outputs else (error.ename, error.evalue)
    found = _IN_TEMPLATE.fullmatch(evalue) if ename == TemplateFailed.__name__ else None
    if not found:
        return _failed(name, notebook, position, f"{ename}: {evalue}")
    # The kernel was given the whole path; the caller knows the folder as typed.
    file = found["file"].replace(look.environment.get(TEMPLATES_VARIABLE, ""), str(look.place))
    return TemplateFailed(file, int(found["line"]), found["message"], found["variable"] or "")


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
    number = int(found[0]) if found else 1
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
