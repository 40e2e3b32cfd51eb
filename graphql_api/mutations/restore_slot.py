"""Put back what a slot held before an event."""

from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.errors import (
    AssignmentConflict,
    EventNotFound,
    EventNotRestorable,
    InvalidValue,
    MachineNotFound,
    OperationNotFound,
    PermissionDenied,
)
from graphql_api.inputs import event_key, given
from graphql_api.mutations.field import PLANNERS_ONLY, mutation
from graphql_api.types.changes import ChangedSlot
from monitoring.domain import assignments


@strawberry.input(description="Which event to undo.")
class RestoreSlotInput:
    """An event that changed a slot."""

    event_id: strawberry.ID = strawberry.field(description="Id of the event, such as planningEvents gives.")
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="The slot's version as you saw it: if somebody changed it since, you get AssignmentConflict; "
        "null or absent: whatever it is now.",
    )
    note: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Why, for other people, at most 500 characters; null or absent: the note of before the event.",
    )


@strawberry.type(description="The slot holds what it held before the event.")
class RestoreSlotSuccess(ChangedSlot):
    """The slot after it."""


RestoreSlotResult = Annotated[
    RestoreSlotSuccess
    | AssignmentConflict
    | EventNotFound
    | EventNotRestorable
    | InvalidValue
    | MachineNotFound
    | OperationNotFound
    | PermissionDenied,
    strawberry.union("RestoreSlotResult", description="The slot, or why it was not changed."),
]


@mutation(
    f"Put back what a slot held before an event, to undo a change or to set an expired override again; {PLANNERS_ONLY}."
)
def restore_slot(
    info: Info,
    request: Annotated[
        RestoreSlotInput, strawberry.argument(name="input", description="Which event to undo.")
    ],
) -> RestoreSlotResult:
    """See `monitoring.domain.assignments.restore_slot`."""
    change = assignments.restore_slot(
        event_id=event_key(request.event_id),
        by=info.context.actor,
        expected_version=given(request.expected_version),
        note=given(request.note) or "",
    )
    return RestoreSlotSuccess.of(change)
