"""Cutting the log: it stays bounded, and every cursor is still complete or known to be worthless."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from monitoring.domain import event_pruning
from monitoring.domain.errors import CursorExpired, InvalidValue
from monitoring.domain.event_log import latest_event_id
from monitoring.domain.event_pruning import expire_cursors, prune_events
from monitoring.domain.live_events import events_after
from monitoring.models import EventLogState, PlanningEvent
from tests.factories import machine, machines, marked_idle
from tests.monitoring.domain.connections import elsewhere, holding

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

Statements = Callable[..., CaptureQueriesContext]


def event_of_age(days: float) -> int:
    """Append an event that happened so many days ago; returns its id."""
    return PlanningEvent.objects.create(kind="quantity_reported", occurred_at=NOW - timedelta(days=days)).pk


def kept() -> list[int]:
    return list(PlanningEvent.objects.order_by("pk").values_list("pk", flat=True))


def everything_after(cursor: int, *, page: int) -> list[int]:
    """The ids that a client gets that asks page by page from its cursor."""
    found: list[int] = []
    while events := events_after(cursor=cursor, limit=page):
        found += [one.event.pk for one in events]
        cursor = found[-1]
    return found


@pytest.mark.django_db
def test_events_older_than_so_many_days_are_cut_and_counted() -> None:
    event_of_age(31)
    event_of_age(30.001)
    on_the_day, young = event_of_age(30), event_of_age(1)

    assert prune_events(older_than_days=30, now=NOW) == 2
    assert kept() == [on_the_day, young]


@pytest.mark.django_db
def test_a_log_of_old_events_is_cut_to_nothing_and_its_last_id_stays_a_cursor() -> None:
    last = [event_of_age(40) for _ in range(3)][-1]

    assert prune_events(older_than_days=30, now=NOW) == 3
    assert kept() == []
    assert latest_event_id() == last
    assert events_after(cursor=last, limit=5) == []


@pytest.mark.django_db
def test_an_old_event_behind_a_young_one_is_kept_so_that_the_log_has_no_holes() -> None:
    event_of_age(40)
    young, late = event_of_age(1), event_of_age(40)

    assert prune_events(older_than_days=30, now=NOW) == 1
    assert kept() == [young, late]


@pytest.mark.django_db
def test_pruning_what_was_pruned_cuts_nothing_and_an_empty_log_neither() -> None:
    assert prune_events(older_than_days=30, now=NOW) == 0

    event_of_age(40)
    event_of_age(1)
    prune_events(older_than_days=30, now=NOW)

    assert prune_events(older_than_days=30, now=NOW) == 0


@pytest.mark.django_db
def test_ids_are_never_given_again_after_the_newest_events_were_cut() -> None:
    cut = event_of_age(40)
    prune_events(older_than_days=30, now=NOW)

    assert event_of_age(0) > cut


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-10_000, -1, 0, 36_501, 10**12])
def test_days_beyond_the_limits_are_refused_and_cut_nothing(days: int) -> None:
    event_of_age(40)

    with pytest.raises(InvalidValue, match=f"must be between 1 and 36500; {days} is not") as refused:
        prune_events(older_than_days=days, now=NOW)

    assert refused.value.field == "older_than_days"
    assert len(kept()) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("days", [1, 36_500])
def test_the_limits_themselves_are_days(days: int) -> None:
    event_of_age(0)

    assert prune_events(older_than_days=days, now=NOW) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("per_transaction", [1, 2, 3])
def test_a_long_log_is_cut_in_short_transactions(
    per_transaction: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_pruning, "EVENTS_PER_TRANSACTION", per_transaction)
    last = [event_of_age(40) for _ in range(5)][-1]
    young = event_of_age(1)

    assert prune_events(older_than_days=30, now=NOW) == 5
    assert kept() == [young]
    assert EventLogState.objects.get().pruned_through == last


@pytest.mark.django_db
def test_cutting_ten_thousand_events_takes_no_more_statements_than_cutting_one(
    django_assert_max_num_queries: Statements,
) -> None:
    PlanningEvent.objects.bulk_create(
        PlanningEvent(kind="quantity_reported", occurred_at=NOW - timedelta(days=40)) for _ in range(10_000)
    )

    # A look at the log, then twice (the second finds nothing): the state, the ids, the cut, within savepoints.
    with django_assert_max_num_queries(20):
        assert prune_events(older_than_days=30, now=NOW) == 10_000


@pytest.mark.django_db(transaction=True)
def test_a_cut_that_is_undone_leaves_every_cursor_as_it_was() -> None:
    event_of_age(40)
    last = event_of_age(40)

    with transaction.atomic():
        prune_events(older_than_days=30, now=NOW)
        transaction.set_rollback(True)

    assert everything_after(0, page=5)[-1] == last


@pytest.mark.django_db(transaction=True)
def test_writers_do_not_wait_for_a_cut() -> None:
    event_of_age(40)
    on = machine()
    with transaction.atomic():
        prune_events(older_than_days=30, now=NOW)
        if transaction.get_connection().vendor == "postgresql":
            elsewhere(partial(marked_idle, on))
        assert latest_event_id() >= 1

    assert kept() == [one.pk for one in PlanningEvent.objects.filter(machine_pk=on.pk)]


@pytest.mark.django_db(transaction=True)
def test_two_cuts_at_once_wait_for_each_other() -> None:
    event_of_age(40)
    young = event_of_age(1)

    def cut() -> int:
        return prune_events(older_than_days=30, now=NOW)

    with holding(cut, cut) as [other]:
        pass

    assert other.result() == 0
    assert kept() == [young]


@pytest.mark.django_db(transaction=True)
def test_after_a_restore_every_cursor_that_clients_may_have_is_worthless() -> None:
    on, other = machines(2)
    marked_idle(on)
    handed_out = latest_event_id()

    through = expire_cursors()

    for cursor in (0, handed_out, handed_out + 1, through - 1):
        with pytest.raises(CursorExpired):
            events_after(cursor=cursor, limit=5)
    assert latest_event_id() == through
    marked_idle(other)
    [event] = events_after(cursor=through, limit=5)
    assert (event.event.pk, event.event.machine_pk) == (through + 1, other.pk)
    assert PlanningEvent.objects.filter(machine_pk=on.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_cursors_can_be_expired_twice() -> None:
    first = expire_cursors()

    assert expire_cursors() > first
    assert event_of_age(0) > latest_event_id() - 1


class EveryCursor(TestCase):
    """Whatever is cut when: a cursor yields exactly the later events, or is refused because some were cut."""

    @given(
        ages=st.lists(st.integers(min_value=0, max_value=60), max_size=12),
        cuts=st.lists(st.integers(min_value=1, max_value=60), max_size=3),
        page=st.integers(min_value=1, max_value=5),
    )
    def test_a_cursor_is_complete_or_refused(self, ages: list[int], cuts: list[int], page: int) -> None:
        first = latest_event_id()
        written = [event_of_age(age) for age in ages]
        for days in cuts:
            prune_events(older_than_days=days, now=NOW)
        there = kept()

        for cursor in [first, *written]:
            later = [pk for pk in written if pk > cursor]
            if set(later) <= set(there):
                assert everything_after(cursor, page=page) == later
            else:
                with pytest.raises(CursorExpired):
                    events_after(cursor=cursor, limit=page)
