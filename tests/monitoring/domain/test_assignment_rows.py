"""What the rows of the list hold, whatever was written into the tables."""

import pytest
from django.db import connection

from monitoring.domain.assignment_rows import WAYS, AssignmentChoice, assignment_rows, classes_of_ways
from monitoring.models import Monitor_operation
from tests.factories import NEXT, assigned, machine, operation

pytestmark = pytest.mark.django_db

SMALLEST, LARGEST = -(2**31), 2**31 - 1


def make_rows_of_every_kind() -> None:
    """Empty columns, full ones, and the numbers at both ends of what the database takes."""
    lathe = machine("Lathe 1", work_center_id="WC-12")
    assigned(lathe, operation(lathe, "1"))
    extremes = operation(lathe, "2", name="", is_in_progress=True)
    Monitor_operation.objects.filter(pk=extremes.pk).update(
        priority=SMALLEST, material="ÅÄÖ", quantity=LARGEST
    )
    assigned(machine("Drill 1"), extremes, slot=NEXT)


def test_a_promised_class_is_that_of_every_value() -> None:
    make_rows_of_every_kind()
    promised = sorted(classes_of_ways(connection.vendor))

    rows = assignment_rows(tuple(way for way, _ in promised), AssignmentChoice())

    assert len(rows) == 2
    for row in rows:
        for (way, expected), value in zip(promised, row, strict=False):
            assert value is None or type(value) is expected, way
            assert not isinstance(value, int) or SMALLEST <= value <= LARGEST, way


def test_postgresql_promises_what_lists_show_and_nothing_of_keys_and_moments() -> None:
    promised = dict(classes_of_ways("postgresql"))

    assert promised.keys() <= WAYS
    assert (
        promised["machine", "name"] is promised["monitor_operation_id",] is promised["operation_type",] is str
    )
    assert promised["operation", "is_setup"] is bool
    assert promised["operation", "currently_made_quantity"] is int
    assert not promised.keys() & {
        ("machine_pk",),
        ("set_at",),
        ("machine", "pk"),
        ("operation", "planned_start_date"),
    }


def test_sqlite_promises_nothing_for_its_columns_hold_whatever_they_are_given() -> None:
    assert classes_of_ways("sqlite") == frozenset()
