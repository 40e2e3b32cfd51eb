"""Two administrators at once: nobody's slot is lost, and whoever comes second sees what the first one did."""

import pytest
from django.test import Client

from monitoring.choices import PlanningEventKind
from monitoring.models import MachineOperationAssignment, PlanningEvent
from tests import factories
from tests.factories import NEXT
from tests.monitoring.admin.pages import Form, errors_of, load, page_of, save

pytestmark = pytest.mark.django_db

CONFLICT = "other administrator changed this slot meanwhile; it is now "


@pytest.fixture
def row() -> MachineOperationAssignment:
    machine = factories.machine()
    factories.assigned(machine, factories.pool_operation("1", "First"))
    return MachineOperationAssignment.objects.get(machine=machine)


def test_a_conflict_is_shown_to_the_second_of_two_administrators_who_edit_one_slot(
    administrator: Client, other_administrator: Client, row: MachineOperationAssignment
) -> None:
    second, third = factories.pool_operation("2", "Second"), factories.pool_operation("3", "Third")
    stale = load(administrator, page_of(row)).fill(manual_current_operation=third.pk)
    ours = load(other_administrator, page_of(row)).fill(manual_current_operation=second.pk)
    save(other_administrator, page_of(row), ours)

    response = save(administrator, page_of(row), stale)

    row.refresh_from_db()
    assert errors_of(response) == {
        "manual_current_operation": [f"{CONFLICT}{second}. Look at it, then decide again."]
    }
    assert row.manual_current_operation == second


def test_saving_once_more_after_a_conflict_is_a_decision(
    administrator: Client, other_administrator: Client, row: MachineOperationAssignment
) -> None:
    second, third = factories.pool_operation("2", "Second"), factories.pool_operation("3", "Third")
    stale = load(administrator, page_of(row)).fill(manual_current_operation=third.pk)
    ours = load(other_administrator, page_of(row)).fill(manual_current_operation=second.pk)
    save(other_administrator, page_of(row), ours)
    conflicting = save(administrator, page_of(row), stale)

    response = save(administrator, page_of(row), Form(conflicting.text))

    row.refresh_from_db()
    assert errors_of(response) == {}
    assert row.manual_current_operation == third


def test_w7_a_slot_that_was_left_alone_keeps_what_somebody_else_put_there_meanwhile(
    administrator: Client, other_administrator: Client, row: MachineOperationAssignment
) -> None:
    second = factories.pool_operation("2", "Second")
    stale = load(administrator, page_of(row)).tick("manual_next_is_idle")
    ours = load(other_administrator, page_of(row)).fill(manual_current_operation=second.pk)
    save(other_administrator, page_of(row), ours)

    response = save(administrator, page_of(row), stale)

    row.refresh_from_db()
    assert errors_of(response) == {}
    assert (row.manual_current_operation, row.manual_next_is_idle) == (second, True)


def test_a_conflict_in_one_slot_leaves_the_other_as_it_was(
    administrator: Client, other_administrator: Client, row: MachineOperationAssignment
) -> None:
    second, third = factories.pool_operation("2", "Second"), factories.pool_operation("3", "Third")
    stale = load(administrator, page_of(row)).fill(
        manual_current_operation=third.pk, manual_next_operation=third.pk
    )
    ours = load(other_administrator, page_of(row)).fill(manual_next_operation=second.pk)
    save(other_administrator, page_of(row), ours)
    events = PlanningEvent.objects.count()

    response = save(administrator, page_of(row), stale)

    row.refresh_from_db()
    assert list(errors_of(response)) == ["manual_next_operation"]
    assert row.manual_current_operation is not None
    assert (row.manual_current_operation.name, row.manual_next_operation) == ("First", second)
    assert PlanningEvent.objects.count() == events


def test_another_note_does_not_assign_again_what_somebody_cleared_meanwhile(
    administrator: Client, other_administrator: Client, row: MachineOperationAssignment
) -> None:
    stale = load(administrator, page_of(row)).fill(manual_current_note="Urgent")
    ours = load(other_administrator, page_of(row)).fill(manual_current_operation="")
    save(other_administrator, page_of(row), ours)

    response = save(administrator, page_of(row), stale)

    row.refresh_from_db()
    assert errors_of(response) == {
        "manual_current_operation": [f"{CONFLICT}empty. Look at it, then decide again."]
    }
    assert row.manual_current_operation is None


def test_a_first_override_conflicts_with_one_that_another_screen_set_meanwhile(administrator: Client) -> None:
    machine = factories.machine()
    row = factories.assignment(machine)
    stale = load(administrator, page_of(row)).tick("manual_next_is_idle")
    factories.assigned(machine, slot=NEXT)

    response = save(administrator, page_of(row), stale)

    assert errors_of(response)["manual_next_operation"][0].startswith("planner changed this slot meanwhile")
    assert not PlanningEvent.objects.filter(kind=PlanningEventKind.IDLE_MARKED).exists()
