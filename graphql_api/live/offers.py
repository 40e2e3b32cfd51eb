"""Where the view ends and a stream begins: what is asked for is checked here, with the database at hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import is_same_domain
from strawberry.http.websocket_origin import normalize_origin

from graphql_api.inputs import parse_key
from graphql_api.live.follow_request import NotFollowed, read_follow_request
from graphql_api.live.handover import PROTOCOL, SocketOffer, StreamOffer, handover_of
from graphql_api.live.logins import Login
from graphql_api.refusals import Refusal

if TYPE_CHECKING:
    from django.http import HttpRequest
    from graphql import GraphQLSchema

    from graphql_api.http_request import GraphQLParameters
    from graphql_api.limits import GraphQLLimits
    from graphql_api.live.follow_request import FollowRequest
    from graphql_api.live.framing import Framing
    from graphql_api.live.handover import Handover


class StreamBegins(Exception):
    """Ends the view's work: `response` is what Django has to say, the stream follows it."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def offer_stream(
    request: HttpRequest,
    parameters: GraphQLParameters,
    *,
    schema: GraphQLSchema,
    limits: GraphQLLimits,
    framing: Framing,
) -> HttpResponse:
    """Offer a subscription's stream to the server, and return the headers that come before it.

    A subscription that is refused is answered in the same form, as a stream of one answer. Raises a Refusal where this
    server cannot stream.
    """
    handover = handover_of(request)
    if handover is None:
        message = "This server process does not stream. Start it with `manage.py serve`."
        raise Refusal(message, status=501, code="streams_not_served")
    headers = {**framing.headers, "Cache-Control": "no-store, no-transform"}
    try:
        wanted = resumed(request, read_follow_request(schema, parameters, limits), framing)
    except NotFollowed as refusal:
        errors = {"errors": [error.formatted for error in refusal.errors]}
        return HttpResponse(framing.single(errors), headers=headers)
    handover.offer = StreamOffer(login=Login.of(request), request=wanted, framing=framing)
    return HttpResponse(headers=headers)


def resumed(request: HttpRequest, wanted: FollowRequest, framing: Framing) -> FollowRequest:
    """Go on after the last event that a browser's EventSource saw: it repeats its request with that id in a header."""
    last_event_id = parse_key(request.headers.get("Last-Event-ID", ""))
    if framing.is_resumable and last_event_id is not None:
        return replace(wanted, after=last_event_id)
    return wanted


def offer_socket(request: HttpRequest, handover: Handover) -> HttpResponse:
    """Offer a WebSocket to the server; refuses what a page of another site opened, and unknown protocols."""
    origin = request.headers.get("Origin")
    # Browsers always send it, with the user's cookies; other programs have no cookies that a page could borrow.
    if origin is not None and not is_ours(origin, request):
        message = f"Pages of {origin} may not open a WebSocket here (see CSRF_TRUSTED_ORIGINS)."
        raise Refusal(message, status=403, code="foreign_origin")
    if PROTOCOL not in (handover.subprotocols or ()):
        raise Refusal(
            f"This address speaks {PROTOCOL}; the client offers another WebSocket protocol, or none.",
            status=400,
            code="unknown_subprotocol",
        )
    handover.offer = SocketOffer(login=Login.of(request))
    return HttpResponse()


def is_ours(origin: str, request: HttpRequest) -> bool:
    """Whether an origin is this site's own, or one that may post here as well."""
    known = normalize_origin(origin)
    if known is None:
        return False
    if known == normalize_origin(f"{request.scheme}://{request.get_host()}"):
        return True
    scheme, _, host = known.partition("://")
    trusted = (one.partition("://") for one in settings.CSRF_TRUSTED_ORIGINS)
    return any(
        scheme == its and is_same_domain(host, pattern.removeprefix("*")) for its, _, pattern in trusted
    )
