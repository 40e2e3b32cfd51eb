"""Put an operation into a slot."""

from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.errors import (
    AssignmentConflict,
    InvalidValue,
    MachineNotFound,
    OperationNotFound,
    PermissionDenied,
)
from graphql_api.inputs import SlotInput, given, operation_key
from graphql_api.mutations.field import PLANNERS_ONLY, mutation
from graphql_api.types.changes import ChangedSlot
from monitoring.domain import assignments


@strawberry.input(description="Which operation to put where.")
class AssignOperationInput(SlotInput):
    """A slot and an operation."""

    operation_id: strawberry.ID = strawberry.field(
        description="Id of the operation, such as operationPool gives."
    )
    note: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Why, for other people, at most 500 characters; null or absent: no note.",
    )


@strawberry.type(description="The slot holds the operation.")
class AssignOperationSuccess(ChangedSlot):
    """The slot after it."""


AssignOperationResult = Annotated[
    AssignOperationSuccess
    | AssignmentConflict
    | InvalidValue
    | MachineNotFound
    | OperationNotFound
    | PermissionDenied,
    strawberry.union("AssignOperationResult", description="The slot, or why it was not changed."),
]


@mutation(f"Put an operation into a slot, whatever Monitor plans there; {PLANNERS_ONLY}.")
def assign_operation(
    info: Info,
    request: Annotated[
        AssignOperationInput, strawberry.argument(name="input", description="Which operation to put where.")
    ],
) -> AssignOperationResult:
    """See `monitoring.domain.assignments.assign_operation`."""
    change = assignments.assign_operation(
        slot=request.slot(),
        operation_pk=operation_key(request.operation_id),
        by=info.context.actor,
        note=given(request.note) or "",
    )
    return AssignOperationSuccess.of(change)
