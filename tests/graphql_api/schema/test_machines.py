"""Machines and their slots, as the planning screens read them."""

from typing import Any

import pytest

from monitoring.models import Machine, MachineOperationAssignment
from tests.factories import (
    CURRENT,
    NEXT,
    assigned,
    assignment,
    machine,
    machines,
    marked_idle,
    monitor_plans,
    operation,
    pool_operation,
)
from tests.graphql_api.api import Api

SLOT = """fragment Slot on MachineSlot {
  id operationType version source assignedBy note diverges
  operation { name } monitorOperation { name } manualOperation { name } machine { pk }
}"""


def current(api: Api, lathe: Machine) -> dict[str, Any]:
    query = f"query($pk: Int!) {{ machine(pk: $pk) {{ current {{ ...Slot }} }} }} {SLOT}"
    slot: dict[str, Any] = api.data(query, pk=lathe.pk)["machine"]["current"]
    return slot


def test_an_empty_slot_holds_nothing_and_is_nobodys_decision(reporter: Api) -> None:
    lathe = machine()

    assert current(reporter, lathe) == {
        "id": f"{lathe.pk}:CURRENT",
        "operationType": "CURRENT",
        "version": 0,
        "source": "EMPTY",
        "assignedBy": None,
        "note": None,
        "diverges": False,
        "operation": None,
        "monitorOperation": None,
        "manualOperation": None,
        "machine": {"pk": lathe.pk},
    }


def test_monitors_plan_counts_until_a_planner_overrides_it(reporter: Api) -> None:
    lathe = machine()
    monitor_plans(lathe, "11", name="Shaft")

    planned = current(reporter, lathe)
    assigned(lathe, note="Rush")
    overridden = current(reporter, lathe)

    assert (planned["source"], planned["operation"], planned["version"]) == ("MONITOR", {"name": "Shaft"}, 0)
    assert overridden == planned | {
        "version": 1,
        "source": "MANUAL",
        "assignedBy": "planner",
        "note": "Rush",
        "diverges": True,
        "operation": {"name": "Housing"},
        "manualOperation": {"name": "Housing"},
    }


def test_idle_hides_monitors_plan_without_forgetting_it(reporter: Api) -> None:
    lathe = machine()
    monitor_plans(lathe, "11", name="Shaft")
    marked_idle(lathe)

    slot = current(reporter, lathe)

    assert (slot["source"], slot["operation"], slot["diverges"]) == ("IDLE", None, True)
    assert slot["monitorOperation"] == {"name": "Shaft"}


def test_the_two_slots_of_a_machine_are_told_apart(reporter: Api) -> None:
    lathe = machine()
    assigned(lathe, pool_operation("8", "Housing"), slot=CURRENT)
    assigned(lathe, pool_operation("9", "Lid"), slot=NEXT)

    data = reporter.data("{ machines { current { id operation { name } } next { id operation { name } } } }")

    assert data["machines"] == [
        {
            "current": {"id": f"{lathe.pk}:CURRENT", "operation": {"name": "Housing"}},
            "next": {"id": f"{lathe.pk}:NEXT", "operation": {"name": "Lid"}},
        }
    ]


def test_a_slot_says_when_it_was_set_and_when_monitor_was_last_heard_of(reporter: Api) -> None:
    lathe = machine()
    monitor_plans(lathe, "11")
    assigned(lathe)
    lathe.refresh_from_db()
    set_at = MachineOperationAssignment.objects.get().manual_current_set_at

    data = reporter.data(
        "query($pk: Int!) { machine(pk: $pk) { current { assignedAt monitorLastHeardAt } "
        "next { assignedAt monitorLastHeardAt } } }",
        pk=lathe.pk,
    )

    assert set_at is not None
    assert lathe.monitor_current_heard_at is not None
    assert data["machine"] == {
        "current": {
            "assignedAt": set_at.isoformat(),
            "monitorLastHeardAt": lathe.monitor_current_heard_at.isoformat(),
        },
        "next": {"assignedAt": None, "monitorLastHeardAt": None},
    }


def test_rows_made_by_hand_are_shown_as_the_scripts_document_reads_them(reporter: Api) -> None:
    lathe = machine()
    operation(lathe, "11", name="Running", is_in_progress=True)
    operation(lathe, "12", name="Later", priority=2)
    operation(lathe, "13", name="Sooner", priority=1)
    assignment(lathe, current=operation(None, "14", name="Override"))

    data = reporter.data(
        "{ machines { current { operation { name } monitorOperation { name } } next { operation { name } } } }"
    )

    assert data["machines"] == [
        {
            "current": {"operation": {"name": "Override"}, "monitorOperation": {"name": "Running"}},
            "next": {"operation": {"name": "Sooner"}},
        }
    ]


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({}, ["Drill", "Lathe 1", "Lathe 2"]),
        ({"activeOnly": True}, ["Drill", "Lathe 1"]),
        ({"nameContains": "LATHE"}, ["Lathe 1", "Lathe 2"]),
        ({"nameContains": "lathe", "activeOnly": True}, ["Lathe 1"]),
        ({"nameContains": None, "machinePks": None}, ["Drill", "Lathe 1", "Lathe 2"]),
        ({"machinePks": [3, 2]}, ["Drill", "Lathe 2"]),
        ({"machinePks": [-5, 0]}, []),
        ({"machinePks": []}, []),
    ],
)
def test_machines_come_by_name_and_can_be_filtered(
    reporter: Api, filters: dict[str, Any], kept: list[str]
) -> None:
    machine("Lathe 1", pk=1)
    machine("Lathe 2", pk=2, is_active=False)
    machine("Drill", pk=3)

    data = reporter.data(
        "query($filters: MachineFilter) { machines(filters: $filters) { name } }", filters=filters
    )

    assert [one["name"] for one in data["machines"]] == kept


@pytest.mark.parametrize("pk", [0, -1, 999, 2147483647])
def test_a_machine_that_does_not_exist_is_null(reporter: Api, pk: int) -> None:
    machines(2)

    assert reporter.data("query($pk: Int!) { machine(pk: $pk) { name } }", pk=pk) == {"machine": None}


def test_two_questions_about_one_machine_get_one_answer(reporter: Api) -> None:
    lathe = machine()
    assigned(lathe)

    data = reporter.data(
        "query($pk: Int!) { machine(pk: $pk) { pk current { version } } machines { pk current { version } } "
        "manualAssignments { machine { pk current { version } } } }",
        pk=lathe.pk,
    )

    assert data["machine"] == data["machines"][0] == data["manualAssignments"][0]["machine"]
