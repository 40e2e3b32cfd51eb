"""The list that did not change costs one cheap statement, and is never taken for unchanged when it is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from monitoring.domain.assignment_version import (
    NOTES_KEPT,
    assignment_list_version,
    prune_assignment_list_changes,
)
from monitoring.models import AssignmentListChange, Machine, MachineOperationAssignment, Monitor_operation
from tests.factories import CURRENT, NEXT, assigned, machine, marked_idle, pool_operation
from tests.monitoring.domain.connections import elsewhere
from tests.monitoring.rest.calls import MANUAL_ASSIGNMENTS

# Nothing is remembered inside of a transaction, so that each test commits.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def etag(script: Client) -> str:
    """The validator of a list with one assignment, that this process has answered as unchanged before."""
    assigned(machine("Lathe 1"), pool_operation("1"))
    etag: str = script.get(MANUAL_ASSIGNMENTS).headers["ETag"]
    assert revalidate(script, etag) == 304
    return etag


def revalidate(script: Client, etag: str, query: str = "") -> int:
    return script.get(MANUAL_ASSIGNMENTS + query, headers={"if-none-match": etag}).status_code


def test_an_unchanged_list_is_not_read(
    script: Client, etag: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # The session, the user, the version.
    with django_assert_num_queries(3) as statements:
        assert revalidate(script, etag) == 304

    assert "monitoring_machineoperationassignment" not in "".join(
        one["sql"] for one in statements.captured_queries
    )


def test_a_report_of_parts_leaves_the_list_unchanged(
    script: Client, etag: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Monitor_operation.objects.update(currently_made_quantity=45)

    with django_assert_num_queries(3):
        assert revalidate(script, etag) == 304


CHANGES: dict[str, Callable[[], object]] = {
    "an assignment on another machine": lambda: assigned(machine("Mill 2"), pool_operation("2")),
    "the other slot of the same machine": lambda: assigned(the_machine(), pool_operation("2"), slot=NEXT),
    "idle in place of the operation": lambda: marked_idle(the_machine(), slot=CURRENT),
    "an update by ORM": lambda: MachineOperationAssignment.objects.update(manual_current_operation=None),
    "an operation that gets another of Monitor's ids by ORM": lambda: Monitor_operation.objects.update(
        monitor_operation_id="3"
    ),
    "an operation that is deleted by ORM": lambda: Monitor_operation.objects.all().delete(),
    "a machine that is deleted by ORM": lambda: Machine.objects.all().delete(),
    "a row that is deleted by SQL": lambda: sql("DELETE FROM monitoring_machineoperationassignment"),
}


def the_machine() -> Machine:
    return Machine.objects.get(name="Lathe 1")


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_the_list_is_noticed(
    script: Client, etag: str, change: Callable[[], object]
) -> None:
    change()

    assert revalidate(script, etag) == 200


def test_a_machine_out_of_use_changes_the_list_of_those_in_use(script: Client, etag: str) -> None:
    in_use = script.get(MANUAL_ASSIGNMENTS + "?active=true").headers["ETag"]
    assert revalidate(script, in_use, "?active=true") == 304

    Machine.objects.update(is_active=False)

    assert revalidate(script, in_use, "?active=true") == 200
    assert revalidate(script, etag) == 304


def test_a_list_that_became_what_it_was_is_the_same_again(script: Client, etag: str) -> None:
    mine = MachineOperationAssignment.objects.get()
    held = mine.manual_current_operation
    for operation in (None, held):
        MachineOperationAssignment.objects.update(manual_current_operation=operation)

    assert revalidate(script, etag) == 304


def test_a_change_that_is_rolled_back_is_none(script: Client, etag: str) -> None:
    before = assignment_list_version()
    with transaction.atomic():
        MachineOperationAssignment.objects.all().delete()
        assert assignment_list_version() != before
        transaction.set_rollback(True)

    assert assignment_list_version() == before
    assert revalidate(script, etag) == 304


def test_what_is_read_inside_of_a_transaction_is_not_remembered(script: Client, etag: str) -> None:
    with transaction.atomic():
        MachineOperationAssignment.objects.all().delete()
        empty = script.get(MANUAL_ASSIGNMENTS).headers["ETag"]
        assert revalidate(script, empty) == 304
        transaction.set_rollback(True)

    assert revalidate(script, empty) == 200
    assert revalidate(script, etag) == 304


def test_a_change_that_is_committed_after_a_later_one_is_noticed(script: Client, etag: str) -> None:
    later = etag
    with transaction.atomic():
        MachineOperationAssignment.objects.update(manual_current_operation=None)
        if connection.vendor == "postgresql":  # SQLite lets nobody write beside an open transaction
            elsewhere(lambda: assigned(machine("Mill 2"), pool_operation("2")))
            later = elsewhere(lambda: answered_and_known(script))

    assert revalidate(script, later) == 200


def answered_and_known(script: Client) -> str:
    """The validator of the list as others see it now, which this process knows from then on."""
    etag: str = script.get(MANUAL_ASSIGNMENTS).headers["ETag"]
    assert revalidate(script, etag) == 304
    return etag


def test_notes_are_pruned_and_no_change_is_missed_for_it(script: Client, etag: str) -> None:
    AssignmentListChange.objects.bulk_create(AssignmentListChange() for _ in range(NOTES_KEPT + 500))
    kept_before = AssignmentListChange.objects.count()

    dropped = prune_assignment_list_changes()

    assert (AssignmentListChange.objects.count(), kept_before - dropped) == (NOTES_KEPT, NOTES_KEPT)
    assert revalidate(script, etag) == 304
    MachineOperationAssignment.objects.all().delete()
    assert revalidate(script, etag) == 200
