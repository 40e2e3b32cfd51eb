"""The list is right whatever becomes of the statements that PostgreSQL keeps for it; SQLite keeps none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from django.db import connection

from monitoring.domain.assignment_rows import WAYS, AssignmentChoice, assignment_rows
from monitoring.prepared_statements import STATEMENTS_PER_CONNECTION
from tests.factories import assigned, machine

pytestmark = pytest.mark.django_db(transaction=True)

NAME = ("machine", "name")
TYPE_OF_NAMES = "ALTER TABLE monitoring_machine ALTER COLUMN name TYPE varchar({})"


@pytest.fixture
def fresh_connection() -> Iterator[None]:
    connection.close()
    yield
    connection.close()


def execute_on_postgresql(sql: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(sql)


def names() -> list[str]:
    return [name for name, *_ in assignment_rows((NAME,), AssignmentChoice())]


def kept_names() -> set[str]:
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements")
        return {name for (name,) in cursor.fetchall()}


def kept_statements() -> int:
    return len(kept_names())


@pytest.mark.usefixtures("fresh_connection")
def test_the_list_is_planned_once_for_each_connection() -> None:
    assigned(machine("Lathe 1"))

    assert [names() for _ in range(3)] == [["Lathe 1"]] * 3

    assert kept_statements() == (1 if connection.vendor == "postgresql" else 0)


@pytest.mark.usefixtures("fresh_connection")
def test_a_list_whose_statement_was_lost_is_answered_all_the_same() -> None:
    assigned(machine("Lathe 1"))
    names()

    execute_on_postgresql("DEALLOCATE ALL")  # as a pooler does when it gives the connection to somebody else

    assert [names(), names()] == [["Lathe 1"]] * 2


@pytest.mark.usefixtures("fresh_connection")
def test_a_list_is_answered_while_a_migration_widens_one_of_its_columns() -> None:
    assigned(machine("Lathe 1"))
    names()
    try:
        execute_on_postgresql(TYPE_OF_NAMES.format(300))

        assert [names(), names()] == [["Lathe 1"]] * 2
    finally:
        execute_on_postgresql(TYPE_OF_NAMES.format(255))


@pytest.mark.usefixtures("fresh_connection")
def test_clients_that_choose_ever_other_columns_keep_no_plan_from_lists_in_use() -> None:
    assigned(machine("Lathe 1"))
    names()
    in_use = kept_names()
    choices = list(combinations(sorted(WAYS - {NAME}), 2))[: 2 * STATEMENTS_PER_CONNECTION]

    kept = []
    for others in choices:
        assert assignment_rows((NAME, *others), AssignmentChoice())[0][0] == names()[0] == "Lathe 1"
        kept.append(kept_names())

    if connection.vendor == "postgresql":
        assert all(in_use < one for one in kept)
        assert kept[-1] & kept[0] == in_use
    assert max(map(len, kept)) == (STATEMENTS_PER_CONNECTION if connection.vendor == "postgresql" else 0)


@pytest.mark.usefixtures("fresh_connection")
def test_lists_of_chosen_machines_leave_nothing_behind_on_the_connection() -> None:
    lathe = machine("Lathe 1")
    assigned(lathe)

    rows = assignment_rows((NAME,), AssignmentChoice(machine_pks=frozenset({lathe.pk})))

    assert [name for name, *_ in rows] == ["Lathe 1"]
    assert kept_statements() == 0
