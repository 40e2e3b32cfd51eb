"""The daily catalogue, sent by GraphQL."""

from typing import Any

import pytest

from monitoring.models import Monitor_operation
from tests.factories import MONITOR_ID, assigned, machine, pool_operation
from tests.graphql_api.api import Api, all_rows

SYNCED = """... on SyncOperationPoolSuccess {
  changed warnings { code } created updated alreadyInPool removedFromPool totalInPool duplicatesInPayload
}
... on InvalidValue { field } ... on EmptyPool { field } ... on PoolShrinkRefused { field }"""


def line(monitor_operation_id: str, **others: Any) -> dict[str, Any]:
    return {"monitorOperationId": monitor_operation_id, **others}


def sync(api: Api, *lines: dict[str, Any], **others: Any) -> dict[str, Any]:
    return api.change("syncOperationPool", SYNCED, operations=list(lines), **others)


def test_the_pool_becomes_equal_to_the_catalogue(reporter: Api) -> None:
    pool_operation("8", "Gone")
    pool_operation("9", "Lid", report_number="R-1", quantity=5)
    pool_operation("10", "Shaft", report_number="R-2", quantity=5)

    answer = sync(
        reporter,
        line("9", partName="Lid", reportId="R-1", quantity=5),
        line("10", partName="Long shaft", reportId="R-2", quantity=5),
        line(MONITOR_ID, partName="Housing", reportId="R-3", quantity=100),
        line("9", partName="Another lid"),
    )

    assert answer == {
        "__typename": "SyncOperationPoolSuccess",
        "changed": True,
        "warnings": [],
        "created": 1,
        "updated": 1,
        "alreadyInPool": 1,
        "removedFromPool": 1,
        "totalInPool": 3,
        "duplicatesInPayload": 1,
    }
    data = reporter.data("{ operationPool { items { name monitorOperationId reportNumber quantity } } }")
    assert data["operationPool"]["items"] == [
        {"name": "Housing", "monitorOperationId": MONITOR_ID, "reportNumber": "R-3", "quantity": 100},
        {"name": "Lid", "monitorOperationId": "9", "reportNumber": "R-1", "quantity": 5},
        {"name": "Long shaft", "monitorOperationId": "10", "reportNumber": "R-2", "quantity": 5},
    ]


def test_the_same_catalogue_again_changes_nothing(reporter: Api) -> None:
    sync(reporter, line("9", partName="Lid"))
    before = all_rows()

    assert sync(reporter, line("9", partName="Lid"))["changed"] is False
    assert all_rows() == before


@pytest.mark.parametrize("others", [{}, {"partName": None, "reportId": None, "quantity": None}])
def test_details_that_are_absent_or_null_are_unknown(reporter: Api, others: dict[str, None]) -> None:
    sync(reporter, line("9", **others))

    row = Monitor_operation.objects.get()
    assert (row.name, row.report_number, row.quantity) == (None, None, None)


def test_an_assigned_operation_that_leaves_the_pool_stays_in_its_slot(reporter: Api) -> None:
    assigned(machine())

    sync(reporter, line("9"))

    data = reporter.data("{ manualAssignments { operation { isInPool } } }")
    assert data["manualAssignments"] == [{"operation": {"isInPool": False}}]


def test_an_empty_catalogue_is_refused(reporter: Api) -> None:
    pool_operation()
    before = all_rows()

    answer = sync(reporter)

    assert (answer["code"], answer["field"]) == ("EMPTY_POOL", "operations")
    assert all_rows() == before


def test_a_catalogue_that_would_remove_most_of_the_pool_needs_force(reporter: Api) -> None:
    for number in range(20):
        pool_operation(str(number))
    before = all_rows()

    refused = sync(reporter, line("1"))
    unchanged = all_rows()
    forced = sync(reporter, line("1"), force=True)

    assert (refused["code"], refused["field"]) == ("POOL_SHRINK_REFUSED", "operations")
    assert unchanged == before
    assert forced["removedFromPool"] == 19


@pytest.mark.parametrize(
    ("bad_line", "field"),
    [
        (line(""), "monitorOperationId"),
        (line("9" * 256), "monitorOperationId"),
        (line("9", partName="x" * 256), "partName"),
        (line("9", reportId="x" * 256), "reportId"),
        (line("9", quantity=-1), "quantity"),
    ],
)
def test_a_line_that_cannot_be_stored_refuses_the_whole_catalogue(
    reporter: Api, bad_line: dict[str, Any], field: str
) -> None:
    pool_operation("8")
    before = all_rows()

    answer = sync(reporter, line("7"), bad_line)

    assert (answer["code"], answer["field"]) == ("INVALID_VALUE", field)
    assert field in answer["message"]
    assert all_rows() == before
