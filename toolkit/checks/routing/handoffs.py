"""Handoffs as a graph: circles without a stop condition, work handed to nobody, agents that all paths go through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.checks.facts import Row
from toolkit.checks.people import People, person
from toolkit.results import Collision, Handoff, SinglePoint
from toolkit.sheets.folding import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from toolkit.checks.routing.registry import Claim, Registry

STOP = "stop condition"


def find_handoffs(registry: Registry, limit: int) -> tuple[list[Handoff], list[Collision], list[SinglePoint]]:
    """Return all handoffs, the circles, and the single points of failure, each by agent.

    A circle stops if one of its handoffs carries a stop condition on every row; one per knot of agents that reach each
    other is reported. Where the condition is not written down (rule detail), it is unknown. An agent is a single
    point of failure if the handoffs fall apart without it (an articulation point of the graph, read both ways).
    """
    lead = _leads(registry)
    rows = [(claim, _handoff(registry, claim, lead)) for claim in registry.of("handoff")]
    edges: dict[tuple[str, str], list[tuple[Claim, Handoff]]] = {}
    for claim, handoff in rows:
        if handoff.leads_to == "agent":
            edges.setdefault((handoff.agent, handoff.to), []).append((claim, handoff))
    handoffs = sorted((handoff for _, handoff in rows), key=lambda one: (one.agent, one.to, one.stop_condition or ""))
    if not edges:
        return handoffs, [], []
    import networkx as nx  # noqa: PLC0415  only where there are handoffs to look at

    graph = nx.DiGraph()
    graph.add_edges_from(sorted(edges))
    return handoffs, _circles(nx, registry, edges, limit), _single_points(nx, graph)


def _handoff(registry: Registry, claim: Claim, lead: Callable[[str], tuple[str, str]]) -> Handoff:
    to, leads_to = lead(claim.resource)
    stops = claim.detail.strip() if claim.rule == STOP else None
    return Handoff(claim.agent, to, leads_to, stops, registry.evidence([claim], 1))


def _leads(registry: Registry) -> Callable[[str], tuple[str, str]]:
    """Return what tells who is meant by a resource, and what that is: agents by id, then by name, then persons."""
    portfolio, as_of = registry.portfolio, registry.as_of
    listed = (Row(portfolio, "People", number, cells, as_of) for number, cells in portfolio.cells("People").items())
    people = People(tuple(listed), as_of)
    agents = {folded(one.name): one for one in reversed(registry.everyone.values())}
    agents |= {folded(one.id): one for one in registry.everyone.values()}

    def lead(resource: str) -> tuple[str, str]:
        agent = agents.get(folded(resource))
        if agent is not None:
            return agent.id, "agent" if agent.id in registry.agents else agent.status
        if person(resource) and people.in_office(resource):
            return resource, "person"
        return resource, "left" if people.named(resource) else "nobody"

    return lead


Edges = dict[tuple[str, str], list[tuple["Claim", Handoff]]]


def _circles(nx: Any, registry: Registry, edges: Edges, limit: int) -> list[Collision]:
    said = [edge for edge, rows in sorted(edges.items()) if not all(handoff.stop_condition for _, handoff in rows)]
    meant = {edge for edge in said if all(handoff.stop_condition is not None for _, handoff in edges[edge])}
    endless = _knots(nx, [edge for edge in said if edge not in meant])
    found = [_circle(nx, registry, edges, knot, limit=limit, severity="collision") for knot in endless]
    knots = [knot for knot in _knots(nx, said) if not any(known.nodes <= knot.nodes for known in endless)]
    return found + [_circle(nx, registry, edges, knot, limit=limit, severity="unknown") for knot in knots]


def _knots(nx: Any, edges: Iterable[tuple[str, str]]) -> list[Any]:
    """Return the parts of the graph in which every agent reaches every other one, itself included, by first agent."""
    graph = nx.DiGraph()
    graph.add_edges_from(edges)
    parts = sorted(sorted(part) for part in nx.strongly_connected_components(graph))
    return [graph.subgraph(part) for part in parts if len(part) > 1 or graph.has_edge(part[0], part[0])]


def _circle(nx: Any, registry: Registry, edges: Edges, knot: Any, *, limit: int, severity: str) -> Collision:
    agents = tuple(sorted(knot.nodes))
    path = _round_trip(nx, knot, agents[0])
    back = f"{registry.name(path[-1])} to {registry.name(path[0])}"
    shown = [*path[:limit], *(["…"] if len(path) > limit else []), path[0]]
    names = " → ".join(registry.name(one) if one in registry.everyone else one for one in shown)
    claims = [claim for edge in zip(path, [*path[1:], path[0]], strict=True) for claim, _ in edges[edge]]
    message = f"Work can go round for ever: {names}."
    resolution = f"Write a stop condition on the handoff from {back}: how often at most, and who decides then."
    if severity == "unknown":
        message = f"Work can go round, {names}, and nothing says what the stop condition is."
    evidence = registry.evidence(claims, limit)
    return Collision("handoff", agents, " → ".join(shown), names, resolution, message, severity, evidence)


def _round_trip(nx: Any, knot: Any, start: str) -> list[str]:
    """Return a shortest way from an agent back to itself, the agent first and not repeated."""
    if knot.has_edge(start, start):
        return [start]
    lengths = dict(nx.single_target_shortest_path_length(knot, start))
    first = min(knot.successors(start), key=lambda agent: (lengths[agent], agent))
    return [start, *nx.shortest_path(knot, first, start)[:-1]]


def _single_points(nx: Any, graph: Any) -> list[SinglePoint]:
    points = sorted(nx.articulation_points(graph.to_undirected()))
    return [
        SinglePoint(agent, tuple(sorted(graph.predecessors(agent))), tuple(sorted(graph.successors(agent))))
        for agent in points
    ]
