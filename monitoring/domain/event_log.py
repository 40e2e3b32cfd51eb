"""Reading the log of planning events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from monitoring.choices import PlanningEventKind
from monitoring.domain.errors import EventNotFound, InvalidValue
from monitoring.models import EventLogState, PlanningEvent

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from monitoring.choices import OperationType

DEFAULT_PAGE_SIZE = 50
MAXIMUM_PAGE_SIZE = 200


SLOT_CHANGES = frozenset(
    {
        PlanningEventKind.ASSIGNED,
        PlanningEventKind.IDLE_MARKED,
        PlanningEventKind.CLEARED,
        PlanningEventKind.EXPIRED,
        PlanningEventKind.OPERATION_DELETED,
    }
)


@dataclass(frozen=True, slots=True)
class EventPage:
    """Events in the order in which they happened, and whether the log goes on before and after them."""

    items: list[PlanningEvent]
    has_previous: bool
    has_next: bool


def latest_event_id() -> int:
    """Return the highest id that the log gave, 0 where it gave none: a cursor that misses nothing that comes later.

    It stays valid when everything was cut from the log.
    """
    cut = EventLogState.objects.values("pruned_through")[:1]
    newest = Greatest(Coalesce(Max("pk"), 0), Coalesce(Subquery(cut), 0))
    latest: int = PlanningEvent.objects.aggregate(newest=newest)["newest"]
    return latest


def newest_event_at() -> datetime | None:
    """Return when the newest event happened; None in an empty log."""
    return PlanningEvent.objects.order_by("-pk").values_list("occurred_at", flat=True).first()


def events_since(*, after: int) -> int:
    """Count the events with a greater id."""
    return PlanningEvent.objects.filter(pk__gt=after).count()


def pruned_through() -> int:
    """Return the highest id that was cut from the log, 0 where nothing was."""
    return EventLogState.objects.values_list("pruned_through", flat=True).first() or 0


def event_by_id(*, event_id: int) -> PlanningEvent:
    """Return one event; raise EventNotFound where there is none."""
    event = PlanningEvent.objects.filter(pk=event_id).first() if 0 < event_id < 2**63 else None
    if event is None:
        raise EventNotFound(f"There is no planning event {event_id}.", field="event_id")
    return event


def last_slot_change(*, machine_pk: int, operation_type: OperationType) -> PlanningEvent | None:
    """Return the newest event that changed what planners put into a slot; None where there is none."""
    changes = PlanningEvent.objects.filter(
        machine_pk=machine_pk, operation_type=operation_type, kind__in=SLOT_CHANGES
    )
    return changes.order_by("-pk").first()


def event_page(
    *,
    machine_pks: Collection[int] | None = None,
    after: int | None = None,
    before: int | None = None,
    first: int | None = None,
    last: int | None = None,
) -> EventPage:
    """Read one page of the log, oldest first: the newest 50 by default, 200 at most, in one statement.

    `machine_pks` keeps the events of these machines and those of the whole plant. `after` and `before` are ids and
    exclusive; `first` takes from the old end, `last` from the new end. InvalidValue names the argument at fault.
    """
    size, from_old_end = _page_size(first=first, last=last)
    events = PlanningEvent.objects.all()
    if machine_pks is not None:
        events = events.filter(Q(machine_pk__in=machine_pks) | Q(machine_pk__isnull=True))
    if after is not None:
        events = events.filter(pk__gt=after)
    if before is not None:
        events = events.filter(pk__lt=before)
    # One more than asked for tells whether the log goes on.
    rows = list(events.order_by("pk" if from_old_end else "-pk")[: size + 1])
    goes_on, rows = len(rows) > size, rows[:size]
    if from_old_end:
        return EventPage(items=rows, has_previous=after is not None, has_next=goes_on)
    return EventPage(items=rows[::-1], has_previous=goes_on, has_next=before is not None)


def _page_size(*, first: int | None, last: int | None) -> tuple[int, bool]:
    if first is not None and last is not None:
        raise InvalidValue("Give first or last, not both.", field="first")
    field, size = ("first", first) if first is not None else ("last", last)
    if size is None:
        return DEFAULT_PAGE_SIZE, False
    if not 1 <= size <= MAXIMUM_PAGE_SIZE:
        raise InvalidValue(f"{field} must be between 1 and {MAXIMUM_PAGE_SIZE}; {size} is not.", field=field)
    return size, first is not None
