"""Requests that are refused before they are a GraphQL request: the site's one shape of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse

if TYPE_CHECKING:
    from collections.abc import Mapping


class Refusal(Exception):
    """Ends a request with an HTTP status and `{"error": <sentence>, "code": <snake_case>, "field": <name>}`."""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        code: str,
        field: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.code = code
        self.field = field
        self.headers = dict(headers or {})

    def as_response(self) -> JsonResponse:
        """The answer; `field` only where one value is at fault."""
        body = {"error": self.message, "code": self.code}
        if self.field:
            body["field"] = self.field
        return JsonResponse(body, status=self.status, headers=self.headers)
