"""Any sequence of calls brings the database to where plain Python comes by the rules."""

from __future__ import annotations

from functools import partial

import pytest
from django.conf import settings as site
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test
from pytest_django import Settings

from monitoring.choices import OperationType
from monitoring.domain.assignments import assign_operation, clear_slot, mark_slot_idle, restore_slot
from monitoring.domain.deletions import delete_machine, delete_operation
from monitoring.domain.errors import DomainError
from monitoring.domain.monitor_updates import MonitorUpdate, apply_monitor_update
from monitoring.domain.operation_fields import OperationFields, ReportFields
from monitoring.domain.pool_sync import PoolOperation, sync_pool
from monitoring.domain.reports import TrackingReport, accept_report
from monitoring.domain.setups import set_operation_setup
from monitoring.domain.slot_selection import clear_slots
from monitoring.models import Monitor_operation
from tests.factories import PLANNER, REPORTER, machine, slot_of
from tests.monitoring.domain.compared_plants import ComparedPlants, outcome_of
from tests.monitoring.domain.plant_model import PLACEHOLDER, Job, id_of

EXAMPLES, STEPS = 20, 30

MACHINES = st.integers(0, 1)
SLOTS = st.sampled_from(OperationType)
# So few that ids meet: on one machine, on two, and in the pool.
IDS = st.sampled_from("ABC")
ID_OR_NONE = st.none() | IDS
TOTALS = st.integers(0, 3)
PICKS = st.integers(0, 1000)
SEEN = st.sampled_from(["nothing", "now", "stale"])


