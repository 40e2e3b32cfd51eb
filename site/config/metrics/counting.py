"""Counts requests, reports and events as they happen."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from config.metrics.figures import (
    EVENTS,
    GRAPHQL_OPERATIONS,
    REPORTS,
    REQUEST_DURATION,
    REQUEST_STATEMENTS,
    REQUESTS,
)
from config.observed_requests import observers
from monitoring.domain.announcements import ACCEPTED, UNCHANGED, events_committed, reports_answered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from config.observed_requests import ObservedRequest
    from monitoring.models import PlanningEvent

METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
OTHER: Final = "other"
UNNAMED: Final = "unnamed"
REFUSED: Final = "refused"
NAMES_KEPT: Final = 100
LONGEST_NAME: Final = 100


class BoundedNames:
    """The first so many different names stay themselves, later ones are `other`: clients choose them."""

    def __init__(self, most: int = NAMES_KEPT) -> None:
        self._most = most
        self._known: set[str] = set()
        self._lock = Lock()

    def name(self, given: str | None) -> str:
        """The name to count under."""
        if given is None:
            return UNNAMED
        if given not in self._known:
            with self._lock:
                if len(given) > LONGEST_NAME or len(self._known) >= self._most:
                    return OTHER
                self._known.add(given)
        return given


operation_names = BoundedNames()


def begin_to_count() -> None:
    """Listen to what is told from now on; a second call changes nothing."""
    if count_request not in observers:
        observers.append(count_request)
    reports_answered.connect(count_reports, dispatch_uid="metrics")
    events_committed.connect(count_events, dispatch_uid="metrics")


def count_request(one: ObservedRequest) -> None:
    """Count an answered request."""
    door = one.door
    REQUESTS.labels(door, one.method if one.method in METHODS else OTHER, str(one.status)).inc()
    REQUEST_DURATION.labels(door).observe(one.seconds)
    REQUEST_STATEMENTS.labels(door).observe(one.statements)
    if one.outcome is not None:
        GRAPHQL_OPERATIONS.labels(operation_names.name(one.operation), one.outcome).inc()


def count_reports(outcomes: Sequence[str], **_signal: Any) -> None:
    """Count reports by what became of them."""
    for outcome in outcomes:
        labels = (outcome, "") if outcome in {ACCEPTED, UNCHANGED} else (REFUSED, outcome)
        REPORTS.labels(*labels).inc()


def count_events(events: Sequence[PlanningEvent], **_signal: Any) -> None:
    """Count events by kind."""
    for event in events:
        EVENTS.labels(event.kind).inc()
