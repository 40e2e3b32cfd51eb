"""How many cases are made up from a description."""

from hypothesis import HealthCheck, settings


def same_every_time(examples: int) -> settings:
    """The same cases in every run, so that a failure comes from a change and not from luck."""
    return settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
