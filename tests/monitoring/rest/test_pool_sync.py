"""The daily sync of the pool, as the script sends it."""

from typing import Any

import pytest
from django.test import Client

from monitoring.models import MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests.factories import MONITOR_ID, assigned, machine, operation, pool_operation
from tests.monitoring.rest.calls import SYNC_POOL, all_rows, post, post_bytes, refusal, tracked


def line(monitor_operation_id: object = MONITOR_ID, **columns: object) -> dict[str, object]:
    """One line of the catalogue."""
    defaults = {"part_name": "Housing", "report_id": "R-1001", "quantity": 100}
    return {"monitor_operation_id": monitor_operation_id, **defaults, **columns}


def counts(
    created: int, updated: int, already: int, removed: int, total: int, duplicates: int = 0
) -> dict[str, Any]:
    """The documented answer."""
    return {
        "success": True,
        "created": created,
        "updated": updated,
        "already_in_pool": already,
        "removed_from_pool": removed,
        "total_in_pool": total,
        "duplicates_in_payload": duplicates,
    }


def test_the_pool_becomes_equal_to_the_catalogue(script: Client) -> None:
    pool_operation("1")
    pool_operation("2", quantity=7)
    pool_operation("3")

    answered = post(script, SYNC_POOL, {"operations": [line("1"), line("2"), line("4")]})

    in_pool = Monitor_operation.objects.filter(is_in_pool=True).order_by("monitor_operation_id")
    assert answered == (200, counts(1, 1, 1, 1, 3))
    assert list(in_pool.values_list("monitor_operation_id", "quantity")) == [
        ("1", 100),
        ("2", 100),
        ("4", 100),
    ]


def test_an_override_whose_operation_leaves_the_catalogue_stays_tracked(script: Client) -> None:
    lathe = machine()
    assigned(lathe)

    answered = post(script, SYNC_POOL, {"operations": [line("2")]})

    assert answered == (200, counts(1, 0, 0, 1, 1))
    assert tracked(script) == [(lathe.pk, MONITOR_ID, "current")]


def test_an_anonymous_post_leaves_pool_and_overrides_alone(script: Client) -> None:
    assigned(machine())
    before = all_rows()

    answered = post(Client(), SYNC_POOL, {"operations": [line("2")]})

    assert refusal(answered) == (401, "not_authenticated", None)
    assert all_rows() == before
    assert MachineOperationAssignment.objects.filter(manual_current_operation__isnull=False).exists()


@pytest.mark.parametrize("force", [{}, {"force": True}])
def test_an_empty_catalogue_is_refused_even_by_force(script: Client, force: dict[str, bool]) -> None:
    pool_operation()
    before = all_rows()

    answered = post(script, SYNC_POOL, {"operations": [], **force})

    assert refusal(answered) == (400, "empty_pool", "operations")
    assert all_rows() == before


def test_a_catalogue_that_would_lose_most_of_a_large_pool_is_refused_unless_forced(script: Client) -> None:
    for number in range(20):
        pool_operation(str(number))
    before = all_rows()

    refused = post(script, SYNC_POOL, {"operations": [line("1")], "force": False})
    untouched = all_rows() == before
    forced = post(script, SYNC_POOL, {"operations": [line("1")], "force": True})

    assert refusal(refused) == (409, "pool_shrink_refused", "operations")
    assert '"force": true' in refused.body["error"]
    assert untouched
    assert forced == (200, counts(0, 0, 1, 19, 1))


def test_ids_may_be_integers_of_any_length_and_the_first_of_two_lines_counts(script: Client) -> None:
    lines = [line(int(MONITOR_ID), part_name="First", report_id=1001), line(MONITOR_ID, part_name="Second")]

    answered = post(script, SYNC_POOL, {"operations": lines})

    row = Monitor_operation.objects.get()
    assert answered == (200, counts(1, 0, 0, 0, 1, duplicates=1))
    assert (row.monitor_operation_id, row.name, row.report_number) == (MONITOR_ID, "First", "1001")


