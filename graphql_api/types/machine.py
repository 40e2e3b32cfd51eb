"""A machine of the shop."""

import strawberry
import strawberry_django
from strawberry import Parent

from graphql_api.context import Info
from graphql_api.enums import OperationType
from graphql_api.marks import NEEDS_ONLY_CONTEXT
from graphql_api.types.columns import Column
from graphql_api.types.machine_slot import MachineSlot
from monitoring import models
from monitoring.domain.slot_views import SlotView


def current(machine: Parent[models.Machine], info: Info) -> SlotView:
    """What the machine works on now."""
    return info.context.loaders.slot(machine, OperationType.CURRENT)


def next_(machine: Parent[models.Machine], info: Info) -> SlotView:
    """What comes on the machine after that."""
    return info.context.loaders.slot(machine, OperationType.NEXT)


@strawberry_django.type(
    models.Machine,
    field_cls=Column,
    description="A machine of the shop, with what runs on it now and what comes next.",
)
class Machine:
    """Fed by rows of `Machine`."""

    id: strawberry.auto = strawberry.field(description="Opaque id.")
    pk: int = strawberry.field(
        description="The number by which the REST door and mutations know the machine."
    )
    name: strawberry.auto = strawberry.field(description="The machine's name, which no other machine has.")
    is_active: strawberry.auto = strawberry.field(description="Whether the machine is in use.")
    current: SlotView = strawberry.field(
        resolver=current,
        graphql_type=MachineSlot,
        metadata={NEEDS_ONLY_CONTEXT: True},
        description="What the machine works on now.",
    )
    next: SlotView = strawberry.field(
        resolver=next_,
        graphql_type=MachineSlot,
        metadata={NEEDS_ONLY_CONTEXT: True},
        description="What comes on the machine after that.",
    )
