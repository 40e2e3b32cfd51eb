"""How many examples a property is tried on."""

from __future__ import annotations

from hypothesis import HealthCheck, settings


def many(examples: int) -> settings:
    """So many examples, the same in each run."""
    return settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
