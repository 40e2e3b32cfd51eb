"""Report how many parts of several operations are made."""

from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.errors import InvalidValue, PermissionDenied, typed_error
from graphql_api.mutations.field import ANY_LOGIN, mutation
from graphql_api.mutations.update_operation_quantity import (
    UpdateOperationQuantityInput,
    UpdateOperationQuantityResult,
    UpdateOperationQuantitySuccess,
)
from graphql_api.types.changes import Change
from monitoring.domain import reports
from monitoring.domain.errors import DomainError


@strawberry.input(description="How many parts of several operations are made.")
class UpdateOperationQuantitiesInput:
    """A batch of reports."""

    reports: list[UpdateOperationQuantityInput] = strawberry.field(
        description=f"The reports, at most {reports.MAXIMUM_REPORTS}; one that is refused stops no other."
    )


@strawberry.type(description="Each report has its own outcome.")
class UpdateOperationQuantitiesSuccess(Change):
    """An outcome for each line of the input."""

    outcomes: list[UpdateOperationQuantityResult] = strawberry.field(
        description="What became of each report, in the order given."
    )


UpdateOperationQuantitiesResult = Annotated[
    UpdateOperationQuantitiesSuccess | InvalidValue | PermissionDenied,
    strawberry.union(
        "UpdateOperationQuantitiesResult", description="An outcome for each report, or why none was accepted."
    ),
]


@mutation(f"Report how many parts of several operations are made, in one transaction; {ANY_LOGIN}.")
def update_operation_quantities(
    info: Info,
    request: Annotated[
        UpdateOperationQuantitiesInput,
        strawberry.argument(name="input", description="How many parts of several operations are made."),
    ],
) -> UpdateOperationQuantitiesResult:
    """See `monitoring.domain.reports.accept_reports`."""
    info.context.count_list(len(request.reports), info)
    lines = reports.accept_reports([line.report() for line in request.reports], by=info.context.actor)
    done = [line for line in lines if not isinstance(line, DomainError)]
    info.context.loaders.announce_operations([outcome.operation for outcome in done])
    return UpdateOperationQuantitiesSuccess(
        changed=any(outcome.changed for outcome in done),
        outcomes=[
            typed_error(line) if isinstance(line, DomainError) else UpdateOperationQuantitySuccess.of(line)
            for line in lines
        ],
    )
