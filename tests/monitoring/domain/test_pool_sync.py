"""The daily sync makes the pool equal to Monitor's catalogue (rule 9)."""

import pytest
from pytest_django import Settings

from monitoring.domain.errors import EmptyPool, InvalidValue, PermissionDenied, PoolShrinkRefused
from monitoring.domain.manual_assignments import manual_assignments
from monitoring.domain.pool_sync import PoolOperation, PoolSync, sync_pool
from monitoring.models import MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests.factories import CURRENT, NEXT, REPORTER, VIEWER, assigned, machine, operation, pool_operation

pytestmark = pytest.mark.django_db


def line(
    monitor_operation_id: str,
    name: str | None = "Housing",
    *,
    report_number: str | None = "R-1001",
    quantity: int | None = 100,
) -> PoolOperation:
    """One line of the catalogue, by default as `pool_operation` makes its row."""
    return PoolOperation(
        monitor_operation_id=monitor_operation_id, name=name, report_number=report_number, quantity=quantity
    )


def sync(*ids: str, force: bool = False) -> PoolSync:
    """Sync a catalogue of these ids."""
    return sync_pool([line(monitor_id) for monitor_id in ids], by=REPORTER, force=force)


def pool() -> list[str]:
    """The ids in the pool."""
    rows = Monitor_operation.objects.filter(is_in_pool=True).order_by("monitor_operation_id")
    return list(rows.values_list("monitor_operation_id", flat=True))


def fill_pool(count: int) -> list[str]:
    """A pool of this size; returns its ids."""
    ids = [f"{number:03d}" for number in range(count)]
    for monitor_id in ids:
        pool_operation(monitor_id)
    return ids


def test_new_operations_are_created_without_a_machine() -> None:
    result = sync_pool([line("1", "Shaft", report_number="R-7", quantity=5), line("2", None)], by=REPORTER)

    first, second = Monitor_operation.objects.order_by("monitor_operation_id")
    assert result == PoolSync(
        created=2, updated=0, already_in_pool=0, removed_from_pool=0, total_in_pool=2, duplicates_in_payload=0
    )
    assert (first.name, first.report_number, first.quantity) == ("Shaft", "R-7", 5)
    assert (first.machine, first.is_in_pool, first.is_in_progress, first.is_setup) == (
        None,
        True,
        False,
        True,
    )
    assert second.name is None


def test_known_operations_get_name_report_number_and_quantity_and_keep_the_rest() -> None:
    row = pool_operation("1", "Old", currently_made_quantity=45, is_setup=False, material="Steel 1650")

    result = sync_pool([line("1", "New", report_number="R-9", quantity=7)], by=REPORTER)

    row.refresh_from_db()
    assert (result.updated, result.created) == (1, 0)
    assert (row.name, row.report_number, row.quantity) == ("New", "R-9", 7)
    assert (row.currently_made_quantity, row.is_setup, row.material) == (45, False, "Steel 1650")


def test_an_operation_that_is_as_the_catalogue_says_is_left_alone() -> None:
    pool_operation("1")
    pool_operation("2")

    result = sync("1", "2")

    assert (result.already_in_pool, result.updated, result.created) == (2, 0, 0)
    assert not PlanningEvent.objects.exists()


def test_an_operation_that_is_missing_leaves_the_pool_and_is_not_deleted() -> None:
    leaving = pool_operation("1")
    pool_operation("2")

    result = sync("2")

    leaving.refresh_from_db()
    assert (pool(), leaving.is_in_pool, result.removed_from_pool) == (["2"], False, 1)


def test_an_operation_that_leaves_the_pool_stays_in_every_slot_that_holds_it() -> None:
    on = machine()
    chosen = assigned(on, assigned(on, pool_operation("1"), slot=CURRENT), slot=NEXT)
    before = list(MachineOperationAssignment.objects.values())

    sync("2")

    assert list(MachineOperationAssignment.objects.values()) == before
    assert [entry.operation_pk for entry in manual_assignments()] == [chosen.pk, chosen.pk]


def test_every_slot_whose_operation_changed_or_left_gets_an_event_after_the_plants() -> None:
    lathe, mill, other = machine("Lathe 1"), machine("Mill 2"), machine("Saw 3")
    renamed = assigned(lathe, assigned(mill, pool_operation("1"), slot=NEXT))
    left = assigned(mill, pool_operation("2"))
    assigned(other, pool_operation("3"))
    PlanningEvent.objects.all().delete()

    sync_pool([line("1", "Casing"), line("3"), line("4")], by=REPORTER)

    told = PlanningEvent.objects.order_by("pk").values_list(
        "kind", "machine_pk", "operation_type", "operation_pk", "operation_name", "reason"
    )
    assert list(told) == [
        ("pool_synced", None, None, None, None, "1 created, 1 updated, 1 removed"),
        ("operation_updated", lathe.pk, CURRENT, renamed.pk, "Casing", "Changed by the sync of the pool"),
        ("operation_updated", mill.pk, CURRENT, left.pk, "Housing", "Left the pool"),
        ("operation_updated", mill.pk, NEXT, renamed.pk, "Casing", "Changed by the sync of the pool"),
    ]


