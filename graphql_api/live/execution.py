"""Executes a subscription for events, once for all who follow it with the same rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from strawberry.types.graphql import OperationType

from graphql_api.context import Context
from graphql_api.errors import typed_error
from graphql_api.limits import current_limits
from graphql_api.live.messages import Message
from graphql_api.loaders import RequestLoaders
from graphql_api.responses import body_of
from monitoring.domain.actors import Actor
from monitoring.domain.database_failures import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strawberry import Schema

    from graphql_api.live.follow_request import FollowRequest
    from graphql_api.live.logins import Rights
    from monitoring.domain import errors
    from monitoring.domain.live_events import LiveEvent

ONLY_SUBSCRIPTIONS = frozenset({OperationType.SUBSCRIPTION})


class DatabaseFailed(Exception):
    """The database did not answer; the same events are to be executed again."""


class SharedContext(Context):
    """The context of answers that go to many: it knows the rights that they have in common, and nobody's name."""

    def __init__(self, *, rights: Rights, loaders: RequestLoaders) -> None:
        request = HttpRequest()
        request.user = AnonymousUser()
        super().__init__(request=request, limits=current_limits(), loaders=loaders)
        self.actor = Actor(
            name=self.user_name,
            may_change_assignments=rights.may_change_assignments,
            may_report=rights.may_report,
        )

    @property
    def user_name(self) -> str:
        return "shared subscription"


@dataclass(frozen=True, slots=True)
class Execution:
    """One subscription as text, variables and rights. Blocks on the database: never call it on the event loop."""

    schema: Schema
    request: FollowRequest
    rights: Rights

    def answer(self, events: Sequence[LiveEvent]) -> list[Message]:
        """One message for each event, in order, all with the state that was read after the last of them.

        Raises DatabaseFailed.
        """
        loaders = RequestLoaders()
        loaders.announce_machines(
            [one.event.machine_pk for one in events if one.event.machine_pk is not None]
        )
        return [Message(one.event.pk, self._execute(one.event, loaders)) for one in events]

    def refuse(self, refusal: errors.CursorExpired) -> Message:
        """The last message: the client has to start anew."""
        payload = self._execute(typed_error(refusal), RequestLoaders())
        return Message(event_id=None, payload=payload, is_final=True)

    def _execute(self, root: object, loaders: RequestLoaders) -> str:
        parameters = self.request.parameters
        context = SharedContext(rights=self.rights, loaders=loaders)
        result = self.schema.execute_sync(
            parameters.query,
            variable_values=parameters.variables,
            context_value=context,
            root_value=root,
            operation_name=parameters.operation_name,
            allowed_operation_types=ONLY_SUBSCRIPTIONS,
        )
        if context.database_failure is not None:
            raise DatabaseFailed(words_of(context.database_failure))
        body: dict[str, Any] = body_of(result)
        return orjson.dumps(body).decode()
