"""Who calls the REST door: whom the session says or, where a script token is sent, whom that says and nobody else."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError

from monitoring.bearer import bearer_token
from monitoring.domain.script_tokens import note_use, valid_script_token
from monitoring.rest_errors import RequestRefused

if TYPE_CHECKING:
    from django.http import HttpRequest

logger = logging.getLogger(__name__)


def check_login(request: HttpRequest) -> None:
    """Raise RequestRefused with 401 unless the session is of an active user."""
    if not request.user.is_authenticated:
        raise RequestRefused(HTTPStatus.UNAUTHORIZED, "not_authenticated", "Log in first.")


def brings_token(request: HttpRequest) -> bool:
    """Whether a script token, right or wrong, is sent: `Authorization: Bearer …`."""
    return bearer_token(request.headers.get("Authorization", "")) is not None


def log_in_by_token(request: HttpRequest) -> None:
    """Make the token's user the request's, whatever cookies came with it; the session is not even read.

    Raises RequestRefused with 401 for a token that does not count, or does not any more.
    """
    request.user = AnonymousUser()  # also for the log line of a refusal
    token = valid_script_token(bearer_token(request.headers["Authorization"]) or "")
    if token is None:
        raise RequestRefused(
            HTTPStatus.UNAUTHORIZED,
            "invalid_token",
            "This script token is unknown, expired or revoked.",
            headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
        )
    request.user = token.user
    try:
        note_use(token)
    except DatabaseError:
        logger.warning(
            "The use of script token %d could not be noted; it was let in.", token.pk, exc_info=True
        )
