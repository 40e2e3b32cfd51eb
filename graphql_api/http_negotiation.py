"""Which of its media types an answer is written in, from the Accept header."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.http import HttpRequest
from django.http.request import MediaType

from graphql_api.refusals import Refusal

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"
ENCODED = "{}; charset=utf-8"
HEADERS_KEPT = 64


class Preference(NamedTuple):
    """How much a client wants a media type, in the order in which preferences count."""

    quality: float
    is_named: bool
    is_ours: bool
    is_data: bool


def negotiate(request: HttpRequest, *, otherwise: str | None = None) -> str:
    """The media type that the client prefers, `otherwise` where none fits; refuses with 406 without either."""
    if media_type := preferred_type(request) or otherwise:
        return media_type
    raise Refusal(
        f"This address answers in {GRAPHQL_RESPONSE} or {JSON}, in UTF-8; the Accept header excludes both.",
        status=406,
        code="not_acceptable",
    )


def preferred_type(request: HttpRequest) -> str | None:
    """The media type that the client prefers, or None where none fits. A page is offered to GET and HEAD alone."""
    offered = (GRAPHQL_RESPONSE, JSON) if request.method == "POST" else (GRAPHQL_RESPONSE, JSON, HTML)
    # Media types and their charset are compared without regard to case.
    return best_of(offered, request.META.get("HTTP_ACCEPT", "").lower())


@lru_cache(maxsize=HEADERS_KEPT)
def best_of(offered: tuple[str, ...], accept: str) -> str | None:
    """The best of the offered types under an Accept header; cached, because clients send few different ones.

    Between equals, the type that is named wins over one that a wildcard covers, and GraphQL's own type over plain JSON
    where it is named: a client that names neither knows only JSON.
    """
    accepted = [MediaType(part) for part in accept.split(",") if part.strip()]
    preferences = {media_type: preference(media_type, accepted) for media_type in offered}
    best = max(offered, key=lambda media_type: preferences[media_type])
    return best if preferences[best].quality else None


def preference(media_type: str, accepted: list[MediaType]) -> Preference:
    """How much the most specific accepted type that covers this one wants it."""
    offer = MediaType(ENCODED.format(media_type))
    covering = [candidate for candidate in accepted or [MediaType("*/*")] if offer.match(candidate)]  # type: ignore[arg-type]  # it takes either kind
    if not covering:
        return Preference(quality=0, is_named=False, is_ours=False, is_data=False)
    closest = max(covering, key=lambda candidate: candidate.specificity)
    is_named = closest.sub_type != "*"
    return Preference(
        quality=closest.quality,
        is_named=is_named,
        is_ours=media_type == (GRAPHQL_RESPONSE if is_named else JSON),
        is_data=media_type != HTML,
    )
