"""The command line: arguments, progress, exit codes; what happens is in :mod:`toolkit.app`.

Exit codes: 0 done (a bad verdict is not an error), 1 problems in the input, 2 wrong usage, 3 a gate that does not pass.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from toolkit.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.policy import Policy
    from toolkit.sheets import Portfolio

app = typer.Typer(
    name="toolkit",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start: toolkit demo   Then: toolkit init client.xlsx, fill it, toolkit assess client.xlsx --out report",
)

WorkbookArgument = Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The assessment workbook.")]
PolicyOption = Annotated[
    Path | None, typer.Option("--policy", metavar="FILE.toml", help="Policy values that replace the shipped ones.")
]
TemplatesOption = Annotated[
    Path | None,
    typer.Option("--templates", metavar="DIR", help="Your folder of name, logo, colours and templates."),
]
SeedOption = Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Seed of everything drawn at random.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines instead of text.")]
QuickOption = Annotated[bool, typer.Option("--quick", help="Leave out the pages that notebooks make.")]
FiguresOption = Annotated[bool, typer.Option("--figures", help="Add each chart as SVG and PNG, for slides.")]
PdfOption = Annotated[
    bool, typer.Option("--pdf", help="Add first page, report and playbooks as PDF; needs Chromium, Chrome or Edge.")
]

GATE_STAYS_SHUT = 3
"""The exit code of a gate that fails or is unknown."""


def _hush(quiet: bool) -> bool:
    """Remember that only problems are wanted, wherever on the line it was said."""
    _Settings.quiet = _Settings.quiet or quiet
    return quiet


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(VERSION)
        raise typer.Exit


class _Settings:
    quiet = False


QuietOption = Annotated[bool, typer.Option("--quiet", "-q", callback=_hush, help="Say nothing but problems.")]


class Example(StrEnum):
    """The states of the shipped example."""

    PROVE = "prove"
    READY = "ready"
    COMPOUND = "compound"


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop.")
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Tell whether an organisation is ready for its next AI agent, and which workflow it should be."""


