"""What planners decide, as their screens send it."""

from typing import Any

import pytest

from monitoring.models import Machine, MachineOperationAssignment, PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    NEXT,
    assigned,
    machine,
    machines,
    marked_idle,
    monitor_plans,
    operation,
    pool_operation,
)
from tests.graphql_api.api import Api, all_rows

SLOT = """slot { id version source assignedBy note operation { name assignedTo { id } } }"""
SUCCESS = f"changed warnings {{ code message }} {SLOT}"
ASSIGNED = f"... on AssignOperationSuccess {{ {SUCCESS} }}"
CLEARED = f"... on ClearSlotSuccess {{ {SUCCESS} }}"
IDLE = f"... on MarkSlotIdleSuccess {{ {SUCCESS} }}"
CONFLICT = f"... on AssignmentConflict {{ field changedBy changedAt {SLOT} }}"


def assign(api: Api, lathe: Machine, operation_id: object, **inputs: Any) -> dict[str, Any]:
    slot = {"machinePk": lathe.pk, "operationType": "CURRENT", "operationId": str(operation_id)}
    return api.change("assignOperation", f"{ASSIGNED} {CONFLICT}", **slot | inputs)


def kinds() -> list[str]:
    return list(PlanningEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_an_operation_of_the_pool_is_assigned(planner: Api) -> None:
    lathe, housing = machine(), pool_operation()

    answer = assign(planner, lathe, housing.pk, note="Rush")

    assert answer == {
        "__typename": "AssignOperationSuccess",
        "changed": True,
        "warnings": [],
        "slot": {
            "id": f"{lathe.pk}:CURRENT",
            "version": 1,
            "source": "MANUAL",
            "assignedBy": "planner",
            "note": "Rush",
            "operation": {"name": "Housing", "assignedTo": [{"id": f"{lathe.pk}:CURRENT"}]},
        },
    }
    assert kinds() == ["assigned"]
    assert planner.data("{ manualAssignments { monitorOperationId } }") == {
        "manualAssignments": [{"monitorOperationId": MONITOR_ID}]
    }


def test_assigning_what_is_there_already_changes_nothing(planner: Api) -> None:
    lathe, housing = machine(), pool_operation()
    assign(planner, lathe, housing.pk)
    before = all_rows()

    answer = assign(planner, lathe, housing.pk)

    assert (answer["changed"], answer["slot"]["version"]) == (False, 1)
    assert all_rows() == before


def test_what_is_unusual_about_an_assignment_is_said_and_done(planner: Api) -> None:
    lathe, drill = machine("Lathe"), machine("Drill")
    own = operation(drill, "11", name="Shaft")
    assigned(drill, own, slot=NEXT)

    answer = assign(planner, lathe, own.pk)

    assert answer["changed"] is True
    assert answer["warnings"] == [
        {"code": "OUTSIDE_POOL", "message": "Shaft (11) is not in the pool of operations."},
        {"code": "OTHER_MACHINES_OPERATION", "message": "Shaft (11) belongs to Drill."},
        {"code": "ALREADY_IN_A_SLOT", "message": "Shaft (11) is also next on Drill."},
    ]


def test_a_note_for_what_is_there_already_is_not_lost_in_silence(planner: Api) -> None:
    lathe, housing = machine(), pool_operation()
    assign(planner, lathe, housing.pk, note="Rush")

    answer = assign(planner, lathe, housing.pk, note="Rush, says the boss")

    assert [warning["code"] for warning in answer["warnings"]] == ["NOTE_KEPT"]
    assert answer["slot"]["note"] == "Rush"


def test_a_planner_who_saw_an_older_slot_learns_who_changed_it_and_to_what(
    planner: Api, other_planner: Api
) -> None:
    lathe = machine()
    housing, lid = pool_operation("8", "Housing"), pool_operation("9", "Lid")
    seen = planner.data("query($pk: Int!) { machine(pk: $pk) { current { version } } }", pk=lathe.pk)
    version = seen["machine"]["current"]["version"]
    assign(other_planner, lathe, lid.pk, expectedVersion=version, note="Rush")
    before = all_rows()

    answer = assign(planner, lathe, housing.pk, expectedVersion=version)

    changed_at = PlanningEvent.objects.get().occurred_at.isoformat()
    assert answer == {
        "__typename": "AssignmentConflict",
        "code": "ASSIGNMENT_CONFLICT",
        "message": answer["message"],
        "field": "expectedVersion",
        "changedBy": "other planner",
        "changedAt": changed_at,
        "slot": {
            "id": f"{lathe.pk}:CURRENT",
            "version": 1,
            "source": "MANUAL",
            "assignedBy": "other planner",
            "note": "Rush",
            "operation": {"name": "Lid", "assignedTo": [{"id": f"{lathe.pk}:CURRENT"}]},
        },
    }
    assert "other planner" in answer["message"]
    assert "Lid" in answer["message"]
    assert all_rows() == before


def test_a_planner_who_saw_the_slot_before_it_was_cleared_learns_who_cleared_it(
    planner: Api, other_planner: Api
) -> None:
    lathe, housing = machine(), pool_operation()
    assign(planner, lathe, housing.pk)
    other_planner.change("clearSlot", CLEARED, machinePk=lathe.pk, operationType="CURRENT")

    answer = planner.change(
        "markSlotIdle", f"{IDLE} {CONFLICT}", machinePk=lathe.pk, operationType="CURRENT", expectedVersion=1
    )

    assert (answer["code"], answer["changedBy"]) == ("ASSIGNMENT_CONFLICT", "other planner")
    assert (answer["slot"]["version"], answer["slot"]["source"]) == (2, "EMPTY")


def test_the_version_that_the_conflict_tells_is_accepted(planner: Api, other_planner: Api) -> None:
    lathe, housing = machine(), pool_operation("8")
    assign(other_planner, lathe, pool_operation("9").pk)
    conflict = assign(planner, lathe, housing.pk, expectedVersion=0)

    answer = assign(planner, lathe, housing.pk, expectedVersion=conflict["slot"]["version"])

    assert (answer["changed"], answer["slot"]["version"]) == (True, 2)


@pytest.mark.parametrize("inputs", [{}, {"expectedVersion": None, "note": None}])
def test_without_a_version_and_a_note_absent_and_null_are_the_same(
    planner: Api, inputs: dict[str, None]
) -> None:
    lathe, housing = machine(), pool_operation()
    marked_idle(lathe)

    answer = assign(planner, lathe, housing.pk, **inputs)

    assert (answer["changed"], answer["slot"]["version"], answer["slot"]["note"]) == (True, 2, None)


def test_the_two_slots_have_versions_of_their_own(planner: Api) -> None:
    lathe, housing = machine(), pool_operation()
    assign(planner, lathe, housing.pk)

    answer = assign(planner, lathe, housing.pk, operationType="NEXT", expectedVersion=0)

    assert answer["slot"]["version"] == 1
    assert [warning["code"] for warning in answer["warnings"]] == ["ALREADY_IN_A_SLOT"]


@pytest.mark.parametrize("inputs", [{}, {"note": None, "expectedVersion": None}, {"note": "Cleaning"}])
def test_a_slot_is_marked_idle(planner: Api, inputs: dict[str, str | None]) -> None:
    lathe = machine()
    monitor_plans(lathe, "11", slot=NEXT)

    answer = planner.change("markSlotIdle", IDLE, machinePk=lathe.pk, operationType="NEXT", **inputs)

    assert answer["changed"] is True
    assert answer["slot"] == {
        "id": f"{lathe.pk}:NEXT",
        "version": 1,
        "source": "IDLE",
        "assignedBy": "planner",
        "note": inputs.get("note"),
        "operation": None,
    }
    assert kinds()[-1] == "idle_marked"


@pytest.mark.parametrize("inputs", [{}, {"note": None, "expectedVersion": None}, {"expectedVersion": 1}])
def test_a_cleared_slot_shows_monitors_plan_again(planner: Api, inputs: dict[str, Any]) -> None:
    lathe = machine()
    monitor_plans(lathe, "11", name="Shaft")
    assigned(lathe)

    answer = planner.change("clearSlot", CLEARED, machinePk=lathe.pk, operationType="CURRENT", **inputs)

    assert answer["changed"] is True
    assert answer["slot"]["source"] == "MONITOR"
    assert answer["slot"]["operation"] == {"name": "Shaft", "assignedTo": []}
    assert MachineOperationAssignment.objects.get().manual_current_operation is None


def test_clearing_an_empty_slot_succeeds_and_changes_nothing(planner: Api) -> None:
    lathe = machine()
    before = all_rows()

    answer = planner.change(
        "clearSlot", CLEARED, machinePk=lathe.pk, operationType="CURRENT", expectedVersion=7
    )

    assert (answer["__typename"], answer["changed"]) == ("ClearSlotSuccess", False)
    assert all_rows() == before


def test_each_mutation_of_one_document_answers_what_is_so_after_it(planner: Api) -> None:
    lathe, drill = machines(2)
    housing = pool_operation()
    fields = "... on AssignOperationSuccess { slot { operation { assignedTo { id } } } }"

    data = planner.data(
        "mutation($first: AssignOperationInput!, $second: AssignOperationInput!) { "
        f"first: assignOperation(input: $first) {{ {fields} }} "
        f"second: assignOperation(input: $second) {{ {fields} }} }}",
        first={"machinePk": lathe.pk, "operationType": "CURRENT", "operationId": housing.pk},
        second={"machinePk": drill.pk, "operationType": "NEXT", "operationId": housing.pk},
    )

    slots = [{"id": f"{lathe.pk}:CURRENT"}, {"id": f"{drill.pk}:NEXT"}]
    assert data["first"]["slot"]["operation"]["assignedTo"] == slots[:1]
    assert data["second"]["slot"]["operation"]["assignedTo"] == slots


def lines(*slots: tuple[Machine, str]) -> list[dict[str, Any]]:
    return [{"machinePk": lathe.pk, "operationType": slot} for lathe, slot in slots]


BATCH = (
    "... on ClearSlotsSuccess { changed warnings { code } outcomes { __typename "
    f"... on Error {{ code message }} {CLEARED} {CONFLICT} }} }}"
)


def test_a_selection_of_slots_goes_back_to_monitors_plan_each_with_its_own_outcome(planner: Api) -> None:
    first, second, third = machines(3)
    for lathe in (first, second):
        marked_idle(lathe, slot=CURRENT)
        marked_idle(lathe, slot=NEXT)
    selection = lines((second, "NEXT"), (first, "CURRENT"), (third, "CURRENT"), (first, "NEXT"))
    selection[3]["expectedVersion"] = 5

    answer = planner.change(
        "clearSlots",
        BATCH,
        slots=[*selection, {"machinePk": 999, "operationType": "NEXT", "expectedVersion": None}],
        note="New shift",
    )

    assert answer["changed"] is True
    assert [(one.get("code"), one.get("changed")) for one in answer["outcomes"]] == [
        (None, True),
        (None, True),
        (None, False),
        ("ASSIGNMENT_CONFLICT", None),
        ("MACHINE_NOT_FOUND", None),
    ]
    assert answer["outcomes"][0]["slot"]["id"] == f"{second.pk}:NEXT"
    assert answer["outcomes"][3]["slot"] == {
        "id": f"{first.pk}:NEXT",
        "version": 1,
        "source": "IDLE",
        "assignedBy": "planner",
        "note": None,
        "operation": None,
    }
    cleared = PlanningEvent.objects.filter(kind="cleared").order_by("pk")
    assert list(cleared.values_list("machine_pk", "operation_type", "reason")) == [
        (second.pk, "next", "New shift"),
        (first.pk, "current", "New shift"),
    ]
