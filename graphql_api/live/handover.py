"""How a request passes from Django to the event loop.

A request for a stream is an ordinary request first: it goes through the same middleware, login, CSRF protection and
limits as every other. When the view is content it leaves here what is to be streamed; the server sends Django's
headers and goes on from there, without holding a thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

    from graphql_api.live.follow_request import FollowRequest
    from graphql_api.live.framing import Framing
    from graphql_api.live.logins import Login

PROTOCOL = "graphql-transport-ws"
# Where the server puts the handover into the ASGI scope, which a2wsgi passes on in the WSGI environment.
SCOPE_KEY = "graphql_api.live.handover"


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamOffer:
    """One subscription as the body of an HTTP answer."""

    login: Login
    request: FollowRequest
    framing: Framing


@dataclass(frozen=True, slots=True)
class SocketOffer:
    """A WebSocket for a logged-in user."""

    login: Login


@dataclass(slots=True)
class Handover:
    """Put into a request by the server, filled by the view.

    `subprotocols` are those that the client of a WebSocket offers; None for a plain request.
    """

    subprotocols: tuple[str, ...] | None = None
    offer: StreamOffer | SocketOffer | None = None


def handover_of(request: HttpRequest) -> Handover | None:
    """The request's handover; None where this server cannot stream, and for requests that want no stream."""
    handover = request.META.get("asgi.scope", {}).get(SCOPE_KEY)
    return handover if isinstance(handover, Handover) else None
