"""The plant that a first run of the demo finds."""

import pytest
from django.db import IntegrityError

from monitoring.choices import OperationType
from monitoring.demo.catalogue import MAXIMUM_MACHINES, jobs, machine_name, planned_jobs
from monitoring.demo.sample_plant import create_sample_plant
from monitoring.domain.board import machine_boards
from monitoring.domain.manual_assignments import manual_assignments
from monitoring.domain.pool import pool_size
from monitoring.domain.progress import quantity_reports
from monitoring.domain.slot_views import SlotSource
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation, PlanningEvent

pytestmark = pytest.mark.django_db


def plant(machines: int) -> None:
    create_sample_plant(machines=machines, planner="planner", script="script")


def test_every_slot_shows_something_and_every_kind_of_decision_is_there() -> None:
    plant(6)

    slots = [slot for board in machine_boards() for slot in (board.current, board.next)]

    assert {slot.source for slot in slots} == {SlotSource.MONITOR, SlotSource.MANUAL, SlotSource.IDLE}
    assert all(slot.monitor_operation is not None for slot in slots)
    assert any(slot.note for slot in slots)


@pytest.mark.parametrize("machines", [1, 6, 120])
def test_a_plant_of_any_size_has_its_machines_and_at_least_one_override(machines: int) -> None:
    plant(machines)

    assert Machine.objects.count() == machines
    assert 1 <= len(manual_assignments()) <= 6
    assert pool_size() == 200


def test_overrides_are_those_that_the_domain_makes() -> None:
    plant(6)

    rows = MachineOperationAssignment.objects.exclude(manual_current_operation=None)

    assert all(row.saved_monitor_current_op_id and row.manual_current_version == 1 for row in rows)
    assert PlanningEvent.objects.filter(kind="assigned", actor="planner").count() == len(manual_assignments())


def test_what_planners_put_on_machines_has_a_curve_of_the_last_hour() -> None:
    plant(6)

    current = [line.operation_pk for line in manual_assignments(operation_type=OperationType.CURRENT)]
    curves = quantity_reports(operation_pks=current)

    assert current
    for pk in current:
        totals = [report.quantity for report in curves[pk]]
        assert len(totals) == 6
        assert totals == sorted(set(totals))


def test_every_job_is_one_that_monitor_could_have() -> None:
    known = [*jobs(), *(job for pair in planned_jobs(MAXIMUM_MACHINES) for job in pair)]

    assert len({job.monitor_operation_id for job in known}) == len(known)
    assert len({job.report_number for job in known}) == len(known)
    assert all(2**53 < int(job.monitor_operation_id) < 2**63 for job in known)
    assert all(job.material and job.quantity > 0 for job in known)


def test_a_plant_that_could_not_be_finished_is_not_begun() -> None:
    Machine.objects.create(name=machine_name(3))

    with pytest.raises(IntegrityError):
        plant(6)

    assert Machine.objects.count() == 1
    assert not Monitor_operation.objects.exists()
