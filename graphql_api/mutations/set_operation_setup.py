"""Say whether an operation is in setup or running."""

from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.enums import OperationType
from graphql_api.errors import (
    MachineNotFound,
    OperationNotAssigned,
    OperationNotFound,
    PermissionDenied,
)
from graphql_api.inputs import operation_key
from graphql_api.mutations.field import PLANNERS_ONLY, mutation
from graphql_api.types.changes import ChangedOperation
from monitoring.domain import setups


@strawberry.input(description="Which operation is in setup, or runs.")
class SetOperationSetupInput:
    """An operation in a slot, and its state."""

    machine_pk: int = strawberry.field(description="Key of the machine.")
    operation_type: OperationType = strawberry.field(description="Which of its slots.")
    operation_id: strawberry.ID = strawberry.field(
        description="Id of the operation that the slot holds, the planner's or Monitor's."
    )
    is_setup: bool = strawberry.field(description="True for setup, false for running.")


@strawberry.type(description="The operation is in the state asked for.")
class SetOperationSetupSuccess(ChangedOperation):
    """The operation after it."""


SetOperationSetupResult = Annotated[
    SetOperationSetupSuccess | MachineNotFound | OperationNotAssigned | OperationNotFound | PermissionDenied,
    strawberry.union("SetOperationSetupResult", description="The operation, or why it was not changed."),
]


@mutation(f"Say whether an operation in a slot is in setup or running; {PLANNERS_ONLY}.")
def set_operation_setup(
    info: Info,
    request: Annotated[
        SetOperationSetupInput,
        strawberry.argument(name="input", description="Which operation is in setup, or runs."),
    ],
) -> SetOperationSetupResult:
    """See `monitoring.domain.setups.set_operation_setup`."""
    outcome = setups.set_operation_setup(
        machine_pk=request.machine_pk,
        operation_type=request.operation_type,
        operation_pk=operation_key(request.operation_id),
        is_setup=request.is_setup,
        by=info.context.actor,
    )
    return SetOperationSetupSuccess.of(outcome)
