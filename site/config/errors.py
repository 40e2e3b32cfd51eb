"""Errors in the form of the door they left by: JSON for programs, a page for people."""

import json
import sys
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views import csrf

from config.database_failures import database_unavailable
from config.doors import is_program_door

CODES = {
    400: ("invalid_request", "The request could not be read."),
    401: ("not_authenticated", "Log in first."),
    403: ("permission_denied", "You may not do this."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not take that method; see the Allow header."),
    408: ("request_timeout", "The body did not arrive in time."),
    413: ("body_too_large", "The body is larger than this address takes."),
    500: (
        "internal_error",
        "Something went wrong on the server; its log has the details under this request id.",
    ),
}


def error_body(status: int, *, code: str = "", sentence: str = "") -> dict[str, str]:
    """An error in the one JSON shape of this site: `{"error": <sentence>, "code": <snake_case>}`."""
    known_code, known_sentence = CODES.get(status, (f"http_{status}", f"{HTTPStatus(status).phrase}."))
    return {"error": sentence or known_sentence, "code": code or known_code}


class JsonErrorsMiddleware:
    """Turns an error page on its way to a program into JSON: unknown addresses, refused methods, bugs, debug pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (
            isinstance(response, HttpResponse)
            and response.status_code >= 400
            and is_program_door(request.path)
        ):
            speak_json(response, request_id=getattr(request, "request_id", ""))
        return response


def speak_json(response: HttpResponse, *, request_id: str) -> None:
    """Replace a page by JSON in place, which keeps status, cookies, headers such as Allow, and that it was logged."""
    if "json" in response.get("Content-Type", ""):
        return
    body = error_body(response.status_code)
    if response.status_code >= 500:
        body["request_id"] = request_id
    response.content = json.dumps(body).encode()
    response["Content-Type"] = "application/json"
    response["Content-Length"] = str(len(response.content))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a request whose CSRF token is missing or wrong; who is not logged in is told that first."""
    if not is_program_door(request.path):
        return csrf.csrf_failure(request, reason)
    if not request.user.is_authenticated:
        return JsonResponse(error_body(401), status=401)
    body = error_body(403, code="csrf_failed", sentence=f"The CSRF token was refused: {reason}")
    return JsonResponse(body, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page that a person sees after a bug, with the id to find it in the log; 503 where the database failed.

    Django calls this while it handles the exception: any that a view or a middleware left to it.
    """
    unavailable = database_unavailable(request, sys.exc_info()[1])
    return unavailable or render(
        None, "500.html", {"request_id": getattr(request, "request_id", "")}, status=500
    )
