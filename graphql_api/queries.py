"""What may be asked."""

from collections.abc import Iterable
from typing import Annotated

import strawberry

from graphql_api.assignment_list import AssignmentList
from graphql_api.context import Info
from graphql_api.event_pages import planning_events
from graphql_api.inputs import (
    MachineFilter,
    ManualAssignmentFilter,
    OffsetPaginationInput,
    given,
    page_size,
    parse_key,
)
from graphql_api.query_refusals import QueryRefusals
from graphql_api.types.machine import Machine
from graphql_api.types.manual_assignment import ManualAssignment
from graphql_api.types.monitor_operation import MonitorOperation
from graphql_api.types.operation_pool import OperationPool
from graphql_api.types.planning_event import PlanningEventPage
from graphql_api.types.plant import Plant
from graphql_api.types.viewer import Viewer
from monitoring import models
from monitoring.domain import event_log, pool
from monitoring.domain.actors import Actor
from monitoring.domain.assignment_details import AssignmentDetails
from monitoring.domain.assignment_rows import AssignmentChoice
from monitoring.domain.board import machine_board, machine_boards
from monitoring.domain.operations import operation_by_pk


def manual_assignments(
    info: Info,
    filters: Annotated[
        ManualAssignmentFilter | None,
        strawberry.argument(description="Which assignments; null or absent: all."),
    ] = strawberry.UNSET,
) -> Iterable[AssignmentDetails]:
    """The list that the Monitor script tracks."""
    wanted = given(filters) or ManualAssignmentFilter()
    machine_pks = given(wanted.machine_pks)
    choice = AssignmentChoice(
        machine_pks=frozenset(machine_pks) if machine_pks is not None else None,
        operation_type=given(wanted.operation_type),
        active_machines_only=wanted.active_machines_only,
    )
    return AssignmentList(choice, info)


def machines(
    info: Info,
    filters: Annotated[
        MachineFilter | None, strawberry.argument(description="Which machines; null or absent: all.")
    ] = strawberry.UNSET,
) -> list[models.Machine]:
    """Machines with their slots."""
    wanted = given(filters) or MachineFilter()
    boards = machine_boards(
        machine_pks=given(wanted.machine_pks),
        active_only=wanted.active_only,
        name_contains=given(wanted.name_contains),
    )
    info.context.count_list(len(boards), info)
    info.context.loaders.keep_boards(boards)
    return [board.machine for board in boards]


def machine(
    info: Info, pk: Annotated[int, strawberry.argument(description="The machine's key.")]
) -> models.Machine | None:
    """One machine with its slots."""
    board = machine_board(machine_pk=pk)
    if board is None:
        return None
    info.context.loaders.keep_boards([board])
    return board.machine


def operation_pool(
    info: Info,
    search: Annotated[
        str | None,
        strawberry.argument(
            description="Words that must all be found in the name, report number or Monitor's id, in capitals or not; "
            "null, absent or empty: every operation of the pool."
        ),
    ] = strawberry.UNSET,
    pagination: Annotated[
        OffsetPaginationInput | None,
        strawberry.argument(description="Which page; null or absent: the first."),
    ] = strawberry.UNSET,
) -> pool.PoolPage:
    """A page of the pool."""
    maximum = info.context.limits.page_size
    part = given(pagination) or OffsetPaginationInput(limit=min(pool.DEFAULT_PAGE_SIZE, maximum))
    limit = page_size(part.limit, field="limit", maximum=maximum)
    page = pool.search_pool(search=given(search) or "", offset=part.offset, limit=limit)
    info.context.count_list(len(page.items), info)
    info.context.loaders.announce_operations(page.items)
    return page


def operation(
    info: Info,
    operation_id: Annotated[strawberry.ID, strawberry.argument(name="id", description="The operation's id.")],
) -> models.Monitor_operation | None:
    """One operation."""
    key = parse_key(operation_id)
    found = operation_by_pk(operation_pk=key) if key is not None else None
    info.context.loaders.announce_operations([found] if found is not None else [])
    return found


def latest_event_id(info: Info) -> strawberry.ID:
    """The newest event's id."""
    return strawberry.ID(str(info.context.loaders.read_latest_event_id()))


def viewer(info: Info) -> Actor:
    """Who asks."""
    return info.context.actor


@strawberry.type(description="What may be asked; any active login may ask all of it.")
class Query:
    """The root of queries."""

    manual_assignments: Iterable[AssignmentDetails] = strawberry.field(
        resolver=manual_assignments,
        graphql_type=list[ManualAssignment],
        description="Every operation that a planner put into a slot, by machine key, current before next: "
        "the list that the Monitor script tracks.",
    )
    machines: list[models.Machine] = strawberry.field(
        resolver=machines,
        graphql_type=list[Machine],
        extensions=[QueryRefusals()],
        description="The machines with their slots, by name.",
    )
    machine: models.Machine | None = strawberry.field(
        resolver=machine,
        graphql_type=Machine | None,
        description="One machine; null where none has this key.",
    )
    operation_pool: pool.PoolPage = strawberry.field(
        resolver=operation_pool,
        graphql_type=OperationPool,
        extensions=[QueryRefusals()],
        description="A page of the pool, the operations that planners may choose from.",
    )
    operation: models.Monitor_operation | None = strawberry.field(
        resolver=operation,
        graphql_type=MonitorOperation | None,
        description="One operation, in the pool or not; null where none has this id.",
    )
    planning_events: event_log.EventPage = strawberry.field(
        resolver=planning_events,
        graphql_type=PlanningEventPage,
        extensions=[QueryRefusals()],
        description="A page of the log of changes.",
    )
    latest_event_id: strawberry.ID = strawberry.field(
        resolver=latest_event_id,
        description="Id of the newest event, read before everything else in the same query, so that following the log "
        "from it misses nothing; 0 where there is no event.",
    )
    plant: Plant = strawberry.field(resolver=Plant, description="The state of the whole plant.")
    viewer: Actor = strawberry.field(
        resolver=viewer, graphql_type=Viewer, description="Who you are here, and what you may do."
    )
