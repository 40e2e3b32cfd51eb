"""What a slot held at one moment, as plain data: kept in events, and enough to set it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from monitoring.models import Monitor_operation


class SlotState(TypedDict):
    """`held` is what the planner put there; the operation's keys and name are null unless it is an operation."""

    held: Literal["operation", "idle", "nothing"]
    operation_pk: int | None
    monitor_operation_id: str | None
    operation_name: str | None
    note: str


def slot_state(*, operation: Monitor_operation | None, is_idle: bool, note: str = "") -> SlotState:
    """Describe what a planner put into a slot."""
    if operation is not None:
        return SlotState(
            held="operation",
            operation_pk=operation.pk,
            monitor_operation_id=operation.monitor_operation_id,
            operation_name=operation.name,
            note=note,
        )
    return SlotState(
        held="idle" if is_idle else "nothing",
        operation_pk=None,
        monitor_operation_id=None,
        operation_name=None,
        note=note if is_idle else "",
    )
