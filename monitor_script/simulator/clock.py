"""The time in a simulated plant: the real one, or one that a test moves by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def real_clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


class HandClock:
    """A clock that stands still until it is moved on, so that what a plant makes is known exactly."""

    def __init__(self, start: datetime = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)) -> None:
        self._now = start

    def __call__(self) -> datetime:
        return self._now

    def advance(self, *, minutes: float) -> None:
        self._now += timedelta(minutes=minutes)
