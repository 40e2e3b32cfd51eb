"""One slot of an assignment row: reads and writes that slot's columns and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from monitoring.domain.slot_states import SlotState, slot_state

if TYPE_CHECKING:
    from datetime import datetime

    from monitoring.choices import OperationType
    from monitoring.models import MachineOperationAssignment, Monitor_operation


class Slot:
    """The `current` or `next` half of a `MachineOperationAssignment` row."""

    def __init__(self, assignment: MachineOperationAssignment, operation_type: OperationType) -> None:
        self.assignment = assignment
        self.operation_type = operation_type
        prefix = f"manual_{operation_type.value}"
        self._columns = {
            "operation": f"{prefix}_operation",
            "is_idle": f"{prefix}_is_idle",
            "saved_monitor_id": f"saved_monitor_{operation_type.value}_op_id",
            "set_at": f"{prefix}_set_at",
            "set_by": f"{prefix}_set_by",
            "note": f"{prefix}_note",
            "version": f"{prefix}_version",
        }

    def _get(self, what: str) -> object:
        return getattr(self.assignment, self._columns[what])

    def _set(self, **values: object) -> None:
        for what, value in values.items():
            setattr(self.assignment, self._columns[what], value)

    @property
    def operation(self) -> Monitor_operation | None:
        return self._get("operation")  # type: ignore[return-value]  # a column's type, known to the model

    @property
    def operation_pk(self) -> int | None:
        pk: int | None = getattr(self.assignment, f"{self._columns['operation']}_id")
        return pk

    @property
    def is_idle(self) -> bool:
        return bool(self._get("is_idle"))

    @property
    def is_overridden(self) -> bool:
        return self.operation_pk is not None or self.is_idle

    @property
    def saved_monitor_id(self) -> str | None:
        """Monitor's effective id of the moment the override was set; null where Monitor had none."""
        return self._get("saved_monitor_id")  # type: ignore[return-value]  # as above

    @property
    def set_at(self) -> datetime | None:
        return self._get("set_at")  # type: ignore[return-value]  # as above

    @property
    def set_by(self) -> str:
        return str(self._get("set_by"))

    @property
    def note(self) -> str:
        return str(self._get("note"))

    @property
    def version(self) -> int:
        return int(self._get("version"))  # type: ignore[call-overload,no-any-return]  # as above

    def state(self) -> SlotState:
        """What the planner put here, for an event."""
        return slot_state(operation=self.operation, is_idle=self.is_idle, note=self.note)

    def hold(
        self,
        operation: Monitor_operation | None,
        *,
        monitor_id: str | None,
        set_by: str,
        note: str,
    ) -> None:
        """Put an operation here, or idle where there is none, remembering Monitor's effective id."""
        self._set(
            operation=operation,
            is_idle=operation is None,
            saved_monitor_id=monitor_id,
            set_at=timezone.now(),
            set_by=set_by,
            note=note,
            version=self.version + 1,
        )
        self._save()

    def empty(self) -> None:
        """Give the slot back to Monitor's plan."""
        self._set(
            operation=None,
            is_idle=False,
            saved_monitor_id=None,
            set_at=None,
            set_by="",
            note="",
            version=self.version + 1,
        )
        self._save()

    def remember_monitor_id(self, monitor_id: str | None) -> None:
        """Fill the saved id with the first that Monitor ever sent for this slot."""
        self._set(saved_monitor_id=monitor_id)
        self._save()

    def _save(self) -> None:
        # Only this slot's columns: the other slot may be another planner's.
        self.assignment.save(update_fields=list(self._columns.values()))
