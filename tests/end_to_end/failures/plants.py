"""A plant whose machines are written to by one each, so that what must be in the database is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from tests.end_to_end.failures.writers import Planner, Reporter, Writers
from tests.end_to_end.shop import Person, Shop

MACHINES = 4
SEED = f"""
from monitoring.models import Machine, Monitor_operation
machines = [Machine.objects.create(name=f"Machine {{number}}") for number in range({MACHINES})]
for machine in machines:
    Monitor_operation.objects.create(
        machine=machine, monitor_operation_id=str(1372462048115913939 + machine.pk), name="Flange", quantity=100_000,
        monitor_slot="current", is_in_progress=True,
    )
pool = [
    Monitor_operation.objects.create(monitor_operation_id=str(9_000 + number), name="Shaft", is_in_pool=True)
    for number in range(2 * {MACHINES})
]
answer = {{"machines": [machine.pk for machine in machines], "pool": [operation.pk for operation in pool]}}
"""
STATE = """
from monitoring.models import MachineOperationAssignment, Monitor_operation, PlanningEvent
events = PlanningEvent.objects.order_by("pk")
answer = {
    "made": dict(Monitor_operation.objects.exclude(machine=None).values_list("machine_id", "currently_made_quantity")),
    "reported": list(events.filter(kind="quantity_reported").values("machine_pk", "quantity", "quantity_before")),
    "slots": list(MachineOperationAssignment.objects.values(
        "machine_id", "manual_next_version", "manual_next_operation_id")),
    "changes": list(events.filter(kind="assigned").values("machine_pk", "operation_pk", "before", "after")),
    "pool": list(Monitor_operation.objects.filter(is_in_pool=True).values_list("monitor_operation_id", "quantity")),
}
"""


@dataclass(frozen=True)
class Plant:
    """A shop with machines that run something, and operations in the pool, two for each machine."""

    shop: Shop
    script: Person
    planner: Person
    machine_pks: list[int]
    pool_pks: list[int]

    @classmethod
    def in_(cls, shop: Shop) -> Self:
        """Put machines and operations into a shop."""
        made = shop.in_database(SEED)
        people = shop.person("script"), shop.person("planner")
        return cls(shop, *people, machine_pks=made["machines"], pool_pks=made["pool"])

    def reporters(self, base_url: str | None = None) -> list[Reporter]:
        """One for each machine, at this server or another."""
        return [
            Reporter(
                self.script.at(base_url or self.shop.base_url),
                machine_pk=pk,
                monitor_operation_id=self.operation_of(pk),
            )
            for pk in self.machine_pks
        ]

    def planners(self, base_url: str | None = None) -> list[Planner]:
        """One for each machine, with two operations to choose from, at this server or another."""
        return [
            Planner(
                self.planner.at(base_url or self.shop.base_url),
                machine_pk=pk,
                operation_pks=self.pool_pks[2 * index : 2 * index + 2],
            )
            for index, pk in enumerate(self.machine_pks)
        ]

    def operation_of(self, machine_pk: int) -> str:
        """Monitor's id of what runs on a machine."""
        return str(1372462048115913939 + machine_pk)

    def state(self) -> dict[str, Any]:
        """What the database holds."""
        held: dict[str, Any] = self.shop.in_database(STATE)
        return held


def assert_nothing_lost(plant: Plant, writers: Writers) -> None:
    """What was acknowledged is there; each other change is wholly there, row and event, or wholly not."""
    state = plant.state()
    for writer in writers.all:
        if isinstance(writer, Reporter):
            assert_reports_kept(writer, state)
        elif isinstance(writer, Planner):
            assert_decisions_kept(writer, state)


def assert_reports_kept(reporter: Reporter, state: dict[str, Any]) -> None:
    reported = [one for one in state["reported"] if one["machine_pk"] == reporter.machine_pk]
    totals = [one["quantity"] for one in reported]
    assert reporter.made > 0
    assert totals == list(range(1, len(totals) + 1)), "each total has one event, in order"
    assert [one["quantity_before"] for one in reported] == list(range(len(totals)))
    assert state["made"][str(reporter.machine_pk)] == len(totals), "the row agrees with the last event"
    assert len(totals) - reporter.made in {0, 1}, "at most the last report was written without an answer"


def assert_decisions_kept(planner: Planner, state: dict[str, Any]) -> None:
    changes = [one for one in state["changes"] if one["machine_pk"] == planner.machine_pk]
    [slot] = [one for one in state["slots"] if one["machine_id"] == planner.machine_pk]
    held = [one["after"]["operation_pk"] for one in changes]
    by_version = dict(enumerate(held, start=1))
    assert planner.decided
    assert planner.decided.items() <= by_version.items(), "what was acknowledged is what happened"
    assert [one["before"]["operation_pk"] for one in changes] == [None, *held[:-1]], "no event is missing"
    assert (slot["manual_next_version"], slot["manual_next_operation_id"]) == (len(held), held[-1])
    assert len(held) - max(planner.decided) in {0, 1}
