"""Every refusal of the REST door in one JSON shape, with one table from the domain's codes to HTTP statuses."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, NotRequired, TypedDict

from django.http import HttpResponse, JsonResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from monitoring.domain.errors import DomainError

logger = logging.getLogger(__name__)

STATUS_OF_CODE: Final = {
    "invalid_value": HTTPStatus.BAD_REQUEST,
    "empty_pool": HTTPStatus.BAD_REQUEST,
    "permission_denied": HTTPStatus.FORBIDDEN,
    "machine_not_found": HTTPStatus.NOT_FOUND,
    "operation_not_found": HTTPStatus.NOT_FOUND,
    "operation_not_assigned": HTTPStatus.NOT_FOUND,
    "event_not_found": HTTPStatus.NOT_FOUND,
    "event_not_restorable": HTTPStatus.CONFLICT,
    "assignment_conflict": HTTPStatus.CONFLICT,
    "correction_conflict": HTTPStatus.CONFLICT,
    "outdated_report": HTTPStatus.CONFLICT,
    "pool_shrink_refused": HTTPStatus.CONFLICT,
    "cursor_expired": HTTPStatus.GONE,
}


class ErrorAnswer(TypedDict):
    """`error` is a sentence for people, `code` is stable, `field` names the value at fault where one is."""

    error: str
    code: str
    field: NotRequired[str]


class RequestRefused(Exception):
    """A request that never reaches the domain: its method, login, size or body is refused."""

    def __init__(
        self, status: HTTPStatus, code: str, message: str, *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.field: str | None = None
        self.headers = headers


def error_response(request: HttpRequest, error: RequestRefused | DomainError) -> HttpResponse:
    """Answer a refusal, and log it in one line with its code and field, never with the body."""
    headers: Mapping[str, str] | None = None
    if isinstance(error, RequestRefused):
        status, headers = error.status, error.headers
    else:
        status = STATUS_OF_CODE[error.code]
    answer = ErrorAnswer(error=error.message, code=error.code)
    if error.field is not None:
        answer["field"] = error.field
    logger.warning(
        "Refused %s %s by %s: %d %s%.200s: %.400s",
        request.method,
        request.path,
        request.user.get_username() or "nobody who is logged in",
        status,
        error.code,
        f", field {error.field}" if error.field else "",
        error.message,
    )
    return JsonResponse(answer, status=status, headers=headers)
