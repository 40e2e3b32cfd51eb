"""The same answers where Django runs without this product's server: `runserver`, WSGI servers, the test client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

from config.operation.answers import ADDRESSES, ALIVE, LIVEZ, READYZ, Answer, readiness_answer
from config.operation.readiness import DatabaseChecks

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


class OperationMiddleware:
    """Answers before any check of host, scheme or login; says nothing of live updates, which there are none of."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._checks = DatabaseChecks()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in ADDRESSES:
            return self.get_response(request)
        answer = self.answer(request)
        return HttpResponse(answer.body, status=answer.status, headers=answer.all_headers())

    def answer(self, request: HttpRequest) -> Answer:
        """The answer to what is asked at one of the addresses."""
        if request.path_info == LIVEZ:
            return ALIVE
        if request.path_info == READYZ:
            return readiness_answer(self._checks.run())
        # Figures are of the whole product; a process with a part of it, as in the benchmarks, has this middleware too.
        from config.metrics.scrape import read_database
        from config.operation.metrics_answer import metrics_answer, refusal

        return refusal(request.headers.get("Authorization", "")) or metrics_answer(read_database(None), None)