class PlantMachine(ComparedPlants):
    """Every call that changes a plant, made on the domain and on the model."""

    @rule(
        machine=st.none() | MACHINES,
        monitor_id=IDS,
        is_in_progress=st.booleans(),
        priority=st.none() | TOTALS,
    )
    def make_by_hand(
        self, machine: int | None, monitor_id: str, is_in_progress: bool, priority: int | None
    ) -> None:
        """Without a machine it goes into the pool."""
        job = Job(monitor_id, f"Job {monitor_id}", machine, machine is None, is_in_progress, priority)
        Monitor_operation.objects.create(
            monitor_operation_id=job.monitor_id,
            name=job.name,
            machine=None if machine is None else self.machines[machine],
            is_in_pool=job.is_in_pool,
            is_in_progress=is_in_progress,
            priority=priority,
        )
        self.model.jobs.append(job)

    @precondition(lambda self: self.model.jobs)
    @rule(machine=MACHINES, slot=SLOTS, pick=PICKS, seen=SEEN)
    def assign(self, machine: int, slot: OperationType, pick: int, seen: str) -> None:
        job, version = self.model.jobs[pick % len(self.model.jobs)], self.seen(machine, slot, seen)
        request = slot_of(self.machines[machine], slot, expected_version=version)
        self.same(
            lambda: assign_operation(slot=request, operation_pk=self.pk_of(job), by=PLANNER).changed,
            lambda: self.model.decide(machine, slot, job=job, is_idle=False, seen=version),
        )

    @rule(machine=MACHINES, slot=SLOTS, is_idle=st.booleans(), seen=SEEN)
    def mark_idle_or_clear(self, machine: int, slot: OperationType, is_idle: bool, seen: str) -> None:
        version = self.seen(machine, slot, seen)
        request = slot_of(self.machines[machine], slot, expected_version=version)
        call = mark_slot_idle if is_idle else clear_slot
        self.same(
            lambda: call(slot=request, by=PLANNER).changed,
            lambda: self.model.decide(machine, slot, job=None, is_idle=is_idle, seen=version),
        )

    @precondition(lambda self: self.model.events)
    @rule(pick=PICKS)
    def restore(self, pick: int) -> None:
        index = pick % len(self.model.events)
        event_id = self.log[index]["id"]
        self.same(
            lambda: restore_slot(event_id=event_id, by=PLANNER).changed,
            lambda: self.model.restore(self.model.events[index]),
        )

    @rule(machine=MACHINES, slot=SLOTS, monitor_id=ID_OR_NONE, made=TOTALS)
    def report(self, machine: int, slot: OperationType, monitor_id: str | None, made: int) -> None:
        tracking = TrackingReport(
            machine_pk=self.machines[machine].pk,
            operation_type=slot,
            monitor_operation_id=monitor_id,
            fields=ReportFields(currently_made_quantity=made),
        )
        self.same(
            lambda: accept_report(tracking, by=REPORTER).changed,
            lambda: self.model.report(machine, slot, monitor_id, made),
        )

    @rule(
        machine=MACHINES,
        slot=SLOTS,
        monitor_id=ID_OR_NONE,
        is_placeholder=st.booleans(),
        is_named=st.booleans(),
        made=st.none() | TOTALS,
    )
    def monitor_update(
        self,
        machine: int,
        slot: OperationType,
        monitor_id: str | None,
        is_placeholder: bool,
        is_named: bool,
        made: int | None,
    ) -> None:
        name = PLACEHOLDER if is_placeholder else f"Job {monitor_id}" if is_named else None
        fields = OperationFields(material="Steel 1650") if name is None else OperationFields(name=name)
        if made is not None:
            fields["currently_made_quantity"] = made
        self.update(machine, slot, monitor_id, fields=fields)

    def update(
        self, machine: int, slot: OperationType, monitor_id: str | None, *, fields: OperationFields
    ) -> None:
        """One Monitor update, on both sides."""
        update = MonitorUpdate(
            machine_pk=self.machines[machine].pk,
            operation_type=slot,
            monitor_operation_id=monitor_id,
            fields=fields,
        )
        name, made = fields.get("name"), fields.get("currently_made_quantity")
        self.same(
            lambda: apply_monitor_update(update, by=REPORTER),
            lambda: self.model.monitor_update(machine, slot, monitor_id, name=name, made=made),
        )

    @rule(machine=MACHINES, current_first=st.booleans())
    def swap_current_and_next(self, machine: int, current_first: bool) -> None:
        ids = {slot: id_of(self.model.planned(machine, slot)) for slot in OperationType}
        for slot in OperationType if current_first else reversed(OperationType):
            monitor_id = ids[OperationType.NEXT if slot is OperationType.CURRENT else OperationType.CURRENT]
            name = PLACEHOLDER if monitor_id is None else f"Job {monitor_id}"
            self.update(machine, slot, monitor_id, fields=OperationFields(name=name))

    @rule(ids=st.lists(IDS, min_size=1, max_size=4), force=st.booleans())
    def sync(self, ids: list[str], force: bool) -> None:
        lines = [
            PoolOperation(monitor_operation_id=one, name=f"Pool {one}", report_number=None, quantity=None)
            for one in ids
        ]

        def counted() -> tuple[int, int, int]:
            result = sync_pool(lines, by=REPORTER, force=force)
            return result.created, result.updated, result.removed_from_pool

        guard_from, share = site.POOL_SHRINK_GUARD_FROM, site.POOL_SHRINK_ALLOWED_SHARE
        self.same(counted, lambda: self.model.sync(ids, force=force, guard_from=guard_from, share=share))

    @precondition(lambda self: self.model.jobs)
    @rule(pick=PICKS, is_by_orm=st.booleans())
    def delete(self, pick: int, is_by_orm: bool) -> None:
        job = self.model.jobs[pick % len(self.model.jobs)]
        pk = self.pk_of(job)
        if is_by_orm:
            Monitor_operation.objects.filter(pk=pk).delete()
        else:
            delete_operation(operation_pk=pk, by=PLANNER)
        self.model.delete(job, is_by_orm=is_by_orm)

    @rule()
    def delete_the_last_machine(self) -> None:
        """A new one takes its place, with the highest key and the last name, as the model's last number."""
        number, old = len(self.machines) - 1, self.machines.pop()
        self.former_machines[old.pk] = number
        delete_machine(machine_pk=old.pk, by=PLANNER)
        self.machines.append(machine(f"Lathe {1_000 + len(self.former_machines)}"))
        self.model.replace_machine(number)

    @precondition(lambda self: self.model.jobs)
    @rule(machine=MACHINES, slot=SLOTS, pick=PICKS, is_setup=st.booleans())
    def toggle_setup(self, machine: int, slot: OperationType, pick: int, is_setup: bool) -> None:
        job = self.model.jobs[pick % len(self.model.jobs)]
        self.same(
            lambda: (
                set_operation_setup(
                    machine_pk=self.machines[machine].pk,
                    operation_type=slot,
                    operation_pk=self.pk_of(job),
                    is_setup=is_setup,
                    by=PLANNER,
                ).changed
            ),
            lambda: self.model.set_setup(machine, slot, job, is_setup=is_setup),
        )

    @rule(picks=st.lists(st.tuples(MACHINES, SLOTS, SEEN), max_size=4))
    def clear_several(self, picks: list[tuple[int, OperationType, str]]) -> None:
        wanted = [(machine, slot, self.seen(machine, slot, seen)) for machine, slot, seen in picks]
        requests = [
            slot_of(self.machines[machine], slot, expected_version=version)
            for machine, slot, version in wanted
        ]
        outcomes = clear_slots(requests, by=PLANNER)

        assert [one.code if isinstance(one, DomainError) else one.changed for one in outcomes] == [
            outcome_of(partial(self.model.decide, machine, slot, job=None, is_idle=False, seen=version))
            for machine, slot, version in wanted
        ]


@pytest.fixture
def _guard_that_a_small_pool_meets(settings: Settings) -> None:
    settings.POOL_SHRINK_GUARD_FROM, settings.POOL_SHRINK_ALLOWED_SHARE = 2, 0.5


@pytest.mark.django_db
@pytest.mark.usefixtures("_guard_that_a_small_pool_meets")
def test_any_sequence_of_calls_obeys_the_rules() -> None:
    run_state_machine_as_test(
        PlantMachine,
        settings=hypothesis_settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            # A database is slow beside what hypothesis expects of a test.
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
