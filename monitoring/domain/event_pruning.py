"""Cutting the log of planning events, so that it stays bounded and every cursor is still right or known to be wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Min
from django.utils import timezone

from monitoring.domain.errors import InvalidValue
from monitoring.domain.event_log import latest_event_id
from monitoring.domain.events import lock_event_order
from monitoring.domain.transactions import whole_transaction
from monitoring.models import EventLogState, PlanningEvent

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

EVENTS_PER_TRANSACTION = 10_000
# A hundred years: more than any log, and within what a date can hold.
MOST_DAYS = 36_500
# Ids skipped after a restore: more than a log can have gained between the backup and the restore.
SKIPPED_IDS = 1_000_000_000


def prune_events(*, older_than_days: int, now: datetime | None = None) -> int:
    """Cut the oldest events from the log, in transactions of 10,000; returns how many.

    What is cut is a prefix by id, up to the first event that is not older than so many days (1 to 36,500, else
    InvalidValue). Open streams stand at the head of the log, so that a cut at a day's distance takes nothing that they
    need; an older cursor gets CursorExpired from then on.
    """
    if not 1 <= older_than_days <= MOST_DAYS:
        raise InvalidValue(
            f"older_than_days must be between 1 and {MOST_DAYS}; {older_than_days} is not.",
            field="older_than_days",
        )
    youngest_cut = (now or timezone.now()) - timedelta(days=older_than_days)
    kept_from = PlanningEvent.objects.filter(occurred_at__gte=youngest_cut).aggregate(id=Min("pk"))["id"]
    old = PlanningEvent.objects.filter(pk__lt=kept_from if kept_from is not None else latest_event_id() + 1)
    cut = 0
    while number := _cut_some(old):
        cut += number
    return cut


@whole_transaction
def expire_cursors() -> int:
    """Make every cursor that was handed out so far worthless; returns the highest of the ids that are skipped for it.

    For after a restore from a backup: clients know events that this log does not have, and their ids must not be given
    to others. No event is cut: history stays readable.
    """
    lock_event_order()
    through = latest_event_id() + SKIPPED_IDS
    _cut_through(_locked_state(), through)
    _give_no_id_up_to(through)
    return through


@whole_transaction
def _cut_some(old: QuerySet[PlanningEvent]) -> int:
    """Cut the oldest of these; whoever reads sees the events, or that they are cut."""
    state = _locked_state()
    pks = list(old.order_by("pk").values_list("pk", flat=True)[:EVENTS_PER_TRANSACTION])
    if not pks:
        return 0
    _cut_through(state, max(pks[-1], state.pruned_through))
    number, _ = PlanningEvent.objects.filter(pk__lte=pks[-1]).delete()
    return number


def _locked_state() -> EventLogState:
    state, _ = EventLogState.objects.select_for_update().get_or_create(pk=1)
    return state


def _cut_through(state: EventLogState, event_id: int) -> None:
    state.pruned_through = event_id
    state.save(update_fields=["pruned_through"])


def _give_no_id_up_to(event_id: int) -> None:
    table = PlanningEvent._meta.db_table  # noqa: SLF001 - Django's documented name for it
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, event_id])
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, event_id])
