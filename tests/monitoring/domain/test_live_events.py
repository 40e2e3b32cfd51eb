"""Following the log: what comes after a cursor is complete, or is refused (rule 8)."""

from collections.abc import Callable

import pytest
from django.test.utils import CaptureQueriesContext

from monitoring.domain.errors import CursorExpired
from monitoring.domain.event_log import latest_event_id
from monitoring.domain.event_pruning import expire_cursors
from monitoring.domain.live_events import LARGEST_ID, LiveEvent, events_after
from monitoring.models import EventLogState, Machine, PlanningEvent
from tests.factories import NEXT, assigned, machine, machines, operation, pool_operation

pytestmark = pytest.mark.django_db

Statements = Callable[..., CaptureQueriesContext]


def event(**columns: object) -> PlanningEvent:
    """An event of the log; of the whole plant unless it names a machine."""
    return PlanningEvent.objects.create(kind="quantity_reported", **columns)


def event_of(at: Machine, **columns: object) -> PlanningEvent:
    return event(machine_pk=at.pk, machine_name=at.name, **columns)


def pks(events: list[LiveEvent]) -> list[int]:
    return [one.event.pk for one in events]


def test_events_come_in_order_after_the_cursor_as_many_as_asked_for() -> None:
    first, second, third, fourth = (event() for _ in range(4))

    assert pks(events_after(cursor=first.pk, limit=2)) == [second.pk, third.pk]
    assert pks(events_after(cursor=third.pk, limit=2)) == [fourth.pk]
    assert events_after(cursor=fourth.pk, limit=2) == []


def test_the_beginning_of_a_log_that_was_never_cut_is_a_cursor_whatever_its_first_id() -> None:
    expire_cursors()
    EventLogState.objects.all().delete()

    late = event()

    assert late.pk > 1_000_000_000
    assert pks(events_after(cursor=0, limit=5)) == [late.pk]


def test_an_empty_log_can_be_followed_from_its_beginning() -> None:
    assert latest_event_id() == 0
    assert events_after(cursor=0, limit=5) == []


def test_a_cursor_from_which_something_was_cut_has_expired_and_the_last_cut_id_has_not() -> None:
    EventLogState.objects.create(pruned_through=10)
    left = event(pk=11)

    assert pks(events_after(cursor=10, limit=5)) == [left.pk]
    with pytest.raises(CursorExpired, match="latestEventId") as refused:
        events_after(cursor=9, limit=5)
    assert refused.value.field == "after"


def test_the_latest_id_is_a_cursor_even_when_everything_was_cut() -> None:
    EventLogState.objects.create(pruned_through=10)

    assert latest_event_id() == 10
    assert events_after(cursor=latest_event_id(), limit=5) == []


@pytest.mark.parametrize("beyond", [1, 1_000, LARGEST_ID - 1, LARGEST_ID])
def test_a_cursor_ahead_of_the_log_is_from_another_database(beyond: int) -> None:
    newest = event()

    with pytest.raises(CursorExpired):
        events_after(cursor=newest.pk + beyond, limit=5)


@pytest.mark.parametrize("cursor", [-1, -LARGEST_ID])
def test_a_cursor_that_no_log_gives_has_expired(cursor: int) -> None:
    with pytest.raises(CursorExpired):
        events_after(cursor=cursor, limit=5)


def test_an_event_concerns_its_own_machine_and_everybody_who_watches_all() -> None:
    mine, other = machines(2)
    event_of(mine)

    [found] = events_after(cursor=0, limit=5)

    assert found.concerns(None)
    assert found.concerns(frozenset({mine.pk, other.pk}))
    assert not found.concerns(frozenset({other.pk}))
    assert not found.concerns(frozenset())


def test_an_event_of_the_whole_plant_passes_every_filter() -> None:
    event()

    [found] = events_after(cursor=0, limit=5)

    assert found.concerns(frozenset())


def test_an_event_concerns_every_machine_that_holds_its_operation() -> None:
    reporting, holding_current, holding_next, other = machines(4)
    shared = pool_operation()
    assigned(holding_current, shared)
    assigned(holding_next, shared, slot=NEXT)
    cursor = latest_event_id()
    event_of(reporting, operation_pk=shared.pk)

    [found] = events_after(cursor=cursor, limit=5)

    assert found.machine_pks == {reporting.pk, holding_current.pk, holding_next.pk}
    assert not found.concerns(frozenset({other.pk}))


def test_an_event_concerns_the_machine_that_its_operation_belongs_to() -> None:
    reporting, owner = machines(2)
    event_of(reporting, operation_pk=operation(owner).pk)

    [found] = events_after(cursor=0, limit=5)

    assert found.machine_pks == {reporting.pk, owner.pk}


def test_an_event_of_a_deleted_operation_concerns_its_machine() -> None:
    here = machine()
    event_of(here, operation_pk=4711)

    [found] = events_after(cursor=0, limit=5)

    assert found.machine_pks == {here.pk}


def test_reading_takes_as_many_statements_for_twenty_events_as_for_one(
    django_assert_num_queries: Statements,
) -> None:
    for at in machines(20):
        event_of(at, operation_pk=assigned(at, pool_operation(f"C{at.pk}")).pk)

    with django_assert_num_queries(4):
        assert len(events_after(cursor=0, limit=1)) == 1
    with django_assert_num_queries(4):
        assert len(events_after(cursor=0, limit=20)) == 20
