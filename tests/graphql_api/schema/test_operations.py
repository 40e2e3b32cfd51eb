"""Operations: the pool that planners search, and how far a job is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitoring.choices import PlanningEventKind
from monitoring.models import Monitor_operation, OperationDrawing, PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    NEXT,
    assigned,
    full_operation,
    machine,
    operation,
    pool_operation,
)
from tests.graphql_api.api import Api

START = datetime(2025, 1, 15, 6, tzinfo=UTC)


def asked(api: Api, row: Monitor_operation, selection: str) -> dict[str, Any]:
    query = f"query($id: ID!) {{ operation(id: $id) {{ {selection} }} }}"
    found: dict[str, Any] = api.data(query, id=str(row.pk))["operation"]
    return found


def report(row: Monitor_operation, *totals: int) -> None:
    """One report an hour."""
    for hours, total in enumerate(totals):
        PlanningEvent.objects.create(
            kind=PlanningEventKind.QUANTITY_REPORTED,
            operation_pk=row.pk,
            quantity=total,
            reported_at=START + timedelta(hours=hours),
        )


def test_an_operation_shows_everything_that_monitor_knows_of_it(reporter: Api) -> None:
    row = full_operation(machine())

    shown = asked(
        reporter,
        row,
        "id monitorOperationId name quantity currentlyMadeQuantity remainingQuantity isOverPlan progress isSetup "
        "isInProgress isInPool material reportNumber location priority plannedStartDate plannedFinishDate drawingUrl "
        "employeeNames",
    )

    assert shown == {
        "id": str(row.pk),
        "monitorOperationId": "1372462048115913939",
        "name": "Shaft",
        "quantity": 100,
        "currentlyMadeQuantity": 45,
        "remainingQuantity": 55,
        "isOverPlan": False,
        "progress": 0.45,
        "isSetup": False,
        "isInProgress": False,
        "isInPool": False,
        "material": "Steel 1650",
        "reportNumber": "R-1001",
        "location": "Hall 2",
        "priority": 3,
        "plannedStartDate": "2025-01-15",
        "plannedFinishDate": "2025-01-20",
        "drawingUrl": None,
        "employeeNames": ["Operator 17"],
    }


def test_an_operation_with_nothing_but_an_id_shows_nulls(reporter: Api) -> None:
    row = Monitor_operation.objects.create(monitor_operation_id="7")

    shown = asked(
        reporter, row, "name quantity remainingQuantity isOverPlan progress estimatedFinish employeeNames"
    )

    assert shown == {
        "name": None,
        "quantity": None,
        "remainingQuantity": None,
        "isOverPlan": False,
        "progress": None,
        "estimatedFinish": None,
        "employeeNames": [],
    }


@pytest.mark.parametrize(
    ("planned", "made", "remaining", "over", "ratio"),
    [(100, 0, 100, False, 0.0), (100, 100, 0, False, 1.0), (100, 130, 0, True, 1.0), (0, 5, 0, True, None)],
)
def test_progress_never_exceeds_the_plan_but_says_that_more_was_made(
    reporter: Api, planned: int, made: int, remaining: int, over: bool, ratio: float | None
) -> None:
    row = operation(None, quantity=planned, currently_made_quantity=made)

    shown = asked(reporter, row, "remainingQuantity isOverPlan progress")

    assert shown == {"remainingQuantity": remaining, "isOverPlan": over, "progress": ratio}


def test_the_finish_is_estimated_from_the_pace_of_the_reports(reporter: Api) -> None:
    row = operation(None, quantity=100, currently_made_quantity=20)
    report(row, 0, 10, 20)

    shown = asked(reporter, row, "estimatedFinish quantityReports { reportedAt quantity }")

    assert shown["estimatedFinish"] == (START + timedelta(hours=10)).isoformat()
    assert shown["quantityReports"] == [
        {"reportedAt": (START + timedelta(hours=hours)).isoformat(), "quantity": hours * 10}
        for hours in range(3)
    ]


def test_the_curve_ends_with_the_newest_reports(reporter: Api) -> None:
    row = operation(None)
    report(row, *range(60))

    shown = asked(reporter, row, "newest: quantityReports(last: 2) { quantity } quantityReports { quantity }")

    assert shown["newest"] == [{"quantity": 58}, {"quantity": 59}]
    assert [point["quantity"] for point in shown["quantityReports"]] == list(range(10, 60))


def test_an_operation_knows_the_slots_that_planners_gave_it_to(reporter: Api) -> None:
    first, second = machine("Lathe 2", pk=1), machine("Lathe 1", pk=2)
    housing = assigned(second, pool_operation(), slot=NEXT)
    assigned(first, housing, slot=CURRENT)

    shown = asked(reporter, housing, "assignedTo { id machine { name } }")

    assert shown["assignedTo"] == [
        {"id": "1:CURRENT", "machine": {"name": "Lathe 2"}},
        {"id": "2:NEXT", "machine": {"name": "Lathe 1"}},
    ]


def test_only_an_operation_with_a_drawing_has_its_address(reporter: Api) -> None:
    with_drawing, without = operation(None, "8"), operation(None, "9")
    OperationDrawing.objects.create(operation=with_drawing, image=b"\x89PNG")

    assert asked(reporter, with_drawing, "drawingUrl") == {
        "drawingUrl": f"/monitoring/operations/{with_drawing.pk}/drawing/"
    }
    assert asked(reporter, without, "drawingUrl") == {"drawingUrl": None}


@pytest.mark.parametrize(
    ("stored", "shown"),
    [({}, []), ("Operator 17", []), (17, []), ([None, "Operator 17", 18], ["Operator 17", "18"])],
)
def test_names_that_an_administrator_left_in_another_form_break_no_screen(
    reporter: Api, stored: Any, shown: list[str]
) -> None:
    row = operation(None, employee_names=stored)

    assert asked(reporter, row, "employeeNames") == {"employeeNames": shown}


@pytest.mark.parametrize(
    "bad_id", ["", "0", "-1", "abc", "1.0", "٣", "9" * 30, "7 OR 1=1", "7:CURRENT", "007", "7 "]
)
def test_an_operation_that_cannot_exist_is_null(reporter: Api, bad_id: str) -> None:
    operation(None, pk=7)

    assert reporter.data("query($id: ID!) { operation(id: $id) { id } }", id=bad_id) == {"operation": None}


def pool(api: Api, **variables: Any) -> tuple[int, list[str]]:
    page = api.data(
        "query($search: String, $pagination: OffsetPaginationInput) { "
        "operationPool(search: $search, pagination: $pagination) { totalCount items { name } } }",
        **variables,
    )["operationPool"]
    return page["totalCount"], [item["name"] for item in page["items"]]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["Housing", "Lid", "Shaft"]),
        (None, ["Housing", "Lid", "Shaft"]),
        ("hous", ["Housing"]),
        ("R-2", ["Lid", "Shaft"]),
        ("R-2 li", ["Lid"]),
        (MONITOR_ID, ["Housing"]),
        ("nothing", []),
        ("100%", []),
    ],
)
def test_the_pool_is_searched_by_name_report_number_and_id(
    reporter: Api, search: str | None, found: list[str]
) -> None:
    pool_operation(MONITOR_ID, "Housing")
    pool_operation("2", "Lid", report_number="R-2001")
    pool_operation("3", "Shaft", report_number="R-2002")
    operation(None, "4", name="Housing outside of the pool")

    assert pool(reporter, search=search) == (len(found), found)


def test_the_pool_comes_in_pages_of_twenty_and_says_how_many_there_are(reporter: Api) -> None:
    for number in range(1, 26):
        pool_operation(str(number), f"Part {number:02d}")

    names = [f"Part {number:02d}" for number in range(1, 26)]
    assert pool(reporter) == (25, names[:20])
    assert pool(reporter, pagination=None) == (25, names[:20])
    assert pool(reporter, pagination={}) == (25, names[:20])
    assert pool(reporter, pagination={"offset": 20}) == (25, names[20:])
    assert pool(reporter, pagination={"offset": 3, "limit": 2}) == (25, names[3:5])
    assert pool(reporter, pagination={"limit": 100}) == (25, names)
    assert pool(reporter, pagination={"offset": 2147483647}) == (25, [])
