"""Telling whoever wants to know what became of reports, and which events were committed.

The domain sends; who counts listens. Signals are sent so that a listener's failure is logged by Django and changes
nothing for who reports.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.dispatch import Signal

from monitoring.domain.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitoring.models import PlanningEvent

ACCEPTED: Final = "accepted"
UNCHANGED: Final = "unchanged"

# Sent with `outcomes`: for each report of a call, "accepted", "unchanged" or the code of its refusal.
reports_answered = Signal()
# Sent with `events`: those of one transaction, in the order of their ids, once it is committed.
events_committed = Signal()


def outcome_name(*, changed: bool) -> str:
    """The word for a report that was not refused."""
    return ACCEPTED if changed else UNCHANGED


def announce_reports(outcomes: Sequence[str]) -> None:
    """Tell what became of reports, once the transaction commits."""
    transaction.on_commit(partial(reports_answered.send_robust, sender=None, outcomes=outcomes))


def announce_events(events: Sequence[PlanningEvent]) -> None:
    """Tell of events that are committed."""
    events_committed.send_robust(sender=None, events=events)


@contextmanager
def refusals_announced() -> Iterator[None]:
    """Tell of the refusal of a whole call on its way out."""
    try:
        yield
    except DomainError as refusal:
        reports_answered.send_robust(sender=None, outcomes=[refusal.code])
        raise
