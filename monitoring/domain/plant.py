"""The plant as a whole: how much of it planners decided, and where that differs from Monitor's plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from monitoring.domain.board import machine_boards
from monitoring.models import MachineOperationAssignment

if TYPE_CHECKING:
    from monitoring.domain.slot_views import SlotView

_CURRENT_OVERRIDDEN = Q(manual_current_operation__isnull=False) | Q(manual_current_is_idle=True)
_NEXT_OVERRIDDEN = Q(manual_next_operation__isnull=False) | Q(manual_next_is_idle=True)


def active_override_count() -> int:
    """Count the slots for which a planner's decision is in force, operations and idle alike: one statement."""
    counted = MachineOperationAssignment.objects.aggregate(
        current=Count("pk", filter=_CURRENT_OVERRIDDEN), next=Count("pk", filter=_NEXT_OVERRIDDEN)
    )
    return int(counted["current"]) + int(counted["next"])


def diverging_slots() -> list[SlotView]:
    """Read the slots where a planner decided something else than Monitor plans, by machine name: three statements."""
    overridden = MachineOperationAssignment.objects.filter(_CURRENT_OVERRIDDEN | _NEXT_OVERRIDDEN)
    boards = machine_boards(machine_pks=list(overridden.values_list("machine_id", flat=True)))
    return [slot for board in boards for slot in (board.current, board.next) if slot.diverges]
