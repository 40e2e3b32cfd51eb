"""An operation that a planner put into a slot."""

from datetime import datetime

import strawberry
from strawberry import Parent

from graphql_api.enums import OperationType
from graphql_api.types.machine import Machine
from graphql_api.types.monitor_operation import MonitorOperation
from monitoring.domain.assignment_details import AssignmentDetails


def assignment_id(assignment: Parent[AssignmentDetails]) -> strawberry.ID:
    """The machine's key and the slot: a slot has one assignment at most."""
    return strawberry.ID(f"{assignment.machine_pk}:{assignment.operation_type.name}")


@strawberry.type(
    description="An operation that a planner put into a slot, which the Monitor script therefore tracks."
)
class ManualAssignment:
    """Fed by `monitoring.domain.assignment_details.AssignmentDetails`: attributes are its own."""

    id: strawberry.ID = strawberry.field(
        resolver=assignment_id, description="Opaque id, the same while the slot holds any operation."
    )
    machine_pk: int = strawberry.field(description="Key of the machine.")
    monitor_operation_id: str = strawberry.field(description="Monitor's id of the operation.")
    operation_type: OperationType = strawberry.field(description="Which of the machine's slots holds it.")
    machine: Machine = strawberry.field(description="The machine.")
    operation: MonitorOperation = strawberry.field(description="The operation.")
    set_at: datetime | None = strawberry.field(
        name="assignedAt", description="When it was assigned; null where nobody knows."
    )
    set_by: str | None = strawberry.field(
        name="assignedBy", description="Who assigned it; null where nobody knows."
    )
    note: str | None = strawberry.field(description="The planner's note; null where there is none.")
