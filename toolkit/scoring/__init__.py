"""From workflows to scores: value, data readiness, ranking, and which blank cell matters most."""
