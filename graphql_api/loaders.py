"""Reads of one request, in batches: whoever lists things announces their keys, and the first use reads them all.

Execution is synchronous and goes down into the first item of a list before it looks at the second, so that a read per
item would be a statement per item. What a batch finds is announced in turn: the number of statements depends on the
depth of the question, not on the number of rows.
"""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from monitoring.choices import OperationType
from monitoring.domain import event_log
from monitoring.domain.board import MachineBoard, machine_boards, slots_holding
from monitoring.domain.drawings import operations_with_drawing
from monitoring.domain.progress import QuantityReport, quantity_reports
from monitoring.domain.script_visits import last_script_visit
from monitoring.domain.slot_views import SlotView, build_slot_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from monitoring.domain.assignment_details import AssignmentDetails
    from monitoring.models import Machine, Monitor_operation, ScriptVisit

# Points of curves that one statement may read: a question that is too big is counted and refused before the next.
REPORTS_PER_STATEMENT = 100_000

Value = TypeVar("Value")


class Announcements:
    """Keys that may be asked for. Announcing costs nothing: the keys are gathered when a loader first needs them."""

    def __init__(self) -> None:
        self._sources: list[Callable[[], Iterable[int]]] = []

    def add(self, source: Callable[[], Iterable[int]]) -> None:
        self._sources.append(source)

    def since(self, number: int) -> tuple[int, Iterable[int]]:
        """Return how many announcements there are and the keys of those after the first `number`."""
        return len(self._sources), (key for source in self._sources[number:] for key in source())


class BatchLoader(Generic[Value]):
    """Values by key; a key that is not read yet is read together with the announced ones."""

    def __init__(
        self,
        read: Callable[[set[int]], Mapping[int, Value]],
        *,
        announced: Announcements,
        keys_per_statement: int | None = None,
    ) -> None:
        self._read = read
        self._announced = announced
        self._gathered = 0
        self._keys_per_statement = keys_per_statement
        self._waiting: dict[int, None] = {}
        self._found: dict[int, Value | None] = {}

    def put(self, key: int, value: Value) -> None:
        """Keep a value that was read already."""
        self._found[key] = value

    def get(self, key: int) -> Value | None:
        """Return the value, or None where there is none."""
        if key not in self._found:
            keys = self._next_batch(key)
            found = self._read(keys)
            self._found.update((one, found.get(one)) for one in keys)
        return self._found[key]

    def _next_batch(self, key: int) -> set[int]:
        self._gathered, announced = self._announced.since(self._gathered)
        self._waiting.update(dict.fromkeys(announced))
        self._waiting = dict.fromkeys(one for one in self._waiting if one not in self._found)
        return {key, *islice(self._waiting, self._keys_per_statement)}


class RequestLoaders:
    """Everything that one operation reads while it is answered. Made anew for each mutation and each live event."""

    def __init__(self) -> None:
        self._machines = Announcements()
        self._operations = Announcements()
        self._reports: dict[int, BatchLoader[list[QuantityReport]]] = {}
        self._latest_event_id: int | None = None
        self.boards = BatchLoader(self._read_boards, announced=self._machines)
        self.assigned_slots = BatchLoader(self._read_assigned_slots, announced=self._operations)
        self.drawings = BatchLoader(_read_drawings, announced=self._operations)

    @cached_property
    def script_visit(self) -> ScriptVisit | None:
        """When the script last asked; None where it never did."""
        return last_script_visit()

    def announce_machines(self, machine_pks: Sequence[int]) -> None:
        """Say that these machines may be asked for."""
        self._machines.add(lambda: machine_pks)

    def announce_operations(self, operations: Sequence[Monitor_operation]) -> None:
        """Say that details of these operations may be asked for."""
        self._operations.add(lambda: (operation.pk for operation in operations))

    def announce_assignments(self, assignments: Sequence[AssignmentDetails]) -> None:
        """Say that the machines' slots and details of the operations of these assignments may be asked for."""
        self._machines.add(lambda: (assignment.machine_pk for assignment in assignments))
        self._operations.add(lambda: (assignment.operation.pk for assignment in assignments))

    def announce_slots(self, slots: Sequence[SlotView]) -> None:
        """Say that the machines of these slots and details of their operations may be asked for."""
        self._machines.add(lambda: (slot.machine.pk for slot in slots))
        self._operations.add(lambda: _operation_pks(slots))

    def keep_boards(self, boards: Sequence[MachineBoard]) -> None:
        """Keep machines whose slots were read already."""
        for board in boards:
            self.boards.put(board.machine.pk, board)
        self._operations.add(
            lambda: _operation_pks(slot for board in boards for slot in (board.current, board.next))
        )

    def slot(self, machine: Machine, operation_type: OperationType) -> SlotView:
        """Return a slot of a machine; one that was deleted meanwhile has nothing in its slots."""
        board = self.boards.get(machine.pk)
        if board is not None:
            return board.slot(operation_type)
        return build_slot_view(
            machine=machine, operation_type=operation_type, assignment=None, monitor_operation=None
        )

    def reports(self, operation_pk: int, *, last: int) -> list[QuantityReport]:
        """Return the newest reports of an operation, oldest first."""
        if last not in self._reports:
            self._reports[last] = BatchLoader(
                lambda pks: quantity_reports(operation_pks=pks, last=last),
                announced=self._operations,
                keys_per_statement=REPORTS_PER_STATEMENT // last,
            )
        return self._reports[last].get(operation_pk) or []

    def read_latest_event_id(self) -> int:
        """Return the newest event's id of the moment when this was first asked."""
        if self._latest_event_id is None:
            self._latest_event_id = event_log.latest_event_id()
        return self._latest_event_id

    def _read_boards(self, machine_pks: set[int]) -> dict[int, MachineBoard]:
        boards = machine_boards(machine_pks=machine_pks)
        self.keep_boards(boards)
        return {board.machine.pk: board for board in boards}

    def _read_assigned_slots(self, operation_pks: set[int]) -> dict[int, list[SlotView]]:
        found = slots_holding(operation_pks=operation_pks)
        self.announce_slots([slot for slots in found.values() for slot in slots])
        return found


def _operation_pks(slots: Iterable[SlotView]) -> Iterable[int]:
    return (
        operation.pk
        for slot in slots
        for operation in (slot.manual_operation, slot.monitor_operation)
        if operation is not None
    )


def _read_drawings(operation_pks: set[int]) -> dict[int, bool]:
    return dict.fromkeys(operations_with_drawing(operation_pks=operation_pks), True)
