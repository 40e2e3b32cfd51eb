"""Say that nothing runs in a slot."""

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


@strawberry.input(description="Which slot to mark idle.")
class MarkSlotIdleInput(SlotInput):
    """A slot."""

    note: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Why, for other people, at most 500 characters; null or absent: no note.",
    )


@strawberry.type(description="The slot is idle.")
class MarkSlotIdleSuccess(ChangedSlot):
    """The slot after it."""


MarkSlotIdleResult = Annotated[
    MarkSlotIdleSuccess | AssignmentConflict | InvalidValue | MachineNotFound | PermissionDenied,
    strawberry.union("MarkSlotIdleResult", description="The slot, or why it was not changed."),
]


@mutation(f"Say that nothing runs in a slot, whatever Monitor plans there; {PLANNERS_ONLY}.")
def mark_slot_idle(
    info: Info,
    request: Annotated[
        MarkSlotIdleInput, strawberry.argument(name="input", description="Which slot to mark idle.")
    ],
) -> MarkSlotIdleResult:
    """See `monitoring.domain.assignments.mark_slot_idle`."""
    change = assignments.mark_slot_idle(
        slot=request.slot(), by=info.context.actor, note=given(request.note) or ""
    )
    return MarkSlotIdleSuccess.of(change)
