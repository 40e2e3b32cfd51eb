"""What one of a machine's two slots holds."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import Parent

from graphql_api.enums import OperationType, SlotSource
from graphql_api.types.monitor_operation import MonitorOperation
from monitoring.domain.slot_views import SlotView

if TYPE_CHECKING:
    from graphql_api.types.machine import Machine


def slot_id(slot: Parent[SlotView]) -> strawberry.ID:
    """The machine's key and the slot, which no other slot has."""
    return strawberry.ID(f"{slot.machine.pk}:{slot.operation_type.name}")


@strawberry.type(
    description="One of a machine's two slots: what a planner put there, what Monitor plans, what counts."
)
class MachineSlot:
    """Fed by `monitoring.domain.slot_views.SlotView`: attributes are its own."""

    id: strawberry.ID = strawberry.field(
        resolver=slot_id, description="Opaque id of the slot, the same whatever it holds."
    )
    operation_type: OperationType = strawberry.field(description="Which of the two slots this is.")
    version: int = strawberry.field(
        description="Goes up when an override is set or ends, 0 before the first; send it back as expectedVersion."
    )
    source: SlotSource = strawberry.field(description="Whose decision counts here.")
    operation: MonitorOperation | None = strawberry.field(
        description="The operation that counts; null where the slot is idle or empty."
    )
    monitor_operation: MonitorOperation | None = strawberry.field(
        description="The operation that Monitor plans here; null where it plans none."
    )
    manual_operation: MonitorOperation | None = strawberry.field(
        description="The operation that a planner put here; null where none did."
    )
    set_at: datetime | None = strawberry.field(
        name="assignedAt", description="When the override was set; null where there is none."
    )
    set_by: str | None = strawberry.field(
        name="assignedBy", description="Who set the override; null where there is none or nobody knows."
    )
    note: str | None = strawberry.field(
        description="The planner's note on the override; null where there is none."
    )
    monitor_last_heard_at: datetime | None = strawberry.field(
        description="When Monitor last sent its plan for this slot; null where it never did."
    )
    diverges: bool = strawberry.field(
        description="Whether a planner decided something else than Monitor plans."
    )
    machine: Annotated["Machine", strawberry.lazy("graphql_api.types.machine")] = strawberry.field(
        description="The machine that has this slot."
    )
