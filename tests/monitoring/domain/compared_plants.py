"""The domain's plant and the model's side by side: after each step of a test, both must be the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine, invariant

from monitoring.choices import OperationType
from monitoring.domain.board import machine_boards
from monitoring.domain.errors import DomainError
from monitoring.domain.manual_assignments import manual_assignments
from monitoring.domain.monitor_plan import effective_id
from monitoring.models import MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests.factories import machines
from tests.monitoring.domain.plant_model import Job, Plant, Refused, id_of


class ComparedPlants(RuleBasedStateMachine):
    """Runs each call on the domain and on the model, in a transaction that is never committed."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.machines = machines(2)
        self.model = Plant(len(self.machines))
        self.log: list[dict[str, Any]] = []
        self.former_machines: dict[object, int | None] = {None: None}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def pk_of(self, job: Job) -> int:
        """The key of a job's row: both are in the order in which they were made."""
        return list(Monitor_operation.objects.order_by("pk").values_list("pk", flat=True))[
            self.model.jobs.index(job)
        ]

    def seen(self, machine: int, slot: OperationType, what: str) -> int | None:
        """The version that a screen sends back."""
        version = self.model.slots[machine, slot].version
        return {"nothing": None, "now": version, "stale": version + 1}[what]

    def same(self, of_domain: Callable[[], object], of_model: Callable[[], object]) -> None:
        """Both answer the same, or refuse with the same code."""
        assert outcome_of(of_domain) == outcome_of(of_model)

    @invariant()
    def the_jobs_are_equal(self) -> None:
        rows = Monitor_operation.objects.order_by("pk").values_list(
            "monitor_operation_id",
            "name",
            "machine_id",
            "is_in_pool",
            "is_in_progress",
            "monitor_slot",
            "monitor_left_at",
            "currently_made_quantity",
            "is_setup",
        )
        assert [(*row[:6], row[6] is not None, *row[7:]) for row in rows] == [
            (
                job.monitor_id,
                job.name,
                None if job.machine is None else self.machines[job.machine].pk,
                job.is_in_pool,
                job.is_in_progress,
                job.mark,
                job.has_been_left,
                job.made,
                job.is_setup,
            )
            for job in self.model.jobs
        ]

    @invariant()
    def the_slots_are_equal(self) -> None:
        assignments = MachineOperationAssignment.objects.in_bulk(field_name="machine_id")
        for (number, slot), expected in self.model.slots.items():
            row = assignments.get(self.machines[number].pk, MachineOperationAssignment())
            assert (
                getattr(row, f"manual_{slot.value}_operation_id"),
                getattr(row, f"manual_{slot.value}_is_idle"),
                getattr(row, f"saved_monitor_{slot.value}_op_id"),
                getattr(row, f"manual_{slot.value}_version"),
            ) == (
                None if expected.held is None else self.pk_of(expected.held),
                expected.is_idle,
                expected.saved_id,
                expected.version,
            )

    @invariant()
    def the_screens_show_what_monitor_plans(self) -> None:
        for number, board in enumerate(machine_boards()):
            for slot in OperationType:
                expected, view = self.model.slots[number, slot], board.slot(slot)
                assert effective_id(view.monitor_operation) == id_of(self.model.planned(number, slot))
                assert (view.version, view.is_idle) == (expected.version, expected.is_idle)
                assert (view.monitor_last_heard_at is not None) == expected.is_monitor_heard_of

    @invariant()
    def the_scripts_list_is_what_planners_assigned(self) -> None:
        assert [
            (entry.machine_pk, entry.operation_type, entry.monitor_operation_id)
            for entry in manual_assignments()
        ] == [
            (self.machines[number].pk, slot, expected.held.monitor_id)
            for (number, slot), expected in self.model.slots.items()
            if expected.held is not None
        ]

    @invariant()
    def the_log_only_grows_by_what_happened(self) -> None:
        log = [{**row} for row in PlanningEvent.objects.order_by("pk").values()]
        known = len(self.log)
        assert log[:known] == self.log
        told = self.model.events[known:]
        numbers = self.former_machines | {machine.pk: n for n, machine in enumerate(self.machines)}
        for position, row in enumerate(log[known:], start=known):
            key = (row["kind"], numbers[row["machine_pk"]], row["operation_type"])
            matching = [event for event in told if (event.kind, event.machine, event.slot) == key]
            # The slots that a deletion empties are told in no certain order.
            told.remove(matching[0])
            self.model.events[position] = matching[0]
        assert told == []
        self.log = log


def outcome_of(call: Callable[[], object]) -> object:
    """What a call answers, or the code with which it refuses."""
    try:
        return call()
    except (DomainError, Refused) as refusal:
        return refusal.code
