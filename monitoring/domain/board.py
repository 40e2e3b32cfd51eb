"""Every machine with its two slots, in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from monitoring.choices import OperationType
from monitoring.domain.monitor_plan import monitor_operation_pk, with_monitor_plan
from monitoring.domain.slot_views import SlotView, build_slot_view
from monitoring.domain.values import check_text
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True, slots=True)
class MachineBoard:
    """One machine and what its two slots hold."""

    machine: Machine
    current: SlotView
    next: SlotView

    def slot(self, operation_type: OperationType) -> SlotView:
        """Return the slot of this type."""
        return self.current if operation_type is OperationType.CURRENT else self.next


def machine_boards(
    *, machine_pks: Collection[int] | None = None, active_only: bool = False, name_contains: str | None = None
) -> list[MachineBoard]:
    """Read machines with their slots, ordered by name: two statements, whatever the number of machines.

    `machine_pks` None means every machine; keys that no machine has are left out. Raises InvalidValue (name_contains).
    """
    machines = Machine.objects.all()
    if machine_pks is not None:
        machines = machines.filter(pk__in=[pk for pk in machine_pks if 0 < pk < 2**63])
    if active_only:
        machines = machines.filter(is_active=True)
    if name_contains:
        check_text(name_contains, field="name_contains")
        machines = machines.filter(name__icontains=name_contains)
    rows = with_monitor_plan(machines).select_related("operation_assignment").order_by("name", "pk")
    return _boards(list(rows))


def machine_board(*, machine_pk: int) -> MachineBoard | None:
    """Read one machine with its slots; None where no machine has this key."""
    return next(iter(machine_boards(machine_pks=[machine_pk])), None)


def slots_holding(*, operation_pks: Collection[int]) -> dict[int, list[SlotView]]:
    """Read which slots planners gave these operations to, by operation, ordered by machine; three statements."""
    held = list(
        MachineOperationAssignment.objects.filter(
            Q(manual_current_operation__in=operation_pks) | Q(manual_next_operation__in=operation_pks)
        )
        .order_by("machine_id")
        .values_list("machine_id", "manual_current_operation_id", "manual_next_operation_id")
    )
    boards = {
        board.machine.pk: board
        for board in machine_boards(machine_pks=[machine_pk for machine_pk, *_ in held])
    }
    found: dict[int, list[SlotView]] = {pk: [] for pk in operation_pks}
    for machine_pk, *pks in held:
        for operation_type, pk in zip(OperationType, pks, strict=True):
            if pk in found and machine_pk in boards:
                found[pk].append(boards[machine_pk].slot(operation_type))
    return found


def _boards(machines: Sequence[Machine]) -> list[MachineBoard]:
    assignments = {machine.pk: _assignment_of(machine) for machine in machines}
    operations = Monitor_operation.objects.in_bulk(_operation_pks(machines, assignments.values()))
    for assignment in assignments.values():
        if assignment is not None:
            _attach_operations(assignment, operations)
    return [
        MachineBoard(
            machine=machine,
            current=_slot(machine, OperationType.CURRENT, assignments[machine.pk], operations),
            next=_slot(machine, OperationType.NEXT, assignments[machine.pk], operations),
        )
        for machine in machines
    ]


def _assignment_of(machine: Machine) -> MachineOperationAssignment | None:
    # A reverse one-to-one raises where there is no row; getattr turns that into None without a query.
    return getattr(machine, "operation_assignment", None)


def _operation_pks(
    machines: Sequence[Machine], assignments: Collection[MachineOperationAssignment | None]
) -> set[int]:
    pks = {monitor_operation_pk(machine, slot) for machine in machines for slot in OperationType}
    pks |= {assignment.manual_current_operation_id for assignment in assignments if assignment is not None}
    pks |= {assignment.manual_next_operation_id for assignment in assignments if assignment is not None}
    return {pk for pk in pks if pk is not None}


def _attach_operations(
    assignment: MachineOperationAssignment, operations: dict[int, Monitor_operation]
) -> None:
    # An operation deleted between the two statements leaves its slot empty, as the database now has it.
    assignment.manual_current_operation = operations.get(assignment.manual_current_operation_id or 0)
    assignment.manual_next_operation = operations.get(assignment.manual_next_operation_id or 0)


def _slot(
    machine: Machine,
    operation_type: OperationType,
    assignment: MachineOperationAssignment | None,
    operations: dict[int, Monitor_operation],
) -> SlotView:
    return build_slot_view(
        machine=machine,
        operation_type=operation_type,
        assignment=assignment,
        monitor_operation=operations.get(monitor_operation_pk(machine, operation_type) or 0),
    )
