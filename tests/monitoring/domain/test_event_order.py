"""Ids of events are in the order of the commits, so that what comes after a cursor is complete (rule 8)."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from monitoring.domain.assignments import clear_slot
from monitoring.domain.event_log import event_page, latest_event_id
from monitoring.domain.live_events import events_after
from monitoring.domain.locks import lock_machines
from monitoring.domain.pool_sync import PoolOperation, sync_pool
from monitoring.models import Machine, PlanningEvent
from tests.factories import (
    NEXT,
    PLANNER,
    REPORTER,
    assigned,
    machine,
    machines,
    marked_idle,
    pool_operation,
    slot_of,
)
from tests.monitoring.domain.connections import elsewhere, holding, overlapping

# SQLite's clock knows no more than milliseconds.
PRECISION = timedelta(milliseconds=1) if connection.vendor == "sqlite" else timedelta()

pytestmark = pytest.mark.django_db(transaction=True)


def machines_of_events() -> list[int | None]:
    """The machines of all events, in the order of their ids."""
    return list(PlanningEvent.objects.order_by("pk").values_list("machine_pk", flat=True))


def mark_idle(on: Machine) -> None:
    """Append an event of this machine."""
    marked_idle(on)


def test_a_fast_change_waits_for_the_commit_of_one_that_has_a_smaller_id() -> None:
    slow, fast = machines(2)

    _, waited = overlapping(partial(mark_idle, slow), partial(mark_idle, fast))

    assert waited.exception() is None
    assert machines_of_events() == [slow.pk, fast.pk]


def test_a_change_that_waited_is_as_old_as_its_place_in_the_log_says() -> None:
    slow, fast = machines(2)

    with holding(partial(mark_idle, slow), partial(mark_idle, fast)):
        still_waiting = timezone.now()

    first, second = PlanningEvent.objects.order_by("pk").values_list("occurred_at", flat=True)
    assert first <= still_waiting
    assert second > still_waiting - PRECISION


def test_a_reader_between_two_changes_misses_neither_of_them() -> None:
    before, slow, fast = machines(3)
    mark_idle(before)

    with holding(partial(mark_idle, slow), partial(mark_idle, fast)) as [waiting]:
        cursor = elsewhere(latest_event_id)

    assert waiting.exception() is None
    assert [event.machine_pk for event in event_page(after=cursor).items] == [slow.pk, fast.pk]


def test_a_follower_that_looks_while_two_changes_are_under_way_passes_over_neither() -> None:
    slow, fast = machines(2)
    cursor = latest_event_id()

    with holding(partial(mark_idle, slow), partial(mark_idle, fast)):
        assert elsewhere(partial(events_after, cursor=cursor, limit=5)) == []

    seen = events_after(cursor=cursor, limit=5)
    assert [one.event.machine_pk for one in seen] == [slow.pk, fast.pk]
    assert events_after(cursor=seen[-1].event.pk, limit=5) == []


def test_a_long_change_takes_its_ids_at_its_end() -> None:
    long, short = machines(2)
    committed: list[int | None] = []

    def run_beside(on: Machine) -> None:
        with transaction.atomic():
            mark_idle(on)
            transaction.on_commit(lambda: committed.append(on.pk))

    with transaction.atomic():
        lock_machines([long.pk])
        if not _is_serial():
            # The other machine's change is not held up by one that has no event yet.
            elsewhere(partial(run_beside, short))
        run_beside(long)
    if _is_serial():
        run_beside(short)

    assert machines_of_events() == committed
    assert set(committed) == {long.pk, short.pk}


def test_a_change_that_is_undone_leaves_a_gap_and_holds_nobody_up() -> None:
    on, other = machines(2)
    with transaction.atomic():
        mark_idle(on)
        transaction.set_rollback(True)

    mark_idle(other)

    assert machines_of_events() == [other.pk]


def test_the_events_of_one_change_stand_together() -> None:
    first, second = machine("Lathe 1"), machine("Mill 2")

    def two_changes(on: Machine) -> None:
        with transaction.atomic():
            assigned(on)
            marked_idle(on, slot=NEXT)

    _, waited = overlapping(partial(two_changes, first), partial(two_changes, second))

    assert waited.exception() is None
    assert machines_of_events() == [first.pk, first.pk, second.pk, second.pk]


def test_what_a_sync_tells_of_slots_is_true_when_it_is_told() -> None:
    """A planner's change that commits while the sync waits to write the log is behind it in that log too."""
    on = machine()
    leaving = pool_operation("1")
    assigned(on, leaving)
    staying = PoolOperation(monitor_operation_id="2", name="Housing", report_number=None, quantity=None)

    _, synced = overlapping(
        partial(clear_slot, slot=slot_of(on), by=PLANNER), partial(sync_pool, [staying], by=REPORTER)
    )

    assert synced.result().removed_from_pool == 1
    assert list(PlanningEvent.objects.order_by("pk").values_list("kind", flat=True)) == [
        "assigned",
        "cleared",
        "pool_synced",
    ]


def _is_serial() -> bool:
    return bool(transaction.get_connection().vendor == "sqlite")
