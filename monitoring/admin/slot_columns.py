"""Lists of the administration that show what the slots of each machine hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin.views.main import ChangeList

from monitoring.admin.base import NOTHING
from monitoring.choices import OperationType
from monitoring.domain.board import MachineBoard, machine_board, machine_boards
from monitoring.domain.slot_views import SlotSource
from monitoring.models import Machine, MachineOperationAssignment

if TYPE_CHECKING:
    from django.http import HttpRequest

    from monitoring.domain.slot_views import SlotView


class BoardChangeList(ChangeList):
    """A page of machines or assignments with their boards: two more statements, whatever the number of rows."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows = list(self.result_list)
        boards = {
            board.machine.pk: board
            for board in machine_boards(machine_pks={_machine_pk(row) for row in rows})
        }
        for row in rows:
            row.board = boards.get(_machine_pk(row))
        self.result_list = rows


def board_of(row: Machine | MachineOperationAssignment) -> MachineBoard | None:
    """The board that the list attached to this row, or one read for the row's own page; None for a new row."""
    if not hasattr(row, "board"):
        pk = _machine_pk(row)
        row.board = machine_board(machine_pk=pk) if pk is not None else None  # type: ignore[union-attr]  # kept for the page
    board: MachineBoard | None = row.board  # type: ignore[union-attr]  # as above
    return board


def slot_column(row: Machine | MachineOperationAssignment, operation_type: OperationType) -> str:
    """What counts in a slot, and who decided that: one cell of a list."""
    board = board_of(row)
    if board is None:
        return NOTHING
    slot = board.slot(operation_type)
    match slot.source:
        case SlotSource.EMPTY:
            return NOTHING
        case SlotSource.MONITOR:
            return f"Monitor: {slot.operation}"
        case SlotSource.IDLE:
            return f"Idle{_decided(slot)}"
        case SlotSource.MANUAL:
            return f"Planner: {slot.operation}{_decided(slot)}"


def monitor_column(row: Machine | MachineOperationAssignment, operation_type: OperationType) -> str:
    """What Monitor plans in a slot, whatever planners decided."""
    board = board_of(row)
    planned = board.slot(operation_type).monitor_operation if board is not None else None
    return str(planned) if planned is not None else NOTHING


def _decided(slot: SlotView) -> str:
    by = f" by {slot.set_by}" if slot.set_by else ""
    note = f": {slot.note}" if slot.note else ""
    return f"{by}{note}"


def _machine_pk(row: Machine | MachineOperationAssignment) -> int:
    return row.pk if isinstance(row, Machine) else row.machine_id
