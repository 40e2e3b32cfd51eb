"""WebSockets with the protocol graphql-transport-ws, for subscriptions alone.

Strawberry keeps the protocol's rules. This module checks the form of what comes in, and puts shared executions in the
place of an execution for each subscriber.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import orjson
from graphql import GraphQLError
from strawberry import UNSET
from strawberry.http.async_base_view import AsyncWebSocketAdapter
from strawberry.http.exceptions import NonJsonMessageReceived, NonTextMessageReceived
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)

from graphql_api.http_request import parameters_of
from graphql_api.limits import current_limits
from graphql_api.live.endings import StreamEnd, StreamEnded
from graphql_api.live.follow_request import NotFollowed, read_follow_request
from graphql_api.live.places import NoPlaceLeft
from graphql_api.live.updates import Closing
from graphql_api.refusals import Refusal
from monitoring.json_body import UnreadableBody, read_json

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from a2wsgi.asgi_typing import Receive, Send
    from strawberry import Schema

    from graphql_api.live.follow_request import FollowRequest
    from graphql_api.live.logins import Login
    from graphql_api.live.streams import Stream
    from graphql_api.live.updates import LiveUpdates

INITIALISATION_TIME = timedelta(seconds=10)
LONGEST_ID = 100


class Socket(AsyncWebSocketAdapter):
    """An accepted WebSocket of the server, in the form that Strawberry's protocol wants."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._is_closed = False

    async def iter_json(self, *, ignore_parsing_errors: bool = False) -> AsyncGenerator[object, None]:  # noqa: ARG002 - of another protocol
        """What the client sends, until it leaves."""
        while (event := await self._receive())["type"] == "websocket.receive":
            text = event.get("text")
            if text is None:
                raise NonTextMessageReceived
            try:
                yield read_json(text.encode(), name="The message")
            except UnreadableBody as error:
                raise NonJsonMessageReceived from error

    async def send_json(self, message: Mapping[str, object]) -> None:
        await self.send_text(orjson.dumps(message).decode())

    async def send_text(self, text: str) -> None:
        """Send one message; to a client that left, nothing."""
        if not self._is_closed:
            await self._try_to_send({"type": "websocket.send", "text": text})

    async def close(self, code: int, reason: str) -> None:
        if not self._is_closed:
            self._is_closed = True
            await self._try_to_send({"type": "websocket.close", "code": code, "reason": reason})

    async def _try_to_send(self, message: Any) -> None:
        try:
            await self._send(message)
        except OSError:  # what ASGI servers raise when the client is gone; `iter_json` hears of it too
            self._is_closed = True


class Welcome:
    """What the protocol asks when a client introduces itself: it is known by its session already."""

    async def on_ws_connect(self, context: object) -> object:  # noqa: ARG002 - Strawberry's signature
        """Answer with a plain acknowledgement."""
        return UNSET


class LiveSocket(BaseGraphQLTransportWSHandler[None, None]):
    """One client's WebSocket."""

    websocket: Socket

    def __init__(self, websocket: Socket, *, schema: Schema, live: LiveUpdates, login: Login) -> None:
        super().__init__(
            view=Welcome(),  # type: ignore[arg-type]  # all that is asked of a view
            websocket=websocket,
            context=None,
            root_value=None,
            schema=schema,
            connection_init_wait_timeout=INITIALISATION_TIME,
            max_subscriptions_per_connection=live.options.subscriptions_per_socket,
        )
        self.live = live
        self.login = login
        self._ending: asyncio.Future[StreamEnd] = asyncio.get_running_loop().create_future()

    def end(self, reason: StreamEnd) -> None:
        """Close the socket; the first reason counts."""
        if not self._ending.done():
            self._ending.set_result(reason)

    async def close_when_ended(self) -> None:
        """Wait for a reason to close, and close."""
        reason = await self._ending
        await self.websocket.close(reason.close_code, reason.sentence)

    async def handle_message(self, message: Any) -> None:
        """Let well-formed messages through to the protocol."""
        if is_well_formed(message):
            await super().handle_message(message)
        else:
            await self.handle_invalid_message("This is not a message of graphql-transport-ws")

    async def run_operation(self, operation: Operation[None, None]) -> None:
        """Answer one subscription until it is complete or the client has enough."""
        try:
            request = await self._read(operation)
            async with self.live.follow(request, login=self.login) as stream:
                await self._send_answers(operation, stream)
            await operation.send_operation_message({"id": operation.id, "type": "complete"})
        except NotFollowed as refusal:
            await operation.send_initial_errors(list(refusal.errors))
        except NoPlaceLeft as refusal:
            extensions = {"code": "LIMIT_EXCEEDED", "limit": refusal.limit, "allowed": refusal.allowed}
            await operation.send_initial_errors([GraphQLError(str(refusal), extensions=extensions)])
        except Closing:
            self.end(StreamEnd.RESTARTING)
        except StreamEnded as ended:
            self.end(ended.end)
        except Exception as error:  # noqa: BLE001 - a bug: the protocol's class would drop it unheard
            await self.handle_task_exception(error)
            self.end(StreamEnd.FAILED)

    async def _read(self, operation: Operation[None, None]) -> FollowRequest:
        payload = {
            "query": operation.query,
            "variables": operation.variables,
            "operationName": operation.operation_name,
        }
        try:
            parameters = parameters_of(payload)
        except Refusal as refusal:
            raise NotFollowed(GraphQLError(refusal.message)) from refusal
        # Validation of a hostile document takes long enough to be felt by everybody on the event loop.
        graphql_schema = self.schema._schema  # type: ignore[attr-defined]  # noqa: SLF001 - Strawberry keeps it there
        read = partial(read_follow_request, graphql_schema, parameters, current_limits())
        return await self.live.arrivals_thread.run(read)

    async def _send_answers(self, operation: Operation[None, None], stream: Stream) -> None:
        beginning = f'{{"id":{orjson.dumps(operation.id).decode()},"type":"next","payload":'
        while True:
            for message in await stream.take():
                await self.websocket.send_text(f"{beginning}{message.payload}}}")
                if message.is_final:
                    return


def is_well_formed(message: object) -> bool:
    """Whether a message has the form that the protocol's class takes for granted."""
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return False
    if message["type"] not in ("subscribe", "complete"):
        return True
    identifier = message.get("id")
    is_named = isinstance(identifier, str) and 0 < len(identifier) <= LONGEST_ID
    return is_named and (message["type"] == "complete" or isinstance(message.get("payload"), dict))
