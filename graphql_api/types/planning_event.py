"""One accepted change, and pages of them."""

from typing import Any

import strawberry
import strawberry_django
from strawberry import Parent

from graphql_api.context import Info
from graphql_api.enums import OperationType, PlanningEventKind, SlotContent
from graphql_api.marks import NEEDS_ONLY_CONTEXT
from graphql_api.types.columns import Column
from graphql_api.types.machine import Machine
from monitoring import models
from monitoring.domain.event_log import EventPage
from monitoring.domain.slot_states import SlotState as StoredState


@strawberry.type(
    description="What a planner had put into a slot at one moment; keys and names are of that moment."
)
class SlotState:
    """Fed by the JSON that events keep."""

    held: SlotContent = strawberry.field(description="What kind of decision it was.")
    operation_id: strawberry.ID | None = strawberry.field(
        description="Id of the operation, which may be deleted by now; null unless an operation was held."
    )
    monitor_operation_id: str | None = strawberry.field(
        description="Monitor's id of the operation; null unless an operation was held."
    )
    operation_name: str | None = strawberry.field(
        description="Name of the operation; null unless an operation with a name was held."
    )
    note: str | None = strawberry.field(description="The planner's note; null where there was none.")

    @classmethod
    def of(cls, stored: StoredState) -> "SlotState":
        """Read the JSON."""
        return cls(
            held=SlotContent(stored["held"]),
            operation_id=_id(stored["operation_pk"]),
            monitor_operation_id=stored["monitor_operation_id"],
            operation_name=stored["operation_name"],
            note=stored["note"] or None,
        )


def _id(pk: int | None) -> strawberry.ID | None:
    return strawberry.ID(str(pk)) if pk is not None else None


def before(event: Parent[models.PlanningEvent]) -> SlotState | None:
    """What the slot held before."""
    return SlotState.of(event.before) if event.before is not None else None


def after(event: Parent[models.PlanningEvent]) -> SlotState | None:
    """What the slot held after."""
    return SlotState.of(event.after) if event.after is not None else None


def operation_id(event: Parent[models.PlanningEvent]) -> strawberry.ID | None:
    """Id of the operation."""
    return _id(event.operation_pk)


def machine(event: Parent[models.PlanningEvent], info: Info) -> models.Machine | None:
    """The machine as it is now."""
    board = info.context.loaders.boards.get(event.machine_pk) if event.machine_pk is not None else None
    return board.machine if board is not None else None


@strawberry_django.type(
    models.PlanningEvent,
    field_cls=Column,
    description="One accepted change, as it was then; the log is only ever added to.",
)
class PlanningEvent:
    """Fed by rows of `PlanningEvent`."""

    id: strawberry.auto = strawberry.field(
        description="Opaque id, in the order in which changes were accepted; a cursor for after and before."
    )
    kind: PlanningEventKind = strawberry.field(description="What happened.")
    occurred_at: strawberry.auto = strawberry.field(description="When the change was accepted.")
    actor: strawberry.auto = strawberry.field(
        description="Login of the person or program; null where unknown."
    )
    machine_pk: int | None = strawberry.field(
        description="Key of the machine; null for events of the whole plant."
    )
    machine_name: strawberry.auto = strawberry.field(
        description="The machine's name of that moment; null for events of the whole plant."
    )
    machine: models.Machine | None = strawberry.field(
        resolver=machine,
        graphql_type=Machine | None,
        metadata={NEEDS_ONLY_CONTEXT: True},
        description="The machine as it is now; null for events of the whole plant and for a deleted machine.",
    )
    operation_type: OperationType | None = strawberry.field(
        description="Which of the machine's slots; null where no slot is concerned."
    )
    operation_id: strawberry.ID | None = strawberry.field(
        resolver=operation_id,
        description="Id of the operation, which may be deleted by now; null where none is concerned.",
    )
    operation_name: strawberry.auto = strawberry.field(
        description="The operation's name of that moment; null where none is concerned."
    )
    monitor_operation_id: strawberry.auto = strawberry.field(
        description="Monitor's id of the operation; null where none is concerned."
    )
    quantity: strawberry.auto = strawberry.field(
        description="Parts made in total, or operations in the pool after a sync; null for other kinds."
    )
    quantity_before: strawberry.auto = strawberry.field(
        description="Parts made in total before; null unless a quantity was reported."
    )
    reported_at: strawberry.auto = strawberry.field(
        description="The time that the report itself gave; null where it gave none."
    )
    before: SlotState | None = strawberry.field(
        resolver=before, description="What planners had in the slot before; null where no slot changed."
    )
    after: SlotState | None = strawberry.field(
        resolver=after, description="What planners have in the slot after it; null where no slot changed."
    )
    reason: strawberry.auto = strawberry.field(
        description="Why, in a sentence or a planner's note; null where nothing was said."
    )
    request_id: strawberry.auto = strawberry.field(
        description="Id of the request that made the change, as its answer and the server's log have it; null where "
        "there was none, or where it was not kept yet."
    )


@strawberry.type(description="Where a page of events lies in the log.")
class PageInfo:
    """Cursors of a page."""

    has_previous_page: bool = strawberry.field(description="Whether the log has older events than these.")
    has_next_page: bool = strawberry.field(description="Whether the log has newer events than these.")
    start_cursor: strawberry.ID | None = strawberry.field(
        description="Id of the oldest event here, for before; null on an empty page."
    )
    end_cursor: strawberry.ID | None = strawberry.field(
        description="Id of the newest event here, for after; null on an empty page."
    )


def page_info(page: Parent[EventPage]) -> PageInfo:
    """Where the page lies."""
    ids: list[Any] = [event.pk for event in page.items]
    return PageInfo(
        has_previous_page=page.has_previous,
        has_next_page=page.has_next,
        start_cursor=_id(ids[0]) if ids else None,
        end_cursor=_id(ids[-1]) if ids else None,
    )


@strawberry.type(description="A page of the log of planning events.")
class PlanningEventPage:
    """Fed by `monitoring.domain.event_log.EventPage`."""

    items: list[PlanningEvent] = strawberry.field(description="The events, oldest first.")
    page_info: PageInfo = strawberry.field(resolver=page_info, description="Where the page lies in the log.")
