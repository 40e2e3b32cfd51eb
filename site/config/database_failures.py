"""While the database does not answer: 503 at every door, soon to be tried again, and one line in the log."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.log import log_response

from config.doors import GRAPHQL, door_of, is_program_door
from graphql_api.database_unavailable import graphql_database_unavailable
from graphql_api.masking import ASK_AGAIN
from monitoring.domain.database_failures import remedy_of, words_of

logger = logging.getLogger(__name__)

UNAVAILABLE: Final = 503
RETRY_SECONDS: Final = 5
# Nobody stands before it to press a button.
BOARD: Final = "/monitoring/board/"


class DatabaseFailuresMiddleware:
    """Answers 503 where a view or its template meets a failing database; bugs pass by.

    What fails outside of views, such as saving a session, Django hands to `config.errors.server_error`, which answers
    the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this with whatever a view raises; None leaves it to the others."""
        return database_unavailable(request, exception)


def database_unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The answer to a request that met a failing database, in the form of its door; None for every other error."""
    remedy = remedy_of(error)
    if error is None or remedy is None:
        return None
    keep_the_session_as_it_was(request)
    response = answer(request, request_id=getattr(request, "request_id", ""))
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    add_never_cache_headers(response)
    log_response(
        "Answered %s to %s %s, for the database failed: %s. %s",
        *(UNAVAILABLE, request.method, request.path, words_of(error).rstrip(".?"), remedy),
        response=response,
        request=request,
        logger=logger,
        level="error",
    )
    return response


def answer(request: HttpRequest, *, request_id: str) -> HttpResponse:
    """What is said at each door: none of it needs the database, or to know who asks."""
    if door_of(request.path) == GRAPHQL:
        return graphql_database_unavailable(request, status=UNAVAILABLE, request_id=request_id)
    if is_program_door(request.path):
        body = {"error": ASK_AGAIN, "code": "database_unavailable", "request_id": request_id}
        return JsonResponse(body, status=UNAVAILABLE)
    page = {
        "request_id": request_id,
        "address": request.get_full_path() if request.method in {"GET", "HEAD"} else None,
        "seconds_until_reload": RETRY_SECONDS if request.path == BOARD else None,
    }
    return render(None, "503.html", page, status=UNAVAILABLE)


def keep_the_session_as_it_was(request: HttpRequest) -> None:
    """Have the session not saved with the answer: that would fail too, and what was to be kept did not happen."""
    session = getattr(request, "session", None)
    if session is not None:
        session.modified = False
