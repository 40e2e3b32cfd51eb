"""GraphQL results as HTTP answers: what the body holds, and which status says so."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLError
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from graphql_api.http_negotiation import GRAPHQL_RESPONSE
from graphql_api.masking import BUG

OK = 200
BAD_REQUEST = 400
METHOD_NOT_ALLOWED = 405
INTERNAL_SERVER_ERROR = 500


def has_executed(result: ExecutionResult) -> bool:
    """Whether execution began: its errors have a path, those found before it have none."""
    return result.data is not None or any(error.path for error in result.errors or ())


def status_of(result: ExecutionResult, *, media_type: str) -> int:
    """The status of a well-formed request's answer.

    200 once execution began, with or without errors. What failed before it is 400; clients that know only
    `application/json`, or streams, trust no other status than 200 to carry a GraphQL answer, so there it stays 200. A
    bug of the server that kept execution from beginning is 500.
    """
    if has_executed(result):
        return OK
    if any((error.extensions or {}).get("code") == BUG for error in result.errors or ()):
        return INTERNAL_SERVER_ERROR
    return BAD_REQUEST if media_type == GRAPHQL_RESPONSE else OK


def body_of(result: ExecutionResult) -> dict[str, Any]:
    """The answer's body: errors first, as the specification advises, and `data` only where execution began."""
    body: dict[str, Any] = {}
    if result.errors:
        body["errors"] = [error.formatted for error in result.errors]
    if has_executed(result):
        body["data"] = result.data
    if result.extensions:
        body["extensions"] = result.extensions
    return body


def request_error(message: str) -> ExecutionResult:
    """The result of a request that was not executed."""
    return ExecutionResult(data=None, errors=[GraphQLError(message)])


def refused_operation(error: InvalidOperationTypeError) -> ExecutionResult:
    """The result of an operation that this way of asking does not run."""
    if error.operation_type is OperationType.MUTATION:
        return request_error("A mutation needs POST: a GET must change nothing.")
    return request_error("A subscription needs a WebSocket or an event stream; this request gets one answer.")
