"""The state of the whole plant."""

from datetime import datetime

import strawberry

from graphql_api.context import Info
from graphql_api.types.machine_slot import MachineSlot
from monitoring.domain import plant, pool, script_visits
from monitoring.domain.slot_views import SlotView


def script_last_heard_at(info: Info) -> datetime | None:
    """When the script last asked."""
    visit = info.context.loaders.script_visit
    return visit.visited_at if visit is not None else None


def script_is_silent(info: Info) -> bool:
    """Whether that is too long ago."""
    return script_visits.is_silent(info.context.loaders.script_visit)


def diverging_slots(info: Info) -> list[SlotView]:
    """Where planners decided something else."""
    slots = plant.diverging_slots()
    info.context.count_list(len(slots), info)
    info.context.loaders.announce_slots(slots)
    return slots


@strawberry.type(description="The state of the whole plant.")
class Plant:
    """Each field reads what it needs, in one to three statements."""

    script_last_heard_at: datetime | None = strawberry.field(
        resolver=script_last_heard_at,
        description="When the Monitor script last asked for the manual assignments, to half a minute; "
        "null where it never did.",
    )
    script_is_silent: bool = strawberry.field(
        resolver=script_is_silent,
        description="Whether that is longer ago than the server's setting SCRIPT_SILENCE_WARNING_MINUTES, or "
        "never was: quantities may be old.",
    )
    pool_size: int = strawberry.field(
        resolver=pool.pool_size, description="How many operations the pool holds."
    )
    active_overrides: int = strawberry.field(
        resolver=plant.active_override_count,
        description="How many slots hold a planner's decision, an operation or idle.",
    )
    diverging_slots: list[SlotView] = strawberry.field(
        resolver=diverging_slots,
        graphql_type=list[MachineSlot],
        description="The slots where a planner decided something else than Monitor plans, by machine name.",
    )
