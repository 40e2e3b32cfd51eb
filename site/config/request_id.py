"""One id per request: on the request, in the answer and on every log line written meanwhile, with the user's name."""

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="-")
current_request: ContextVar[HttpRequest | None] = ContextVar("current_request", default=None)


class RequestIdMiddleware:
    """Sets `request.request_id` and answers it as `X-Request-ID`; an id sent by the client is ignored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = secrets.token_hex(8)
        request.request_id = request_id  # type: ignore[attr-defined]  # Django's request has no declared place for it
        token, request_token = current_request_id.set(request_id), current_request.set(request)
        try:
            response = self.get_response(request)
        finally:
            current_request_id.reset(token)
            current_request.reset(request_token)
        response["X-Request-ID"] = request_id
        return response


class RequestIdFilter(logging.Filter):
    """Gives each record a `request_id` and, where it is known, a `user`.

    Django logs an answer's status after the middleware, but names the request.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "request_id", current_request_id.get())
        record.user = known_user(request if isinstance(request, HttpRequest) else current_request.get())
        return True


def known_user(request: HttpRequest | None) -> str:
    """Who is logged in, as far as somebody has asked: finding out costs statements. Empty where that is unknown."""
    user = getattr(request, "user", None)
    if isinstance(user, SimpleLazyObject):
        user = getattr(request, "_cached_user", None)
    return user.get_username() if user is not None else ""
