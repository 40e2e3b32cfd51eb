"""The tables: the documented names, fields and defaults, and what the database itself refuses."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from pytest_django import DjangoAssertNumQueries

from monitoring.choices import OperationType, PlanningEventKind
from monitoring.models import (
    Machine,
    MachineOperationAssignment,
    Monitor_operation,
    OperationDrawing,
    PlanningEvent,
    ScriptVisit,
)
from tests.factories import CURRENT, NEXT, assignment, machine, operation, pool_operation

DOCUMENTED_FIELDS: dict[type[models.Model], dict[str, tuple[type[object], object]]] = {
    Monitor_operation: {
        "monitor_operation_id": (models.CharField, None),
        "machine": (models.ForeignKey, None),
        "name": (models.CharField, None),
        "quantity": (models.IntegerField, None),
        "currently_made_quantity": (models.IntegerField, 0),
        "is_setup": (models.BooleanField, True),
        "is_in_progress": (models.BooleanField, False),
        "is_in_pool": (models.BooleanField, False),
    },
    MachineOperationAssignment: {
        "machine": (models.OneToOneField, None),
        "manual_current_operation": (models.ForeignKey, None),
        "manual_next_operation": (models.ForeignKey, None),
        "manual_current_is_idle": (models.BooleanField, False),
        "manual_next_is_idle": (models.BooleanField, False),
        "saved_monitor_current_op_id": (models.CharField, None),
        "saved_monitor_next_op_id": (models.CharField, None),
    },
}


@pytest.mark.parametrize("model", DOCUMENTED_FIELDS, ids=lambda model: model.__name__)
def test_documented_fields_keep_their_names_types_and_defaults(model: type[models.Model]) -> None:
    for name, (field_type, default) in DOCUMENTED_FIELDS[model].items():
        field = model._meta.get_field(name)  # noqa: SLF001  # Django's documented API

        assert isinstance(field, models.Field), name
        assert isinstance(field, field_type), name
        assert (field.default if field.has_default() else None) == default, name


@pytest.mark.django_db
def test_the_documented_query_of_the_script_works_on_rows_made_by_orm() -> None:
    on = machine()
    current, following = pool_operation("1"), operation(on, "2")
    MachineOperationAssignment.objects.create(
        machine=on, manual_current_operation=current, manual_next_operation=following
    )

    rows = MachineOperationAssignment.objects.select_related(
        "machine", "manual_current_operation", "manual_next_operation"
    )

    assert [
        (row.machine.pk, row.manual_current_operation, row.manual_next_operation) for row in rows.all()
    ] == [(on.pk, current, following)]
    assert list(current.manual_current_assignments.all()) == [on.operation_assignment]
    assert list(following.manual_next_assignments.all()) == [on.operation_assignment]
    assert list(on.monitor_operations.all()) == [following]


@pytest.mark.django_db
def test_ids_of_monitor_repeat_across_machines_the_pool_and_one_machine() -> None:
    on, other = machine("Lathe 1"), machine("Lathe 2")

    for owner in (on, on, other, None, None):
        operation(owner, "7")

    assert Monitor_operation.objects.filter(monitor_operation_id="7").count() == 5


@pytest.mark.django_db
@pytest.mark.parametrize("slot", OperationType)
def test_a_slot_with_an_operation_and_idle_at_once_is_refused_by_the_database(slot: OperationType) -> None:
    row = assignment(machine(), **{slot.value: pool_operation()})

    with pytest.raises(IntegrityError), transaction.atomic():
        MachineOperationAssignment.objects.filter(pk=row.pk).update(**{f"manual_{slot.value}_is_idle": True})
    setattr(row, f"manual_{slot.value}_is_idle", True)
    with pytest.raises(ValidationError, match=f"The {slot.value} slot cannot hold an operation and be idle"):
        row.full_clean()


@pytest.mark.django_db
def test_a_machine_has_at_most_one_assignment_row() -> None:
    on = machine()
    assignment(on)

    with pytest.raises(IntegrityError), transaction.atomic():
        assignment(on)


@pytest.mark.django_db
def test_monitor_plans_at_most_one_row_per_slot_and_the_database_enforces_it() -> None:
    on = machine()
    operation(on, "1", planned_as=CURRENT)
    operation(on, "2", planned_as=NEXT)
    operation(machine("Lathe 2"), "1", planned_as=CURRENT)

    with pytest.raises(IntegrityError), transaction.atomic():
        operation(on, "3", planned_as=CURRENT)


@pytest.mark.django_db
@pytest.mark.parametrize("mark", ["current", "queued"], ids=["no machine", "no such slot"])
def test_a_mark_names_a_slot_of_a_machine(mark: str) -> None:
    owner = None if mark == "current" else machine()

    with pytest.raises(IntegrityError), transaction.atomic():
        Monitor_operation.objects.create(monitor_operation_id="1", machine=owner, monitor_slot=mark)


@pytest.mark.django_db
def test_a_machines_name_is_unique() -> None:
    machine("Lathe 1")

    with pytest.raises(IntegrityError), transaction.atomic():
        machine("Lathe 1")


@pytest.mark.django_db
def test_the_fewest_columns_the_document_allows_make_a_row() -> None:
    row = Monitor_operation.objects.create(monitor_operation_id="", machine=None)

    row.refresh_from_db()

    assert (row.name, row.quantity, row.currently_made_quantity, row.is_setup) == (None, None, 0, True)
    assert (row.employee_ids, row.employee_names, row.employee_django_user_ids) == ([], [], [])


@pytest.mark.django_db
def test_every_row_can_be_shown_as_text() -> None:
    on = machine("Lathe 1")
    at = datetime(2025, 1, 15, 3, 0, tzinfo=UTC)
    rows: dict[models.Model, str] = {
        on: "Lathe 1",
        operation(on, "7", name="Shaft"): "Shaft (7)",
        operation(None, "7", name=None): "Unnamed operation (7)",
        operation(None, "", name=""): "Unnamed operation (no Monitor id)",
        assignment(on): f"Assignment of machine {on.pk}",
        ScriptVisit.objects.create(visited_at=at, visitor="script"): "script at 2025-01-15 03:00:00",
    }
    drawn = operation(None, "8")
    drawing = OperationDrawing.objects.create(operation=drawn, image=b"x")
    event = PlanningEvent.objects.create(kind=PlanningEventKind.CLEARED, machine_name="Lathe 1")
    plant_event = PlanningEvent.objects.create(kind=PlanningEventKind.POOL_SYNCED)

    assert {str(row) for row in rows} == set(rows.values())
    assert str(drawing) == f"Drawing of operation {drawn.pk}"
    assert str(event) == f"Cleared on Lathe 1 ({event.pk})"
    assert str(plant_event) == f"Pool synced on the plant ({plant_event.pk})"


@pytest.mark.django_db
def test_an_assignment_is_shown_without_a_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    on = machine()
    assignment(on)
    row = MachineOperationAssignment.objects.get(machine=on)

    with django_assert_num_queries(0):
        assert str(row) == f"Assignment of machine {on.pk}"


@pytest.mark.django_db
def test_an_event_has_the_databases_time() -> None:
    machine()

    before = _database_time()
    event = PlanningEvent.objects.create(kind=PlanningEventKind.POOL_SYNCED)
    event.refresh_from_db()

    assert before <= event.occurred_at <= _database_time()


def _database_time() -> datetime:
    time: datetime = Machine.objects.annotate(database_time=Now()).values_list("database_time", flat=True)[0]
    return time


@pytest.mark.django_db
def test_the_migrations_describe_the_models() -> None:
    call_command("makemigrations", "monitoring", check=True, dry_run=True, verbosity=0)
