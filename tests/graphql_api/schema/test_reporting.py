"""Totals of parts, as a program reports them, and the setup toggle."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitoring.models import Machine, PlanningEvent
from tests.factories import CURRENT, MONITOR_ID, NEXT, assigned, machine, machines, operation, pool_operation
from tests.graphql_api.api import Api, all_rows

SUCCESS = """... on UpdateOperationQuantitySuccess {
  changed warnings { code } operation { monitorOperationId currentlyMadeQuantity remainingQuantity isOverPlan }
}"""
REFUSED = """... on InvalidValue { field } ... on MachineNotFound { field } ... on OperationNotAssigned { field }
... on OutdatedReport { field newestReportedAt }"""


def line(lathe: Machine, quantity: int, **others: Any) -> dict[str, Any]:
    return {
        "machinePk": lathe.pk,
        "monitorOperationId": MONITOR_ID,
        "operationType": "CURRENT",
        "currentlyMadeQuantity": quantity,
        **others,
    }


def report(api: Api, lathe: Machine, quantity: int, **others: Any) -> dict[str, Any]:
    return api.change("updateOperationQuantity", f"{SUCCESS} {REFUSED}", **line(lathe, quantity, **others))


def test_the_total_of_an_assigned_operation_is_updated(reporter: Api) -> None:
    lathe = machine()
    assigned(lathe)

    answer = report(reporter, lathe, 45)

    assert answer == {
        "__typename": "UpdateOperationQuantitySuccess",
        "changed": True,
        "warnings": [],
        "operation": {
            "monitorOperationId": "1372462048115913939",
            "currentlyMadeQuantity": 45,
            "remainingQuantity": 55,
            "isOverPlan": False,
        },
    }
    event = PlanningEvent.objects.latest("pk")
    assert (event.kind, event.quantity, event.actor) == ("quantity_reported", 45, "monitor-script")


def test_the_same_total_again_changes_nothing(reporter: Api) -> None:
    lathe = machine()
    assigned(lathe)
    report(reporter, lathe, 45)
    before = all_rows()

    answer = report(reporter, lathe, 45)

    assert answer["changed"] is False
    assert all_rows() == before


def test_a_lower_total_is_a_correction(reporter: Api) -> None:
    lathe = machine()
    assigned(lathe)
    report(reporter, lathe, 45)

    assert report(reporter, lathe, 40)["operation"]["currentlyMadeQuantity"] == 40
    assert PlanningEvent.objects.latest("pk").reason == "Corrected from 45 to 40"


@pytest.mark.parametrize("quantity", [0, 2147483647])
def test_the_smallest_and_the_largest_total_are_accepted(reporter: Api, quantity: int) -> None:
    lathe = machine()
    operation(lathe, planned_as=CURRENT, currently_made_quantity=1)

    assert report(reporter, lathe, quantity)["operation"]["currentlyMadeQuantity"] == quantity


def test_monitors_own_operation_is_reported_likewise(reporter: Api) -> None:
    lathe = machine()
    operation(lathe, planned_as=NEXT)

    assert report(reporter, lathe, 7, operationType="NEXT")["changed"] is True


def test_a_late_report_for_a_cleared_override_touches_nothing(reporter: Api) -> None:
    lathe = machine()
    pool_operation()
    before = all_rows()

    answer = report(reporter, lathe, 45)

    assert (answer["code"], answer["field"]) == ("OPERATION_NOT_ASSIGNED", "monitorOperationId")
    assert all_rows() == before


def test_a_report_for_the_other_slot_touches_nothing(reporter: Api) -> None:
    lathe = machine()
    assigned(lathe, slot=NEXT)

    assert report(reporter, lathe, 45)["code"] == "OPERATION_NOT_ASSIGNED"


def test_a_report_older_than_the_newest_is_outdated(reporter: Api) -> None:
    lathe = machine()
    assigned(lathe)
    noon = datetime.now(tz=UTC).replace(microsecond=0) - timedelta(hours=3)
    report(reporter, lathe, 45, reportedAt=noon.isoformat())
    before = all_rows()

    answer = report(reporter, lathe, 40, reportedAt=(noon - timedelta(seconds=1)).isoformat())

    assert (answer["__typename"], answer["field"]) == ("OutdatedReport", "reportedAt")
    assert answer["newestReportedAt"] == noon.isoformat()
    assert all_rows() == before


def test_a_time_with_another_offset_is_the_same_moment(reporter: Api) -> None:
    lathe = machine()
    assigned(lathe)

    report(reporter, lathe, 45, reportedAt="2025-01-15T13:00:00+01:00")

    assert PlanningEvent.objects.latest("pk").reported_at == datetime(2025, 1, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize("others", [{}, {"reportedAt": None}])
def test_without_a_time_absent_and_null_mean_now(reporter: Api, others: dict[str, None]) -> None:
    lathe = machine()
    assigned(lathe)

    assert report(reporter, lathe, 45, **others)["changed"] is True
    assert PlanningEvent.objects.latest("pk").reported_at is None


BATCH = f"""... on UpdateOperationQuantitiesSuccess {{
  changed warnings {{ code }} outcomes {{ __typename ... on Error {{ code message }} {SUCCESS} {REFUSED} }}
}}"""


def test_each_report_of_a_batch_has_its_own_outcome_in_the_order_given(reporter: Api) -> None:
    first, second, third = machines(3)
    for lathe in (first, second):
        assigned(lathe)

    answer = reporter.change(
        "updateOperationQuantities",
        BATCH,
        reports=[
            line(second, 5),
            line(third, 6),
            line(first, -1),
            line(first, 7),
            line(first, 7, reportedAt=None),
            line(first, 8, reportedAt="2001-01-01T00:00:00Z"),
            {**line(first, 9), "machinePk": 999},
        ],
    )

    assert answer["changed"] is True
    assert [
        (one.get("code"), one.get("operation", {}).get("currentlyMadeQuantity")) for one in answer["outcomes"]
    ] == [
        (None, 5),
        ("OPERATION_NOT_ASSIGNED", None),
        ("INVALID_VALUE", None),
        (None, 7),
        (None, 7),
        ("OUTDATED_REPORT", None),
        ("MACHINE_NOT_FOUND", None),
    ]
    assert [one.get("changed") for one in answer["outcomes"]][3:5] == [True, False]
    assert answer["outcomes"][2]["field"] == "currentlyMadeQuantity"


def test_a_batch_that_tells_nothing_new_changes_nothing(reporter: Api) -> None:
    lathe = machine()
    assigned(lathe)
    report(reporter, lathe, 45)
    before = all_rows()

    answer = reporter.change("updateOperationQuantities", BATCH, reports=[line(lathe, 45)])

    assert (answer["changed"], answer["outcomes"][0]["changed"]) == (False, False)
    assert all_rows() == before


def test_an_empty_batch_has_no_outcomes(reporter: Api) -> None:
    assert reporter.change("updateOperationQuantities", BATCH, reports=[]) == {
        "__typename": "UpdateOperationQuantitiesSuccess",
        "changed": False,
        "warnings": [],
        "outcomes": [],
    }


SETUP = """... on SetOperationSetupSuccess { changed operation { id isSetup } }
... on OperationNotAssigned { field } ... on OperationNotFound { field } ... on MachineNotFound { field }"""


def set_up(api: Api, lathe: Machine, operation_id: object, *, is_setup: bool) -> dict[str, Any]:
    slot = {"machinePk": lathe.pk, "operationType": "CURRENT", "operationId": str(operation_id)}
    return api.change("setOperationSetup", SETUP, **slot, isSetup=is_setup)


def test_a_planner_says_that_an_operation_runs(planner: Api) -> None:
    lathe = machine()
    housing, planned = assigned(lathe), operation(lathe, "11", planned_as=CURRENT)

    assert set_up(planner, lathe, housing.pk, is_setup=False) == {
        "__typename": "SetOperationSetupSuccess",
        "changed": True,
        "operation": {"id": str(housing.pk), "isSetup": False},
    }
    assert set_up(planner, lathe, planned.pk, is_setup=False)["changed"] is True
    assert PlanningEvent.objects.latest("pk").kind == "setup_changed"


def test_saying_again_that_it_runs_changes_nothing(planner: Api) -> None:
    lathe = machine()
    housing = assigned(lathe)
    before = all_rows()

    assert set_up(planner, lathe, housing.pk, is_setup=True)["changed"] is False
    assert all_rows() == before


def test_only_an_operation_in_the_slot_can_be_set_up(planner: Api) -> None:
    lathe, drill = machines(2)
    housing = assigned(drill)
    before = all_rows()

    answer = set_up(planner, lathe, housing.pk, is_setup=False)

    assert (answer["code"], answer["field"]) == ("OPERATION_NOT_ASSIGNED", "operationId")
    assert all_rows() == before
