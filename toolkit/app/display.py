"""What notebooks call: one way to an assessment, and its parts as objects that show themselves."""

from __future__ import annotations

import os
from pathlib import Path

from toolkit.app.assessment import Assessment
from toolkit.app.display_routing import RoutingViews
from toolkit.app.shown import Shown
from toolkit.errors import ToolkitError, UnknownName, check_type
from toolkit.render import view_objects, view_parts, view_parts_fleet
from toolkit.render.view_head import subject
from toolkit.render.view_reading import Reading

WORKBOOK_VARIABLE = "TOOLKIT_WORKBOOK"
"""The workbook of notebooks that name none: ``toolkit lab`` sets it for the JupyterLab it opens."""

POLICY_VARIABLE = "TOOLKIT_POLICY"


def open_assessment(assessment: str = "", workbook: str = "", policy: str = "") -> Assessment:
    """Return the assessment that a notebook tells about.

    ``assessment`` is the path of an ``assessment.json`` and is read as it stands. Else the ``workbook`` is assessed
    under the ``policy`` file (empty: the shipped one); where it is empty too, the one that JupyterLab was opened
    with, else the shipped example. Raises ``ToolkitError`` where a file cannot be read or has problems.
    """
    if assessment:
        try:
            return Assessment.from_json(Path(assessment).read_bytes())
        except OSError as error:
            raise ToolkitError(f"{assessment}: cannot be read: {error.strerror or error}") from error
    from toolkit.app.pipeline import assess  # noqa: PLC0415  pandas only where something is computed
    from toolkit.app.workbooks import load_example  # noqa: PLC0415
    from toolkit.policy import load_policy  # noqa: PLC0415
    from toolkit.workbook.reading import load  # noqa: PLC0415

    file = workbook or os.environ.get(WORKBOOK_VARIABLE, "")
    rules = load_policy(policy or os.environ.get(POLICY_VARIABLE, "") or None)
    return assess(load(Path(file)) if file else load_example(), rules)


def show(assessment: Assessment) -> Views:
    """Return the views of an assessment, each a sentence made from the data and what it rests on.

    >>> import toolkit
    >>> views = show(toolkit.assess(toolkit.load_example()))
    >>> views.verdict.says.split(" whether")[0]
    'Not known'
    """
    check_type("assessment", assessment, Assessment, "what assess returns", "write show(assess(portfolio))")
    return Views(assessment)