def test_an_operation_that_returns_is_the_same_row() -> None:
    row = pool_operation("1", currently_made_quantity=45)
    sync("2")

    result = sync("1", "2")

    row.refresh_from_db()
    assert (row.is_in_pool, row.currently_made_quantity) == (True, 45)
    assert (result.updated, result.already_in_pool, result.created) == (1, 1, 0)


def test_machines_own_rows_with_the_same_id_are_left_alone() -> None:
    own = operation(machine(), "1", name="Shaft", planned_as=CURRENT)

    result = sync("1")

    own.refresh_from_db()
    assert (own.name, own.is_in_pool, result.created) == ("Shaft", False, 1)
    assert Monitor_operation.objects.filter(monitor_operation_id="1").count() == 2


def test_a_machines_own_row_that_was_put_into_the_pool_leaves_it() -> None:
    own = operation(machine(), "1", is_in_pool=True)

    result = sync("1")

    own.refresh_from_db()
    assert (own.is_in_pool, result.created, result.removed_from_pool) == (False, 1, 1)


def test_of_several_rows_with_one_id_one_stays_in_the_pool() -> None:
    outside, first, second = operation(None, "1"), pool_operation("1"), pool_operation("1")

    result = sync("1")

    assert pool() == ["1"]
    assert Monitor_operation.objects.get(is_in_pool=True) == first
    assert (result.already_in_pool, result.removed_from_pool) == (1, 1)
    assert Monitor_operation.objects.filter(pk__in=[outside.pk, second.pk], is_in_pool=True).count() == 0


def test_of_several_lines_with_one_id_the_first_counts() -> None:
    lines = [line("1", "First"), line("2"), line("1", "Second"), line("1", "Third")]

    result = sync_pool(lines, by=REPORTER)

    assert Monitor_operation.objects.get(monitor_operation_id="1").name == "First"
    assert (result.created, result.duplicates_in_payload, result.total_in_pool) == (2, 2, 2)


def test_created_updated_and_already_in_pool_add_up_to_the_distinct_ids() -> None:
    pool_operation("1")
    pool_operation("2", "Old")
    operation(None, "3")

    result = sync("1", "2", "3", "4", "4")

    assert (result.already_in_pool, result.updated, result.created) == (1, 2, 1)
    assert result.total_in_pool == len(pool()) == 4


def test_an_empty_catalogue_is_refused_and_changes_nothing() -> None:
    pool_operation("1")

    with pytest.raises(EmptyPool) as refusal:
        sync_pool([], by=REPORTER, force=True)

    assert refusal.value.field == "operations"
    assert pool() == ["1"]


@pytest.mark.parametrize(
    ("refused", "field"),
    [
        (line(""), "monitor_operation_id"),
        (line("x" * 256), "monitor_operation_id"),
        (line("1", "nul \x00"), "part_name"),
        (line("1", report_number="half \ud800"), "report_id"),
        (line("1", quantity=-1), "quantity"),
        (line("1", quantity=2**31), "quantity"),
    ],
    ids=["empty id", "long id", "NUL in name", "surrogate in report number", "negative", "too many"],
)
def test_one_line_that_does_not_fit_refuses_the_whole_catalogue_by_name(
    refused: PoolOperation, field: str
) -> None:
    pool_operation("1")

    with pytest.raises(InvalidValue) as refusal:
        sync_pool([line("2"), refused], by=REPORTER)

    assert refusal.value.field == field
    assert pool() == ["1"]


def test_removing_more_than_80_percent_of_a_pool_of_20_is_refused_and_changes_nothing() -> None:
    ids = fill_pool(20)

    with pytest.raises(
        PoolShrinkRefused, match="remove 17 of 20 operations from the pool, more than 80%"
    ) as refusal:
        sync(*ids[:3], "new")

    assert refusal.value.field == "operations"
    assert pool() == ids
    assert not PlanningEvent.objects.exists()


def test_removing_exactly_80_percent_is_accepted() -> None:
    ids = fill_pool(20)

    assert sync(*ids[:4]).removed_from_pool == 16


def test_a_pool_of_less_than_20_may_shrink_at_will() -> None:
    fill_pool(19)

    assert sync("new").removed_from_pool == 19


def test_force_lets_the_pool_shrink_at_will() -> None:
    fill_pool(20)

    assert sync("new", force=True).removed_from_pool == 20


def test_settings_move_both_limits(settings: Settings) -> None:
    settings.POOL_SHRINK_GUARD_FROM, settings.POOL_SHRINK_ALLOWED_SHARE = 4, 0.5
    ids = fill_pool(4)

    with pytest.raises(PoolShrinkRefused, match="more than 50%"):
        sync(ids[0])

    assert sync(*ids[:2]).removed_from_pool == 2


def test_rows_outside_the_pool_count_neither_as_pool_nor_as_shrinking() -> None:
    ids = fill_pool(19)
    for number in range(100, 120):
        operation(None, f"{number}")

    assert sync(*ids).removed_from_pool == 0
    assert sync("new").removed_from_pool == 19


def test_a_sync_needs_the_right_to_report() -> None:
    with pytest.raises(PermissionDenied):
        sync_pool([line("1")], by=VIEWER)

    assert pool() == []
