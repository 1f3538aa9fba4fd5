"""Follows a score back: its formula, the cells and policy values it reads, and the scores it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.errors import UnknownName
from toolkit.model import Figure, Grade, Trace, Value
from toolkit.render import view_trace_words as words

if TYPE_CHECKING:
    from toolkit.model import Evidence, Formula
    from toolkit.results import AssessmentData, InputRange, WorkflowResult


def trace(assessment: AssessmentData, workflow: WorkflowResult, score: str) -> Trace:
    """Return the tree behind one score of one workflow; raises ``UnknownName``."""
    return _Tracer(assessment, workflow).score(score)


class _Tracer:
    def __init__(self, assessment: AssessmentData, workflow: WorkflowResult) -> None:
        self.workflow = workflow
        self.program = assessment.program
        self.inputs = assessment.inputs
        self.shown: set[str] = set()
        self.formulas = {formula.id: formula for formula in assessment.formulas}
        self.policy = {value.key: value for value in assessment.policy}
        self.settings = {figure.name: figure for figure in assessment.program.inputs}
        self.scores = {score.formula: score for score in workflow.scores}
        self.figures = {figure.name: figure for figure in workflow.inputs}
        self.sources = {source.source_id: source for source in assessment.sources}
        self.criteria = {contribution.criterion: contribution for contribution in workflow.contributions}

    def score(self, name: str) -> Trace:
        """Return the branch of a score; one that stands in the tree already is not drawn again."""
        if name not in self.formulas:
            raise UnknownName("score", name, self.formulas)
        formula, found = self.formulas[name], self.scores.get(name)
        value: Value = found.value if found else None
        if name == FLOW and self.workflow.flows is not None:
            value = words.flow_says(len(self.workflow.flows.net))
        unit = formula.unit.replace("money", self.program.currency)
        if name in self.shown:
            return Trace(name, value, unit, words.SAID_ABOVE)
        self.shown.add(name)
        says = f"{formula.text}; {formula.source}"
        if found is not None and found.value is None and found.why_missing:
            says = f"{found.why_missing}; {says}"
        return Trace(name, value, unit, says, self._branches(formula))

    def _branches(self, formula: Formula) -> tuple[Trace, ...]:
        branches: list[Trace] = []
        for item in formula.inputs:
            kind, _, name = item.partition(":")
            branches += {
                "score": lambda name: [self.score(name)],
                "input": lambda name: [self._figure(self.figures[name])],
                "program": lambda name: [self._figure(self.settings[name])],
                "policy": self._policy,
                "system": lambda _: [self._system(one) for one in self.figures.values() if _is_system(one)],
                "source": self._sources,
                "criterion": self._criteria,
                "range": self._ranges,
            }[kind](name)
        return tuple(branches)

    def _figure(self, figure: Figure) -> Trace:
        says = words.figure_says(figure)
        assumed = [evidence.policy for evidence in figure.evidence if evidence.grade is Grade.ASSUMED]
        return Trace(figure.title, figure.value, figure.unit, says, tuple(self._value(key) for key in assumed))

    def _system(self, figure: Figure) -> Trace:
        branches = tuple(
            Trace(
                *(title, words.cell_says(self._cell(evidence)), ""),
                says=words.place_says(evidence),
                branches=(self._value(evidence.policy),) if evidence.policy else (),
            )
            for title, evidence in zip(words.SYSTEM_CELLS, figure.evidence, strict=True)
        )
        return Trace(figure.title, figure.value, figure.unit, "", branches)

    def _cell(self, evidence: Evidence) -> Value:
        """Return what stands in a cell, as it was read."""
        sheet = self.inputs[evidence.sheet]
        for row in sheet.rows:
            for column, letter in sheet.letters.items():
                if f"{letter}{row.row}" == evidence.cell:
                    return row.values.get(column)
        return None

    def _policy(self, name: str) -> list[Trace]:
        if not name.endswith(".*"):
            return [self._value(name)]
        return [self._value(key) for key in self.policy if key.startswith(name[:-1])]

    def _value(self, key: str) -> Trace:
        value = self.policy[key]
        return Trace(words.policy_title(key), value.value, value.unit, value.source)

    def _sources(self, _: str) -> list[Trace]:
        required = self.figures["data_sources"].value
        names = [] if required in (None, "none") else str(required).split("; ")
        return [self._source(name) for name in names]

    def _source(self, name: str) -> Trace:
        source = self.sources.get(name)
        if source is None:
            return Trace(words.source_title(name), None, "score", words.NOT_DESCRIBED)
        branches = tuple(
            Trace(dimension, value, "score", ", ".join(evidence.place for evidence in source.evidence[dimension]))
            for dimension, value in source.dimensions.items()
        )
        return Trace(words.source_title(name), source.score, "score", words.coverage_says(source.coverage), branches)

    def _ranges(self, _: str) -> list[Trace]:
        outlook = self.workflow.outlook
        return [self._range(one) for one in sorted(outlook.inputs, key=lambda one: one.input)] if outlook else []

    def _range(self, one: InputRange) -> Trace:
        """Return low, likely and high value of an uncertain input, each with its cell."""
        values = (one.low, one.likely, one.high)
        figures = [
            Figure(f"{one.input}_{end}", end, value, one.unit, (evidence,))
            for end, value, evidence in zip(("low", "likely", "high"), values, one.evidence, strict=True)
        ]
        says = words.range_says(one.low, one.likely, one.high)
        return Trace(one.title, says, one.unit, "", tuple(self._figure(figure) for figure in figures))

    def _criteria(self, _: str) -> list[Trace]:
        return [
            Trace(
                name,
                one.points,
                "points",
                words.criterion_says(one.weight, one.score, known=one.known),
                (Trace(one.title, one.value, one.unit, ""), *self._below(name)),
            )
            for name, one in self.criteria.items()
        ]

    def _below(self, criterion: str) -> tuple[Trace, ...]:
        name = {"payback": "payback_months"}.get(criterion, criterion)
        return (self.score(name),) if name in self.formulas else ()


FLOW = "net_flow"


def _is_system(figure: Figure) -> bool:
    return figure.name.startswith("system:")
