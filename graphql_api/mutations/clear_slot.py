"""Give a slot back to Monitor's plan."""

from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.errors import (
    AssignmentConflict,
    InvalidValue,
    MachineNotFound,
    PermissionDenied,
)
from graphql_api.inputs import SlotInput, given
from graphql_api.mutations.field import PLANNERS_ONLY, mutation
from graphql_api.types.changes import ChangedSlot
from monitoring.domain import assignments


@strawberry.input(description="Which slot to clear.")
class ClearSlotInput(SlotInput):
    """A slot."""

    note: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Why, for the log, at most 500 characters; null or absent: no note.",
    )


@strawberry.type(description="Monitor's plan counts in the slot.")
class ClearSlotSuccess(ChangedSlot):
    """The slot after it."""


ClearSlotResult = Annotated[
    ClearSlotSuccess | AssignmentConflict | InvalidValue | MachineNotFound | PermissionDenied,
    strawberry.union("ClearSlotResult", description="The slot, or why it was not changed."),
]


@mutation(f"Give a slot back to Monitor's plan; {PLANNERS_ONLY}.")
def clear_slot(
    info: Info,
    request: Annotated[ClearSlotInput, strawberry.argument(name="input", description="Which slot to clear.")],
) -> ClearSlotResult:
    """See `monitoring.domain.assignments.clear_slot`."""
    change = assignments.clear_slot(
        slot=request.slot(), by=info.context.actor, note=given(request.note) or ""
    )
    return ClearSlotSuccess.of(change)
