"""What clients of the GraphQL door are told while the database does not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse

from graphql_api.http_negotiation import GRAPHQL_RESPONSE, JSON, preferred_type
from graphql_api.masking import ASK_AGAIN, DATABASE_UNAVAILABLE

if TYPE_CHECKING:
    from django.http import HttpRequest


def graphql_database_unavailable(request: HttpRequest, *, status: int, request_id: str) -> HttpResponse:
    """A GraphQL response without data, in either of its media types; one error with the code DATABASE_UNAVAILABLE."""
    error = {
        "message": ASK_AGAIN,
        "extensions": {"code": DATABASE_UNAVAILABLE, "requestId": request_id},
    }
    media_type = GRAPHQL_RESPONSE if preferred_type(request) == GRAPHQL_RESPONSE else JSON
    return JsonResponse({"errors": [error]}, status=status, content_type=f"{media_type}; charset=utf-8")
