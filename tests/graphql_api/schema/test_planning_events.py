"""The log of changes: pages, cursors and what an event tells."""

from typing import Any

import pytest

from monitoring.domain.deletions import delete_machine
from monitoring.domain.pool_sync import PoolOperation, sync_pool
from monitoring.models import PlanningEvent
from tests.factories import (
    MONITOR_ID,
    NEXT,
    PLANNER,
    REPORTER,
    assigned,
    machine,
    machines,
    marked_idle,
    monitor_plans,
)
from tests.graphql_api.api import Api

PAGE = """query($machinePks: [Int!], $after: ID, $before: ID, $first: Int, $last: Int) {
  planningEvents(machinePks: $machinePks, after: $after, before: $before, first: $first, last: $last) {
    items { id } pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
  }
}"""


def page(api: Api, **variables: Any) -> tuple[list[int], dict[str, Any]]:
    found = api.data(PAGE, **variables)["planningEvents"]
    return [int(event["id"]) for event in found["items"]], found["pageInfo"]


def fill_log(count: int) -> list[int]:
    PlanningEvent.objects.bulk_create([PlanningEvent(kind="cleared") for _ in range(count)])
    return list(PlanningEvent.objects.order_by("pk").values_list("pk", flat=True))


def test_an_assignment_is_told_with_who_what_and_why(reporter: Api) -> None:
    lathe = machine()
    marked_idle(lathe, slot=NEXT, note="Cleaning")
    housing = assigned(lathe, slot=NEXT, note="Rush")

    data = reporter.data(
        "{ planningEvents(last: 1) { items { id kind occurredAt actor machinePk machineName operationType operationId "
        "operationName monitorOperationId quantity quantityBefore reportedAt reason machine { pk next { version } } "
        "before { ...State } after { ...State } } } }"
        "fragment State on SlotState { held operationId monitorOperationId operationName note }"
    )

    event = PlanningEvent.objects.latest("pk")
    assert data["planningEvents"]["items"] == [
        {
            "id": str(event.pk),
            "kind": "ASSIGNED",
            "occurredAt": event.occurred_at.isoformat(),
            "actor": "planner",
            "machinePk": lathe.pk,
            "machineName": "Lathe 1",
            "operationType": "NEXT",
            "operationId": str(housing.pk),
            "operationName": "Housing",
            "monitorOperationId": MONITOR_ID,
            "quantity": None,
            "quantityBefore": None,
            "reportedAt": None,
            "reason": "Rush",
            "machine": {"pk": lathe.pk, "next": {"version": 2}},
            "before": {
                "held": "IDLE",
                "operationId": None,
                "monitorOperationId": None,
                "operationName": None,
                "note": "Cleaning",
            },
            "after": {
                "held": "OPERATION",
                "operationId": str(housing.pk),
                "monitorOperationId": MONITOR_ID,
                "operationName": "Housing",
                "note": "Rush",
            },
        }
    ]


def test_an_expired_override_tells_that_monitor_moved_on(reporter: Api) -> None:
    lathe = machine()
    monitor_plans(lathe, "11")
    assigned(lathe)
    monitor_plans(lathe, "12")

    data = reporter.data("{ planningEvents { items { kind reason before { held } after { held } } } }")

    expired = [event for event in data["planningEvents"]["items"] if event["kind"] == "EXPIRED"]
    assert expired == [
        {
            "kind": "EXPIRED",
            "reason": "Monitor moved from 11 to 12",
            "before": {"held": "OPERATION"},
            "after": {"held": "NOTHING"},
        }
    ]


def test_an_event_of_the_plant_has_no_machine_and_passes_every_filter(reporter: Api) -> None:
    sync_pool(
        [PoolOperation(monitor_operation_id="1", name=None, report_number=None, quantity=5)], by=REPORTER
    )

    data = reporter.data(
        "{ planningEvents(machinePks: [999]) { items { "
        "kind quantity machinePk machine { pk } operationType before { held } } } }"
    )

    assert data["planningEvents"]["items"] == [
        {
            "kind": "POOL_SYNCED",
            "quantity": 1,
            "machinePk": None,
            "machine": None,
            "operationType": None,
            "before": None,
        }
    ]


def test_an_event_outlives_its_machine(reporter: Api) -> None:
    lathe = machine()
    marked_idle(lathe)
    delete_machine(machine_pk=lathe.pk, by=PLANNER)

    data = reporter.data("{ planningEvents { items { kind machineName machine { name } } } }")

    assert data["planningEvents"]["items"] == [
        {"kind": "IDLE_MARKED", "machineName": "Lathe 1", "machine": None},
        {"kind": "MACHINE_DELETED", "machineName": "Lathe 1", "machine": None},
    ]


def test_events_can_be_asked_of_some_machines(reporter: Api) -> None:
    first, second, third = machines(3)
    for lathe in (first, second, third):
        marked_idle(lathe)

    data = reporter.data(
        "query($pks: [Int!]) { planningEvents(machinePks: $pks) { items { machinePk } } }",
        pks=[first.pk, third.pk],
    )

    assert [event["machinePk"] for event in data["planningEvents"]["items"]] == [first.pk, third.pk]


def test_an_empty_log_has_an_empty_page(reporter: Api) -> None:
    assert page(reporter) == (
        [],
        {"hasPreviousPage": False, "hasNextPage": False, "startCursor": None, "endCursor": None},
    )


def test_the_newest_fifty_come_first_and_older_ones_on_demand(reporter: Api) -> None:
    ids = fill_log(120)

    newest, info = page(reporter)
    older, older_info = page(reporter, before=info["startCursor"])
    oldest, oldest_info = page(reporter, before=older_info["startCursor"])

    assert newest == ids[70:]
    assert older == ids[20:70]
    assert oldest == ids[:20]
    assert (info["hasPreviousPage"], info["hasNextPage"]) == (True, False)
    assert (older_info["hasPreviousPage"], older_info["hasNextPage"]) == (True, True)
    assert (oldest_info["hasPreviousPage"], oldest_info["hasNextPage"]) == (False, True)


def test_the_log_can_be_followed_from_a_cursor(reporter: Api) -> None:
    ids = fill_log(7)
    cursor, seen = "0", list[int]()

    for _ in range(3):
        found, info = page(reporter, after=cursor, first=3)
        seen += found
        cursor = info["endCursor"]

    assert seen == ids
    assert page(reporter, after=cursor)[0] == []


def test_after_and_before_enclose_a_part_of_the_log(reporter: Api) -> None:
    ids = fill_log(9)

    assert page(reporter, after=ids[1], before=ids[6])[0] == ids[2:6]
    assert page(reporter, after=ids[1], before=ids[6], last=2)[0] == ids[4:6]
    assert page(reporter, after=ids[1], before=ids[6], first=2)[0] == ids[2:4]


def test_two_hundred_events_are_one_page(reporter: Api) -> None:
    ids = fill_log(201)

    assert page(reporter, first=200)[0] == ids[:200]
    assert page(reporter, last=200)[0] == ids[1:]


@pytest.mark.parametrize("variables", [{"first": None, "last": None, "after": None, "before": None}, {}])
def test_null_and_absent_arguments_mean_the_newest(reporter: Api, variables: dict[str, None]) -> None:
    ids = fill_log(3)

    assert page(reporter, machinePks=None, **variables)[0] == ids
