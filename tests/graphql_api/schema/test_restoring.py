"""Undo: putting back what a slot held before an event, and setting an expired override again."""

from typing import Any

import pytest

from monitoring.domain.deletions import delete_operation
from monitoring.models import PlanningEvent
from tests.factories import (
    CURRENT,
    PLANNER,
    assigned,
    machine,
    marked_idle,
    monitor_plans,
    pool_operation,
)
from tests.graphql_api.api import Api, all_rows

RESTORED = """... on RestoreSlotSuccess { changed warnings { code } slot { version source note operation { name } } }
... on AssignmentConflict { changedBy slot { version } }
... on EventNotFound { field } ... on EventNotRestorable { field } ... on OperationNotFound { field }"""


def restore(api: Api, event_id: object, **inputs: Any) -> dict[str, Any]:
    return api.change("restoreSlot", RESTORED, eventId=str(event_id), **inputs)


def newest(kind: str) -> int:
    return PlanningEvent.objects.filter(kind=kind).latest("pk").pk


def test_an_override_that_expired_by_mistake_is_set_again_from_the_log(planner: Api) -> None:
    lathe = machine()
    monitor_plans(lathe, "11")
    assigned(lathe, note="Until noon")
    monitor_plans(lathe, "12")
    events = planner.data("{ planningEvents(last: 5) { items { id kind before { operationName } } } }")
    expired = next(event for event in events["planningEvents"]["items"] if event["kind"] == "EXPIRED")

    answer = restore(planner, expired["id"])

    assert expired["before"] == {"operationName": "Housing"}
    assert answer == {
        "__typename": "RestoreSlotSuccess",
        "changed": True,
        "warnings": [],
        "slot": {"version": 3, "source": "MANUAL", "note": "Until noon", "operation": {"name": "Housing"}},
    }


def test_an_override_set_again_holds_until_monitor_moves_on_once_more(planner: Api) -> None:
    lathe = machine()
    monitor_plans(lathe, "11")
    assigned(lathe)
    monitor_plans(lathe, "12")
    restore(planner, newest("expired"))

    monitor_plans(lathe, "12", currently_made_quantity=5)
    kept = planner.data("{ manualAssignments { id } }")["manualAssignments"]
    monitor_plans(lathe, "13")
    gone = planner.data("{ manualAssignments { id } }")["manualAssignments"]

    assert kept == [{"id": f"{lathe.pk}:CURRENT"}]
    assert gone == []


def test_a_slot_cleared_by_mistake_gets_its_operation_back(planner: Api) -> None:
    lathe = machine()
    assigned(lathe, note="Rush")
    planner.change("clearSlot", "", machinePk=lathe.pk, operationType="CURRENT")

    answer = restore(planner, newest("cleared"))

    assert answer["slot"] == {
        "version": 3,
        "source": "MANUAL",
        "note": "Rush",
        "operation": {"name": "Housing"},
    }


def test_undoing_a_first_assignment_empties_the_slot(planner: Api) -> None:
    assigned(machine())

    answer = restore(planner, newest("assigned"))

    assert (answer["changed"], answer["slot"]["source"]) == (True, "EMPTY")


def test_undoing_an_assignment_over_idle_marks_the_slot_idle_again(planner: Api) -> None:
    lathe = machine()
    marked_idle(lathe, note="Cleaning")
    assigned(lathe)

    answer = restore(planner, newest("assigned"))

    assert answer["slot"] == {"version": 3, "source": "IDLE", "note": "Cleaning", "operation": None}


@pytest.mark.parametrize(
    ("inputs", "note"),
    [({}, "Rush"), ({"note": None, "expectedVersion": None}, "Rush"), ({"note": "As before"}, "As before")],
)
def test_a_restored_slot_keeps_its_note_unless_another_is_given(
    planner: Api, inputs: dict[str, Any], note: str
) -> None:
    lathe = machine()
    assigned(lathe, note="Rush")
    marked_idle(lathe)

    assert restore(planner, newest("idle_marked"), **inputs)["slot"]["note"] == note


def test_undoing_over_somebody_elses_newer_change_is_a_conflict(planner: Api, other_planner: Api) -> None:
    lathe = machine()
    assigned(lathe)
    other_planner.change("markSlotIdle", "", machinePk=lathe.pk, operationType="CURRENT")
    before = all_rows()

    answer = restore(planner, newest("assigned"), expectedVersion=1)

    assert (answer["code"], answer["changedBy"]) == ("ASSIGNMENT_CONFLICT", "other planner")
    assert answer["slot"] == {"version": 2}
    assert all_rows() == before


def test_an_event_that_changed_no_slot_cannot_be_undone(planner: Api) -> None:
    monitor_plans(machine(), "11", currently_made_quantity=5)
    before = all_rows()

    answer = restore(planner, newest("quantity_reported"))

    assert (answer["code"], answer["field"]) == ("EVENT_NOT_RESTORABLE", "eventId")
    assert "Quantity reported" in answer["message"]
    assert all_rows() == before


def test_an_operation_that_was_deleted_cannot_come_back(planner: Api) -> None:
    lathe = machine()
    housing = assigned(lathe)
    delete_operation(operation_pk=housing.pk, by=PLANNER)
    before = all_rows()

    answer = restore(planner, newest("operation_deleted"))

    assert (answer["code"], answer["field"]) == ("OPERATION_NOT_FOUND", "operationId")
    assert all_rows() == before


@pytest.mark.parametrize("event_id", ["999", "0", "-1", "", "abc", "9" * 40, "1.5", "٣"])
def test_an_event_that_does_not_exist_is_said_so_in_the_clients_own_words(
    planner: Api, event_id: str
) -> None:
    marked_idle(machine(), slot=CURRENT)
    before = all_rows()

    answer = restore(planner, event_id)

    assert (answer["code"], answer["field"]) == ("EVENT_NOT_FOUND", "eventId")
    assert "invalid literal" not in answer["message"]
    assert all_rows() == before


def test_what_is_restored_is_announced_as_any_other_change(planner: Api) -> None:
    lathe = machine()
    assigned(lathe, pool_operation("8", "Housing"))
    assigned(lathe, pool_operation("9", "Lid"))

    restore(planner, newest("assigned"), note="Wrong machine")

    event = PlanningEvent.objects.latest("pk")
    assert (event.kind, event.operation_name, event.actor) == ("assigned", "Housing", "planner")
    assert event.reason == "Wrong machine"
