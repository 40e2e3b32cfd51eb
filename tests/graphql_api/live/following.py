"""What tests of live updates share: requests, logins and events, with no more of the server around them than needed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from graphql_api.http_request import GraphQLParameters
from graphql_api.limits import GraphQLLimits
from graphql_api.live.follow_request import FollowRequest, read_follow_request
from graphql_api.live.logins import Login, Rights
from graphql_api.live.messages import Message
from graphql_api.live.streams import Stream
from graphql_api.schema import schema
from monitoring.choices import PlanningEventKind
from monitoring.domain.live_events import LiveEvent
from monitoring.models import PlanningEvent

SECONDS_UNTIL_STUCK = 60
GRAPHQL_SCHEMA = schema._schema  # noqa: SLF001 - Strawberry keeps it there
# Reads nothing but the event itself.
FOLLOW = (
    "subscription Follow($after: ID, $machinePks: [Int!]) { planningEvents(after: $after, machinePks: $machinePks) "
    "{ __typename ... on PlanningEvent { id } ... on CursorExpired { code field } } }"
)
PLANNERS_RIGHTS = Rights(may_change_assignments=True, may_report=True)
REPORTERS_RIGHTS = Rights(may_change_assignments=False, may_report=True)


def on_event_loop(scenario: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a scenario to its end; one that waits for ever fails."""

    async def watched() -> None:
        async with asyncio.timeout(SECONDS_UNTIL_STUCK):
            await scenario()

    asyncio.run(watched())


async def until(condition: Callable[[], object]) -> None:
    """Let the event loop go on until something is so."""
    while not condition():  # noqa: ASYNC110 - of many things, most of which tell nobody
        await asyncio.sleep(0)


def follow_request(
    document: str = FOLLOW, *, operation_name: str | None = None, **variables: Any
) -> FollowRequest:
    """What is followed by a document with these variables; raises NotFollowed."""
    parameters = GraphQLParameters(
        query=document, operation_name=operation_name, variables=variables or None, extensions=None
    )
    return read_follow_request(GRAPHQL_SCHEMA, parameters, GraphQLLimits())


def login(name: str = "anna", *, rights: Rights = PLANNERS_RIGHTS) -> Login:
    """A session that no database knows."""
    return Login(session_key=f"session of {name}", user_key=name, user_name=name, rights=rights)


def stream(cursor: int = 0, *, waiting_limit: int = 10) -> Stream:
    """One subscriber's way out."""
    return Stream(login=login(), cursor=cursor, waiting_limit=waiting_limit)


def event(pk: int, *machine_pks: int) -> LiveEvent:
    """An event that is in no table: of the first of these machines, concerning all of them, or of the whole plant."""
    machine_pk = machine_pks[0] if machine_pks else None
    row = PlanningEvent(pk=pk, kind=PlanningEventKind.POOL_SYNCED, machine_pk=machine_pk)
    return LiveEvent(row, frozenset(machine_pks))


def message(pk: int) -> Message:
    """An answer about an event."""
    return Message(pk, f'{{"data":{{"planningEvents":{{"id":"{pk}"}}}}}}')


FAREWELL = Message(None, '{"data":{"planningEvents":{"code":"CURSOR_EXPIRED"}}}', is_final=True)
