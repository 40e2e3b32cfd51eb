"""What the script's list costs, at 1, 20 and 10,000 machines alike."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation, ScriptVisit
from tests.monitoring.rest.calls import MANUAL_ASSIGNMENTS, tracked

# A list's own statement is prepared where the database keeps such.
READS = ("SELECT", "PREPARE", "EXECUTE")


def assign_both_slots_on(count: int) -> list[int]:
    """Machines with both slots assigned; returns their keys."""
    machines = Machine.objects.bulk_create([Machine(name=f"Lathe {number}") for number in range(count)])
    operations = Monitor_operation.objects.bulk_create(
        [Monitor_operation(monitor_operation_id=str(number), is_in_pool=True) for number in range(count)],
        batch_size=1000,
    )
    MachineOperationAssignment.objects.bulk_create(
        [
            MachineOperationAssignment(
                machine=machine, manual_current_operation=operation, manual_next_operation=operation
            )
            for machine, operation in zip(machines, operations, strict=True)
        ],
        batch_size=1000,
    )
    return [machine.pk for machine in machines]


@pytest.mark.parametrize("count", [1, 20, 10_000])
def test_the_list_is_one_statement_besides_session_and_user(
    script: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    machine_pks = assign_both_slots_on(count)
    script.get(MANUAL_ASSIGNMENTS)

    # The session, the user, the list.
    with django_assert_num_queries(3) as statements:
        entries = tracked(script)

    assert [machine_pk for machine_pk, *_ in entries] == [pk for pk in machine_pks for _ in range(2)]
    assert [slot for *_, slot in entries] == ["current", "next"] * count
    assert all(statement["sql"].lstrip("(").startswith(READS) for statement in statements.captured_queries)


def test_a_revalidation_costs_the_same_statement(
    script: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assign_both_slots_on(20)
    etag = script.get(MANUAL_ASSIGNMENTS).headers["ETag"]

    with django_assert_num_queries(3):
        response = script.get(MANUAL_ASSIGNMENTS, headers={"if-none-match": etag})

    assert response.status_code == 304


def test_filters_cost_no_statement_more(
    script: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    machine_pks = assign_both_slots_on(20)
    script.get(MANUAL_ASSIGNMENTS)

    with django_assert_num_queries(3):
        entries = tracked(script, f"?active=true&machine_pk={machine_pks[3]}&machine_pk={machine_pks[4]}")

    assert [machine_pk for machine_pk, *_ in entries] == [pk for pk in machine_pks[3:5] for _ in range(2)]


def test_the_visit_is_noted_once_in_a_while_and_not_at_every_call(script: Client) -> None:
    script.get(MANUAL_ASSIGNMENTS)
    first = ScriptVisit.objects.get().visited_at

    script.get(MANUAL_ASSIGNMENTS)

    assert ScriptVisit.objects.get().visited_at == first
