"""The views of an assessment about routing: who owns what, what is open, what settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.app.shown import Shown
from toolkit.render import view_parts_routing

if TYPE_CHECKING:
    from toolkit.render.view_reading import Reading


class RoutingViews:
    """The views about routing; each shows itself."""

    _reading: Reading

    @property
    def ownership(self) -> Shown:
        """Who owns how much, whether any two agents are in each other’s way, and the map."""
        return Shown(view_parts_routing.ownership(self._reading))

    @property
    def owners(self) -> Shown:
        """What every agent at work claims, with conditions and cells."""
        return Shown(view_parts_routing.who(self._reading))

    @property
    def conflicts(self) -> Shown:
        """What is open between agents, each with its proof and a proposed resolution."""
        return Shown(view_parts_routing.conflicts(self._reading))

    @property
    def settled(self) -> Shown:
        """Which shared resources are settled, and by which rule."""
        return Shown(view_parts_routing.settled(self._reading))

    @property
    def apart(self) -> Shown:
        """Which triggers no message starts together, and why."""
        return Shown(view_parts_routing.apart(self._reading))

    @property
    def exceptions(self) -> Shown:
        """Where the exceptions of every agent go."""
        return Shown(view_parts_routing.exceptions(self._reading))

    @property
    def handoffs(self) -> Shown:
        """Who hands work to whom, and the single points of failure."""
        return Shown(view_parts_routing.handoffs(self._reading))

    @property
    def in_writing(self) -> Shown:
        """Which claims are only verbal, and when the ownership map was reviewed."""
        return Shown(view_parts_routing.in_writing(self._reading))

    @property
    def events(self) -> Shown:
        """Which sample events start two agents."""
        return Shown(view_parts_routing.events(self._reading))

    @property
    def planned(self) -> Shown:
        """What agents that are only an idea would claim."""
        return Shown(view_parts_routing.planned(self._reading))

    @property
    def tiers(self) -> Shown:
        """The tier of every agent at work, and the approval that it needs."""
        return Shown(view_parts_routing.tiers(self._reading))

    @property
    def decommission(self) -> Shown:
        """What agents that are retired, or to be, leave without an owner."""
        return Shown(view_parts_routing.decommission(self._reading))
