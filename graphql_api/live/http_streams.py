"""Streams over HTTP: Django's headers, and then answers as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphql_api.live.asgi_answers import refuse
from graphql_api.live.endings import StreamEnd, StreamEnded
from graphql_api.live.places import NoPlaceLeft
from graphql_api.live.tasks import running
from graphql_api.live.updates import Closing

if TYPE_CHECKING:
    from a2wsgi.asgi_typing import HTTPResponseStartEvent, Receive, Send

    from graphql_api.live.framing import Framing
    from graphql_api.live.handover import StreamOffer
    from graphql_api.live.streams import Stream
    from graphql_api.live.updates import LiveUpdates


async def answer_stream(
    offer: StreamOffer,
    *,
    live: LiveUpdates,
    start: HTTPResponseStartEvent,
    receive: Receive,
    send: Send,
) -> None:
    """Send what is subscribed to until the client leaves, is asked to come back, or nothing more can come."""
    try:
        async with live.follow(offer.request, login=offer.login) as stream:
            await send(start)
            leaving = _end_when_the_client_leaves(stream, receive)
            async with running(leaving, on_failure=lambda: stream.end(StreamEnd.FAILED)):
                await _write(stream, offer.framing, send, heartbeat_seconds=live.options.heartbeat_seconds)
    except (NoPlaceLeft, Closing) as refusal:
        await refuse(send, refusal)


async def _end_when_the_client_leaves(stream: Stream, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end(StreamEnd.LEFT)


async def _write(stream: Stream, framing: Framing, send: Send, *, heartbeat_seconds: float) -> None:
    await _send_part(send, framing.opening + framing.heartbeat)
    try:
        while not (messages := await stream.take(patience=heartbeat_seconds)) or not messages[-1].is_final:
            await _send_part(send, b"".join(map(framing.frame, messages)) or framing.heartbeat)
        last = b"".join(map(framing.frame, messages)) + framing.completion
    except StreamEnded as ended:
        last = framing.farewell(ended.end)
    await send({"type": "http.response.body", "body": last, "more_body": False})


async def _send_part(send: Send, part: bytes) -> None:
    await send({"type": "http.response.body", "body": part, "more_body": True})
