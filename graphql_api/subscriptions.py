"""What may be followed."""

from collections.abc import AsyncGenerator
from typing import Annotated

import strawberry
from graphql import GraphQLError

from graphql_api.errors import CursorExpired
from graphql_api.types.planning_event import PlanningEvent
from monitoring import models

PlanningEventsResult = Annotated[
    PlanningEvent | CursorExpired,
    strawberry.union(
        "PlanningEventsResult",
        description="A change, or the news that the cursor is too old; after that the subscription is complete.",
    ),
]
MachinePks = Annotated[
    list[int] | None,
    strawberry.argument(
        description="Only events that concern these machines: their own, those of operations that they hold, and "
        "those of the whole plant; null or absent: every event."
    ),
]
After = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="Id of the last event that you know, or latestEventId from the query that read your data: first "
        "come all events since, then new ones as they happen; null or absent: only new ones."
    ),
]


async def planning_events(
    machine_pks: MachinePks = strawberry.UNSET,  # noqa: ARG001 - read by `graphql_api.live.follow_request`
    after: After = strawberry.UNSET,  # noqa: ARG001 - likewise
) -> AsyncGenerator[models.PlanningEvent, None]:
    """Refuse to be run field by field: the streams execute each event once for all who follow it."""
    raise GraphQLError("Subscribe over a WebSocket or an event stream at /graphql/.")
    yield


@strawberry.type(description="What may be followed; any active login may follow all of it.")
class Subscription:
    """The root of subscriptions."""

    planning_events: AsyncGenerator[models.PlanningEvent, None] = strawberry.subscription(
        resolver=planning_events,
        graphql_type=AsyncGenerator[PlanningEventsResult, None],
        description="Every accepted change in the order of acceptance, none left out and none twice, each with its "
        "machine as it is by then. Over a WebSocket (graphql-transport-ws) or an event stream at this address.",
    )
