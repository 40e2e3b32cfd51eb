"""What every call of the REST door has in common: method, login, CSRF, JSON, and refusals as JSON.

Checked in this order: 405, 401, 403, 415, 413, 400. Never a redirect: a client that follows one to a login page would
take HTML for success.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import wraps
from http import HTTPStatus
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.common import no_append_slash
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from monitoring.domain.actors import Actor
from monitoring.domain.errors import DomainError, InvalidValue
from monitoring.json_body import UnreadableBody, read_json
from monitoring.request_actor import actor_of
from monitoring.rest_errors import RequestRefused, error_response
from monitoring.rest_login import brings_token, check_login, log_in_by_token

View = Callable[..., HttpResponseBase]
Answer = Mapping[str, object]

UTF8_NAMES = frozenset({"utf-8", "utf8"})


def reading_door(*, takes_script_tokens: bool = False) -> Callable[[View], View]:
    """Let logged-in users GET and HEAD a view, whose DomainErrors become JSON; by script token if it takes them."""

    def decorate(view: View) -> View:
        # Nothing but 405 is left for methods that change things, and that comes before any talk of CSRF tokens.
        @csrf_exempt
        @no_append_slash
        @wraps(view)
        def door(request: HttpRequest, **parts_of_path: Any) -> HttpResponseBase:
            try:
                _check_method(request, "GET", "HEAD")
                if takes_script_tokens and brings_token(request):
                    log_in_by_token(request)
                check_login(request)
                # A body that a GET has no use for must not decide in which encoding its address is read.
                request.encoding = "utf-8"
                return view(request, **parts_of_path)
            except (RequestRefused, DomainError) as refusal:
                return error_response(request, refusal)

        return door

    return decorate


def reporting_door(*, body_limit: Callable[[], int]) -> Callable[[Callable[[object, Actor], Answer]], View]:
    """Let users who may report POST JSON of at most `body_limit()` bytes; the view turns (body, actor) into an answer.

    The CSRF check is Django's own and no less strict; it only comes third, after method and login, where the middleware
    would put it first. A script token, which no browser sends by itself, stands for login and CSRF check alike.
    """

    def decorate(view: Callable[[object, Actor], Answer]) -> View:
        def answer(request: HttpRequest) -> HttpResponseBase:
            actor = actor_of(request)
            actor.require_report()
            _check_content_type(request)
            return json_answer(view(_read_body(request, limit=body_limit()), actor))

        protected = csrf_protect(answer)

        @csrf_exempt
        @no_append_slash
        @wraps(view)
        def door(request: HttpRequest) -> HttpResponseBase:
            try:
                _check_method(request, "POST")
                if brings_token(request):
                    log_in_by_token(request)
                    return answer(request)
                check_login(request)
                return _with_broken_forms_refused(protected, request)
            except (RequestRefused, DomainError) as refusal:
                return error_response(request, refusal)

        return door

    return decorate


def json_answer(answer: Answer) -> HttpResponse:
    """An answer as JSON, by a library that is fast on long lists."""
    return HttpResponse(orjson.dumps(answer), content_type="application/json")


def presented_validators(request: HttpRequest) -> list[str]:
    """The ETags of the answers that the client has, by its own account, in the order in which it names them."""
    presented: list[str] = parse_etags(request.headers.get("If-None-Match", ""))
    return [one.removeprefix("W/") for one in presented]


def not_modified(request: HttpRequest, etag: str) -> HttpResponseBase:
    """Tell the client that the answer with this ETag, one of those that it named, is still the answer."""
    return _revalidated(request, HttpResponse(), etag)


def revalidated(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Mark an answer as private and with the hash of its content; 304 where the client has that very content."""
    return _revalidated(request, response, quote_etag(hashlib.sha256(response.content).hexdigest()[:32]))


def _revalidated(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=response) or response


def _check_method(request: HttpRequest, *allowed: str) -> None:
    if request.method not in allowed:
        raise RequestRefused(
            HTTPStatus.METHOD_NOT_ALLOWED,
            "method_not_allowed",
            f"This address takes {' and '.join(allowed)} only.",
            headers={"Allow": ", ".join(allowed)},
        )


def _with_broken_forms_refused(protected: View, request: HttpRequest) -> HttpResponseBase:
    # The CSRF check looks for a token inside of forms; this door takes none, least of all a broken one.
    try:
        return protected(request)
    except (MultiPartParserError, SuspiciousOperation, BadRequest):
        raise _unsupported_media_type(request) from None


def _check_content_type(request: HttpRequest) -> None:
    charset = (request.content_params or {}).get("charset", "utf-8")
    if request.content_type != "application/json" or charset.lower() not in UTF8_NAMES:
        raise _unsupported_media_type(request)


def _unsupported_media_type(request: HttpRequest) -> RequestRefused:
    sent = request.headers.get("Content-Type", "")[:100] or "no Content-Type"
    return RequestRefused(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        f"This address takes application/json in UTF-8 only; this is {sent!a}.",
    )


def _read_body(request: HttpRequest, *, limit: int) -> object:
    try:
        body = request.body
    except RequestDataTooBig:
        raise _too_large(min(limit, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)) from None
    except UnreadablePostError:
        raise _unreadable("The connection closed before the body was complete.") from None
    if len(body) > limit:
        raise _too_large(limit)
    try:
        # As a float, 45.0000000000000001 would pass for a whole number.
        return read_json(body, parse_float=Decimal)
    except UnreadableBody as error:
        if error.field is not None:
            raise InvalidValue(str(error), field=error.field) from None
        raise _unreadable(str(error)) from None


def _too_large(limit: int) -> RequestRefused:
    return RequestRefused(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "body_too_large",
        f"The body is larger than the {limit} bytes that this address takes.",
    )


def _unreadable(message: str) -> RequestRefused:
    return RequestRefused(HTTPStatus.BAD_REQUEST, "unreadable_body", message)
