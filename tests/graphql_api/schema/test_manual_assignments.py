"""The list that the Monitor script tracks, asked by GraphQL."""

from typing import Any

import pytest

from monitoring.domain.manual_assignments import manual_assignments
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    NEXT,
    assigned,
    assignment,
    machine,
    machines,
    marked_idle,
    operation,
    pool_operation,
)
from tests.graphql_api.api import Api

KEYS = "{ machinePk monitorOperationId operationType }"


def listed(api: Api, **filters: Any) -> list[tuple[int, str, str]]:
    query = f"query($filters: ManualAssignmentFilter) {{ manualAssignments(filters: $filters) {KEYS} }}"
    rows = api.data(query, filters=filters)["manualAssignments"]
    return [(row["machinePk"], row["monitorOperationId"], row["operationType"]) for row in rows]


def test_without_overrides_the_list_is_empty(reporter: Api) -> None:
    marked_idle(machine())

    assert listed(reporter) == []


def test_an_assignment_shows_who_what_where_and_why(reporter: Api) -> None:
    lathe = machine()
    housing = assigned(lathe, slot=NEXT, note="Material is here")
    set_at = MachineOperationAssignment.objects.get().manual_next_set_at

    data = reporter.data(
        "{ manualAssignments { id machinePk monitorOperationId operationType assignedAt assignedBy note "
        "machine { id pk name isActive } operation { id name quantity currentlyMadeQuantity isSetup } } }"
    )

    assert set_at is not None
    assert data["manualAssignments"] == [
        {
            "id": f"{lathe.pk}:NEXT",
            "machinePk": lathe.pk,
            "monitorOperationId": MONITOR_ID,
            "operationType": "NEXT",
            "assignedAt": set_at.isoformat(),
            "assignedBy": "planner",
            "note": "Material is here",
            "machine": {"id": str(lathe.pk), "pk": lathe.pk, "name": "Lathe 1", "isActive": True},
            "operation": {
                "id": str(housing.pk),
                "name": "Housing",
                "quantity": 100,
                "currentlyMadeQuantity": 0,
                "isSetup": True,
            },
        }
    ]


def test_an_assignment_made_behind_the_domains_back_is_listed_without_who_and_when(reporter: Api) -> None:
    lathe = machine()
    assignment(lathe, current=operation(None))

    data = reporter.data("{ manualAssignments { id assignedAt assignedBy note } }")

    assert data["manualAssignments"] == [
        {"id": f"{lathe.pk}:CURRENT", "assignedAt": None, "assignedBy": None, "note": None}
    ]


def test_the_list_is_that_of_the_scripts_door_in_its_order(reporter: Api) -> None:
    for number, lathe in enumerate(reversed(machines(4))):
        assigned(lathe, pool_operation(f"9{number}"), slot=NEXT)
        assigned(lathe, pool_operation(f"8{number}"), slot=CURRENT)

    assert listed(reporter) == [
        (entry.machine_pk, entry.monitor_operation_id, entry.operation_type.name)
        for entry in manual_assignments()
    ]


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({}, ["1 CURRENT", "1 NEXT", "2 CURRENT"]),
        ({"machinePks": None, "operationType": None}, ["1 CURRENT", "1 NEXT", "2 CURRENT"]),
        ({"operationType": "NEXT"}, ["1 NEXT"]),
        ({"machinePks": [2]}, ["2 CURRENT"]),
        ({"machinePks": [2, 2, 1], "operationType": "CURRENT"}, ["1 CURRENT", "2 CURRENT"]),
        ({"machinePks": [0, -1, 2147483647]}, []),
        ({"machinePks": []}, []),
        ({"activeMachinesOnly": True}, ["1 CURRENT", "1 NEXT"]),
        ({"activeMachinesOnly": False}, ["1 CURRENT", "1 NEXT", "2 CURRENT"]),
    ],
)
def test_filters_narrow_the_list(reporter: Api, filters: dict[str, Any], kept: list[str]) -> None:
    first, second = machine("1", pk=1), machine("2", pk=2, is_active=False)
    assigned(first, pool_operation("8"), slot=CURRENT)
    assigned(first, pool_operation("9"), slot=NEXT)
    assigned(second, pool_operation("7"), slot=CURRENT)

    found = [f"{machine_pk} {slot}" for machine_pk, _, slot in listed(reporter, **filters)]

    assert found == kept


def test_an_explicit_null_filter_means_no_filter(reporter: Api) -> None:
    assigned(machine())

    assert len(reporter.data("{ manualAssignments(filters: null) { id } }")["manualAssignments"]) == 1


def test_ten_thousand_assignments_are_one_statement(reporter: Api) -> None:
    query = "{ manualAssignments { id assignedAt assignedBy note operation { name } machine { name } } }"
    assign_many(1)
    _, statements_for_one = reporter.counted(query)

    assign_many(9_999)
    data, statements = reporter.counted(query)

    assert len(data["manualAssignments"]) == 10_000
    assert len(statements) == len(statements_for_one)
    assert sum("monitoring_" in statement for statement in statements) == 1


def assign_many(count: int) -> None:
    taken = Machine.objects.count()
    lathes = Machine.objects.bulk_create(
        [Machine(name=f"Lathe {taken + number}") for number in range(count)], batch_size=1000
    )
    jobs = Monitor_operation.objects.bulk_create(
        [Monitor_operation(monitor_operation_id=str(number), name="Shaft") for number in range(count)],
        batch_size=1000,
    )
    MachineOperationAssignment.objects.bulk_create(
        [
            MachineOperationAssignment(machine=lathe, manual_current_operation=job)
            for lathe, job in zip(lathes, jobs, strict=True)
        ],
        batch_size=1000,
    )
