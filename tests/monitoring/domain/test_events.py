"""Every accepted change appends its planning event, in the same transaction (rule 8)."""

import pytest
from django.db import transaction

from monitoring.choices import PlanningEventKind
from monitoring.domain.assignments import clear_slot
from monitoring.domain.operation_fields import ReportFields
from monitoring.domain.pool_sync import PoolOperation, sync_pool
from monitoring.domain.reports import TrackingReport, accept_report
from monitoring.domain.setups import set_operation_setup
from monitoring.domain.slot_states import SlotState
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests.factories import (
    CURRENT,
    NEXT,
    OTHER_PLANNER,
    PLANNER,
    REPORTER,
    assigned,
    machine,
    marked_idle,
    monitor_plans,
    operation,
    pool_operation,
    slot_of,
)

pytestmark = pytest.mark.django_db

NOTHING = SlotState(
    held="nothing", operation_pk=None, monitor_operation_id=None, operation_name=None, note=""
)


def held(what: Monitor_operation, note: str = "") -> SlotState:
    """The state of a slot that holds an operation."""
    return SlotState(
        held="operation",
        operation_pk=what.pk,
        monitor_operation_id=what.monitor_operation_id,
        operation_name=what.name,
        note=note,
    )


def only_event() -> PlanningEvent:
    """The one event of a test."""
    return PlanningEvent.objects.get()


def last_event() -> PlanningEvent:
    """The newest event."""
    return PlanningEvent.objects.order_by("pk").reverse()[0]


def kinds() -> list[str]:
    """The kinds of all events in their order."""
    return list(PlanningEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_assigning_tells_who_what_where_before_and_after() -> None:
    on, chosen = machine("Lathe 1"), pool_operation("7", "Housing")

    assigned(on, chosen, slot=NEXT, note="Rush order")

    event = only_event()
    assert (event.kind, event.actor, event.reason) == ("assigned", "planner", "Rush order")
    assert (event.machine_pk, event.machine_name, event.operation_type) == (on.pk, "Lathe 1", "next")
    assert (event.operation_pk, event.operation_name, event.monitor_operation_id) == (
        chosen.pk,
        "Housing",
        "7",
    )
    assert (event.before, event.after) == (NOTHING, held(chosen, "Rush order"))
    assert (event.quantity, event.quantity_before, event.reported_at) == (None, None, None)


def test_a_second_assignment_tells_of_the_first() -> None:
    on = machine()
    first = assigned(on, pool_operation("7"), note="Rush order")
    second = assigned(on, pool_operation("8"), by=OTHER_PLANNER)

    event = last_event()

    assert (event.before, event.after) == (held(first, "Rush order"), held(second))
    assert (event.actor, event.reason) == ("other planner", None)


def test_marking_idle_tells_what_was_there_before() -> None:
    on = machine()
    chosen = assigned(on)

    marked_idle(on, note="Repair")

    event = last_event()
    assert (event.kind, event.operation_pk, event.reason) == ("idle_marked", None, "Repair")
    assert (event.before, event.after) == (held(chosen), NOTHING | {"held": "idle", "note": "Repair"})


def test_clearing_tells_what_was_taken_out_and_why() -> None:
    on = machine()
    chosen = assigned(on)

    clear_slot(slot=slot_of(on), by=OTHER_PLANNER, note="Wrong machine")

    event = last_event()
    assert (event.kind, event.actor, event.reason) == ("cleared", "other planner", "Wrong machine")
    assert (event.operation_pk, event.before, event.after) == (chosen.pk, held(chosen), NOTHING)


def test_a_report_tells_the_total_and_the_one_before() -> None:
    on = machine()
    chosen = assigned(on, pool_operation("7", currently_made_quantity=10))

    _report(on, "7", currently_made_quantity=45)

    event = last_event()
    assert (event.kind, event.quantity_before, event.quantity) == ("quantity_reported", 10, 45)
    assert (event.actor, event.operation_pk, event.operation_type) == ("monitor script", chosen.pk, "current")
    assert (event.before, event.after) == (None, None)


def test_one_report_appends_one_event_per_kind_of_change() -> None:
    on = machine()
    assigned(on, pool_operation("7"))

    _report(on, "7", currently_made_quantity=45, is_setup=False, employee_names=["Operator 17"])

    events = PlanningEvent.objects.order_by("pk").values_list("kind", "reason")
    assert list(events)[1:] == [
        ("quantity_reported", None),
        ("setup_changed", "Set to running"),
        ("operation_updated", "Changed: employee_names"),
    ]


def test_monitor_moving_on_tells_from_what_to_what() -> None:
    on = machine()
    operation(on, "A", planned_as=CURRENT)

    monitor_plans(on, "B", name="Axle", currently_made_quantity=3)

    moved, counted = PlanningEvent.objects.order_by("pk")
    row = on.monitor_operations.get(monitor_operation_id="B")
    assert (moved.kind, moved.reason) == ("monitor_moved_on", "Monitor moved from A to B")
    assert (moved.operation_pk, moved.operation_name, moved.operation_type) == (row.pk, "Axle", "current")
    assert (counted.kind, counted.quantity_before, counted.quantity) == ("quantity_reported", 0, 3)


def test_an_update_of_the_same_job_tells_which_details_changed() -> None:
    on = machine()
    operation(on, "A", planned_as=CURRENT, name="Shaft")

    monitor_plans(on, "A", name="Axle", quantity=7, is_setup=False, drawing=b"%PDF-1.7")

    assert list(PlanningEvent.objects.order_by("pk").values_list("kind", "reason")) == [
        ("setup_changed", "Set to running"),
        ("operation_updated", "Changed: name, quantity, drawing"),
    ]


def test_an_expiry_comes_after_the_move_that_caused_it() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on)

    monitor_plans(on, "B", currently_made_quantity=3)

    assert kinds()[-3:] == ["monitor_moved_on", "quantity_reported", "expired"]


