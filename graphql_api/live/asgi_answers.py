"""Whole answers without Django, in the one shape that errors have here."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from graphql_api.live.places import NoPlaceLeft
from graphql_api.refusals import Refusal

if TYPE_CHECKING:
    from a2wsgi.asgi_typing import Send

logger = logging.getLogger(__name__)

RETRY_SECONDS = "5"


def refusal_of(reason: Exception) -> Refusal:
    """The refusal for a stream that there is no room for, or no time."""
    headers = {"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"}
    if isinstance(reason, NoPlaceLeft):
        return Refusal(str(reason), status=429, code="too_many_streams", headers=headers)
    message = "The server is about to restart. Try again in some seconds."
    return Refusal(message, status=503, code="server_restarting", headers=headers)


async def refuse(send: Send, reason: Exception) -> None:
    """Answer a request for a stream with the reason why there is none."""
    response = refusal_of(reason).as_response()
    # Django answered 200, since it let the request pass.
    logger.warning(
        "Refused a stream or socket with %s: %s", response.status_code, str(reason) or "the server stops"
    )
    headers = [(name.lower().encode(), value.encode()) for name, value in response.items()]
    headers.append((b"content-length", str(len(response.content)).encode()))
    await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": response.content, "more_body": False})