def test_nulls_and_absent_keys_are_stored_as_unknown(script: Client) -> None:
    lines = [{"monitor_operation_id": "1"}, line("2", part_name=None, report_id=None, quantity=None)]

    post(script, SYNC_POOL, {"operations": lines})

    rows = Monitor_operation.objects.values_list("name", "report_number", "quantity")
    assert list(rows) == [(None, None, None), (None, None, None)]


def test_a_machines_own_operation_with_the_same_id_is_not_touched(script: Client) -> None:
    own = operation(machine(), MONITOR_ID, name="Shaft", quantity=3)

    answered = post(script, SYNC_POOL, {"operations": [line()]})

    own.refresh_from_db()
    assert answered == (200, counts(1, 0, 0, 0, 1))
    assert (own.name, own.quantity, own.is_in_pool) == ("Shaft", 3, False)


def test_the_same_catalogue_again_changes_nothing(script: Client) -> None:
    post(script, SYNC_POOL, {"operations": [line("1"), line("2")]})
    before, events = all_rows()["Monitor_operation"], PlanningEvent.objects.count()

    answered = post(script, SYNC_POOL, {"operations": [line("2"), line("1")]})

    assert answered == (200, counts(0, 0, 2, 0, 2))
    assert all_rows()["Monitor_operation"] == before
    assert PlanningEvent.objects.count() == events


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"monitor_operation_id": None}, "monitor_operation_id"),
        ({"monitor_operation_id": ""}, "monitor_operation_id"),
        ({"monitor_operation_id": True}, "monitor_operation_id"),
        ({"monitor_operation_id": 1.5}, "monitor_operation_id"),
        ({"monitor_operation_id": "x" * 256}, "monitor_operation_id"),
        ({"part_name": 5}, "part_name"),
        ({"part_name": "x" * 256}, "part_name"),
        ({"report_id": [1]}, "report_id"),
        ({"quantity": -1}, "quantity"),
        ({"quantity": 1.5}, "quantity"),
        ({"quantity": "many"}, "quantity"),
        ({"quantity": 2**31}, "quantity"),
    ],
)
def test_a_wrong_line_is_refused_by_its_place_and_no_line_is_written(
    script: Client, wrong: dict[str, object], field: str
) -> None:
    pool_operation("9")
    before = all_rows()

    answered = post(script, SYNC_POOL, {"operations": [line("1"), line("2"), line("3"), line("4") | wrong]})

    assert refusal(answered) == (400, "invalid_value", f"operations[3].{field}")
    assert answered.body["error"].startswith(f"operations[3].{field} ")
    assert all_rows() == before


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        ({}, "operations"),
        ({"operations": None}, "operations"),
        ({"operations": {}}, "operations"),
        ({"operations": "all"}, "operations"),
        ({"operations": [line(), 5]}, "operations[1]"),
        ({"operations": [line(), None]}, "operations[1]"),
        ({"operations": [{"part_name": "Housing"}]}, "operations[0].monitor_operation_id"),
        ({"operations": [line()], "force": "true"}, "force"),
        ({"operations": [line()], "force": 1}, "force"),
        ({"operations": [line()], "force": None}, "force"),
        ([line()], None),
    ],
)
def test_a_payload_of_another_shape_is_refused(script: Client, payload: object, field: str | None) -> None:
    before = all_rows()

    answered = post(script, SYNC_POOL, payload)

    assert refusal(answered) == (400, "invalid_value", field)
    assert all_rows() == before


def test_a_character_that_no_database_stores_is_refused_by_its_line(script: Client) -> None:
    answered = post_bytes(
        script, SYNC_POOL, rb'{"operations": [{"monitor_operation_id": "1", "part_name": "a\u0000b"}]}'
    )

    assert refusal(answered) == (400, "invalid_value", "operations[0].part_name")