@pytest.mark.parametrize(("is_setup", "reason"), [(False, "Set to running"), (True, "Set to setup")])
def test_a_planners_toggle_tells_what_it_set(is_setup: bool, reason: str) -> None:
    on = machine()
    chosen = assigned(on, pool_operation("7", is_setup=not is_setup))

    set_operation_setup(
        machine_pk=on.pk, operation_type=CURRENT, operation_pk=chosen.pk, is_setup=is_setup, by=PLANNER
    )

    event = last_event()
    assert (event.kind, event.actor, event.reason) == ("setup_changed", "planner", reason)
    assert (event.operation_pk, event.machine_pk, event.operation_type) == (chosen.pk, on.pk, "current")


def test_a_sync_is_one_event_of_the_whole_plant() -> None:
    line = PoolOperation(monitor_operation_id="1", name="Shaft", report_number=None, quantity=5)

    sync_pool([line], by=REPORTER)
    sync_pool([line], by=REPORTER)

    event = only_event()
    assert (event.kind, event.quantity, event.reason) == ("pool_synced", 1, "1 created, 0 updated, 0 removed")
    assert (event.machine_pk, event.machine_name, event.operation_pk) == (None, None, None)


def test_every_kind_of_event_has_a_name_for_people() -> None:
    for kind in PlanningEventKind:
        assert str(PlanningEvent(kind=kind, machine_name="Lathe 1")).startswith(kind.label)


def test_events_hold_plain_copies_that_outlive_what_they_speak_of() -> None:
    on = machine("Lathe 1")
    chosen = assigned(on, pool_operation("7", "Housing"))
    keys = (on.pk, chosen.pk)

    Machine.objects.all().delete()
    Monitor_operation.objects.all().delete()

    event = only_event()
    assert (event.machine_pk, event.operation_pk) == keys
    assert (event.machine_name, event.operation_name, event.monitor_operation_id) == (
        "Lathe 1",
        "Housing",
        "7",
    )


def test_later_changes_never_alter_an_event() -> None:
    on = machine()
    chosen = assigned(on, note="Rush order")
    monitor_plans(on, "A")
    before = list(PlanningEvent.objects.order_by("pk").values())

    _report(on, chosen.monitor_operation_id, currently_made_quantity=45)
    monitor_plans(on, "B", name="Axle")
    marked_idle(on, note="Repair")
    chosen.name = "Renamed"
    chosen.save()

    assert list(PlanningEvent.objects.order_by("pk").values())[: len(before)] == before


def test_a_change_that_is_undone_leaves_no_event() -> None:
    on, chosen = machine(), pool_operation()

    with transaction.atomic():
        assigned(on, chosen)
        transaction.set_rollback(True)

    assert not PlanningEvent.objects.exists()
    assert not MachineOperationAssignment.objects.exists()


def test_events_of_one_change_have_rising_ids_and_the_databases_time() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on)
    monitor_plans(on, "B", currently_made_quantity=3)

    events = list(PlanningEvent.objects.order_by("pk"))

    assert [event.occurred_at for event in events] == sorted(event.occurred_at for event in events)
    assert len({event.pk for event in events}) == len(kinds())


def _report(on: Machine, monitor_operation_id: str, **fields: object) -> None:
    accept_report(
        TrackingReport(
            machine_pk=on.pk,
            operation_type=CURRENT,
            monitor_operation_id=monitor_operation_id,
            fields=ReportFields(**fields),  # type: ignore[typeddict-item]  # any field of a report
        ),
        by=REPORTER,
    )
