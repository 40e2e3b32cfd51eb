"""Report how many parts of an operation are made."""

from datetime import datetime
from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.enums import OperationType
from graphql_api.errors import (
    InvalidValue,
    MachineNotFound,
    OperationNotAssigned,
    OutdatedReport,
    PermissionDenied,
)
from graphql_api.inputs import given
from graphql_api.mutations.field import ANY_LOGIN, mutation
from graphql_api.types.changes import ChangedOperation
from monitoring.domain import reports
from monitoring.domain.values import MAXIMUM_QUANTITY


@strawberry.input(description="How many parts of an operation are made.")
class UpdateOperationQuantityInput:
    """A tracking report with nothing but the total."""

    machine_pk: int = strawberry.field(description="Key of the machine.")
    monitor_operation_id: str = strawberry.field(
        description="Monitor's id of the operation, which the slot must hold as the planner's or Monitor's."
    )
    operation_type: OperationType = strawberry.field(description="Which of the machine's slots.")
    currently_made_quantity: int = strawberry.field(
        description=f"Parts made in total, 0 to {MAXIMUM_QUANTITY}; a lower total than before is a correction."
    )
    reported_at: datetime | None = strawberry.field(
        default=strawberry.UNSET,
        description="When they were made, so that an older report never overwrites a newer one; null or absent: now.",
    )

    def report(self) -> reports.TrackingReport:
        """The domain's word for it."""
        return reports.TrackingReport(
            machine_pk=self.machine_pk,
            operation_type=self.operation_type,
            monitor_operation_id=self.monitor_operation_id,
            fields={"currently_made_quantity": self.currently_made_quantity},
            reported_at=given(self.reported_at),
        )


@strawberry.type(description="The operation has this total.")
class UpdateOperationQuantitySuccess(ChangedOperation):
    """The operation after it."""


UpdateOperationQuantityResult = Annotated[
    UpdateOperationQuantitySuccess
    | InvalidValue
    | MachineNotFound
    | OperationNotAssigned
    | OutdatedReport
    | PermissionDenied,
    strawberry.union(
        "UpdateOperationQuantityResult", description="The operation, or why it was not changed."
    ),
]


@mutation(f"Report how many parts of an operation are made; {ANY_LOGIN}.")
def update_operation_quantity(
    info: Info,
    request: Annotated[
        UpdateOperationQuantityInput,
        strawberry.argument(name="input", description="How many parts of an operation are made."),
    ],
) -> UpdateOperationQuantityResult:
    """See `monitoring.domain.reports.accept_report`."""
    outcome = reports.accept_report(request.report(), by=info.context.actor)
    return UpdateOperationQuantitySuccess.of(outcome)
