"""Give a selection of slots back to Monitor's plan."""

from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.errors import InvalidValue, PermissionDenied, typed_error
from graphql_api.inputs import SlotInput, given
from graphql_api.mutations.clear_slot import ClearSlotResult, ClearSlotSuccess
from graphql_api.mutations.field import PLANNERS_ONLY, mutation
from graphql_api.types.changes import Change
from monitoring.domain import slot_selection
from monitoring.domain.errors import DomainError


@strawberry.input(description="Which slots to clear.")
class ClearSlotsInput:
    """A selection of slots."""

    slots: list[SlotInput] = strawberry.field(
        description=f"The slots, at most {slot_selection.MAXIMUM_SLOTS}; one that is refused stops no other."
    )
    note: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Why, for the log, at most 500 characters; null or absent: no note.",
    )


@strawberry.type(description="Each slot has its own outcome.")
class ClearSlotsSuccess(Change):
    """An outcome for each line of the input."""

    outcomes: list[ClearSlotResult] = strawberry.field(
        description="What became of each slot, in the order given."
    )


ClearSlotsResult = Annotated[
    ClearSlotsSuccess | InvalidValue | PermissionDenied,
    strawberry.union("ClearSlotsResult", description="An outcome for each slot, or why none was changed."),
]


@mutation(f"Give a selection of slots back to Monitor's plan; {PLANNERS_ONLY}.")
def clear_slots(
    info: Info,
    request: Annotated[
        ClearSlotsInput, strawberry.argument(name="input", description="Which slots to clear.")
    ],
) -> ClearSlotsResult:
    """See `monitoring.domain.slot_selection.clear_slots`."""
    info.context.count_list(len(request.slots), info)
    lines = slot_selection.clear_slots(
        [line.slot() for line in request.slots], by=info.context.actor, note=given(request.note) or ""
    )
    done = [line for line in lines if not isinstance(line, DomainError)]
    info.context.loaders.announce_slots([change.slot for change in done])
    return ClearSlotsSuccess(
        changed=any(change.changed for change in done),
        outcomes=[
            typed_error(line) if isinstance(line, DomainError) else ClearSlotSuccess.of(line)
            for line in lines
        ],
    )
