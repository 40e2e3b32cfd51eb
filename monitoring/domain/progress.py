"""How far a job is, and when it will be done at the pace of its recent reports."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Window
from django.db.models.functions import Coalesce, RowNumber

from monitoring.choices import PlanningEventKind
from monitoring.models import PlanningEvent

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

# The pace of a shift, not of the whole job: a stop last week says nothing about tonight.
REPORTS_FOR_PACE = 10
MAXIMUM_CURVE_POINTS = 200
FARTHEST_ESTIMATE = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class QuantityReport:
    """A point of the progress curve: the total of parts made at a time."""

    reported_at: datetime
    quantity: int


@dataclass(frozen=True, slots=True)
class Progress:
    """`remaining` is 0 when over plan and None without a plan; `ratio` is capped at 1, None without a plan."""

    planned: int | None
    made: int

    @property
    def remaining(self) -> int | None:
        """Parts still to make."""
        return None if self.planned is None else max(self.planned - self.made, 0)

    @property
    def is_over_plan(self) -> bool:
        """Whether more was made than planned."""
        return self.planned is not None and self.made > self.planned

    @property
    def ratio(self) -> float | None:
        """Share of the plan that is made, 0 to 1."""
        if self.planned is None or self.planned <= 0:
            return None
        return min(max(self.made / self.planned, 0.0), 1.0)

    def estimated_finish(self, reports: Sequence[QuantityReport]) -> datetime | None:
        """Extrapolate the recent reports, oldest first; None where they show no progress or nothing remains."""
        recent = reports[-REPORTS_FOR_PACE:]
        if not self.remaining or len(recent) < 2:
            return None
        first, last = recent[0], recent[-1]
        made, elapsed = last.quantity - first.quantity, last.reported_at - first.reported_at
        if made <= 0 or elapsed <= timedelta(0):
            return None
        times_as_long = self.remaining / made
        if times_as_long > FARTHEST_ESTIMATE / elapsed:
            return None
        return last.reported_at + elapsed * times_as_long


def quantity_reports(
    *, operation_pks: Collection[int], last: int = REPORTS_FOR_PACE
) -> dict[int, list[QuantityReport]]:
    """Read the newest `last` reports of each job, oldest first, by operation: one statement for any number of jobs."""
    events = (
        PlanningEvent.objects.filter(
            kind=PlanningEventKind.QUANTITY_REPORTED, operation_pk__in=operation_pks, quantity__isnull=False
        )
        .annotate(
            newness=Window(RowNumber(), partition_by=F("operation_pk"), order_by=F("id").desc()),
            time=Coalesce("reported_at", "occurred_at"),
        )
        .filter(newness__lte=last)
        .order_by("id")
        .values_list("operation_pk", "time", "quantity")
    )
    found: dict[int, list[QuantityReport]] = defaultdict(list)
    for operation_pk, time, quantity in events:
        if operation_pk is not None and quantity is not None:
            found[operation_pk].append(QuantityReport(reported_at=time, quantity=quantity))
    return found