@app.command(epilog="Example: toolkit init client.xlsx   toolkit init try.xlsx --example compound")
def init(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The workbook to make.")],
    example: Annotated[Example | None, typer.Option("--example", help="Fill it with the shipped example.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Make a blank or example workbook.

    The blank one explains itself on its first page; nothing that exists is replaced without --force.
    """
    if file.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"{file}: the name must end in .xlsx")
    from toolkit.app.workbooks import make_workbook

    make_workbook(file, example.value if example else None, force=force)
    _say(f"Made {file}. Fill it, then: toolkit assess {file} --out report")


@app.command(epilog="Example: toolkit validate client.xlsx")
def validate(file: WorkbookArgument, quiet: QuietOption = False) -> None:
    """List every problem of a workbook.

    Each with its cell, what was found, what is allowed and how to mend it; warnings are listed and survived.
    """
    from toolkit.errors import WorkbookProblems
    from toolkit.workbook.reading import examine

    _, found = examine(file)
    problems = [problem for problem in found if not problem.is_warning]
    warnings = [problem for problem in found if problem.is_warning]
    if not _Settings.quiet:
        _list_warnings([str(warning) for warning in warnings])
    if problems:
        raise WorkbookProblems(str(file), problems)
    _say(f"{file}: no problems. Next: toolkit assess {file} --out report")


@app.command(epilog="Example: toolkit assess client.xlsx --out report --policy client.toml")
def assess(  # noqa: PLR0917  the parameters are the options of the command line
    file: WorkbookArgument,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the report: new, or an earlier report.")],
    policy: PolicyOption = None,
    seed: SeedOption = 0,
    templates: TemplatesOption = None,
    quick: QuickOption = False,
    figures: FiguresOption = False,
    pdf: PdfOption = False,
    quiet: QuietOption = False,
) -> None:
    """Assess a workbook into a report folder.

    Writes pages and summary.xlsx for people and assessment.json for machines. An earlier report in the folder is
    replaced; anything else there is left alone and the command stops.
    """
    wanted = _Wanted(quick=quick, figures=figures, pdf=pdf)
    _assess(file, out, policy, seed, templates=templates, wanted=wanted, with_workbook=False)


@app.command(epilog="Example: toolkit demo --out try")
def demo(  # noqa: PLR0917  the parameters are the options of the command line
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the report.")] = Path("toolkit-demo"),
    templates: TemplatesOption = None,
    quick: QuickOption = False,
    figures: FiguresOption = False,
    pdf: PdfOption = False,
    quiet: QuietOption = False,
) -> None:
    """Assess the shipped example.

    A firm of 120 people with one working agent asks where to go next. The workbook is put beside the report.
    """
    import tempfile

    from toolkit.app.exporting import check_place
    from toolkit.app.workbooks import make_workbook

    check_place(out.resolve())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{Example.PROVE}.xlsx"
        make_workbook(file, Example.PROVE.value)
        wanted = _Wanted(quick=quick, figures=figures, pdf=pdf)
        _assess(file, out, None, 0, templates=templates, wanted=wanted, with_workbook=True)


@app.command(epilog="Example: toolkit gate client.xlsx --agent intake   toolkit gate client.xlsx --agent intake --json")
def gate(
    file: WorkbookArgument,
    agent: Annotated[str, typer.Option("--agent", metavar="ID", help="The agent, by its id on Agents.")],
    policy: PolicyOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Tell a pipeline whether an agent may go on.

    By the blocker findings about it and about what it claims. Exit code 0: pass or not applicable; 3: fail or unknown.
    """
    from toolkit.app.gating import gate as judge
    from toolkit.app.gating import to_json
    from toolkit.model import Outcome
    from toolkit.render.view_gate import gate_screen

    found = judge(*_read(file, policy), agent)
    is_open = found.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE)
    if as_json:
        typer.echo(to_json(found))
    elif not (is_open and _Settings.quiet):
        typer.echo(gate_screen(found))
    raise typer.Exit(0 if is_open else GATE_STAYS_SHUT)


@app.command(epilog="Example: toolkit admit client.xlsx --workflow invoicing")
def admit(
    file: WorkbookArgument,
    workflow: Annotated[str, typer.Option("--workflow", metavar="ID", help="The workflow, by its id on Workflows.")],
    policy: PolicyOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Simulate one more agent, and write nothing.

    From the idea on Agents for that workflow: collisions it would open, people it would overload, answers it would
    change, the stage it would enter.
    """
    from toolkit.app.admitting import admit as simulate
    from toolkit.app.gating import to_json
    from toolkit.render.view_gate import admission_screen

    found = simulate(*_read(file, policy), workflow)
    if as_json:
        typer.echo(to_json(found))
    else:
        _say(admission_screen(found))


@app.command(epilog="Example: toolkit playbook client.xlsx --workflow invoicing")
def playbook(  # noqa: PLR0917  the parameters are the options of the command line
    file: WorkbookArgument,
    workflow: Annotated[str, typer.Option("--workflow", metavar="ID", help="The workflow, by its id on Workflows.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the two files.")] = Path("playbooks"),
    policy: PolicyOption = None,
    templates: TemplatesOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the files if they exist.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Write the playbook of one workflow.

    The plan of a candidate, or what happened where an agent works; as a page and as Markdown. Nothing that exists is
    replaced without --force.
    """
    from toolkit.app.playbooks import write_playbook

    made = write_playbook(*_read(file, policy), workflow, out, templates=templates, force=force)
    _say(f"Made {' and '.join(map(str, made))}.")


@app.command(epilog="Example: toolkit explain production.long_enough   toolkit explain 'automation rate'")
def explain(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A check, a policy key, a column or a formula.")],
    policy: PolicyOption = None,
    quiet: QuietOption = False,
) -> None:
    """Explain a check, policy key or column.

    What it asks or means, why, its threshold with unit and source, and how to mend it.
    """
    from toolkit.app.explaining import explain as text_of
    from toolkit.policy import load_policy

    typer.echo(text_of(name, load_policy(policy)))


@app.command(epilog="Example: toolkit lab client.xlsx")
def lab(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE.xlsx]", help="The workbook; without one, the shipped example.")
    ] = None,
    folder: Annotated[Path, typer.Option("--folder", metavar="DIR", help="Folder of yours.")] = Path("toolkit-lab"),
    policy: PolicyOption = None,
    templates: TemplatesOption = None,
    quiet: QuietOption = False,
) -> None:
    """Open the notebooks in JupyterLab.

    They are copied into a folder of yours; what you edited there is kept.
    """
    from toolkit.app.lab import open_lab

    raise typer.Exit(open_lab(file, folder, policy=policy, templates=templates, say=_say))


def _read(file: Path, policy_file: Path | None) -> tuple[Portfolio, Policy]:
    from toolkit.policy import load_policy
    from toolkit.workbook.reading import load

    policy, portfolio = load_policy(policy_file), load(file)
    if not _Settings.quiet:
        _list_warnings([str(warning) for warning in portfolio.warnings])
    return portfolio, policy


class _Wanted(TypedDict):
    """What a report holds beside its pages, or goes without."""

    quick: bool
    figures: bool
    pdf: bool


def _assess(
    file: Path,
    out: Path,
    policy_file: Path | None,
    seed: int,
    *,
    templates: Path | None,
    wanted: _Wanted,
    with_workbook: bool,
) -> None:
    from toolkit.app.progress import STEPS_OF_ASSESSING, steps_of_export

    with _progress(2 + STEPS_OF_ASSESSING + steps_of_export(**wanted)) as progress:
        progress("loading libraries")
        from toolkit.app.reporting import report
        from toolkit.render.view import screen

        assessment, page = report(
            *(file, out, policy_file, seed, templates, progress), with_workbook=with_workbook, **wanted
        )
    if not _Settings.quiet:
        _list_warnings(list(assessment.warnings))
    _say(screen(assessment, str(page)))


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[str], None]]:
    """Tell on standard error how far the work is, two seconds into it; nothing where only problems are wanted."""
    from toolkit.app.progress import Progress

    if _Settings.quiet:
        yield lambda _: None
        return
    with Progress(steps) as progress:
        yield progress


def _list_warnings(warnings: list[str]) -> None:
    if warnings:
        count = f"{len(warnings)} {'warning' if len(warnings) == 1 else 'warnings'}"
        typer.echo("\n".join([f"{count}, read all the same:", *(f"  {warning}" for warning in warnings), ""]), err=True)


def _say(text: str) -> None:
    if not _Settings.quiet:
        typer.echo(text)


def main() -> None:
    """Run the command line; problems of the input end with exit code 1 and one clear message, never a traceback."""
    from toolkit.errors import OutputRefused, ToolkitError

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal without Unicode still gets every line.
            stream.reconfigure(errors="replace")
    try:
        app()
    except OutputRefused as error:
        typer.echo(str(error), err=True)
        sys.exit(2)
    except ToolkitError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