class Views(RoutingViews):
    """The views of one assessment; each shows itself."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._reading = Reading(assessment)

    def __repr__(self) -> str:
        """Name the views there are."""
        return f"Views of {self._assessment!r}: {', '.join(name for name in dir(self) if not name.startswith('_'))}"

    def _repr_html_(self) -> str:
        named = [(name, getattr(type(self), name)) for name in dir(self) if not name.startswith("_")]
        asked = [
            (name if isinstance(view, property) else f"{name}(…)", (view.__doc__ or "").partition("\n")[0])
            for name, view in named
        ]
        return Shown(view_objects.views(asked))._repr_html_()

    @property
    def origin(self) -> Shown:
        """Whose assessment it is and what it was made from."""
        return Shown(view_parts.origin(self._reading))

    @property
    def conclusion(self) -> Shown:
        """Which workflow is next, what it takes, five numbers."""
        return Shown(view_parts.conclusion(self._reading))

    @property
    def verdict(self) -> Shown:
        """Whether the organisation is ready for another agent, and what it takes."""
        return Shown(view_parts.verdict(self._reading))

    @property
    def questions(self) -> Shown:
        """The six questions as cards, and how much of what decides is known."""
        return Shown(view_parts.questions(self._reading))

    @property
    def ranking(self) -> Shown:
        """Candidates, best first, and those set apart with the reason."""
        return Shown(view_parts.ranking(self._reading))

    @property
    def scores(self) -> Shown:
        """What the scores are made of."""
        return Shown(view_parts.score_parts(self._reading))

    @property
    def cases(self) -> Shown:
        """The business cases of the first three candidates."""
        return Shown(view_parts.cases(self._reading))

    @property
    def portfolio(self) -> Shown:
        """What the candidates are worth together."""
        return Shown(view_parts.together(self._reading))

    @property
    def ranges(self) -> Shown:
        """What each candidate may bring over all futures, on one axis."""
        return Shown(view_parts.ranges(self._reading))

    @property
    def certainty(self) -> Shown:
        """How sure the ranking is, and the smallest change of a weight that would change it."""
        return Shown(view_parts.certainty(self._reading))

    @property
    def measure(self) -> Shown:
        """What is worth measuring before a decision, what that is worth, and how many items would do."""
        return Shown(view_parts.measure(self._reading))

    @property
    def cash(self) -> Shown:
        """Cash over time of the first three candidates: the middle future and eight of ten around it."""
        return Shown(view_parts.cash(self._reading))

    @property
    def together(self) -> Shown:
        """What building all that earn brings, and how much less that ranges than its parts."""
        return Shown(view_parts.spread(self._reading))

    @property
    def cfo(self) -> Shown:
        """What remains counted as a finance director would, line by line from the sponsor's case."""
        return Shown(view_parts.cfo(self._reading))

    @property
    def alternatives(self) -> Shown:
        """Hire, automate or leave, and where that answer flips."""
        return Shown(view_parts.alternatives(self._reading))

    @property
    def second_project(self) -> Shown:
        """What choosing the more telling project instead of the most valuable costs."""
        return Shown(view_parts.second_project(self._reading))

    @property
    def findings(self) -> Shown:
        """What looks odd in the figures, with cell and fix."""
        return Shown(view_parts.odd(self._reading))

    @property
    def assumed(self) -> Shown:
        """Policy values that stand in for blank cells."""
        return Shown(view_parts.assumed(self._reading))

    @property
    def fill_next(self) -> Shown:
        """The five cells worth filling next, and who can."""
        return Shown(view_parts.fill(self._reading))

    @property
    def blockers(self) -> Shown:
        """What stands in the way of another agent, least effort first, with owners."""
        return Shown(view_parts.blockers(self._reading))

    @property
    def answering(self) -> Shown:
        """Which sheet would answer what is not known."""
        return Shown(view_parts.answering(self._reading))

    @property
    def traps(self) -> Shown:
        """How near the traps of a growing fleet are, with their causes."""
        return Shown(view_parts_fleet.traps(self._reading))

    @property
    def standing(self) -> Shown:
        """Where the organisation stands: phase, maturity, pace and traps at a glance."""
        return Shown(view_parts_fleet.standing(self._reading))

    @property
    def pace(self) -> Shown:
        """Go, hold or slow down, with the rule that fired and what ends it."""
        return Shown(view_parts_fleet.pace(self._reading))

    @property
    def phase(self) -> Shown:
        """The phase, what each gate has solid, missing and unknown, and the way to the target."""
        return Shown(view_parts_fleet.phase(self._reading))

    @property
    def maturity(self) -> Shown:
        """The level of the programme and of each agent, and what the next one needs."""
        return Shown(view_parts_fleet.maturity(self._reading))

    @property
    def stage(self) -> Shown:
        """The stage of coordination, what it asks for, and its main risk."""
        return Shown(view_parts_fleet.stage(self._reading))

    @property
    def health(self) -> Shown:
        """How each agent in production does: weeks as strips, measures, what is not stable and why."""
        return Shown(view_parts_fleet.health(self._reading))

    @property
    def verdicts(self) -> Shown:
        """What to keep, fix, merge or retire, and what that costs."""
        return Shown(view_parts_fleet.verdicts(self._reading))

    @property
    def flywheel(self) -> Shown:
        """Whether each agent comes cheaper than the last, with the learning rate and its interval."""
        return Shown(view_parts_fleet.flywheel(self._reading))

    @property
    def fleet_value(self) -> Shown:
        """What agents have returned beside what they have cost."""
        return Shown(view_parts_fleet.fleet_value(self._reading))

    @property
    def measured(self) -> Shown:
        """Measured value by layer, first and second year, the platform once, beside what was projected."""
        return Shown(view_parts_fleet.measured(self._reading))

    @property
    def mix(self) -> Shown:
        """What kinds of agents are at work, against the phase."""
        return Shown(view_parts_fleet.mix(self._reading))

    def question(self, question_id: str) -> Shown:
        """Return one of the six questions with what failed, what is not known, what passed; raises ``UnknownName``."""
        known = [one.question_id for one in self._assessment.readiness.questions]
        if question_id not in known:
            raise UnknownName("question", question_id, known)
        return Shown(view_parts.question(self._reading, question_id))

    def case(self, workflow_id: str) -> Shown:
        """Return the business case of a workflow; raises ``UnknownName``."""
        return Shown(view_parts.one_case(self._reading, self._assessment.workflow(workflow_id)))

    def tornado(self, workflow_id: str = "") -> Shown:
        """Return what moves a workflow; the first three candidates where none is named; raises ``UnknownName``."""
        if not workflow_id:
            return Shown(view_parts.causes(self._reading))
        return Shown(view_parts.tornado(self._reading, self._assessment.workflow(workflow_id)))

    def trace(self, workflow_id: str = "", score: str = "npv") -> Shown:
        """Return the tree behind a score; of the workflow that the conclusion speaks of where none is named."""
        first = subject(self._reading)
        if not workflow_id and first is None:
            return Shown(view_parts.no_trace())
        one = self._assessment.workflow(workflow_id) if workflow_id or first is None else first
        return Shown(view_parts.traced(self._reading, one, self._assessment.trace(one.workflow_id, score)))
