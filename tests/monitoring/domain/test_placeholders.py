"""Monitor's word for "nothing planned": an operation with a certain name, which a setting gives (rules 5 and 6)."""

import pytest
from pytest_django import Settings

from monitoring.choices import OperationType
from monitoring.domain.board import machine_board
from monitoring.domain.monitor_plan import effective_id, is_placeholder
from monitoring.models import Machine, Monitor_operation
from tests.factories import CURRENT, NEXT, machine, monitor_plans, operation

PLACEHOLDER = "No operation"


@pytest.mark.parametrize("name", ["No operation", "no operation", "NO OPERATION", "  No operation\t"])
def test_case_and_blanks_around_the_placeholders_name_do_not_matter(name: str) -> None:
    assert is_placeholder(name)


@pytest.mark.parametrize("name", [None, "", "No operations", "Nooperation", "Operation"])
def test_any_other_name_is_a_job(name: str | None) -> None:
    assert not is_placeholder(name)


def test_a_setting_gives_the_names_in_monitors_language(settings: Settings) -> None:
    settings.MONITOR_PLACEHOLDER_NAMES = ["Ingen operation", "GÅ HEM"]

    assert is_placeholder("ingen operation")
    assert is_placeholder("gå hem")
    assert not is_placeholder("No operation")


def test_without_names_in_the_setting_every_name_is_a_job(settings: Settings) -> None:
    settings.MONITOR_PLACEHOLDER_NAMES = []

    assert not is_placeholder("No operation")
    assert not is_placeholder("")


def test_the_effective_id_is_none_for_no_row_and_for_the_placeholder() -> None:
    assert effective_id(None) is None
    assert effective_id(Monitor_operation(monitor_operation_id="1", name=PLACEHOLDER)) is None
    assert effective_id(Monitor_operation(monitor_operation_id="1", name="Shaft")) == "1"
    assert effective_id(Monitor_operation(monitor_operation_id="1", name=None)) == "1"


@pytest.mark.django_db
@pytest.mark.parametrize("placeholder_id", [None, "", "0"], ids=["no id", "empty id", "an id"])
@pytest.mark.parametrize("slot", OperationType)
def test_the_placeholder_is_a_row_of_its_own_and_the_job_before_it_keeps_its_name(
    slot: OperationType, placeholder_id: str | None
) -> None:
    on = machine()
    job = operation(on, "1", planned_as=slot)

    assert monitor_plans(on, placeholder_id, slot=slot, name=PLACEHOLDER)

    job.refresh_from_db()
    placeholder = on.monitor_operations.get(monitor_slot=slot)
    assert (job.name, job.monitor_slot, job.monitor_left_at is None) == ("Shaft", None, False)
    assert (placeholder.name, placeholder.monitor_operation_id) == (PLACEHOLDER, placeholder_id or "")
    assert _shown(on, slot) is None


@pytest.mark.django_db
@pytest.mark.parametrize("placeholder_id", [None, "", "0"], ids=["no id", "empty id", "an id"])
def test_the_placeholder_again_changes_nothing(placeholder_id: str | None) -> None:
    on = machine()
    monitor_plans(on, placeholder_id, name=PLACEHOLDER)
    rows = list(Monitor_operation.objects.values())

    assert not monitor_plans(on, placeholder_id, name=PLACEHOLDER)

    assert list(Monitor_operation.objects.values()) == rows


@pytest.mark.django_db
@pytest.mark.parametrize("placeholder_id", [None, "", "0"], ids=["no id", "empty id", "an id"])
def test_each_slot_has_a_placeholder_of_its_own(placeholder_id: str | None) -> None:
    on = machine()

    for _ in range(2):
        monitor_plans(on, placeholder_id, slot=CURRENT, name=PLACEHOLDER)
        monitor_plans(on, placeholder_id, slot=NEXT, name=PLACEHOLDER)

    slots = on.monitor_operations.order_by("pk").values_list("monitor_slot", "is_in_progress")
    assert list(slots) == [(CURRENT, True), (NEXT, False)]


@pytest.mark.django_db
def test_the_placeholder_of_another_name_without_an_id_stays_one_row(settings: Settings) -> None:
    settings.MONITOR_PLACEHOLDER_NAMES = ["No operation", "Ingen operation"]
    on = machine()
    monitor_plans(on, "0", name="No operation")

    monitor_plans(on, None, name="Ingen operation")

    row = on.monitor_operations.get()
    assert (row.monitor_operation_id, row.name) == ("0", "Ingen operation")


@pytest.mark.django_db
def test_a_job_after_the_placeholder_is_a_row_of_its_own() -> None:
    on = machine()
    monitor_plans(on, None, name=PLACEHOLDER)

    monitor_plans(on, "1", name="Shaft")

    shown = _shown(on, CURRENT)
    assert shown is not None
    assert (shown.monitor_operation_id, shown.name) == ("1", "Shaft")
    assert on.monitor_operations.get(monitor_operation_id="").name == PLACEHOLDER


@pytest.mark.django_db
def test_a_job_without_an_id_is_not_renamed_to_the_placeholder() -> None:
    on = machine()
    job = operation(on, "", planned_as=CURRENT, name="Shaft")

    monitor_plans(on, None, name=PLACEHOLDER)

    job.refresh_from_db()
    assert (job.name, job.monitor_slot) == ("Shaft", None)
    assert _shown(on, CURRENT) is None


def _shown(on: Machine, slot: OperationType) -> Monitor_operation | None:
    board = machine_board(machine_pk=on.pk)
    assert board is not None
    return board.slot(slot).monitor_operation
