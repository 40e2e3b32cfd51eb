"""Who may read the figures: who sends the token that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.crypto import constant_time_compare
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from config.errors import error_body
from config.metrics.scrape import render
from config.operation.answers import Answer, json_answer
from monitoring.bearer import bearer_token

if TYPE_CHECKING:
    from config.metrics.scrape import DatabaseFigures
    from graphql_api.live.state import LiveState

NOT_FOUND: Final = json_answer(404, error_body(404))
NOT_AUTHENTICATED: Final = json_answer(
    401,
    error_body(401, sentence="Send the metrics token: Authorization: Bearer <token>."),
    {"WWW-Authenticate": "Bearer"},
)


def refusal(authorization: str) -> Answer | None:
    """The refusal for who sends this `Authorization` header; None for who may read."""
    token: str = settings.METRICS_TOKEN
    if not token:
        return NOT_FOUND
    given = bearer_token(authorization)
    is_right = given is not None and constant_time_compare(given, token)
    return None if is_right else NOT_AUTHENTICATED


def metrics_answer(database: DatabaseFigures | None, live: LiveState | None) -> Answer:
    """The figures."""
    return Answer(200, render(database, live), media_type=CONTENT_TYPE_PLAIN_0_0_4)
