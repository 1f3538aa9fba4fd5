"""The race detector: who owns which trigger, field, output and exception, and where two agents do."""

from toolkit.checks.routing.detector import colliding, find_collisions

__all__ = ["colliding", "find_collisions"]
